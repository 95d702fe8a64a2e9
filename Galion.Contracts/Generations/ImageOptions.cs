using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Galion.Contracts.Generations;

/// <summary>
/// The options of an image generation, checked. What is absent has the default stated here. An operation other than <c>generate</c> and
/// <c>grid</c> works on a picture that the account has made: <see cref="Asset"/> names it.
/// </summary>
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

    public const string Generate = "generate";
    public const string Vary = "vary";
    public const string Restyle = "restyle";
    public const string Inpaint = "inpaint";
    public const string Outpaint = "outpaint";
    public const string Upscale = "upscale";
    public const string RemoveBackground = "remove_background";
    public const string Grid = "grid";
    public const string DefaultFormat = "png";
    public const int MaxMargin = 1_024;
    public const int MaxAxisLength = 400;
    public const int MaxAreaLength = 4_000;
    public const double DefaultStrength = 0.5;
    public const int DefaultQuality = 90;

    public static IReadOnlyList<string> Operations { get; } = [Generate, Vary, Restyle, Inpaint, Outpaint, Upscale, RemoveBackground, Grid];

    public static IReadOnlyList<string> Formats { get; } = [DefaultFormat, "jpeg", "webp", "avif", "ora"];

    /// <summary>One of <see cref="Operations"/>.</summary>
    public string Operation { get; init; } = Generate;

    /// <summary>The picture that the operation works on: an asset of the same account.</summary>
    public Guid? Asset { get; init; }

    /// <summary>For <c>inpaint</c>, white where the picture is to be filled; without it, what is transparent is filled.</summary>
    public Guid? MaskAsset { get; init; }

    /// <summary>For <c>inpaint</c> in place of a mask: rectangles as left,top,width,height and strokes as radius@x,y x,y, separated by semicolons.</summary>
    public string? Area { get; init; }

    /// <summary>For <c>vary</c> and <c>restyle</c>, how much may change, 0 to 1.</summary>
    public double Strength { get; init; } = DefaultStrength;

    /// <summary>For <c>upscale</c>, 2 or 4.</summary>
    public int Scale { get; init; } = 2;

    /// <summary>For <c>outpaint</c>, pixels to add on this side, 0 to 1,024.</summary>
    public int Left { get; init; }

    public int Right { get; init; }

    public int Top { get; init; }

    public int Bottom { get; init; }

    /// <summary>For <c>grid</c>, what changes from column to column, as name=value,value.</summary>
    public string? XAxis { get; init; }

    public string? YAxis { get; init; }

    public string? ZAxis { get; init; }

    /// <summary>Whether the edges continue each other, so that copies fit side by side.</summary>
    public bool Tile { get; init; }

    /// <summary>One of <see cref="Formats"/>.</summary>
    public string Format { get; init; } = DefaultFormat;

    /// <summary>Of jpeg, webp and avif files, 1 to 100.</summary>
    public int Quality { get; init; } = DefaultQuality;

    /// <summary>8, or 16 for a png file.</summary>
    public int Bits { get; init; } = 8;

    /// <summary>Whether the size is left to the operation: that of the picture, or of a grid's small pictures.</summary>
    public bool KeepsSize { get; init; }

    /// <summary>Whether the operation works on a picture.</summary>
    public bool NeedsAsset => Operation is not (Generate or Grid);

    /// <summary>Reads options as they came over the wire.</summary>
    /// <param name="values">Null or empty means all defaults; a JSON null means the default of its field.</param>
    /// <param name="options">The checked options, or null when there are errors.</param>
    /// <param name="errors">One message for people per field that is unknown, of the wrong type or out of range.</param>
    public static bool TryParse(
        IReadOnlyDictionary<string, JsonElement>? values,
        [NotNullWhen(true)] out ImageOptions? options,
        out IReadOnlyDictionary<string, string> errors)
    {
        var reader = new ImageOptionsReader();
        foreach (var (name, value) in values ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) || !ImageOptionsReader.Knows(name))
            {
                reader.Read(name, value);
            }
        }

        reader.Settle();
        errors = reader.Errors;
        options = reader.Errors.Count == 0 ? reader.Options : null;
        return options is not null;
    }

    /// <summary>The options by their wire names, as a job or a recipe stores them; absent ones are left out.</summary>
    public Dictionary<string, JsonElement> ToJson()
    {
        var values = new Dictionary<string, JsonElement>
        {
            ["count"] = JsonSerializer.SerializeToElement(Count),
            ["detail"] = JsonSerializer.SerializeToElement(Detail),
        };
        if (!KeepsSize)
        {
            values["width"] = JsonSerializer.SerializeToElement(Width);
            values["height"] = JsonSerializer.SerializeToElement(Height);
        }

        if (Seed is { } seed)
        {
            values["seed"] = JsonSerializer.SerializeToElement(seed);
        }

        AddText("negative_prompt", NegativePrompt);
        AddText("style", Style);
        AddText("palette", Palette);
        AddChanged("operation", Operation, Generate);
        AddChanged("asset", Asset, null);
        AddChanged("mask_asset", MaskAsset, null);
        AddText("area", Area);
        AddChanged("strength", Strength, DefaultStrength);
        AddChanged("scale", Scale, 2);
        AddChanged("left", Left, 0);
        AddChanged("right", Right, 0);
        AddChanged("top", Top, 0);
        AddChanged("bottom", Bottom, 0);
        AddText("x_axis", XAxis);
        AddText("y_axis", YAxis);
        AddText("z_axis", ZAxis);
        AddChanged("tile", Tile, false);
        AddChanged("format", Format, DefaultFormat);
        AddChanged("quality", Quality, DefaultQuality);
        AddChanged("bits", Bits, 8);
        return values;

        void AddChanged<T>(string name, T value, T usual)
        {
            if (!EqualityComparer<T>.Default.Equals(value, usual))
            {
                values[name] = JsonSerializer.SerializeToElement(value);
            }
        }

        void AddText(string name, string? text)
        {
            if (text is not null)
            {
                values[name] = JsonSerializer.SerializeToElement(text);
            }
        }
    }
}
