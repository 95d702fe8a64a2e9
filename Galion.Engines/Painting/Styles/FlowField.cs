using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Thousands of ribbons that drift through one field of curling noise and the forms of the scene, evenly spaced, each in the colour of the
/// place where it began.
/// </summary>
internal static class FlowField
{
    private const int BandRows = 64;

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas).Blur(easel, easel.Unit * 0.002f);
        var flow = FlowMap.For(easel, source.L, source.Width, source.Height, easel.Unit * 0.018f);
        var ribbons = Trace(easel, source, flow);
        var ground = Ground(source);
        easel.Rows(y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                var color = source[index];
                canvas[index] = Lab.Lerp(ground, new Lab(color.L * 0.42f, color.A * 0.7f, color.B * 0.7f), 0.55f).ToRgb();
            }
        });
        easel.Bands(0, canvas.Height, BandRows, (top, bottom) =>
        {
            foreach (var ribbon in ribbons)
            {
                if (ribbon.Bottom >= top && ribbon.Top <= bottom)
                {
                    Draw(canvas, ribbon, top, bottom);
                }
            }
        });
    }

    private static Lab Ground(LabPlanes source)
    {
        var sum = default(Lab);
        var count = 0;
        for (var index = 0; index < source.L.Length; index += 1_009, count++)
        {
            sum += source[index];
        }

        var mean = sum * (1f / Math.Max(1, count));
        return new Lab(0.17f, mean.A * 0.5f, mean.B * 0.5f - 0.015f);
    }

    private static List<Ribbon> Trace(Easel easel, LabPlanes source, FlowMap flow)
    {
        var dice = easel.Dice("ribbons");
        var seed = easel.NoiseSeed("field");
        var spacing = easel.Unit * (easel.Detail switch { Detail.Draft => 0.0085f, Detail.Fine => 0.0045f, _ => 0.0060f });
        var (columns, rows) = ((int)(source.Width / spacing) + 2, (int)(source.Height / spacing) + 2);
        var taken = new byte[columns * rows];
        var ribbons = new List<Ribbon>();
        var attempts = columns * rows * 2;
        var step = spacing * 0.6f;
        for (var n = 0; n < attempts; n++)
        {
            if ((n & 1_023) == 0)
            {
                easel.CancellationToken.ThrowIfCancellationRequested();
            }

            var (x, y) = (dice.Range(0, source.Width), dice.Range(0, source.Height));
            var (tone, size, reach) = (dice.Bell(), dice.Unit(), dice.Range(14, 80));
            if (taken[(int)(y / spacing) * columns + (int)(x / spacing)] != 0)
            {
                continue;
            }

            var color = source.Sample(x, y);
            var points = Follow(x, y, reach, step, spacing, color, source, flow, seed, easel.Unit, taken, columns, rows, ribbons.Count);
            if (points.Length < 8)
            {
                continue;
            }

            var (top, bottom) = (float.MaxValue, float.MinValue);
            foreach (var (_, py) in points)
            {
                (top, bottom) = (MathF.Min(top, py), MathF.Max(bottom, py));
            }

            var half = spacing * (0.36f + 0.34f * size * size);
            var lit = new Lab(color.L * 1.03f + 0.03f + tone * 0.035f, color.A * 1.3f, color.B * 1.3f).ToRgb();
            ribbons.Add(new Ribbon(points, half, lit, top - half - 1, bottom + half + 1));
        }

        return ribbons;
    }

    private static (float X, float Y)[] Follow(
        float x, float y, float reach, float step, float spacing, Lab color, LabPlanes source, FlowMap flow, int seed, float unit, byte[] taken,
        int columns, int rows, int id)
    {
        var mark = (byte)(1 + id % 250);
        var points = new List<(float, float)>((int)reach);
        var (lastX, lastY) = (1f, 0f);
        for (var n = 0; n < reach; n++)
        {
            var angle = Noise.Fbm(x / unit * 1.7f, y / unit * 1.7f, seed, 3) * 5.2f + 0.4f;
            var (dx, dy) = (ExactMath.Cos(angle), ExactMath.Sin(angle));
            var (fx, fy, strength) = flow.At(x, y);
            (fx, fy) = fx * dx + fy * dy < 0 ? (-fx, -fy) : (fx, fy);
            var marked = 0.85f * Mix.Smooth(0.0006f, 0.010f, strength);
            (dx, dy) = (Mix.Lerp(dx, fx, marked), Mix.Lerp(dy, fy, marked));
            if (n > 0 && dx * lastX + dy * lastY < 0)
            {
                (dx, dy) = (-dx, -dy);
            }

            var norm = 1 / MathF.Max(1e-4f, MathF.Sqrt(dx * dx + dy * dy));
            (lastX, lastY) = (dx * norm, dy * norm);
            points.Add((x, y));
            (x, y) = (x + lastX * step, y + lastY * step);
            if (x < 0 || y < 0 || x >= source.Width || y >= source.Height)
            {
                break;
            }

            var cell = Math.Min(rows - 1, (int)(y / spacing)) * columns + Math.Min(columns - 1, (int)(x / spacing));
            if (taken[cell] != 0 && taken[cell] != mark)
            {
                break;
            }

            if (source.Sample(x, y).DistanceSquared(color) > 0.010f)
            {
                break;
            }

            taken[cell] = mark;
        }

        return [.. points];
    }

    /// <summary>A ribbon tapers to both ends and is lighter along its middle.</summary>
    private static void Draw(Canvas canvas, Ribbon ribbon, int top, int bottom)
    {
        var points = ribbon.Points;
        for (var n = 1; n < points.Length; n++)
        {
            var (ax, ay) = points[n - 1];
            var (bx, by) = points[n];
            var t = (n - 0.5f) / (points.Length - 1);
            var half = ribbon.Half * MathF.Sqrt(MathF.Max(0, ExactMath.Sin(t * MathF.PI))) + 0.25f;
            var (firstY, lastY) = (Math.Max(top, (int)(MathF.Min(ay, by) - half - 1)), Math.Min(bottom - 1, (int)(MathF.Max(ay, by) + half + 1)));
            var (firstX, lastX) = (Math.Max(0, (int)(MathF.Min(ax, bx) - half - 1)), Math.Min(canvas.Width - 1, (int)(MathF.Max(ax, bx) + half + 1)));
            var (dx, dy) = (bx - ax, by - ay);
            var scale = 1 / MathF.Max(1e-6f, dx * dx + dy * dy);
            for (var y = firstY; y <= lastY; y++)
            {
                for (var x = firstX; x <= lastX; x++)
                {
                    var along = Mix.Clamp01(((x - ax) * dx + (y - ay) * dy) * scale);
                    var (ox, oy) = (x - ax - dx * along, y - ay - dy * along);
                    var distance = MathF.Sqrt(ox * ox + oy * oy);
                    var cover = Mix.Clamp01(half - distance + 0.5f);
                    if (cover > 0)
                    {
                        var ridge = 1.10f - 0.34f * (distance / half) * (distance / half);
                        canvas.Blend(y * canvas.Width + x, ribbon.Color * ridge, cover);
                    }
                }
            }
        }
    }

    private sealed record Ribbon((float X, float Y)[] Points, float Half, Rgb Color, float Top, float Bottom);
}
