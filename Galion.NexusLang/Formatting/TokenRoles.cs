using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Formatting;

/// <summary>What a token does where the same sign can do several things.</summary>
internal enum TokenRole : byte
{
    None,

    /// <summary>An operator between two values.</summary>
    Binary,

    /// <summary>The <c>?</c> or <c>:</c> of a conditional.</summary>
    Ternary,

    /// <summary>A colon in <c>a[1:2]</c>.</summary>
    Slice,

    /// <summary>The sign in <c>f(name=value)</c>.</summary>
    NamedArgument,

    /// <summary>Opens statements.</summary>
    Block,

    /// <summary>Opens the arms of a match.</summary>
    Arms,

    /// <summary>Opens a list with room inside its braces: fields, cases, traits.</summary>
    Roomy,

    /// <summary>The <c>for</c> of a comprehension.</summary>
    Clause,
}

/// <summary>Finds the roles of tokens and the beginnings of statements and elements in a tree. Keys are offsets.</summary>
internal sealed class TokenRoles
{
    private readonly Token[] _tokens;
    private readonly Dictionary<int, TokenRole> _roles = [];
    private readonly HashSet<int> _statements = [];
    private readonly HashSet<int> _elements = [];

    internal TokenRoles(SyntaxTree tree, Token[] tokens)
    {
        _tokens = tokens;
        Visit(tree.Root);
    }

    internal TokenRole Of(Token token) => _roles.GetValueOrDefault(token.Start);

    internal bool StartsStatement(Token token) => _statements.Contains(token.Start);

    /// <summary>Fields, arms, cases and traits, which may be parted by a line break alone.</summary>
    internal bool StartsElement(Token token) => _elements.Contains(token.Start);

    private void Visit(Node node)
    {
        switch (node)
        {
            case ProgramNode program:
                AddStatements(program.Statements);
                break;
            case BlockStatement block:
                _roles[block.Span.Start] = TokenRole.Block;
                AddStatements(block.Statements);
                break;
            case ImplStatement impl:
                Mark(impl.Type.Span.End, TokenKind.OpenBrace, TokenRole.Block);
                AddStatements(impl.Methods);
                break;
            case StructStatement type:
                Mark(type.Name.Span.End, TokenKind.OpenBrace, TokenRole.Roomy);
                AddElements(type.Fields);
                break;
            case EnumStatement type:
                Mark(type.Name.Span.End, TokenKind.OpenBrace, TokenRole.Roomy);
                AddElements(type.Variants);
                break;
            case PersonalityStatement personality:
                Mark(personality.Span.Start, TokenKind.OpenBrace, TokenRole.Roomy);
                AddElements(personality.Traits);
                break;
            case MatchExpression match:
                Mark(match.Subject.Span.End, TokenKind.OpenBrace, TokenRole.Arms);
                AddElements(match.Arms);
                break;
            case StructExpression make:
                Mark(make.Type.Span.End, TokenKind.OpenBrace, TokenRole.Roomy);
                AddElements(make.Fields);
                break;
            case FieldsPattern { Type: { } type }:
                Mark(type.Span.End, TokenKind.OpenBrace, TokenRole.Roomy);
                break;
            case BinaryExpression binary:
                _roles[binary.OperatorSpan.Start] = TokenRole.Binary;
                break;
            case ConditionalExpression conditional:
                MarkConditional(conditional);
                break;
            case SliceExpression slice:
                MarkSlice(NextIndex(slice.Target.Span.End, TokenKind.CloseParen) + 1, slice.Span.End - 1);
                break;
            case SlicePartExpression part:
                MarkSlice(IndexFrom(part.Span.Start), part.Span.End);
                break;
            case Argument { Name: { } name }:
                Mark(name.Span.End, TokenKind.Equals, TokenRole.NamedArgument);
                break;
            case ComprehensionClause clause:
                _roles[clause.Span.Start] = TokenRole.Clause;
                break;
            case FormatExpression:
                // A token of its own that is kept as it is.
                return;
        }

        foreach (Node child in SyntaxWalk.ChildrenOf(node))
        {
            Visit(child);
        }
    }

    private void AddStatements(IEnumerable<Statement> statements) => _statements.UnionWith(statements.Select(s => s.Span.Start));

    private void AddElements(IEnumerable<Node> elements) => _elements.UnionWith(elements.Select(e => e.Span.Start));

    private void MarkConditional(ConditionalExpression conditional)
    {
        int question = NextIndex(conditional.Condition.Span.End, TokenKind.CloseParen);
        if (_tokens[question].Kind == TokenKind.Question)
        {
            _roles[_tokens[question].Start] = TokenRole.Ternary;
            _roles[_tokens[NextIndex(conditional.WhenTrue.Span.End, TokenKind.CloseParen)].Start] = TokenRole.Ternary;
        }
        else if (_tokens[question].Kind == TokenKind.Identifier)
        {
            // "then" stands between two values like an operator.
            _roles[_tokens[question].Start] = TokenRole.Binary;
        }
    }

    /// <summary>Marks the colons of a slice that are not within brackets of its parts.</summary>
    private void MarkSlice(int from, int end)
    {
        int depth = 0;
        for (int i = from; i < _tokens.Length && _tokens[i].Start < end; i++)
        {
            depth += _tokens[i].Kind switch
            {
                TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace => 1,
                TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace => -1,
                _ => 0,
            };
            if (depth == 0 && _tokens[i].Kind == TokenKind.Colon)
            {
                _roles.TryAdd(_tokens[i].Start, TokenRole.Slice);
            }
        }
    }

    private void Mark(int from, TokenKind kind, TokenRole role)
    {
        for (int i = IndexFrom(from); i < _tokens.Length; i++)
        {
            if (_tokens[i].Kind == kind)
            {
                _roles.TryAdd(_tokens[i].Start, role);
                return;
            }
        }
    }

    private int NextIndex(int from, TokenKind skipped)
    {
        int i = IndexFrom(from);
        while (_tokens[i].Kind == skipped)
        {
            i++;
        }

        return i;
    }

    /// <summary>The first token at or behind an offset.</summary>
    private int IndexFrom(int offset)
    {
        (int low, int high) = (0, _tokens.Length - 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_tokens[middle].Start < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
