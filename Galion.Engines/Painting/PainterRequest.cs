using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Painting;

/// <summary>What an image request asks of the painter.</summary>
/// <param name="Count">1 to <see cref="PainterOptions.MaxCount"/>; picture n is painted with seed + n.</param>
internal sealed record PainterRequest(PainterOptions Options, int Count, IProgress<EngineProgress>? Progress)
{
    /// <exception cref="ArgumentException">An option is unknown, of the wrong type or out of range.</exception>
    public static PainterRequest From(ImageGenerationOptions? options)
    {
        var painter = new PainterOptions(Width: options?.ImageSize?.Width ?? 1_024, Height: options?.ImageSize?.Height ?? 1_024);
        var count = options?.Count ?? 1;
        long? seed = null;
        IProgress<EngineProgress>? progress = null;
        foreach (var (name, value) in options?.AdditionalProperties ?? [])
        {
            if (name == EngineProgress.Key)
            {
                progress = value as IProgress<EngineProgress>;
                continue;
            }

            if (value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
            {
                continue;
            }

            switch (name)
            {
                case "width":
                    painter = painter with { Width = Whole(name, value, PainterOptions.MinSide, PainterOptions.MaxSide) };
                    break;
                case "height":
                    painter = painter with { Height = Whole(name, value, PainterOptions.MinSide, PainterOptions.MaxSide) };
                    break;
                case "seed":
                    seed = Number(name, value, 0, PainterOptions.MaxSeed);
                    break;
                case "count":
                    count = Whole(name, value, 1, PainterOptions.MaxCount);
                    break;
                case "negative_prompt":
                    painter = painter with { NegativePrompt = Text(name, value) };
                    break;
                case "style":
                    painter = painter with { Style = Text(name, value) };
                    break;
                case "palette":
                    painter = painter with { Palette = Text(name, value) };
                    break;
                case "detail":
                    painter = painter with { Detail = Text(name, value) };
                    break;
                default:
                    throw new ArgumentException($"The painter has no option {name}.");
            }
        }

        Whole("width", painter.Width, PainterOptions.MinSide, PainterOptions.MaxSide);
        Whole("height", painter.Height, PainterOptions.MinSide, PainterOptions.MaxSide);
        Whole("count", count, 1, PainterOptions.MaxCount);
        painter = painter with { Seed = seed ?? Random.Shared.NextInt64(PainterOptions.MaxSeed - PainterOptions.MaxCount) };
        return painter.Validate() is { } problem ? throw new ArgumentException(problem) : new PainterRequest(painter, count, progress);
    }

    /// <summary>The options of the n-th picture; seeds start again from 0 after the largest.</summary>
    public PainterOptions OptionsOf(int n) => Options with { Seed = (Options.Seed + n) & PainterOptions.MaxSeed };

    private static int Whole(string name, object value, int min, int max) => (int)Number(name, value, min, max);

    private static long Number(string name, object value, long min, long max)
    {
        long? number = value switch
        {
            int whole => whole,
            long whole => whole,
            JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetInt64(out var whole) => whole,
            _ => null,
        };
        return number >= min && number <= max
            ? number.Value
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The option {name} must be a whole number from {min} to {max}."));
    }

    private static string Text(string name, object value) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        _ => throw new ArgumentException($"The option {name} must be a text."),
    };
}
