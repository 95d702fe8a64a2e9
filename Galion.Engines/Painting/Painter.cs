using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Styles;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting;

/// <summary>A finished picture.</summary>
/// <param name="Recipe">All that is needed to paint it again; the PNG of <see cref="Painter.PaintPng"/> carries it.</param>
public sealed record PaintedPicture(Bitmap Bitmap, PainterRecipe Recipe);

/// <summary>
/// Paints pictures from words: it reads the prompt, composes a scene, paints it in scene light and repaints it in a style. It is procedural,
/// not neural. The same prompt, options and engine version give the same pixels on every machine and with any number of threads.
/// </summary>
public static class Painter
{
    public const string ModelId = "galion/painter";

    /// <summary>Grows whenever any picture changes.</summary>
    public const int EngineVersion = 1;

    private const long LargePixels = 3_000_000;

    /// <param name="threads">How many threads may share the rows; all processors when 0.</param>
    /// <param name="progress">Called with the fraction done and the stage, on any thread.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static PaintedPicture Paint(
        string prompt, PainterOptions options, int threads = 0, Action<float, string>? progress = null, CancellationToken cancellationToken = default)
    {
        if (options.Validate() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var reading = PromptReader.Read(prompt, options.NegativePrompt);
        var detail = Enum.Parse<Detail>(options.Detail, ignoreCase: true);
        var easel = new Easel(
            options.Width, options.Height, options.Seed, detail, threads > 0 ? threads : Environment.ProcessorCount, cancellationToken, progress);
        var styleName = options.Style ?? reading.Style ?? StyleBook.Default;
        var palette = options.Palette ?? reading.Palette;
        var style = StyleBook.All[styleName];
        var scene = Composer.Compose(reading, options.Seed, (float)options.Width / options.Height);
        var canvas = new Canvas(options.Width, options.Height);
        if (!style.OwnScene)
        {
            ScenePainter.Paint(easel, canvas, scene);
            easel.Stage(0.6f, "mixing the colours");
            Grade.For(palette, reading).Apply(easel, canvas);
        }

        if ((long)options.Width * options.Height >= LargePixels)
        {
            // The planes of the scene are garbage by now; left to itself the collector lets them pile up beside those of the style.
            GC.Collect();
        }

        easel.Stage(0.65f, style.Stage);
        style.Apply(easel, canvas, scene);
        if (style.OwnScene)
        {
            Grade.For(palette, reading).Apply(easel, canvas);
        }

        easel.Stage(0.92f, "letting it dry");
        var bitmap = Finish.ToBitmap(easel, canvas, style.Dither);
        return new PaintedPicture(bitmap, PainterRecipe.Create(prompt, options, styleName, palette, reading));
    }

    /// <summary>Paints and encodes; the file carries its recipe.</summary>
    public static byte[] PaintPng(
        string prompt, PainterOptions options, int threads = 0, Action<float, string>? progress = null, CancellationToken cancellationToken = default)
    {
        var picture = Paint(prompt, options, threads, progress, cancellationToken);
        return PngEncoder.Encode(picture.Bitmap, picture.Recipe.ToTexts(), cancellationToken);
    }
}
