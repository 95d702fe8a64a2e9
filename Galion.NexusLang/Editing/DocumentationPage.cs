using System.Text;
using Galion.NexusLang.Library;

namespace Galion.NexusLang.Editing;

/// <summary>Writes Markdown pages about what programs declare and about the standard library.</summary>
public static class DocumentationPage
{
    /// <summary>
    /// The page of a file: what it exports, in the order of the file, with its <c>///</c> lines. A file that exports nothing is a program or
    /// is read by people alone, so that everything at its top is shown.
    /// </summary>
    public static string Of(CodeAnalysis file)
    {
        ArgumentNullException.ThrowIfNull(file);
        CodeSymbol[] shown = [.. file.Names.Symbols
            .Where(s => s.IsGlobal && s.Container is null && s.Kind is not (CodeSymbolKind.Import or CodeSymbolKind.Module))
            .OrderBy(s => s.Span.Start)];
        if (shown.Any(s => s.IsExported))
        {
            shown = [.. shown.Where(s => s.IsExported)];
        }

        var page = new StringBuilder($"# {System.IO.Path.GetFileNameWithoutExtension(file.Path)}\n");
        if (shown.Length == 0)
        {
            page.Append("\nThis file declares nothing.\n");
        }

        foreach (CodeSymbol symbol in shown)
        {
            Write(page, "##", file, symbol);
            foreach (CodeSymbol member in symbol.Members.Where(m => m.Kind == CodeSymbolKind.Method || m.Documentation is not null))
            {
                Write(page, "###", file, member);
            }
        }

        return page.ToString();
    }

    /// <summary>The page of a part of the library: its summary and every entry with an example and what that prints.</summary>
    public static string Of(LibraryModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var page = new StringBuilder($"# {module.Title}\n\n{module.Summary}\n");
        foreach (LibraryEntry entry in module.Entries)
        {
            page.Append($"\n## {entry.Name}\n\n{Of(entry)}");
        }

        return page.ToString();
    }

    /// <summary>One entry of the library: how it is called, what it does, what may go wrong, an example.</summary>
    public static string Of(LibraryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return $"```nexus\n{Describe.Line(entry)}\n```\n\n{Describe.LibraryText(entry)}\n";
    }

    private static void Write(StringBuilder page, string heading, CodeAnalysis file, CodeSymbol symbol)
    {
        page.Append($"\n{heading} {symbol.Name}\n\n```nexus\n{Describe.Line(file, symbol)}\n```\n");
        if (symbol.Documentation is { Length: > 0 } words)
        {
            page.Append($"\n{words}\n");
        }
    }
}
