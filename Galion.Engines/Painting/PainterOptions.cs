using System.Globalization;
using System.Text.Json;
using Galion.Engines.Painting.Styles;

namespace Galion.Engines.Painting;

/// <summary>What the painter obeys beside the prompt.</summary>
/// <param name="Width">Pixels, 256 to 2048 in requests; 16 to 2048 for previews and tests.</param>
/// <param name="Height">Likewise.</param>
/// <param name="Seed">0 to 2^53 - 1.</param>
/// <param name="NegativePrompt">What must not be in the picture, at most 1,000 characters.</param>
/// <param name="Style">One of <see cref="Styles"/>; read from the prompt when null.</param>
/// <param name="Palette">One of <see cref="Palettes"/>; read from the prompt when null.</param>
/// <param name="Detail">One of <see cref="Details"/>.</param>
public sealed record PainterOptions(
    int Width = 1_024, int Height = 1_024, long Seed = 0, string? NegativePrompt = null, string? Style = null, string? Palette = null, string Detail = "standard")
{
    public const int MinSide = 256;
    public const int MaxSide = 2_048;
    public const int MaxCount = 8;
    public const int MaxNegativePromptLength = 1_000;
    public const long MaxSeed = (1L << 53) - 1;
    private const int MinPreviewSide = 16;

    public static IReadOnlyList<string> Styles { get; } = [.. StyleBook.All.Keys];

    public static IReadOnlyList<string> Palettes { get; } = [.. Painting.Palettes.Names];

    public static IReadOnlyList<string> Details { get; } = ["draft", "standard", "fine"];

    /// <summary>Says what is wrong, or nothing.</summary>
    public string? Validate() =>
        Width is < MinPreviewSide or > MaxSide ? Invalid("width", Width)
        : Height is < MinPreviewSide or > MaxSide ? Invalid("height", Height)
        : Seed is < 0 or > MaxSeed ? Invalid("seed", Seed)
        : NegativePrompt?.Length > MaxNegativePromptLength ? Invalid("negative_prompt", NegativePrompt.Length)
        : Style is not null && !Styles.Contains(Style) ? Invalid("style", Style)
        : Palette is not null && !Palettes.Contains(Palette) ? Invalid("palette", Palette)
        : !Details.Contains(Detail) ? Invalid("detail", Detail)
        : null;

    private static string Invalid(string name, object value) => string.Create(CultureInfo.InvariantCulture, $"The option {name} cannot be {value}.");
}
