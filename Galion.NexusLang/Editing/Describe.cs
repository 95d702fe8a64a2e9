using System.Text;
using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Editing;

/// <summary>Says in a line of code, or in Markdown, what something is.</summary>
internal static class Describe
{
    /// <summary>How it is declared, on one line.</summary>
    internal static string Line(CodeAnalysis home, CodeSymbol symbol)
    {
        switch (symbol.Kind)
        {
            case CodeSymbolKind.Function:
                return $"fn {symbol.Name}({Parameters(home, symbol)}){Result(home, symbol)}";
            case CodeSymbolKind.Method:
                return $"fn {symbol.Container?.Name}.{symbol.Name}({Parameters(home, symbol)}){Result(home, symbol)}";
            case CodeSymbolKind.Struct:
                return $"struct {symbol.Name} {{ {Parameters(home, symbol)} }}";
            case CodeSymbolKind.Enum:
                return $"enum {symbol.Name} {{ {string.Join(", ", symbol.Members.Where(m => m.Kind == CodeSymbolKind.Case).Select(m => CaseOf(home, m)))} }}";
            case CodeSymbolKind.Case:
                return $"{symbol.Container?.Name}.{CaseOf(home, symbol)}";
            case CodeSymbolKind.Field:
                return $"{symbol.Container?.Name}.{symbol.Name}{TypeOf(home, symbol)}";
            case CodeSymbolKind.Module:
                return $"import {symbol.Module}";
            case CodeSymbolKind.Import:
                return $"from {symbol.Module} import {symbol.ImportedName}";
            case CodeSymbolKind.Parameter:
                return $"{symbol.Name}{TypeOf(home, symbol)}";
            default:
                string word = symbol.Kind == CodeSymbolKind.Constant ? "const" : "let";
                if (symbol is { Annotation: null, Values: [LambdaExpression] })
                {
                    return $"{word} {symbol.Name} = fn({Parameters(home, symbol)}){Result(home, symbol)}";
                }

                string value = symbol is { Kind: CodeSymbolKind.Constant, Values: [LiteralExpression literal] }
                    ? $" = {home.Source.Slice(literal.Span)}"
                    : "";
                return $"{word} {symbol.Name}{TypeOf(home, symbol)}{value}";
        }
    }

    internal static string Line(LibraryEntry entry) => entry.Kind switch
    {
        LibraryEntryKind.Function when LibraryDocs.FindModule(entry.Module)?.Kind == LibraryModuleKind.Module => $"{entry.Module}.{entry.Signature}",
        LibraryEntryKind.Constant => $"{entry.Module}.{entry.Signature}",
        LibraryEntryKind.Method => $"{entry.Module}.{entry.Signature}",
        _ => entry.Signature,
    };

    /// <summary>The parameters as they are written; without <c>self</c> for methods.</summary>
    internal static IEnumerable<string> ParameterList(CodeAnalysis home, CodeSymbol symbol) =>
        symbol.Parameters
            .Where((p, i) => !(i == 0 && symbol.Kind == CodeSymbolKind.Method && p.Name.Text == "self"))
            .Select(p => OneLine(home.Source.Slice(p.Span)));

    private static string Parameters(CodeAnalysis home, CodeSymbol symbol) => string.Join(", ", ParameterList(home, symbol));

    private static string CaseOf(CodeAnalysis home, CodeSymbol symbol) =>
        symbol.Parameters.Count == 0 ? symbol.Name : $"{symbol.Name}({Parameters(home, symbol)})";

    private static string Result(CodeAnalysis home, CodeSymbol symbol) => symbol.Annotation is { } type ? $" -> {OneLine(home.Source.Slice(type.Span))}"
        : home.Types.ResultOf(symbol) is { } inferred ? $" -> {inferred}"
        : "";

    private static string TypeOf(CodeAnalysis home, CodeSymbol symbol) => symbol.Annotation is { } type ? $": {OneLine(home.Source.Slice(type.Span))}"
        : home.Types.Of(symbol) is { } inferred ? $": {inferred}"
        : "";

    private static string OneLine(ReadOnlySpan<char> code) =>
        string.Join(' ', code.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal static string Markdown(CodeTarget target)
    {
        var text = new StringBuilder();
        text.Append("```nexus\n").Append(target.Library is { } entry ? Line(entry) : Line(target.Home!, target.Symbol!)).Append("\n```\n");
        if ((target.Library is { } documented ? LibraryText(documented) : target.Symbol!.Documentation) is { Length: > 0 } words)
        {
            text.Append('\n').Append(words).Append('\n');
        }

        return text.ToString();
    }

    internal static string LibraryText(LibraryEntry entry)
    {
        var text = new StringBuilder(entry.Summary);
        foreach (LibraryParameter parameter in entry.Parameters.Where(p => p.Description.Length > 0))
        {
            text.Append("\n- `").Append(parameter.Name).Append("`: ").Append(parameter.Description);
        }

        foreach (string error in entry.Errors)
        {
            text.Append("\n- Fails with ").Append(error);
        }

        if (entry.Example.Length > 0)
        {
            text.Append("\n\n```nexus\n").Append(entry.Example).Append("\n```");
        }

        if (entry.Output.Length > 0)
        {
            text.Append("\n```text\n").Append(entry.Output).Append("\n```");
        }

        return text.ToString();
    }
}
