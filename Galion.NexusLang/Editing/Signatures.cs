using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Editing;

/// <param name="Label">The declaration on one line.</param>
/// <param name="Parameters">As they stand in the label.</param>
/// <param name="Active">The index of the parameter that is being written, or -1.</param>
public sealed record SignatureInfo(string Label, IReadOnlyList<string> Parameters, IReadOnlyList<string> Descriptions, int Active, string? Documentation);

public static class Signatures
{
    /// <summary>What the call around an offset takes, or null when there is none that is known.</summary>
    public static SignatureInfo? At(CodeAnalysis file, int offset)
    {
        ArgumentNullException.ThrowIfNull(file);
        IReadOnlyList<Token> tokens = file.Tree.Tokens;
        int before = Completion.LastTokenBefore(tokens, offset);
        for (int open = Completion.OpenBracketBefore(tokens, before); open > 0; open = Completion.OpenBracketBefore(tokens, open - 1))
        {
            if (tokens[open].Kind == TokenKind.OpenBrace)
            {
                return null;
            }

            if (tokens[open].Kind == TokenKind.OpenParen && CallOf(file, tokens[open].Start) is { } call && file.Types.Callee(call.Callee) is { } target)
            {
                return Of(target, call, file, tokens, open, before);
            }
        }

        return null;
    }

    private static bool IsOpener(TokenKind kind) => kind is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace;

    /// <summary>The call whose arguments begin with a parenthesis.</summary>
    private static CallExpression? CallOf(CodeAnalysis file, int open)
    {
        CallExpression? nearest = null;
        foreach (CallExpression call in file.Names.Calls)
        {
            bool isHere = call.Callee.Span.End <= open && call.Span.End > open
                && file.Source.Content.AsSpan(call.Callee.Span.End, open - call.Callee.Span.End).Trim() is "" or "?." or ")";
            nearest = isHere && (nearest is null || call.Callee.Span.End >= nearest.Callee.Span.End) ? call : nearest;
        }

        return nearest;
    }

    private static SignatureInfo? Of(CodeTarget target, CallExpression call, CodeAnalysis file, IReadOnlyList<Token> tokens, int open, int before)
    {
        string[] names;
        string[] shown;
        string[] descriptions;
        bool hasRest;
        if (target.Library is { } entry)
        {
            names = [.. entry.Parameters.Select(p => p.Name)];
            descriptions = [.. entry.Parameters.Select(p => p.Description)];
            shown = [.. names];
            hasRest = entry.Parameters.Count > 0 && entry.Parameters[^1].IsRest;
        }
        else
        {
            CodeSymbol symbol = target.Symbol!;
            if (symbol.Kind is not (CodeSymbolKind.Function or CodeSymbolKind.Method or CodeSymbolKind.Struct or CodeSymbolKind.Case) && symbol.Parameters.Count == 0)
            {
                return null;
            }

            Parameter[] parameters = [.. symbol.Parameters.Where((p, i) => !(i == 0 && symbol.Kind == CodeSymbolKind.Method && p.Name.Text == "self"))];
            names = [.. parameters.Select(p => p.Name.Text)];
            shown = [.. Describe.ParameterList(target.Home!, symbol)];
            descriptions = [.. names.Select(_ => "")];
            hasRest = parameters.Length > 0 && parameters[^1].IsRest;
        }

        int active = ActiveIndex(file, tokens, open, before, names, hasRest) + PipedArguments(tokens, call);
        active = hasRest ? Math.Min(active, names.Length - 1) : active;
        string label = target.Library is { } library ? Describe.Line(library) : Describe.Line(target.Home!, target.Symbol!);
        string? documentation = target.Library?.Summary ?? target.Symbol?.Documentation;
        return new SignatureInfo(label, shown, descriptions, active < names.Length ? active : -1, documentation);
    }

    private static int ActiveIndex(CodeAnalysis file, IReadOnlyList<Token> tokens, int open, int before, string[] names, bool hasRest)
    {
        int depth = 0;
        int index = 0;
        int start = open + 1;
        for (int i = open + 1; i <= before; i++)
        {
            depth += IsOpener(tokens[i].Kind) ? 1 : tokens[i].Kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace ? -1 : 0;
            if (depth == 0 && tokens[i].Kind == TokenKind.Comma)
            {
                index++;
                start = i + 1;
            }
        }

        bool isNamed = start + 1 <= before && tokens[start].Kind == TokenKind.Identifier && tokens[start + 1].Kind == TokenKind.Equals;
        int named = isNamed ? Array.IndexOf(names, file.Source.Slice(tokens[start].Span).ToString()) : -1;
        return named >= 0 ? named : hasRest ? Math.Min(index, names.Length - 1) : index;
    }

    /// <summary><c>x |> f(y)</c> gives the first argument from the left.</summary>
    private static int PipedArguments(IReadOnlyList<Token> tokens, CallExpression call)
    {
        int before = Completion.LastTokenBefore(tokens, call.Span.Start);
        return before >= 0 && tokens[before].Kind == TokenKind.PipeArrow ? 1 : 0;
    }
}
