using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Styles;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Operations;

/// <summary>
/// Paints a given picture again in a style. Up to <see cref="NewScene"/> the picture itself is the motif, simplified and recoloured the more,
/// the higher the strength; above it only palette, composition and light are taken over, as a <see cref="PictureGuide"/>.
/// </summary>
internal static class Restyling
{
    public const double NewScene = 0.6;

    /// <param name="strength">0 to <see cref="NewScene"/>.</param>
    /// <param name="styleName">The style it was painted in.</param>
    /// <exception cref="ArgumentException">The style paints only worlds of its own.</exception>
    public static Bitmap Repaint(Easel easel, Bitmap picture, PromptReading reading, string? style, string? palette, float strength, out string styleName)
    {
        styleName = style ?? reading.Style ?? StyleBook.Default;
        var book = StyleBook.All[styleName];
        if (book.OwnScene)
        {
            throw new ArgumentException($"The style {styleName} builds a world of its own and cannot repaint a picture. Take another style, or a strength above {NewScene}.");
        }

        easel.Stage(0.05f, "looking at the picture");
        var part = strength / (float)NewScene;
        var canvas = PictureVariation.ToCanvas(easel, picture);
        Recolour(easel, canvas, reading, palette ?? reading.Palette, part);
        if (part > 0.05f)
        {
            easel.Stage(0.25f, "leaving out details");
            easel.Tidy();
            Simplify(easel, canvas, MathF.Max(1, easel.Unit * 0.012f * part));
        }

        var guide = PictureGuide.From(picture, easel.CancellationToken);
        Estimate(easel, canvas, guide.Horizon);
        easel.Tidy();
        easel.Stage(0.5f, book.Stage);
        var aspect = (float)easel.Width / easel.Height;
        var scene = guide.Lead(Composer.Compose(reading with { Time = reading.Time ?? guide.Time() }, easel.Seed, aspect), aspect, 1);
        book.Apply(easel, canvas, scene);
        return Finish.ToBitmap(easel, canvas, book.Dither);
    }

    /// <summary>Of the words, style, palette, colours and moods are obeyed here; what is to be seen is given by the picture.</summary>
    public static (IReadOnlyList<string> Understood, IReadOnlyList<string> Ignored) Report(PromptReading reading)
    {
        string[] obeyed = ["style ", "palette ", "colour ", "mood "];
        var understood = reading.Understood
            .Where(term => obeyed.Any(kind => term.Contains(": " + kind, StringComparison.Ordinal)) && !Portrayal.IsColorOfThing(term, out _)).ToArray();
        return (understood, [.. reading.Understood.Except(understood).Select(term => term.Split(": ")[0]).Concat(reading.Ignored).Distinct()]);
    }

    /// <summary>A method of its own, so that its planes are gone when the style takes its.</summary>
    private static void Simplify(Easel easel, Canvas canvas, float radius) => LabPlanes.From(easel, canvas).Simplify(easel, radius).CopyTo(easel, canvas);

    private static void Recolour(Easel easel, Canvas canvas, PromptReading reading, string? palette, float part)
    {
        if (palette is null && reading.Colors.Count == 0 && reading.Moods.Count == 0)
        {
            return;
        }

        easel.Tidy();
        var graded = new Canvas(canvas.Width, canvas.Height);
        canvas.R.CopyTo(graded.R, 0);
        canvas.G.CopyTo(graded.G, 0);
        canvas.B.CopyTo(graded.B, 0);
        Grade.For(palette, reading).Apply(easel, graded, isLight: false);
        easel.Rows(y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                canvas[index] = Rgb.Lerp(canvas[index], graded[index], 0.25f + 0.75f * part);
            }
        });
    }

    /// <summary>
    /// Guesses what the styles need to know of depth: what hangs together with the upper edge without a border, above the horizon, is sky; the
    /// rest comes nearer from the horizon down.
    /// </summary>
    private static void Estimate(Easel easel, Canvas canvas, float horizon)
    {
        var planes = LabPlanes.From(easel, canvas).Blur(easel, easel.Unit * 0.004f);
        var (width, height) = (canvas.Width, canvas.Height);
        var horizonY = horizon * height;
        easel.Bands(0, width, 32, (from, to) =>
        {
            for (var x = from; x < to; x++)
            {
                var sky = true;
                for (var y = 0; y < height; y++)
                {
                    var index = y * width + x;
                    sky &= y < horizonY + height * 0.05f && (y == 0 || planes[index].DistanceSquared(planes[Math.Max(0, y - 3) * width + x]) < 0.0022f);
                    canvas.Kinds[index] = sky ? Kind.Sky : Kind.Land;
                    canvas.Depth[index] = sky ? Canvas.Infinity : Math.Clamp(0.25f * height / MathF.Max(6, y - horizonY + height * 0.06f), 0.2f, 12);
                }
            }
        });
    }
}
