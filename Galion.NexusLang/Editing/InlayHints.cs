using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>Something that a program leaves unsaid, shown between its letters.</summary>
/// <param name="IsType">A type, else the name of a parameter.</param>
public sealed record InlayHint(int Offset, string Text, bool IsType);

public static class InlayHints
{
    private const int MaxTypeLength = 40;

    /// <summary>Types of variables and results that are worked out, and names of parameters that get a bare value.</summary>
    public static IReadOnlyList<InlayHint> Within(CodeAnalysis file, TextSpan range)
    {
        ArgumentNullException.ThrowIfNull(file);
        return [.. Types(file, range).Concat(Parameters(file, range)).OrderBy(h => h.Offset)];
    }

    private static bool Touches(TextSpan span, TextSpan range) => span.Start <= range.End && span.End >= range.Start;

    private static IEnumerable<InlayHint> Types(CodeAnalysis file, TextSpan range)
    {
        foreach (CodeSymbol symbol in file.Names.Symbols)
        {
            if (!Touches(symbol.NameSpan, range) || symbol.Annotation is not null)
            {
                continue;
            }

            switch (symbol)
            {
                case { Kind: CodeSymbolKind.Variable or CodeSymbolKind.Constant } when !symbol.Values.Exists(IsPlain):
                    if (file.Types.Of(symbol) is { Name: not "function" } type && type.ToString() is { Length: <= MaxTypeLength } text)
                    {
                        yield return new InlayHint(symbol.NameSpan.End, $": {text}", IsType: true);
                    }

                    break;
                case { Kind: CodeSymbolKind.Function or CodeSymbolKind.Method, Body: BlockStatement body }:
                    if (file.Types.ResultOf(symbol) is { } result && result.ToString() is { Length: <= MaxTypeLength } shown)
                    {
                        int parenthesis = file.Source.Content.LastIndexOf(')', Math.Max(0, body.Span.Start - 1));
                        yield return new InlayHint(parenthesis > symbol.NameSpan.End ? parenthesis + 1 : body.Span.Start, $" -> {shown}", IsType: true);
                    }

                    break;
            }
        }
    }

    /// <summary>Values that say themselves what they are.</summary>
    private static bool IsPlain(Expression value) => value is LiteralExpression or StructExpression or FormatExpression or LambdaExpression or RangeExpression;

    private static IEnumerable<InlayHint> Parameters(CodeAnalysis file, TextSpan range)
    {
        foreach (CallExpression call in file.Names.Calls)
        {
            if (!Touches(call.Span, range) || call.Arguments.Count < 2 || file.Types.Callee(call.Callee) is not { } target)
            {
                continue;
            }

            (string Name, bool IsRest)[] parameters = target.Library is { } entry
                ? [.. entry.Parameters.Select(p => (p.Name, p.IsRest))]
                : [.. target.Symbol!.Parameters.Where(p => p.Name.Text != "self").Select(p => (p.Name.Text, p.IsRest))];
            for (int i = 0; i < call.Arguments.Count && i < parameters.Length && !parameters[i].IsRest; i++)
            {
                Argument argument = call.Arguments[i];
                if (argument.Name is not null || argument.IsSpread)
                {
                    break;
                }

                if (argument.Value is LiteralExpression && parameters[i].Name.Length > 1 && Touches(argument.Span, range))
                {
                    yield return new InlayHint(argument.Span.Start, $"{parameters[i].Name}=", IsType: false);
                }
            }
        }
    }
}
