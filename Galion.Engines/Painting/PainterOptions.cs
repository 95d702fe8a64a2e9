using System.Globalization;
using System.Text.Json.Nodes;
using Galion.Engines.Options;
using Galion.Engines.Painting.Operations;
using Galion.Engines.Painting.Styles;

namespace Galion.Engines.Painting;

/// <summary>What the painter obeys beside the prompt.</summary>
/// <param name="Width">Pixels, 64 to 2048 in requests; 16 to 2048 for previews and tests.</param>
/// <param name="Height">Likewise.</param>
/// <param name="Seed">0 to 2^53 - 1.</param>
/// <param name="NegativePrompt">What must not be in the picture, at most 1,000 characters.</param>
/// <param name="Style">One of <see cref="Styles"/>; read from the prompt when null.</param>
/// <param name="Palette">One of <see cref="Palettes"/>; read from the prompt when null.</param>
/// <param name="Detail">One of <see cref="Details"/>.</param>
/// <param name="Tile">Whether the edges continue each other, so that copies can be laid side by side.</param>
/// <param name="VariationSeed">A second seed towards which the picture is varied; none when null.</param>
/// <param name="Strength">How far towards it, 0 to 1; also how far a <paramref name="Guide"/> is followed.</param>
/// <param name="Guide">Palette, composition and light taken from another picture, as <see cref="PictureGuide"/> writes them.</param>
public sealed record PainterOptions(
    int Width = 1_024, int Height = 1_024, long Seed = 0, string? NegativePrompt = null, string? Style = null, string? Palette = null, string Detail = "standard",
    bool Tile = false, long? VariationSeed = null, double Strength = PainterOptions.DefaultStrength, string? Guide = null)
{
    public const int MinSide = 64;
    public const int MaxSide = 2_048;
    public const int MaxCount = 8;
    public const int MaxNegativePromptLength = 1_000;
    public const int MaxGuideLength = 400;
    public const long MaxSeed = (1L << 53) - 1;
    public const double DefaultStrength = 0.5;
    private const int MinPreviewSide = 16;

    public static IReadOnlyList<string> Styles { get; } = [.. StyleBook.All.Keys];

    public static IReadOnlyList<string> Palettes { get; } = [.. Painting.Palettes.Names];

    public static IReadOnlyList<string> Details { get; } = ["draft", "standard", "fine"];

    internal static PainterOptions From(OptionValues values) => new(
        (int)(values.WholeOrNull("width") ?? 1_024), (int)(values.WholeOrNull("height") ?? 1_024), values.WholeOrNull("seed") ?? 0, values.Text("negative_prompt"),
        values.Text("style"), values.Text("palette"), values.Text("detail") ?? "standard", values.Flag("tile"), values.WholeOrNull("variation_seed"),
        values.NumberOrNull("strength") ?? DefaultStrength, values.Text("guide"));

    /// <summary>By their wire names, as recipes hold them; what has no effect is left out.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["width"] = Width, ["height"] = Height, ["seed"] = Seed, ["detail"] = Detail };
        Add("negative_prompt", NegativePrompt);
        Add("style", Style);
        Add("palette", Palette);
        Add("guide", Guide);
        if (Tile)
        {
            json["tile"] = true;
        }

        if (VariationSeed is { } seed)
        {
            json["variation_seed"] = seed;
        }

        if (VariationSeed is not null || Guide is not null)
        {
            json["strength"] = Strength;
        }

        return json;

        void Add(string name, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                json[name] = text;
            }
        }
    }

    /// <summary>Says what is wrong, or nothing.</summary>
    public string? Validate() =>
        Width is < MinPreviewSide or > MaxSide ? Invalid("width", Width)
        : Height is < MinPreviewSide or > MaxSide ? Invalid("height", Height)
        : Seed is < 0 or > MaxSeed ? Invalid("seed", Seed)
        : VariationSeed is < 0 or > MaxSeed ? Invalid("variation_seed", VariationSeed)
        : !(Strength is >= 0 and <= 1) ? Invalid("strength", Strength)
        : NegativePrompt?.Length > MaxNegativePromptLength ? Invalid("negative_prompt", NegativePrompt.Length)
        : Style is not null && !Styles.Contains(Style) ? Invalid("style", Style)
        : Palette is not null && !Palettes.Contains(Palette) ? Invalid("palette", Palette)
        : !Details.Contains(Detail) ? Invalid("detail", Detail)
        : Tile && (long)Width * Height > SeamlessTile.MaxPixels ? $"A tile can have {SeamlessTile.MaxPixels:N0} pixels, such as 1448 × 1448; this one would have {Width} × {Height}."
        : Guide is not null && PictureGuide.TryParse(Guide) is null ? "The option guide is not one that the painter wrote."
        : null;

    private static string Invalid(string name, object value) => string.Create(CultureInfo.InvariantCulture, $"The option {name} cannot be {value}.");
}
