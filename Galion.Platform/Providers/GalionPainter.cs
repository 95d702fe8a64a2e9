using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text.Json;
using Galion.Contracts.Generations;
using Galion.Platform.Billing;

namespace Galion.Platform.Providers;

/// <summary>The built-in painter as a model; the engine itself is known to the Worker alone.</summary>
public static class GalionPainter
{
    public const string ModelId = "galion/painter";

    public static ProviderModel Model { get; } = new(
        ModelId, GenerationKind.Image, "Galion Painter",
        "A procedural painter (not a neural network): reads the prompt and paints the scene. The same seed and options make the same picture.",
        Prices.ImageMillicredits, "image",
        [
            new("width", "integer", "Width in pixels.", Json(ImageOptions.DefaultSize), ImageOptions.MinSize, ImageOptions.MaxSize),
            new("height", "integer", "Height in pixels.", Json(ImageOptions.DefaultSize), ImageOptions.MinSize, ImageOptions.MaxSize),
            new("count", "integer", "How many pictures to paint; each is paid.", Json(1), 1, ImageOptions.MaxCount),
            new("seed", "integer", "The same seed paints the same picture; chosen at random when absent.", null, 0, ImageOptions.MaxSeed),
            new("negative_prompt", "string", "What must not be in the picture.", MaxLength: ImageOptions.MaxNegativePromptLength),
            new("style", "enum", "How it is painted; read from the prompt when absent.", Values: ImageOptions.Styles),
            new("palette", "enum", "Which colours; read from the prompt when absent.", Values: ImageOptions.Palettes),
            new("detail", "enum", "How finely it is painted.", Json(ImageOptions.DefaultDetail), Values: ImageOptions.Details),
            new("operation", "enum", "What to do: paint from words, or work on one of your pictures.", Json(ImageOptions.Generate), Values: ImageOptions.Operations),
            new("asset", "string", "The id of the asset to work on.", MaxLength: 36),
            new("mask_asset", "string", "inpaint: the id of an asset that is white where the picture is to be filled; what is transparent when absent.", MaxLength: 36),
            new("area", "string", "inpaint: what is to be filled, instead of a mask: rectangles as left,top,width,height and strokes as radius@x,y x,y, separated by semicolons.", MaxLength: ImageOptions.MaxAreaLength),
            new("strength", "number", "vary and restyle: how much may change.", Json(ImageOptions.DefaultStrength), 0, 1),
            new("scale", "integer", "upscale: how many times as large, 2 or 4.", Json(2), 2, 4),
            new("left", "integer", "outpaint: pixels to add on the left.", Json(0), 0, ImageOptions.MaxMargin),
            new("right", "integer", "outpaint: pixels to add on the right.", Json(0), 0, ImageOptions.MaxMargin),
            new("top", "integer", "outpaint: pixels to add above.", Json(0), 0, ImageOptions.MaxMargin),
            new("bottom", "integer", "outpaint: pixels to add below.", Json(0), 0, ImageOptions.MaxMargin),
            new("x_axis", "string", "grid: what changes from column to column, as name=value,value.", MaxLength: ImageOptions.MaxAxisLength),
            new("y_axis", "string", "grid: what changes from row to row, likewise.", MaxLength: ImageOptions.MaxAxisLength),
            new("z_axis", "string", "grid: what changes from block to block, likewise.", MaxLength: ImageOptions.MaxAxisLength),
            new("tile", "boolean", "Make the edges continue each other, so that copies fit side by side.", Json(false)),
            new("format", "enum", "The kind of file.", Json(ImageOptions.DefaultFormat), Values: ImageOptions.Formats),
            new("quality", "integer", "Of jpeg, webp and avif files, in percent.", Json(ImageOptions.DefaultQuality), 1, 100),
            new("bits", "integer", "8 or 16 bits for each colour of a png file.", Json(8), 8, 16),
        ],
        Resolve);

    private static ResolvedOptions Resolve(string prompt, IReadOnlyDictionary<string, JsonElement>? values)
    {
        if (!ImageOptions.TryParse(values, out ImageOptions? options, out IReadOnlyDictionary<string, string> errors))
        {
            return new ResolvedOptions(ReadOnlyDictionary<string, JsonElement>.Empty, 0, errors);
        }

        // Short enough to be read aloud; a rerun after a crash must find the choice made.
        ImageOptions resolved = options with { Seed = options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue) };
        return new ResolvedOptions(resolved.ToJson(), resolved.Count, errors);
    }

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
