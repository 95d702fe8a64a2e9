using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Rain, falling snow and lightning, over everything else.</summary>
internal static class Precipitation
{
    public static void Paint(Easel easel, Canvas canvas, View view, Scene scene)
    {
        if (easel.IsPlate)
        {
            return;
        }

        var dice = easel.Dice("precipitation");
        if (scene.Reading.Has(Subject.Lightning) || (scene.Air.Weather == Weather.Storm && dice.Chance(0.55f)))
        {
            Lightning(easel, canvas, view, scene, dice);
        }

        if (scene.Air.Weather == Weather.Rain || (scene.Air.Weather == Weather.Storm && scene.Reading.Allows(Subject.Lightning) && dice.Chance(0.4f)))
        {
            Rain(easel, canvas, view, scene, dice);
        }
        else if (scene.Air.Weather == Weather.Snow)
        {
            Snow(easel, canvas, view, scene, dice);
        }
    }

    private static void Rain(Easel easel, Canvas canvas, View view, Scene scene, Dice dice)
    {
        // Drops are seen through: what is behind keeps its kind and depth.
        var pen = new Pen(easel, canvas) { Depth = 0.01f, Marks = false };
        var light = scene.Air.Horizon * 1.15f;
        var slant = dice.Range(-0.22f, 0.22f);
        for (var n = 0; n < 1_500; n++)
        {
            var near = dice.Unit();
            var length = view.Unit * (0.012f + 0.045f * near * near);
            var (x, y) = (dice.Range(-0.1f, 1.1f) * canvas.Width, dice.Range(-0.05f, 1f) * canvas.Height);
            pen.Opacity = 0.10f + 0.16f * near;
            pen.Line(x, y, x + length * slant, y + length, view.Unit * 0.0007f, view.Unit * (0.0007f + 0.0008f * near), light);
        }
    }

    private static void Snow(Easel easel, Canvas canvas, View view, Scene scene, Dice dice)
    {
        var white = Rgb.Lerp(scene.Air.Horizon, Rgb.White, 0.55f) * (scene.Air.Time == TimeOfDay.Night ? 0.5f : 1.1f);
        for (var n = 0; n < 1_900; n++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            var near = dice.Unit() * dice.Unit() * dice.Unit();
            var radius = view.Unit * (0.0009f + 0.0060f * near);
            var (cx, cy) = (dice.Range(0, canvas.Width), dice.Range(0, canvas.Height));
            var opacity = 0.75f - 0.45f * near;
            for (var y = Math.Max(0, (int)(cy - radius - 1)); y <= Math.Min(canvas.Height - 1, (int)(cy + radius + 1)); y++)
            {
                for (var x = Math.Max(0, (int)(cx - radius - 1)); x <= Math.Min(canvas.Width - 1, (int)(cx + radius + 1)); x++)
                {
                    var distance = MathF.Sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy)) / radius;
                    canvas.Blend(y * canvas.Width + x, white, opacity * (1 - Mix.Smooth(0.3f, 1.15f, distance)));
                }
            }
        }
    }

    private static void Lightning(Easel easel, Canvas canvas, View view, Scene scene, Dice dice)
    {
        var x = view.PixelX(-scene.FocalX * dice.Range(0.4f, 1.2f));
        var bottom = view.HorizonY - 0.02f * view.Unit;
        var points = new List<(float X, float Y)>();
        var (px, py) = (x + dice.Bell() * 0.05f * view.Unit, canvas.Height * 0.08f);
        while (py < bottom)
        {
            points.Add((px, py));
            py += view.Unit * dice.Range(0.006f, 0.018f);
            px += dice.Bell() * view.Unit * 0.010f;
        }

        var pen = new Pen(easel, canvas) { Depth = 8, Kind = Kind.Luminary };
        for (var n = 1; n < points.Count; n++)
        {
            pen.Line(points[n - 1].X, points[n - 1].Y, points[n].X, points[n].Y, view.Unit * 0.0032f, view.Unit * 0.0028f, new Rgb(3f, 3f, 3.4f));
            if (dice.Chance(0.10f))
            {
                var (bx, by) = points[n];
                var drift = dice.Bell() * 0.012f * view.Unit;
                for (var s = 0; s < 9; s++)
                {
                    var (nx, ny) = (bx + drift + dice.Bell() * view.Unit * 0.005f, by + view.Unit * 0.011f);
                    pen.Line(bx, by, nx, ny, view.Unit * 0.0016f * (1 - s / 10f), view.Unit * 0.0014f * (1 - s / 10f), new Rgb(1.8f, 1.8f, 2.2f));
                    (bx, by) = (nx, ny);
                }
            }
        }

        var middle = points.Count > 0 ? points[points.Count / 2] : (x, bottom * 0.5f);
        easel.Rows(y =>
        {
            for (var column = 0; column < canvas.Width; column++)
            {
                var (dx, dy) = ((column - middle.Item1) / view.Unit, (y - middle.Item2) / view.Unit);
                canvas.Add(y * canvas.Width + column, new Rgb(0.42f, 0.45f, 0.62f) * (0.55f / (1 + (dx * dx * 26 + dy * dy * 5))));
            }
        });
    }
}
