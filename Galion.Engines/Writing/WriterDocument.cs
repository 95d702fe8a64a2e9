using System.Text.Json;
using Galion.Engines.Recipes;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Writing;

/// <summary>The writer's answers as Markdown files that carry their recipe, in a comment at the end which readers do not show.</summary>
public static class WriterDocument
{
    private const string Open = "<!-- " + EngineRecipe.Keyword + " ";
    private const string Close = " -->";

    /// <summary>The answer as a Markdown document; with its recipe when it has one.</summary>
    public static string ToMarkdown(ChatResponse response)
    {
        var recipe = response.AdditionalProperties?.TryGetValue("recipe", out var value) == true && value is JsonElement element ? element.GetRawText() : null;
        var text = response.Text.TrimEnd();
        return recipe is null ? text + "\n" : $"{text}\n\n{Open}{Escape(recipe)}{Close}\n";
    }

    /// <returns>The recipe that the document carries, or null.</returns>
    public static EngineRecipe? ReadRecipe(string markdown)
    {
        // The last one counts: what stands before is the text, and may speak of recipes.
        var start = markdown.LastIndexOf(Open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : markdown.IndexOf(Close, start, StringComparison.Ordinal);
        return end < 0 ? null : EngineRecipe.TryParse(markdown[(start + Open.Length)..end]);
    }

    /// <summary>The document's text without the recipe.</summary>
    public static string ReadText(string markdown)
    {
        var start = markdown.LastIndexOf(Open, StringComparison.Ordinal);
        return (start < 0 ? markdown : markdown[..start]).TrimEnd();
    }

    /// <summary>Two dashes would end or break a comment; in JSON they only ever stand inside strings.</summary>
    private static string Escape(string json) => json.Replace("--", "-\\u002d", StringComparison.Ordinal).Replace("->", "-\\u003e", StringComparison.Ordinal);
}
