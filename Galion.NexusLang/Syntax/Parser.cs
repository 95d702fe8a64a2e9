using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

/// <summary>
/// Recursive descent with one token of lookahead and a table of matching brackets. It never throws on a bad program: it reports, puts a
/// placeholder where something is missing, and goes on at the next statement, so that one run shows every mistake.
/// </summary>
/// <remarks>
/// A statement ends at a line break unless it is plainly unfinished: an operator, comma or open bracket ends the line, or the next line
/// begins with something that cannot begin a statement, such as <c>.member</c> or <c>|&gt;</c>. A <c>(</c> or <c>[</c> at the start of a
/// line never continues the line before; neither does <c>-</c>, unless a bracket is open.
/// </remarks>
internal sealed partial class Parser
{
    /// <summary>How deep a program may nest; what walks the tree relies on it.</summary>
    public const int MaxDepth = 400;

    /// <summary>Characters; beyond it a program is refused before it is read.</summary>
    public const int MaxLength = 8_000_000;

    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly string _text;
    private readonly Token[] _tokens;
    private readonly List<Comment> _comments;
    private readonly int[] _closers;
    private int _at;
    private int _depth;
    private int _bracketDepth;
    private bool _allowStructLiteral = true;

    private Parser(SourceText source, TextSpan range, DiagnosticBag diagnostics)
    {
        _source = source;
        _text = source.Content;
        _diagnostics = diagnostics;
        (_tokens, _comments) = Lexer.Read(source, range, diagnostics);
        _closers = MatchBrackets(_tokens);
        _names = new string[NameSlots];
        _items = [];
    }

    /// <summary>Reads a part of a file whose other parts another parser reads.</summary>
    private Parser(Parser outer, TextSpan range)
    {
        _source = outer._source;
        _text = outer._text;
        _diagnostics = outer._diagnostics;
        (_tokens, _comments) = Lexer.Read(_source, range, _diagnostics);
        _closers = MatchBrackets(_tokens);
        _names = outer._names;
        _items = [];
        _depth = outer._depth;
        _bracketDepth = 1;
    }

    public static SyntaxTree Parse(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        if (source.Content.Length > MaxLength)
        {
            diagnostics.ProgramTooLarge(MaxLength);
            return new SyntaxTree(source, new ProgramNode(new TextSpan(0, 0), []), [], [], diagnostics.Diagnostics);
        }

        var parser = new Parser(source, new TextSpan(0, source.Content.Length), diagnostics);
        ProgramNode root = parser.ParseProgram();
        return new SyntaxTree(source, root, parser._tokens, parser._comments, diagnostics.Diagnostics);
    }

    private ref readonly Token Current => ref _tokens[_at];

    private ref readonly Token Previous => ref _tokens[Math.Max(_at - 1, 0)];

    private ref readonly Token Peek(int ahead) => ref _tokens[Math.Min(_at + ahead, _tokens.Length - 1)];

    private bool At(TokenKind kind) => _tokens[_at].Kind == kind;

    private bool AtWord(string word) => IsWord(Current, word);

    private bool IsWord(in Token token, string word) =>
        token.Kind == TokenKind.Identifier && token.Length == word.Length && _text.AsSpan(token.Start, token.Length).SequenceEqual(word);

    private bool AtWord(string word, TokenKind next) => AtWord(word) && Peek(1).Kind == next;

    private Token Advance()
    {
        Token token = Current;
        if (token.Kind != TokenKind.EndOfFile)
        {
            _at++;
        }

        return token;
    }

    private bool TryTake(TokenKind kind)
    {
        if (!At(kind))
        {
            return false;
        }

        _at += kind == TokenKind.EndOfFile ? 0 : 1;
        return true;
    }

    private bool TryTakeWord(string word)
    {
        if (!AtWord(word))
        {
            return false;
        }

        Advance();
        return true;
    }

    private Token Expect(TokenKind kind, string? what = null)
    {
        if (At(kind))
        {
            return Advance();
        }

        _diagnostics.Unexpected(Current, what ?? $"'{SyntaxFacts.Spelling(kind)}'");
        return new Token(kind, Previous.End, 0, StartsLine: false);
    }

    private Identifier ExpectName(string what)
    {
        if (At(TokenKind.Identifier))
        {
            Token token = Advance();
            return new Identifier(NameOf(token), token.Span);
        }

        _diagnostics.Unexpected(Current, what);

        // A keyword where a name belongs was most likely meant as one; skipping it avoids a second message.
        if (Current.Kind is >= TokenKind.Let and <= TokenKind.Null && !Current.StartsLine)
        {
            Advance();
        }

        return new Identifier("", new TextSpan(Previous.End, 0));
    }

    /// <summary>The member after a dot, where keywords are names too.</summary>
    private Identifier ExpectMemberName()
    {
        if (Current.Kind is TokenKind.Identifier or (>= TokenKind.Let and <= TokenKind.Null))
        {
            Token token = Advance();
            return new Identifier(NameOf(token), token.Span);
        }

        return ExpectName("a member's name");
    }

    /// <summary>
    /// Whether another item of a list follows: behind a comma or semicolon, or on a new line. An item of which nothing could be read is the
    /// last, so that reading comes to an end.
    /// </summary>
    /// <param name="start">Where the item before begins.</param>
    private bool IsNextItem(int start) =>
        TryTake(TokenKind.Comma) || TryTake(TokenKind.Semicolon) || (Current.StartsLine && Current.Start > start);

    private TextSpan SpanFrom(int start) => TextSpan.FromBounds(start, Math.Max(start, Previous.End));

    /// <summary>Closes a bracket; if it is missing, points at the one that was opened.</summary>
    private void Close(Token opening, TokenKind closing)
    {
        if (TryTake(closing))
        {
            return;
        }

        if (At(TokenKind.EndOfFile))
        {
            _diagnostics.Unclosed(opening, SyntaxFacts.Spelling(closing)!);
            return;
        }

        _diagnostics.Unexpected(Current, $"'{SyntaxFacts.Spelling(closing)}'");
        SkipToCloser(opening, closing);
    }

    /// <summary>Goes behind the bracket's own closer when it has one on the way, so that the rest is read as usual.</summary>
    private void SkipToCloser(Token opening, TokenKind closing)
    {
        int openingIndex = Array.BinarySearch(_tokens, opening, TokenOrder.Instance);
        if (openingIndex >= 0 && _closers[openingIndex] >= _at && _tokens[_closers[openingIndex]].Kind == closing)
        {
            _at = _closers[openingIndex] + 1;
        }
    }

    /// <summary>Runs a part of the parser one level deeper, or reports that the program is nested too deep and skips the part.</summary>
    private bool TryEnter()
    {
        if (_depth < MaxDepth)
        {
            _depth++;
            return true;
        }

        if (!_tooDeep)
        {
            _tooDeep = true;
            _diagnostics.NestedTooDeep(Current.Span, MaxDepth);
        }

        // Nothing after this can be read sensibly.
        _at = _tokens.Length - 1;
        return false;
    }

    private bool _tooDeep;

    private void Leave() => _depth--;

    /// <summary>For each bracket that is closed the index of what closes it, and -1 for all other tokens.</summary>
    private static int[] MatchBrackets(Token[] tokens)
    {
        // What is open leads to what was open before it, until it is closed.
        int[] closers = GC.AllocateUninitializedArray<int>(tokens.Length);
        int open = -1;
        for (int i = 0; i < closers.Length; i++)
        {
            closers[i] = -1;
            switch (tokens[i].Kind)
            {
                case TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace:
                    closers[i] = open;
                    open = i;
                    break;
                case TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace when open >= 0:
                    int before = closers[open];
                    closers[open] = i;
                    open = before;
                    break;
            }
        }

        while (open >= 0)
        {
            int before = closers[open];
            closers[open] = -1;
            open = before;
        }

        return closers;
    }

    private sealed class TokenOrder : IComparer<Token>
    {
        public static TokenOrder Instance { get; } = new();

        public int Compare(Token x, Token y) => x.Start.CompareTo(y.Start);
    }
}
