using Galion.Engines.Options;
using Galion.Engines.Painting;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Styles;
using Galion.Engines.Prompts;

namespace Galion.Engines.Animating;

/// <summary>One clip, with everything decided: options, words and defaults.</summary>
internal sealed record Shot
{
    public required Direction Direction { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int Fps { get; init; }

    public required int FrameCount { get; init; }

    /// <summary>The clip and its extensions.</summary>
    public required int Segments { get; init; }

    public required long Seed { get; init; }

    public required bool Loop { get; init; }

    public required CameraMove Camera { get; init; }

    public required float Strength { get; init; }

    public required IReadOnlySet<Motion> Motions { get; init; }

    public required string Style { get; init; }

    public string? Palette { get; init; }

    public required Detail Detail { get; init; }

    public string? Title { get; init; }

    /// <summary>The title in a font of this machine, when the own alphabet lacks letters of it.</summary>
    public Effects.PrintedWords? PrintedTitle { get; init; }

    public required string TitlePlace { get; init; }

    public required string Format { get; init; }

    public required string Quality { get; init; }

    public required bool HasMusic { get; init; }

    public double Seconds => FrameCount / (double)Fps;

    public bool Has(Motion motion) => Motions.Contains(motion);

    /// <summary>Fills in what was not said, writes it back so that the recipe repeats it, and checks what no single option can.</summary>
    /// <exception cref="EngineOptionException">The options contradict each other.</exception>
    public static Shot Plan(string prompt, OptionValues values, bool hasPicture)
    {
        var direction = MotionReader.Read(prompt, values.Text("negative_prompt"));
        var reading = direction.Reading;
        var (width, height) = AnimatorOptions.SizeOf(values.Text("aspect")!, values.Text("resolution")!);
        var seconds = values.NumberOrNull("duration") ?? Math.Clamp(direction.Seconds ?? 5, AnimatorOptions.MinSeconds, AnimatorOptions.MaxSeconds);
        var seed = values.WholeOrNull("seed") ?? Random.Shared.NextInt64(PainterOptions.MaxSeed);
        var loop = values.IsGiven("loop") ? values.Flag("loop") : direction.Loop;
        var (fps, extend) = (values.Whole("fps"), values.Whole("extend"));
        var camera = values.Text("camera") is { } named ? Names.Camera(named) : direction.Camera ?? CameraMove.Drift;
        var strength = (float)values.Number("camera_strength") * (values.IsGiven("camera_strength") ? 1 : direction.Speed);
        var motions = values.Choices("effects") is { } chosen ? [.. chosen.Select(Names.Motion)] : MotionsOf(direction, hasPicture);
        if (loop)
        {
            // Day cannot turn into night and be day again at the same moment.
            motions.Remove(Motion.Nightfall);
            motions.Remove(Motion.Daybreak);
        }

        if (motions.Contains(Motion.Nightfall))
        {
            motions.Remove(Motion.Daybreak);
        }

        var frames = Math.Max(2, (int)Math.Round(seconds * fps)) * (extend + 1);
        values.Decide("duration", seconds);
        values.Decide("seed", seed);
        values.Decide("loop", loop);
        values.Decide("camera", Names.Of(camera));
        values.Decide("camera_strength", Math.Min(2, (double)strength));
        values.Decide("effects", motions.Order().Select(Names.Of).ToArray());
        var title = MotionReader.Clean(values.Text("title") ?? direction.Title ?? "");
        if (title.Length > 0)
        {
            values.Decide("title", title);
        }

        var style = values.Text("style") ?? reading.Style ?? StyleBook.Default;
        values.Decide("style", style);
        var format = values.Text("format")!;
        var music = (values.Text("sound") ?? (direction.Music && format is "mp4" or "webm" ? "music" : "none")) == "music";
        if (music && format is not ("mp4" or "webm"))
        {
            throw new EngineOptionException("sound", $"A file of the format {format} holds no sound. Choose mp4 or webm, or no sound.");
        }

        values.Decide("sound", music ? "music" : "none");
        if (format is "gif" or "apng" or "frames" && (long)width * height * frames > AnimatorOptions.MaxLoosePixels)
        {
            throw new EngineOptionException(
                "format", $"{frames} frames of {width} × {height} are too many for {format}. Choose fewer seconds, a smaller resolution, or mp4.");
        }

        return new Shot
        {
            Direction = direction,
            Width = width,
            Height = height,
            Fps = fps,
            FrameCount = frames,
            Segments = extend + 1,
            Seed = seed,
            Loop = loop,
            Camera = camera,
            Strength = (float)Math.Min(2, (double)strength),
            Motions = motions,
            Style = style,
            Palette = values.Text("palette") ?? reading.Palette,
            Detail = Enum.Parse<Detail>(values.Text("detail")!, ignoreCase: true),
            Title = title.Length > 0 ? title : null,
            TitlePlace = values.Text("title_place")!,
            Format = format,
            Quality = values.Text("quality")!,
            HasMusic = music,
        };
    }

    /// <summary>Sets a title that the own alphabet cannot write; what no font of this machine has either is reported as ignored.</summary>
    public async Task<Shot> TypesetAsync(CancellationToken cancellationToken)
    {
        if (Title is null || Effects.Typesetting.Missing(Title) is not { Length: > 0 } missing)
        {
            return this;
        }

        return await Effects.Typesetting.SetAsync(Title, Width, Height, cancellationToken) is { } printed
            ? this with { PrintedTitle = printed }
            : this with { Direction = Direction with { Ignored = [.. Direction.Ignored, $"{missing} (in the title: no font has all of its letters)"] } };
    }

    /// <summary>What was asked to move, and what moves anyway in such a place: water, clouds, stars, leaves.</summary>
    private static HashSet<Motion> MotionsOf(Direction direction, bool hasPicture)
    {
        var reading = direction.Reading;
        var motions = new HashSet<Motion>(direction.Motions);
        if (!hasPicture)
        {
            motions.UnionWith([Motion.Water, Motion.Clouds, Motion.Stars, Motion.Wind]);
        }

        AddIf(reading.Weather == Weather.Snow, Motion.Snow);
        AddIf(reading.Weather is Weather.Rain or Weather.Storm, Motion.Rain);
        AddIf(reading.Weather == Weather.Storm || reading.Has(Subject.Lightning), Motion.Lightning);
        AddIf(reading.Weather == Weather.Fog || reading.Moods.Contains(Mood.Mysterious), Motion.Mist);
        AddIf(reading.Has(Subject.Birds), Motion.Birds);
        AddIf(reading.Has(Subject.Aurora), Motion.Aurora);
        AddIf(hasPicture && reading.HasAny(Subject.Sea, Subject.Lake, Subject.River, Subject.Reflection), Motion.Water);
        AddIf(hasPicture && reading.HasAny(Subject.Clouds, Subject.Sky), Motion.Clouds);
        AddIf(hasPicture && reading.HasAny(Subject.Stars), Motion.Stars);
        motions.ExceptWith(direction.Excluded);
        return motions;

        void AddIf(bool condition, Motion motion)
        {
            if (condition)
            {
                motions.Add(motion);
            }
        }
    }
}
