using Galion.Engines.Options;
using Galion.Engines.Recipes;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Animating;

/// <summary>
/// Animates painted scenes and given pictures. It is procedural, not neural: a camera moves through painted sheets, water, clouds, weather and
/// light follow rules. The same prompt, options, pictures and engine version give the same frames on every machine.
/// </summary>
/// <param name="maxThreads">How many threads one clip may use beside the encoder's; all processors when 0.</param>
public sealed class AnimatorVideoGenerator(int maxThreads = 0) : IVideoGenerator
{
    public const string ModelId = "galion/animator";

    /// <summary>Grows whenever any frame changes.</summary>
    public const int EngineVersion = 5;

    public static IReadOnlyList<EngineOption> Options => AnimatorOptions.All;

    /// <exception cref="ArgumentException">The prompt, a picture or an option is wrong; the message is for people.</exception>
    /// <exception cref="Programs.MissingProgramException">The format needs ffmpeg, and it is not installed.</exception>
    public async Task<VideoGenerationResponse> GenerateAsync(
        VideoGenerationRequest request, VideoGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(request.Prompt) && request.StartFrame is null)
        {
            throw new ArgumentException("The animator needs a prompt or a picture to start with.", nameof(request));
        }

        var (prompt, start, values) = Continue(request, options?.AdditionalProperties);
        Pictures.Check(start, request.EndFrame, values);
        var shot = Shot.Plan(prompt, values, hasPicture: start is not null);
        shot = await shot.TypesetAsync(cancellationToken);
        if (shot.Format == "gif" && shot.Fps > Files.GifWriter.MaxFps)
        {
            throw new EngineOptionException("fps", $"A GIF shows at most {Files.GifWriter.MaxFps} frames a second. Choose fewer, or another format.");
        }

        var pictures = await Pictures.ReadAsync(start, request.EndFrame, values, shot, cancellationToken);
        var recipe = EngineRecipe.Create(
            ModelId, EngineVersion, prompt, values.ToJson(), shot.Direction.Understood, shot.Direction.Ignored);
        var threads = maxThreads > 0 ? maxThreads : Environment.ProcessorCount;
        var film = await Task.Run(
            () => new Animator(shot, recipe, pictures, threads, new Progress(values.Progress), cancellationToken).RenderAsync(), cancellationToken);
        return new VideoGenerationResponse(Contents(shot, recipe, film));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <summary>
    /// A film of our own as the start frame is gone on with: it is made again, longer by its duration, so that the new part follows the old
    /// without a seam. Of any other film the last frame is the picture to start with.
    /// </summary>
    private static (string Prompt, DataContent? Start, OptionValues Values) Continue(
        VideoGenerationRequest request, IEnumerable<KeyValuePair<string, object?>>? given)
    {
        var prompt = request.Prompt ?? "";
        if (request.StartFrame is null || AnimatorRecipe.Read(request.StartFrame.Data.Span) is not { Model: ModelId } recipe
            || recipe.Options.ContainsKey(AnimatorOptions.StartFrame) || !PictureReader.IsVideo(request.StartFrame.Data.Span))
        {
            return (prompt, request.StartFrame, OptionValues.Read("animator", Options, given));
        }

        var options = recipe.ToOptions().ToDictionary(option => option.Key, option => option.Value);
        foreach (var (name, value) in given ?? [])
        {
            options[name] = value;
        }

        var before = OptionValues.Read("animator", Options, recipe.ToOptions()).Whole("extend");
        options["extend"] = Math.Min(before + 1, AnimatorOptions.MaxExtensions + 1);
        return (recipe.Prompt, null, OptionValues.Read("animator", Options, options));
    }

    private static List<DataContent> Contents(Shot shot, EngineRecipe recipe, Film film)
    {
        var (type, name) = shot.Format switch
        {
            "webm" => ("video/webm", "film.webm"),
            "gif" => ("image/gif", "film.gif"),
            "apng" => ("image/apng", "film.png"),
            "frames" => ("application/zip", "frames.zip"),
            _ => ("video/mp4", "film.mp4"),
        };
        return
        [
            new DataContent(film.File, type)
            {
                AdditionalProperties = new AdditionalPropertiesDictionary
                {
                    ["name"] = name,
                    ["recipe"] = recipe.ToJson(),
                    ["duration_ms"] = (long)Math.Round(shot.Seconds * 1_000),
                    ["width"] = shot.Width,
                    ["height"] = shot.Height,
                    ["seed"] = shot.Seed,
                    ["frames"] = shot.FrameCount,
                    ["flashes_softened"] = film.Softened,
                },
            },
            new DataContent(film.PosterPng, "image/png")
            {
                AdditionalProperties = new AdditionalPropertiesDictionary { ["name"] = "poster.png", ["width"] = shot.Width, ["height"] = shot.Height },
            },
        ];
    }
}
