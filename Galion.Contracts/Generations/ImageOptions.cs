using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Galion.Contracts.Generations;

/// <summary>The options of an image generation, checked. What is absent has the default stated here.</summary>
/// <param name="Width">Pixels, 256 to 2048.</param>
/// <param name="Height">Pixels, 256 to 2048.</param>
/// <param name="Seed">0 to 2^53 - 1, so that it survives every JSON reader; picked at random when absent.</param>
/// <param name="Count">How many pictures, 1 to 8; picture n is made with seed + n.</param>
/// <param name="NegativePrompt">What must not be in the picture, at most 1,000 characters.</param>
/// <param name="Style">One of <see cref="Styles"/>; read from the prompt when absent.</param>
/// <param name="Palette">One of <see cref="Palettes"/>; read from the prompt when absent.</param>
/// <param name="Detail">One of <see cref="Details"/>.</param>
public sealed record ImageOptions(
    int Width = ImageOptions.DefaultSize,
    int Height = ImageOptions.DefaultSize,
    long? Seed = null,
    int Count = 1,
    string? NegativePrompt = null,
    string? Style = null,
    string? Palette = null,
    string Detail = ImageOptions.DefaultDetail)
{
    public const int MinSize = 256;
    public const int MaxSize = 2048;
    public const int DefaultSize = 1024;
    public const int MaxCount = 8;
    public const int MaxNegativePromptLength = 1_000;
    public const long MaxSeed = (1L << 53) - 1;
    public const string DefaultDetail = "standard";

    /// <summary>The styles that <c>galion/painter</c> paints in; <c>painterly</c> when neither option nor prompt names one.</summary>
    public static IReadOnlyList<string> Styles { get; } =
    [
        "painterly", "watercolour", "oil", "ink", "pixel_art", "low_poly", "line_art", "flow_field", "isometric", "stained_glass", "poster",
        "pointillism", "linocut", "ukiyo_e", "charcoal", "paper_cut",
    ];

    /// <summary>The named palettes; without one the colours follow the time of day, the weather and the colour words of the prompt.</summary>
    public static IReadOnlyList<string> Palettes { get; } =
    [
        "natural", "golden", "sunset", "dawn", "ocean", "forest", "autumn", "winter", "pastel", "neon", "desert", "lavender", "ember", "sepia", "mono",
        "noir",
    ];

    public static IReadOnlyList<string> Details { get; } = ["draft", DefaultDetail, "fine"];

    /// <summary>Reads options as they came over the wire.</summary>
    /// <param name="values">Null or empty means all defaults; a JSON null means the default of its field.</param>
    /// <param name="options">The checked options, or null when there are errors.</param>
    /// <param name="errors">One message for people per field that is unknown, of the wrong type or out of range.</param>
    public static bool TryParse(
        IReadOnlyDictionary<string, JsonElement>? values,
        [NotNullWhen(true)] out ImageOptions? options,
        out IReadOnlyDictionary<string, string> errors)
    {
        var reader = new Reader();
        foreach (var (name, value) in values ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) || !Reader.Knows(name))
            {
                reader.Read(name, value);
            }
        }

        errors = reader.Errors;
        options = reader.Errors.Count == 0 ? reader.Options : null;
        return options is not null;
    }

    /// <summary>The options by their wire names, as a job or a recipe stores them; absent ones are left out.</summary>
    public Dictionary<string, JsonElement> ToJson()
    {
        var values = new Dictionary<string, JsonElement>
        {
            ["width"] = JsonSerializer.SerializeToElement(Width),
            ["height"] = JsonSerializer.SerializeToElement(Height),
            ["count"] = JsonSerializer.SerializeToElement(Count),
            ["detail"] = JsonSerializer.SerializeToElement(Detail),
        };
        if (Seed is { } seed)
        {
            values["seed"] = JsonSerializer.SerializeToElement(seed);
        }

        AddText("negative_prompt", NegativePrompt);
        AddText("style", Style);
        AddText("palette", Palette);
        return values;

        void AddText(string name, string? text)
        {
            if (text is not null)
            {
                values[name] = JsonSerializer.SerializeToElement(text);
            }
        }
    }

    private sealed class Reader
    {
        private static readonly string[] Names = ["width", "height", "seed", "count", "negative_prompt", "style", "palette", "detail"];

        public ImageOptions Options { get; private set; } = new();

        public Dictionary<string, string> Errors { get; } = [];

        public static bool Knows(string name) => Names.Contains(name);

        public void Read(string name, JsonElement value)
        {
            switch (name)
            {
                case "width" when TryWhole(name, value, MinSize, MaxSize, out var width):
                    Options = Options with { Width = (int)width };
                    break;
                case "height" when TryWhole(name, value, MinSize, MaxSize, out var height):
                    Options = Options with { Height = (int)height };
                    break;
                case "seed" when TryWhole(name, value, 0, MaxSeed, out var seed):
                    Options = Options with { Seed = seed };
                    break;
                case "count" when TryWhole(name, value, 1, MaxCount, out var count):
                    Options = Options with { Count = (int)count };
                    break;
                case "negative_prompt" when TryText(name, value, out var text):
                    Options = Options with { NegativePrompt = text.Length == 0 ? null : text };
                    break;
                case "style" when TryChoice(name, value, Styles, out var style):
                    Options = Options with { Style = style };
                    break;
                case "palette" when TryChoice(name, value, Palettes, out var palette):
                    Options = Options with { Palette = palette };
                    break;
                case "detail" when TryChoice(name, value, Details, out var detail):
                    Options = Options with { Detail = detail };
                    break;
                default:
                    Errors.TryAdd(name, $"There is no such option. The options are {string.Join(", ", Names)}.");
                    break;
            }
        }

        private bool TryWhole(string name, JsonElement value, long min, long max, out long number)
        {
            number = 0;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number) && number >= min && number <= max)
            {
                return true;
            }

            Errors[name] = string.Create(CultureInfo.InvariantCulture, $"Must be a whole number from {min} to {max}.");
            return false;
        }

        private bool TryText(string name, JsonElement value, out string text)
        {
            if (TryGetString(value, out text) && text.Length <= MaxNegativePromptLength)
            {
                return true;
            }

            Errors[name] = $"Must be a text of at most {MaxNegativePromptLength} characters.";
            return false;
        }

        private bool TryChoice(string name, JsonElement value, IReadOnlyList<string> choices, out string choice)
        {
            if (TryGetString(value, out choice) && choices.Contains(choice))
            {
                return true;
            }

            Errors[name] = $"Must be one of {string.Join(", ", choices)}.";
            return false;
        }

        private static bool TryGetString(JsonElement value, out string text)
        {
            text = "";
            if (value.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            try
            {
                text = value.GetString()!;
                return true;
            }
            catch (InvalidOperationException)
            {
                // JSON allows escapes of half a surrogate pair; .NET strings made of them cannot be written again.
                return false;
            }
        }
    }
}
