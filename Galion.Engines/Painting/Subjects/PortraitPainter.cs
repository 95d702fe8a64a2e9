using System.Numerics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>A double exposure: the silhouette of a head and shoulders that holds the landscape, before an almost empty ground.</summary>
internal static class PortraitPainter
{
    /// <summary>Keeps the painted landscape inside the silhouette and lets it fade to light outside.</summary>
    public static void Frame(Easel easel, Canvas canvas, Scene scene)
    {
        easel.Stage(0.55f, "cutting the silhouette");
        var subject = scene.Reading.Has(Subject.Woman) ? Subject.Woman : scene.Reading.Has(Subject.Man) ? Subject.Man : Subject.Person;
        var mask = new Canvas(canvas.Width, canvas.Height);
        Array.Fill(mask.Depth, Canvas.Infinity);
        var (size, below) = scene.Reading.IsCloseUp ? (1.45f, 0.28f) : (1, 0.02f);
        var height = MathF.Min(canvas.Height * 0.80f, canvas.Width * 0.98f) * size;
        var outline = Figures.Outline(subject, bust: true, new Vector2(canvas.Width * 0.5f, canvas.Height + height * below), height, mirrored: scene.FocalX < 0);
        new Pen(easel, mask) { Depth = 1, Kind = Kind.Figure }.Fill(outline, Rgb.White);
        var soft = Filters.Blur(easel, mask.R, canvas.Width, canvas.Height, easel.Unit * 0.016f);
        var air = scene.Air;
        var seed = easel.NoiseSeed("portrait");
        var dark = air.Time is TimeOfDay.Night or TimeOfDay.Dusk;
        var ground = dark ? Rgb.Lerp(air.Zenith, air.Middle, 0.3f) * 0.8f : Rgb.Lerp(air.Horizon, Rgb.White, 0.45f);
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var inside = mask.R[index];
                var mist = Noise.Fbm(x / easel.Unit * 3, y / easel.Unit * 3, seed, 5);
                var around = Rgb.Lerp(ground * (1 + 0.05f * mist), air.Glow * (dark ? 0.5f : 1), 0.35f * soft[index]);
                // Towards the shoulders the picture dissolves, as a second exposure does.
                var dissolve = Mix.Smooth(1.02f, 0.74f, y / (float)canvas.Height + mist * 0.13f);
                var rim = inside * Mix.Smooth(0.98f, 0.55f, soft[index]);
                var exposed = canvas[index] * (dark ? 1.1f : 0.72f) + air.Glow * (rim * 0.35f);
                var shade = Rgb.Lerp(ground * 0.25f, exposed, 0.25f + 0.75f * dissolve);
                canvas[index] = Rgb.Lerp(around, Rgb.Lerp(around, shade, 0.35f + 0.65f * dissolve), inside);
                if (inside > 0.5f)
                {
                    canvas.Depth[index] = MathF.Min(canvas.Depth[index], 60) * 0.1f + 0.3f;
                    canvas.Kinds[index] = canvas.Kinds[index] is Kind.Sky or Kind.Cloud ? Kind.Figure : canvas.Kinds[index];
                }
                else
                {
                    (canvas.Depth[index], canvas.Kinds[index]) = (Canvas.Infinity, Kind.Sky);
                }
            }
        });
    }
}
