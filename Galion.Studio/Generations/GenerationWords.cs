using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Studio.Create;

namespace Galion.Studio.Generations;

/// <summary>The same words for the same states on every page.</summary>
internal static class GenerationWords
{
    private const int TitleLength = 60;

    /// <summary>The words of a prompt where there is room for a line of them.</summary>
    public static string Short(string prompt, int length = TitleLength) =>
        prompt.Length <= length ? prompt : $"{prompt[..(char.IsLowSurrogate(prompt[length]) ? length - 1 : length)].TrimEnd()}…";

    public static string RunningTitle(GenerationKind kind) => kind == GenerationKind.Image ? "Being painted" : "Being made";

    /// <summary>"Your picture is ready".</summary>
    public static string ReadyTitle(GenerationResponse generation) => generation switch
    {
        { Kind: GenerationKind.Image, Assets.Count: > 1 } => "Your pictures are ready",
        _ => $"Your {MediaKind.Of(generation.Kind).Noun} is ready",
    };

    /// <summary>Where its form is, filled in with its recipe.</summary>
    public static string RecipeHref(GenerationResponse generation) => $"{MediaKind.Of(generation.Kind).Path}?from={generation.Id}";

    public static string Of(GenerationStatus status) => status switch
    {
        GenerationStatus.Queued => "queued",
        GenerationStatus.Running => "running",
        GenerationStatus.Succeeded => "succeeded",
        GenerationStatus.Failed => "failed",
        GenerationStatus.Canceled => "canceled",
        _ => "expired",
    };

    /// <summary>The tone of the badge that shows the state.</summary>
    public static string? ToneOf(GenerationStatus status) => status switch
    {
        GenerationStatus.Succeeded => "success",
        GenerationStatus.Failed or GenerationStatus.Expired => "danger",
        GenerationStatus.Running => "accent",
        _ => null,
    };

    /// <summary>Why a variation could not be started; null when there is nothing to say.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>, read from the address and therefore not to be shown itself.</param>
    public static string? OfProblem(string? code) => code switch
    {
        null => null,
        ErrorCodes.InsufficientCredits => "There are not enough credits for a variation. Nothing was charged, and your picture is as it was.",
        ErrorCodes.RateLimited => "That was a bit fast. Wait a moment and press Vary again; nothing was charged.",
        _ => "The variation could not be started. Nothing was charged; try again in a moment.",
    };

    /// <summary>Checked options; the defaults when another kind or an older version wrote them.</summary>
    public static ImageOptions OptionsOf(GenerationResponse generation) =>
        ImageOptions.TryParse(generation.Options, out var options, out _) ? options : new ImageOptions();

    /// <summary>Where the queue stands, as the first thing that a waiting person wants to know.</summary>
    public static string QueueText(int? ahead) => ahead switch
    {
        null => "In the queue",
        0 => "Next in the queue",
        1 => "1 picture ahead of yours",
        _ => $"{ahead} pictures ahead of yours",
    };

    /// <summary>"Watercolour, sunset, 1216 × 816".</summary>
    public static string Summary(ImageOptions options)
    {
        List<string> parts = [];
        foreach (var choice in new[] { options.Style, options.Palette })
        {
            if (choice is not null)
            {
                parts.Add(ChoiceNames.Of(choice));
            }
        }
        parts.Add($"{options.Width} × {options.Height}");
        return string.Join(" · ", parts);
    }

    /// <summary>The class that bounds a picture's width, so that its whole height stays on the screen at its exact ratio.</summary>
    public static string FrameOf(int width, int height) => ((double)width / height) switch
    {
        < 0.7 => "frame-tall",
        < 0.95 => "frame-portrait",
        < 1.1 => "frame-square",
        < 1.6 => "frame-landscape",
        _ => "frame-wide",
    };
}
