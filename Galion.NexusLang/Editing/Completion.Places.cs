using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Editing;

public static partial class Completion
{
    /// <summary>Whether the colon at an index is followed by a type: after a name of a let, a parameter or a field.</summary>
    private static bool IsTypePlace(IReadOnlyList<Token> tokens, int colon)
    {
        if (colon < 2 || tokens[colon - 1].Kind != TokenKind.Identifier)
        {
            return false;
        }

        if (tokens[colon - 2].Kind is TokenKind.Let or TokenKind.Const)
        {
            return true;
        }

        int open = OpenBracketBefore(tokens, colon);
        return open >= 1 && tokens[open].Kind switch
        {
            TokenKind.OpenParen => tokens[open - 1].Kind == TokenKind.Fn || (open >= 2 && tokens[open - 2].Kind == TokenKind.Fn),
            TokenKind.OpenBrace => open >= 2 && tokens[open - 2].Kind == TokenKind.Struct,
            _ => false,
        };
    }

    /// <summary>The index of the bracket that is open behind a token, or -1.</summary>
    internal static int OpenBracketBefore(IReadOnlyList<Token> tokens, int at)
    {
        int depth = 0;
        for (int i = at; i >= 0; i--)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace:
                    depth++;
                    break;
                case TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace when depth-- == 0:
                    return i;
            }
        }

        return -1;
    }

    /// <summary>The module of <c>from module import a, …</c> when the comma belongs to one.</summary>
    private static Token? ImportStart(CodeAnalysis file, IReadOnlyList<Token> tokens, int comma)
    {
        for (int i = comma; i >= 2 && !(tokens[i].StartsLine && i < comma); i--)
        {
            if (tokens[i].Kind == TokenKind.Import && IsWord(file, tokens[i - 2], "from"))
            {
                return tokens[i - 1];
            }
        }

        return null;
    }

    /// <summary>Traits in a personality block, fields where a struct is made, cases at the start of an arm; null elsewhere.</summary>
    private static IEnumerable<CompletionItem>? EnclosingBrace(CodeAnalysis file, NameMap names, IReadOnlyList<Token> tokens, int before)
    {
        int open = before < 0 ? -1 : tokens[before].Kind == TokenKind.OpenBrace ? before : OpenBracketBefore(tokens, before);
        if (open < 1 || tokens[open].Kind != TokenKind.OpenBrace)
        {
            return null;
        }

        bool isAtStart = tokens[before].Kind is TokenKind.OpenBrace or TokenKind.Comma
            || (before + 1 < tokens.Count && tokens[before + 1].StartsLine && tokens[before].Kind != TokenKind.Colon);
        if (!isAtStart)
        {
            return null;
        }

        if (IsWord(file, tokens[open - 1], "personality"))
        {
            return Traits();
        }

        if (names.Structs.Find(s => s.Type.Span.End == tokens[open - 1].End) is { } make && file.Types.TypeNamed(make.Type) is { } type)
        {
            return type.Symbol!.Members.Where(m => m.Kind == CodeSymbolKind.Field && !make.Fields.Any(f => f.Name.Text == m.Name && f.Name.Span.End <= tokens[before].End))
                .Select(m => ItemOf(type.Home!, m) with { Insert = $"{m.Name}: ", Rank = 0 });
        }

        if (names.Matches.Find(m => m.Subject.Span.End <= tokens[open].Start && m.Subject.Span.End >= tokens[open - 1].Start && m.Span.End > tokens[open].Start) is { } match
            && file.Types.Of(match.Subject) is { Symbol.Kind: CodeSymbolKind.Enum } cases)
        {
            return cases.Symbol.Members.Where(m => m.Kind == CodeSymbolKind.Case).Select(m =>
            {
                string arguments = m.Parameters.Count == 0 ? "" : $"({string.Join(", ", m.Parameters.Select(p => p.Name.Text))})";
                return ItemOf(cases.Home!, m) with { Insert = $"{m.Name}{arguments} => ", Rank = 0 };
            });
        }

        return null;
    }

    /// <summary>The names of parameters that the call around a place has not been given yet.</summary>
    private static IEnumerable<CompletionItem> Arguments(CodeAnalysis file, NameMap names, int offset)
    {
        CallExpression? call = null;
        foreach (CallExpression candidate in names.Calls)
        {
            if (candidate.Callee.Span.End < offset && offset <= candidate.Span.End && (call is null || candidate.Callee.Span.Start >= call.Callee.Span.Start))
            {
                call = candidate;
            }
        }

        if (call is null || file.Types.Callee(call.Callee) is not { } target)
        {
            return [];
        }

        IEnumerable<(string Name, string Detail)> parameters = target.Library is { } entry
            ? entry.Parameters.Where(p => p.Default is not null).Select(p => (p.Name, p.Description))
            : target.Symbol!.Parameters.Where(p => !p.IsRest && p.Name.Text != "self").Select(p => (p.Name.Text, target.Home!.Source.Slice(p.Span).ToString()));
        return parameters.Where(p => !call.Arguments.Any(a => a.Name?.Text == p.Name))
            .Select(p => new CompletionItem($"{p.Name}=", CompletionKind.Field, $"{p.Name}=", p.Detail, Rank: 1));
    }
}
