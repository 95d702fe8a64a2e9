using System.Numerics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>A skyline in four depths of haze, tallest around the focal point, with windows that light up after dark, above water.</summary>
internal static class CityPainter
{
    public static void Paint(Easel easel, Canvas canvas, View view, Scene scene)
    {
        easel.Stage(0.2f, "building the city");
        var dice = easel.Dice("city");
        var seed = easel.NoiseSeed("windows");
        var pen = new Pen(easel, canvas) { Kind = Kind.Building };
        ReadOnlySpan<float> depths = [9f, 6f, 4f, 2.6f];
        var half = canvas.Width * 0.5f / view.Unit;
        for (var layer = 0; layer < depths.Length; layer++)
        {
            pen.Depth = depths[layer];
            var near = layer / (depths.Length - 1f);
            for (var x = -half - 0.05f; x < half;)
            {
                easel.CancellationToken.ThrowIfCancellationRequested();
                var width = dice.Range(0.026f, 0.060f) * (0.75f + 0.7f * near);
                var distance = (x + width * 0.5f - scene.FocalX * (layer % 2 == 0 ? 1 : -0.9f)) / 0.34f;
                var profile = 1 / (1 + distance * distance * 1.6f);
                var height = (0.05f + dice.Unit() * dice.Unit() * 0.14f + profile * dice.Range(0.10f, 0.38f)) * (1.12f - 0.52f * near);
                Building(view, scene, pen, dice, seed + layer * 1_000, x, width, height, near);
                x += width * dice.Range(0.82f, 1.25f);
            }
        }

        Quay(easel, canvas, view, scene);
    }

    private static void Building(View view, Scene scene, Pen pen, Dice dice, int seed, float x, float width, float height, float near)
    {
        var air = scene.Air;
        var night = air.Time is TimeOfDay.Night or TimeOfDay.Dusk;
        var (left, right) = (view.PixelX(x), view.PixelX(x + width));
        var (bottom, top) = (view.PixelY(0) + 1, view.PixelY(height));
        var crown = dice.Below(5);
        var salt = dice.Below(100_000);
        var stone = Rgb.Lerp(Rgb.Hex("5f6672"), dice.Pick(Rgb.Hex("8f8078"), Rgb.Hex("7f8fa6"), Rgb.Hex("a39a90"), Rgb.Hex("6f7f8f")), dice.Unit());
        stone = scene.Reading.Dyed(Subject.City, stone);
        var litSide = air.SunX > x ? 1 : -1;
        var (columns, rows) = (Math.Max(3, (int)(width / 0.0065f)), Math.Max(4, (int)(height / 0.0105f)));
        var busy = dice.Range(0.22f, 0.62f) * (night ? 1 : 0.25f);
        var neon = scene.Reading.Palette == "neon" || scene.Reading.Moods.Contains(Mood.Vivid);
        var warm = dice.Chance(neon ? 0.4f : 0.8f) ? new Rgb(1.6f, 1.0f, 0.42f) : dice.Pick(new Rgb(0.55f, 1.1f, 1.6f), new Rgb(1.6f, 0.35f, 1.0f), new Rgb(0.9f, 1.2f, 1.3f));
        Rgb Shade(int px, int py)
        {
            var (u, v) = ((px - left) / (right - left), (py - top) / (bottom - top));
            // A corner parts a lit and a shaded face.
            var corner = litSide > 0 ? 0.34f : 0.66f;
            var facing = u < corner == litSide < 0 ? 0.75f : 0.16f;
            if (air.Backlit)
            {
                facing *= 0.30f;
            }

            var wall = stone * (air.Sunlight * facing * 0.6f + air.Ambient * 1.0f);
            var (column, row) = (u * columns, v * rows);
            var (fu, fv) = (column - MathF.Floor(column), row - MathF.Floor(row));
            var pane = Mix.Smooth(0.14f, 0.24f, fu) * Mix.Smooth(0.90f, 0.80f, fu) * Mix.Smooth(0.22f, 0.34f, fv) * Mix.Smooth(0.88f, 0.76f, fv);
            var roll = Noise.Hash((int)MathF.Floor(column), (int)MathF.Floor(row), seed + salt);
            var floor = Noise.Hash(7, (int)MathF.Floor(row), seed + salt);
            var on = roll < busy * (0.5f + floor);
            var glass = on ? warm * (night ? 0.35f + 0.65f * Noise.Hash((int)column, (int)row, seed + salt + 1) : 0.30f)
                : Rgb.Lerp(wall * 0.55f, air.Gradient(0.3f - 0.25f * v) * 0.6f, 0.45f);
            var color = Rgb.Lerp(wall, glass, pane * (right - left > columns * 1.6f ? 1 : 0.6f));
            return air.Through(color, (1 - near) * 5.5f + 0.5f, x, Mix.Clamp01(height * (1 - v) * 2.2f) * 0.8f);
        }

        pen.Fill([new Vector2(left, bottom), new Vector2(left, top), new Vector2(right, top), new Vector2(right, bottom)], Shade);
        var w = right - left;
        switch (crown)
        {
            case 0:
                pen.Fill([new Vector2(left + w * 0.22f, top + 1), new Vector2(left + w * 0.22f, top - w * 0.5f), new Vector2(right - w * 0.22f, top - w * 0.5f), new Vector2(right - w * 0.22f, top + 1)], Shade);
                pen.Line(left + w * 0.5f, top - w * 0.5f, left + w * 0.5f, top - w * 1.5f, w * 0.06f, w * 0.02f, Shade((int)(left + w * 0.5f), (int)top));
                break;
            case 1:
                pen.Fill([new Vector2(left, top + 1), new Vector2(right, top + 1), new Vector2(litSide > 0 ? right : left, top - w * 0.55f)], Shade);
                break;
            case 2 when height > 0.22f:
                pen.Fill([new Vector2(left + w * 0.1f, top + 1), new Vector2(left + w * 0.5f, top - w * 1.5f), new Vector2(right - w * 0.1f, top + 1)], Shade);
                break;
            case 3:
                pen.Line(left + w * 0.3f, top, left + w * 0.3f, top - w * 0.7f, w * 0.04f, w * 0.02f, Shade((int)(left + w * 0.3f), (int)top));
                break;
        }

    }

    /// <summary>Everything under the horizon becomes water, with a dark quay between.</summary>
    private static void Quay(Easel easel, Canvas canvas, View view, Scene scene)
    {
        var edge = view.PixelY(-0.006f);
        var stone = scene.Air.Through(Rgb.Hex("3b3a40") * (scene.Air.Ambient + scene.Air.Sunlight * 0.15f), 2, 0, 0);
        easel.Rows(Math.Max(0, (int)view.HorizonY), canvas.Height, y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                if (y < edge)
                {
                    (canvas[index], canvas.Kinds[index], canvas.Depth[index]) = (stone, Kind.Building, 2.5f);
                }
                else
                {
                    (canvas.Kinds[index], canvas.Depth[index]) = (Kind.Water, view.EyeHeight * view.Focus / MathF.Max(1e-4f, -view.Elevation(y)));
                }
            }
        });
        new WaterPainter(easel, canvas, view, scene, relief: null).Paint();
    }
}
