using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Galion.Developer.Docs;

/// <summary>A heading of a page, for its table of contents.</summary>
public sealed record DocsHeading(int Level, string Id, string Text);

/// <summary>A part of a rendered page: HTML, or a program that the reader may run.</summary>
/// <param name="Html">Null for a program.</param>
/// <param name="Program">Null for HTML.</param>
public sealed record DocsPart(string? Html, string? Program);

/// <summary>The language reference, rendered once from the documents that the repository keeps.</summary>
public sealed partial class ReferencePages
{
    public const string Language = "/docs/language";
    public const string Library = "/docs/library";

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).DisableHtml().Build();

    private static readonly Lazy<ReferencePages> Loaded = new(() => new ReferencePages($"{Read("language-reference.md")}\n{Read("language-messages.md")}"));

    private ReferencePages(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        var headings = document.Descendants<HeadingBlock>().ToList();
        Title = headings.FirstOrDefault(heading => heading.Level == 1) is { } title ? TextOf(title) : "NexusLang";
        Headings =
        [
            .. headings.Where(heading => heading.Level is 2 or 3).Select(heading => new DocsHeading(heading.Level, heading.GetAttributes().Id ?? "", TextOf(heading))),
        ];
        Parts = [.. Split(document)];
    }

    public static ReferencePages Reference => Loaded.Value;

    public string Title { get; }

    public IReadOnlyList<DocsHeading> Headings { get; }

    public IReadOnlyList<DocsPart> Parts { get; }

    /// <summary>One paragraph of Markdown as HTML, for texts of the library.</summary>
    public static string Inline(string markdown)
    {
        var html = Markdown.ToHtml(markdown, Pipeline).Trim();
        return html.StartsWith("<p>", StringComparison.Ordinal) && html.EndsWith("</p>", StringComparison.Ordinal) && html.IndexOf("<p>", 3, StringComparison.Ordinal) < 0
            ? html[3..^4]
            : html;
    }

    private static IEnumerable<DocsPart> Split(MarkdownDocument document)
    {
        var html = new StringWriter();
        var renderer = new Markdig.Renderers.HtmlRenderer(html);
        Pipeline.Setup(renderer);
        foreach (var block in document)
        {
            if (block is HeadingBlock { Level: 1 })
            {
                continue;
            }
            if (block is FencedCodeBlock { Info: "" or null or "nexus" or "nx" } code)
            {
                yield return new(Mark(html), null);
                html.GetStringBuilder().Clear();
                yield return new(null, code.Lines.ToString());
                continue;
            }
            renderer.Render(block);
        }
        yield return new(Mark(html), null);
    }

    /// <summary>Makes links of the codes of messages.</summary>
    public static string LinkCodes(string html) => Codes().Replace(html, code => $"<a href=\"{Language}#{code.Value.ToLowerInvariant()}\">{code.Value}</a>");

    /// <summary>The entry of an error code is where links to it lead; tables scroll by themselves on narrow windows.</summary>
    private static string Mark(StringWriter html) =>
        CodeEntries().Replace(html.ToString(), entry => $"<li id=\"{entry.Groups["code"].Value.ToLowerInvariant()}\"><strong>{entry.Groups["code"].Value}</strong>")
            .Replace("<table>", "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);

    private static string TextOf(HeadingBlock heading) =>
        string.Concat(heading.Inline?.Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            _ => "",
        }) ?? []);

    private static string Read(string document)
    {
        using var stream = typeof(ReferencePages).Assembly.GetManifestResourceStream(document)
            ?? throw new InvalidOperationException($"{document} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\bNX\d{4}\b")]
    private static partial Regex Codes();

    [GeneratedRegex(@"<li>\s*<strong>(?<code>NX\d{4})</strong>")]
    private static partial Regex CodeEntries();
}
