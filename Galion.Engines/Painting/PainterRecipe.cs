using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Galion.Engines.Imaging;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting;

/// <summary>All that is needed to paint a picture again, and what the painter made of the words.</summary>
/// <param name="Schema">The version of this document.</param>
/// <param name="Style">The style painted in, resolved from option and prompt.</param>
/// <param name="Palette">The palette, resolved likewise; null when the colours follow the scene.</param>
/// <param name="Options">The options as given; painting repeats from these and the prompt.</param>
public sealed record PainterRecipe(
    int Schema, string Model, int EngineVersion, string Prompt, PainterOptions Options, string Style, string? Palette,
    IReadOnlyList<string> Understood, IReadOnlyList<string> Ignored)
{
    public const string Keyword = "galion";
    private const int CurrentSchema = 1;
    private const int MaxPromptLength = 100_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    internal static PainterRecipe Create(string prompt, PainterOptions options, string style, string? palette, PromptReading reading) => new(
        CurrentSchema, Painter.ModelId, Painter.EngineVersion, Clean(prompt), options with { NegativePrompt = Clean(options.NegativePrompt) }, style,
        palette, reading.Understood, reading.Ignored);

    /// <summary>Reads the recipe that a picture carries; null when it has none that this painter understands.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a PNG.</exception>
    public static PainterRecipe? Read(ReadOnlySpan<byte> png)
    {
        var text = PngDecoder.ReadTexts(png).FirstOrDefault(item => item.Keyword == Keyword)?.Text;
        if (text is null)
        {
            return null;
        }

        try
        {
            var recipe = JsonSerializer.Deserialize<PainterRecipe>(text, Json);
            return recipe is { Schema: CurrentSchema, Model: Painter.ModelId, Prompt.Length: <= MaxPromptLength, Options: { } options } && options.Validate() is null ? recipe : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>The texts of the file: the common form that most tools read, the exact recipe, and the mark of algorithmic origin.</summary>
    internal IReadOnlyList<PngText> ToTexts() =>
    [
        Parameters(),
        new PngText(Keyword, JsonSerializer.Serialize(this, Json), International: true),
        new PngText("XML:com.adobe.xmp", Xmp(), International: true),
    ];

    private PngText Parameters()
    {
        var text = new StringBuilder(Prompt);
        if (!string.IsNullOrEmpty(Options.NegativePrompt))
        {
            text.Append("\nNegative prompt: ").Append(Options.NegativePrompt);
        }

        text.Append(CultureInfo.InvariantCulture, $"\nSeed: {Options.Seed}, Size: {Options.Width}x{Options.Height}, Model: {Model}, Style: {Style}");
        if (Palette is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", Palette: {Palette}");
        }

        text.Append(CultureInfo.InvariantCulture, $", Detail: {Options.Detail}, Version: {EngineVersion}");
        var parameters = text.ToString();
        return new PngText("parameters", parameters, International: parameters.Any(letter => letter > 0xFF));
    }

    private string Xmp() =>
        $"""
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
          xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
          Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
          xmp:CreatorTool="{SecurityElement.Escape(Model)} {EngineVersion}"/></rdf:RDF></x:xmpmeta>
        """;

    /// <summary>Half surrogate pairs and zero bytes cannot be stored as text; the reader ignores both, so dropping them changes no picture.</summary>
    private static string Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar && rune.Value != 0)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }
}
