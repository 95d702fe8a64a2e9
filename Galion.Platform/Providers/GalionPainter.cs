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
