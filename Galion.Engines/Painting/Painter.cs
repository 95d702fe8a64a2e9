using Galion.Engines.Imaging;
using Galion.Engines.Painting.Operations;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Styles;
using Galion.Engines.Prompts;
using Galion.Engines.Recipes;

namespace Galion.Engines.Painting;

/// <summary>A finished picture.</summary>
/// <param name="Recipe">All that is needed to paint it again; every file made from the picture carries it.</param>
public sealed record PaintedPicture(Bitmap Bitmap, EngineRecipe Recipe);

/// <summary>
/// Paints pictures from words: it reads the prompt, composes a scene, paints it in scene light and repaints it in a style. It is procedural,
/// not neural. The same prompt, options and engine version give the same pixels on every machine and with any number of threads.
/// </summary>
public static class Painter
{
    public const string ModelId = "galion/painter";

    /// <summary>Grows whenever any picture changes.</summary>
    public const int EngineVersion = 5;

    /// <param name="threads">How many threads may share the rows; all processors when 0.</param>
    /// <param name="progress">Called with the fraction done and the stage, on any thread.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static PaintedPicture Paint(
        string prompt, PainterOptions options, int threads = 0, Action<float, string>? progress = null, CancellationToken cancellationToken = default)
    {
        var work = PaintCanvas(prompt, options, threads, progress, cancellationToken);
        return new PaintedPicture(work.ToBitmap(), work.Recipe);
    }

    /// <summary>Paints and encodes; the file carries its recipe.</summary>
    public static byte[] PaintPng(
        string prompt, PainterOptions options, int threads = 0, Action<float, string>? progress = null, CancellationToken cancellationToken = default)
    {
        var picture = Paint(prompt, options, threads, progress, cancellationToken);
        return PngEncoder.Encode(picture.Bitmap, picture.Recipe.ToTexts(), cancellationToken);
    }

    internal static Work PaintCanvas(
        string prompt, PainterOptions options, int threads, Action<float, string>? progress, CancellationToken cancellationToken, LayerKeeper? layer = null)
    {
        if (options.Validate() is { } problem)
        {
            throw new ArgumentException(problem);
        }

        var reading = PromptReader.Read(prompt, options.NegativePrompt);
        var guide = options.Guide is null ? null : PictureGuide.TryParse(options.Guide);
        var scene = Compose(guide is null || reading.Time is not null ? reading : reading with { Time = guide.Time() }, options, guide);
        var styleName = options.Style ?? reading.Style ?? StyleBook.Default;
        var palette = options.Palette ?? reading.Palette;
        var style = StyleBook.All[styleName];
        var (width, height) = options.Tile ? SeamlessTile.Enlarge(options.Width, options.Height) : (options.Width, options.Height);
        var easel = new Easel(
            width, height, options.Seed, Enum.Parse<Detail>(options.Detail, ignoreCase: true), threads > 0 ? threads : Environment.ProcessorCount, cancellationToken, progress)
        {
            Variation = VariationOf(options),
            Period = options.Tile ? (options.Width, options.Height) : null,
        };
        easel.Tidy();
        var canvas = new Canvas(width, height);
        var grade = Grade.For(palette, reading, guide?.ToRamp(), Follow(options));
        if (!style.OwnScene)
        {
            ScenePainter.Paint(easel, canvas, scene, layer is null ? null : (stage, name) => layer(easel, stage, name, Dress));
            layer?.Invoke(easel, canvas, "foreground", null);
            easel.Stage(0.6f, "mixing the colours");
            Gloom.Apply(easel, canvas, scene.Air.Weather, water: 1, things: 0.6f);
            grade.Apply(easel, canvas);
        }

        easel.Tidy();
        easel.Stage(0.65f, style.Stage);
        style.Apply(easel, canvas, scene);
        if (style.OwnScene)
        {
            grade.Apply(easel, canvas);
        }

        if (options.Tile)
        {
            canvas = SeamlessTile.Wrap(easel, canvas, options.Width, options.Height);
            easel = easel.For(options.Width, options.Height);
        }

        easel.Stage(0.92f, "letting it dry");
        var (understood, ignored) = Portrayal.Of(scene, style, palette, easel.LeftOut);
        var resolved = options with { Style = styleName, Palette = palette };
        return new Work(easel, canvas, style, PainterRecipe.Create(prompt, resolved.ToJson(), understood, ignored));

        Bitmap Dress(Canvas stage)
        {
            Gloom.Apply(easel, stage, scene.Air.Weather, water: 1, things: 0.6f);
            grade.Apply(easel, stage);
            style.Apply(easel, stage, scene);
            return Finish.ToBitmap(easel, stage, style.Dither);
        }
    }

    /// <summary>Takes what is painted so far, from far to near.</summary>
    /// <param name="dress">Makes a picture in the style of a copy of the canvas, which it paints over; null when the canvas is complete.</param>
    internal delegate void LayerKeeper(Easel easel, Canvas canvas, string name, Func<Canvas, Bitmap>? dress);

    /// <summary>The scene, moved towards that of another seed or towards what a guide says.</summary>
    private static Scene Compose(PromptReading reading, PainterOptions options, PictureGuide? guide)
    {
        var aspect = (float)options.Width / options.Height;
        var scene = Composer.Compose(reading, options.Seed, aspect);
        if (VariationOf(options) is { } variation)
        {
            var other = Composer.Compose(reading, variation.Seed, aspect);
            scene = variation.Renews("composition") ? other : scene.Towards(other, variation.Strength * variation.Strength * 0.6f);
        }

        return guide?.Lead(scene, aspect, Follow(options)) ?? scene;
    }

    private static Variation? VariationOf(PainterOptions options) => options.VariationSeed is { } seed ? new Variation(seed, (float)options.Strength) : null;

    /// <summary>How closely a guide is followed: fully until half freedom, then less.</summary>
    private static float Follow(PainterOptions options) => 1 - 0.75f * Mix.Smooth(0.5f, 1, (float)options.Strength);

    /// <summary>A painted canvas with all that made it.</summary>
    internal sealed record Work(Easel Easel, Canvas Canvas, StyleBook.Style Style, EngineRecipe Recipe)
    {
        public Bitmap ToBitmap() => Finish.ToBitmap(Easel, Canvas, Style.Dither);

        public Bitmap16 ToBitmap16() => Finish.ToBitmap16(Easel, Canvas);
    }
}
