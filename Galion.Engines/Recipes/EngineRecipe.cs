using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Galion.Engines.Recipes;

/// <summary>All that is needed to make a file again, and what the engine made of the words. Every file of every engine carries one.</summary>
/// <param name="Schema">The version of this document; <see cref="CurrentSchema"/>.</param>
/// <param name="Model">The engine, such as <c>galion/composer</c>.</param>
/// <param name="EngineVersion">
/// Grows by one with a release whenever a request that was possible before gives other bytes: other pixels, samples, notes or words, but also another encoder or another
/// setting of one. New options that change nothing where they are not used leave it as it is.
/// </param>
/// <param name="Options">The options with every default and the seed filled in.</param>
/// <param name="Understood">The terms that were understood, as "word: meaning".</param>
/// <param name="Ignored">The words that say something and were not understood.</param>
public sealed record EngineRecipe(
    int Schema, string Model, int EngineVersion, string Prompt, JsonObject Options, IReadOnlyList<string> Understood, IReadOnlyList<string> Ignored)
{
    /// <summary>The name of the tag, text chunk, comment or frame that holds the JSON, in every format.</summary>
    public const string Keyword = "galion";
    public const int CurrentSchema = 1;
    private const int MaxPromptLength = 100_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static EngineRecipe Create(
        string model, int engineVersion, string prompt, JsonObject options, IReadOnlyList<string> understood, IReadOnlyList<string> ignored) =>
        new(CurrentSchema, model, engineVersion, Clean(prompt), options, understood, ignored);

    /// <returns>The recipe, or null when the text is none that this version reads.</returns>
    public static EngineRecipe? TryParse(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        try
        {
            var recipe = JsonSerializer.Deserialize<EngineRecipe>(json, Json);
            return recipe is { Schema: CurrentSchema, Model: not null, Prompt.Length: <= MaxPromptLength, Options: not null, Understood: not null, Ignored: not null }
                ? recipe : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The recipe on the last line of a text that opens so: what stands before may speak of recipes.</summary>
    internal static EngineRecipe? TryParseLine(string text, string opening)
    {
        var start = text.LastIndexOf('\n' + opening, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var json = text[(start + 1 + opening.Length)..];
        var end = json.IndexOf('\n', StringComparison.Ordinal);
        return TryParse((end < 0 ? json : json[..end]).TrimEnd('\r'));
    }

    /// <summary>One line of JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>The options as a request takes them.</summary>
    public IEnumerable<KeyValuePair<string, object?>> ToOptions() =>
        Options.Select(item => KeyValuePair.Create<string, object?>(item.Key, item.Value is null ? null : JsonSerializer.SerializeToElement(item.Value)));

    /// <summary>Half surrogate pairs and zero bytes cannot be stored as text in every format; engines ignore both.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar && rune.Value != 0)
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }
}
