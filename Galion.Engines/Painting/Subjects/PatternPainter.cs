using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Ornament: mandalas of petals in rings, woven arcs, and star tilings, inlaid like coloured stone.</summary>
internal static class PatternPainter
{
    public static void PaintMandala(Easel easel, Canvas canvas, Scene scene)
    {
        easel.Stage(0.1f, "turning the compass");
        var dice = easel.Dice("mandala");
        var seed = easel.NoiseSeed("mandala");
        var colors = Harmony.For(scene.Reading, dice);
        var folds = dice.Pick(8, 10, 12, 16);
        var rings = Enumerable.Range(0, 9).Select(n => (
            Shape: dice.Below(5), Count: folds * dice.Pick(1, 1, 2, 2), Fill: dice.Below(colors.Length), Turn: dice.Chance(0.5f) ? 0.5f : 0f)).ToArray();
        var ground = colors[0];
        var gold = Lab.FromLch(0.80f, 0.12f, 84);
        var radius = MathF.Min(canvas.Width, canvas.Height) * 0.475f;
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (dx, dy) = ((x + 0.5f - canvas.Width * 0.5f) / radius, (y + 0.5f - canvas.Height * 0.5f) / radius);
                var r = MathF.Sqrt(dx * dx + dy * dy);
                var angle = ExactMath.Atan2(dy, dx) / (2 * MathF.PI);
                var color = Lab.Lerp(ground, ground with { L = ground.L * 0.72f }, Mix.Smooth(0.2f, 1.3f, r));
                var position = r * rings.Length;
                var pixel = rings.Length / radius;
                for (var n = rings.Length - 1; n >= 0; n--)
                {
                    var ring = rings[n];
                    var sector = (angle + ring.Turn / ring.Count) * ring.Count;
                    var across = (sector - MathF.Floor(sector) - 0.5f) * 2;
                    var t = position - n;
                    if (t is < -0.7f or > 1.6f)
                    {
                        continue;
                    }

                    var half = MathF.Max(0.08f, r) * rings.Length * MathF.PI / ring.Count;
                    var distance = Petal(ring.Shape, across * half, t, half);
                    var fill = Mix.Clamp01(0.5f - distance / pixel);
                    var edge = Mix.Clamp01(0.5f - (MathF.Abs(distance) - 0.030f) / pixel);
                    var inner = Mix.Clamp01(0.5f - (MathF.Abs(distance + 0.14f) - 0.014f) / pixel);
                    var shade = colors[ring.Fill];
                    shade = shade with { L = shade.L * (0.84f + 0.24f * Mix.Clamp01(t)) };
                    color = Lab.Lerp(color, shade, fill * 0.96f);
                    color = Lab.Lerp(color, gold, inner * fill * 0.75f);
                    color = Lab.Lerp(color, gold with { L = 0.88f }, edge * 0.92f);
                }

                var relief = Noise.Fbm(x * 5f / easel.Unit, y * 5f / easel.Unit, seed, 4) * 0.03f + Noise.Fbm(x * 90f / easel.Unit, y * 90f / easel.Unit, seed + 5, 3) * 0.02f;
                Put(canvas, x, y, color with { L = color.L + relief });
            }
        });
    }

    public static void PaintTiling(Easel easel, Canvas canvas, Scene scene)
    {
        easel.Stage(0.1f, "setting the tiles");
        var dice = easel.Dice("tiling");
        var seed = easel.NoiseSeed("tiling");
        var colors = Harmony.For(scene.Reading, dice);
        var kind = dice.Below(3);
        var tiles = dice.Pick(7f, 9f, 11f);
        var turn = dice.Chance(0.5f) && easel.Period is null ? 0.7853982f : 0;
        // A tile must hold whole stars in both directions, and as many rows of scales as columns shift.
        var (width, height) = easel.Period ?? (0, 0);
        var period = (X: Math.Max(2, (int)(width / easel.Unit * tiles / 2 + 0.5f) * 2), Y: Math.Max(2, (int)(height / easel.Unit * tiles / 2 + 0.5f) * 2));
        var (scaleX, scaleY) = easel.Period is not null ? (period.X / (float)width, period.Y / (float)height) : (tiles / easel.Unit, tiles / easel.Unit);
        var wrap = easel.Period is not null ? period : (X: 1 << 20, Y: 1 << 20);
        var (cos, sin) = (ExactMath.Cos(turn), ExactMath.Sin(turn));
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (px, py) = ((x + 0.5f) * scaleX, (y + 0.5f) * scaleY);
                var (u, v) = (px * cos - py * sin, px * sin + py * cos);
                var pixel = tiles / easel.Unit;
                var color = kind switch
                {
                    0 => Arcs(u, v, pixel, seed, colors, wrap),
                    1 => Stars(u, v, pixel, seed, colors, wrap),
                    _ => Scales(px, py, pixel, seed, colors, wrap),
                };
                var wear = easel.Period is not null ? 0 : Noise.Fbm(px * 0.8f, py * 0.8f, seed + 3, 5) * 0.045f + Noise.Fbm(px * 14, py * 14, seed + 9, 3) * 0.02f;
                Put(canvas, x, y, color with { L = color.L + wear });
            }
        });
    }

    /// <summary>Signed distance to a petal that grows from t = 0 outwards; negative inside.</summary>
    private static float Petal(int shape, float x, float t, float half)
    {
        switch (shape)
        {
            case 0:
                // A lotus petal: two arcs that meet in a point.
                var reach = Mix.Clamp01((t + 0.45f) / 1.75f);
                return MathF.Abs(x) - half * 0.94f * ExactMath.Sin(reach * MathF.PI) * (1 - 0.25f * reach);
            case 1:
                return MathF.Sqrt(x * x + (t - 0.5f) * (t - 0.5f)) - MathF.Min(half * 0.78f, 0.46f);
            case 2:
                return MathF.Abs(x) / MathF.Max(0.2f, half) * 0.62f + MathF.Abs(t - 0.5f) - 0.56f;
            case 3:
                var arch = Mix.Clamp01(1 - x * x / (half * half));
                return MathF.Abs(t - 0.1f) - 0.30f - 0.55f * MathF.Sqrt(arch) + 0.2f;
            default:
                return MathF.Max(MathF.Abs(t - 0.5f) - 0.34f, MathF.Abs(x) - half * 0.40f - 0.24f * t);
        }
    }

    private static Lab Arcs(float u, float v, float pixel, int seed, Lab[] colors, (int X, int Y) wrap)
    {
        var (cx, cy) = (MathF.Floor(u), MathF.Floor(v));
        var (fx, fy) = (u - cx, v - cy);
        if (Noise.Hash(Wrap((int)cx, wrap.X), Wrap((int)cy, wrap.Y), seed) < 0.5f)
        {
            fx = 1 - fx;
        }

        var near = MathF.Min(MathF.Sqrt(fx * fx + fy * fy), MathF.Sqrt((1 - fx) * (1 - fx) + (1 - fy) * (1 - fy)));
        var distance = MathF.Abs(near - 0.5f);
        var color = colors[((int)cx + (int)cy & 1) == 0 ? 0 : 1] with { L = 0.24f };
        color = Lab.Lerp(color, colors[5], Mix.Clamp01(0.5f - (distance - 0.235f) / pixel));
        color = Lab.Lerp(color, colors[3], Mix.Clamp01(0.5f - (distance - 0.20f) / pixel));
        color = Lab.Lerp(color, colors[4], Mix.Clamp01(0.5f - (distance - 0.10f) / pixel));
        return Lab.Lerp(color, colors[6], Mix.Clamp01(0.5f - (distance - 0.035f) / pixel));
    }

    private static Lab Stars(float u, float v, float pixel, int seed, Lab[] colors, (int X, int Y) wrap)
    {
        var (cx, cy) = (MathF.Floor(u), MathF.Floor(v));
        var (fx, fy) = (MathF.Abs(u - cx - 0.5f), MathF.Abs(v - cy - 0.5f));
        // An eight-pointed star is a square and the same square turned by 45 degrees.
        var square = MathF.Max(fx, fy);
        var diamond = (fx + fy) * 0.70710678f;
        var star = MathF.Min(square, diamond) - 0.335f;
        var cross = MathF.Max(0.5f - fx, 0.5f - fy) - 0.21f;
        var tone = Noise.Hash(Wrap((int)cx, wrap.X), Wrap((int)cy, wrap.Y), seed);
        var color = colors[1];
        color = Lab.Lerp(color, colors[2], Mix.Clamp01(0.5f - (cross - 0.02f) / pixel));
        color = Lab.Lerp(color, tone < 0.5f ? colors[3] : colors[4], Mix.Clamp01(0.5f - star / pixel));
        color = Lab.Lerp(color, colors[0], Mix.Clamp01(0.5f - (MathF.Max(square, diamond) - 0.20f) / pixel));
        color = Lab.Lerp(color, colors[5], Mix.Clamp01(0.5f - (MathF.Min(square, diamond) - 0.11f) / pixel));
        var line = MathF.Min(MathF.Abs(star), MathF.Abs(MathF.Max(square, diamond) - 0.20f));
        return Lab.Lerp(color, colors[6], Mix.Clamp01(0.5f - (line - 0.016f) / pixel));
    }

    /// <summary>Overlapping waves as on printed cloth.</summary>
    private static Lab Scales(float u, float v, float pixel, int seed, Lab[] colors, (int X, int Y) wrap)
    {
        for (var layer = 0; layer < 3; layer++)
        {
            var row = MathF.Floor(v * 2) + 1 - layer + 1;
            var shift = ((int)row & 1) * 0.5f;
            var column = MathF.Floor(u + shift);
            var (dx, dy) = (u + shift - column - 0.5f, v - row * 0.5f);
            var r = MathF.Sqrt(dx * dx + dy * dy) * 2;
            if (r > 1)
            {
                continue;
            }

            var ring = r * 4;
            var part = ring - MathF.Floor(ring);
            var tone = colors[2 + (int)(Noise.Hash(Wrap((int)column, wrap.X), Wrap((int)row, wrap.Y * 2), seed) * 3)];
            var line = Mix.Clamp01(0.5f - (MathF.Min(part, 1 - part) - 0.10f) / (pixel * 8));
            return Lab.Lerp(tone with { L = tone.L * (1.08f - 0.30f * r) }, colors[(int)ring % 2 == 0 ? 0 : 6], line);
        }

        return colors[0];
    }

    private static int Wrap(int cell, int period) => period == 1 << 20 ? cell : ((cell % period) + period) % period;

    private static void Put(Canvas canvas, int x, int y, Lab color)
    {
        var index = y * canvas.Width + x;
        canvas[index] = color.ToRgb() * 1.15f;
        (canvas.Depth[index], canvas.Kinds[index]) = (4, Kind.Form);
    }
}
