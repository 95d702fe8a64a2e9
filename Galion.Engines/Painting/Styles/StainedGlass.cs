using System.Runtime.Intrinsics;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Stained glass: pieces grown along the forms, each of one glowing colour with streaks and bubbles, held by rounded lead cames; heavier
/// cames follow the outlines of things.
/// </summary>
internal static class StainedGlass
{
    private const int Rounds = 4;

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var scale = canvas.Width * canvas.Height > 300_000 ? 2 : 1;
        var source = LabPlanes.From(easel, canvas).Simplify(easel, MathF.Max(2, easel.Unit * 0.009f)).Blur(easel, easel.Unit * 0.006f);
        var spacing = easel.Unit * (easel.Detail switch { Detail.Draft => 0.085f, Detail.Fine => 0.052f, _ => 0.068f });
        var (columns, rows) = (canvas.Width / scale, canvas.Height / scale);
        var pieces = Grow(easel, canvas, source, scale, columns, rows, spacing / scale, out var colors);
        var lead = Lead(easel, pieces, columns, rows, scale);
        var bulge = Filters.Blur(easel, lead, columns, rows, spacing / scale * 0.10f);
        var seed = easel.NoiseSeed("glass");
        var turns = new (float X, float Y)[colors.Length];
        for (var n = 0; n < turns.Length; n++)
        {
            var turn = Noise.Hash(n, 5, seed) * 6.28f;
            turns[n] = (Imaging.ExactMath.Cos(turn), Imaging.ExactMath.Sin(turn));
        }

        easel.Rows(y =>
        {
            Span<float> ripples = stackalloc float[V.Count];
            for (var x = 0; x < canvas.Width; x++)
            {
                var (u, v) = (x / easel.Unit, y / easel.Unit);
                if (x % V.Count == 0)
                {
                    Noise.Fbm((Vector256.Create((float)x) + Mix.Lanes) / easel.Unit * 34f, Vector256.Create(v * 34), seed + 20, 3).CopyTo(ripples);
                }

                var (cx, cy) = (Math.Min(columns - 1, x / scale), Math.Min(rows - 1, y / scale));
                var piece = pieces[cy * columns + cx];
                var color = colors[piece];
                var own = source[y * canvas.Width + x];
                var (du, dv) = turns[piece];
                var streak = Noise.Fbm((u * du + v * dv) * 9, (v * du - u * dv) * 40, seed + piece % 7, 3);
                var ripple = ripples[x % V.Count];
                var light = Mix.Lerp(color.L, own.L, 0.16f);
                light = light * 0.94f + 0.03f + streak * 0.055f + ripple * 0.03f + (Noise.Hash(piece, 1, seed) - 0.5f) * 0.07f;
                var near = Bilinear(bulge, columns, rows, (x + 0.5f) / scale - 0.5f, (y + 0.5f) / scale - 0.5f);
                light *= 1.05f - 0.26f * Mix.Clamp01(near * 1.1f);
                var chroma = 1.55f + 0.2f * ripple;
                var glass = new Lab(light, color.A * chroma, color.B * chroma).ToRgb();
                var came = Bilinear(lead, columns, rows, (x + 0.5f) / scale - 0.5f, (y + 0.5f) / scale - 0.5f);
                var right = Bilinear(lead, columns, rows, (x + 2.5f) / scale - 0.5f, (y + 2.5f) / scale - 0.5f);
                var metal = new Rgb(0.020f, 0.021f, 0.024f) + new Rgb(0.30f, 0.31f, 0.33f) * MathF.Max(0, right - came) * (0.7f + 0.5f * ripple);
                canvas[y * canvas.Width + x] = Rgb.Lerp(glass, metal, Mix.Smooth(0.30f, 0.46f, came));
            }
        });
    }

    /// <summary>Grows pieces from jittered seeds to the nearest centre in position and colour (SLIC).</summary>
    private static int[] Grow(Easel easel, Canvas canvas, LabPlanes source, int scale, int columns, int rows, float spacing, out Lab[] colors)
    {
        var dice = easel.Dice("pieces");
        var (across, down) = (Math.Max(2, (int)(columns / spacing + 0.5f)), Math.Max(2, (int)(rows / spacing + 0.5f)));
        var centers = new (float X, float Y, Lab Color)[across * down];
        for (var n = 0; n < centers.Length; n++)
        {
            var x = (n % across + 0.5f + dice.Range(-0.48f, 0.48f)) * columns / across;
            var y = (n / across + 0.5f + dice.Range(-0.48f, 0.48f)) * rows / down;
            centers[n] = (x, y, source.Sample(x * scale, y * scale));
        }

        var pieces = new int[columns * rows];
        var weight = 0.0085f / (spacing * spacing);
        for (var round = 0; round < Rounds; round++)
        {
            easel.Rows(0, rows, y =>
            {
                var gy = Math.Min(down - 1, y * down / rows);
                for (var x = 0; x < columns; x++)
                {
                    var gx = Math.Min(across - 1, x * across / columns);
                    var color = source[Math.Min(source.Height - 1, y * scale) * source.Width + Math.Min(source.Width - 1, x * scale)];
                    var (best, bestDistance) = (0, float.MaxValue);
                    for (var ny = Math.Max(0, gy - 2); ny <= Math.Min(down - 1, gy + 2); ny++)
                    {
                        for (var nx = Math.Max(0, gx - 2); nx <= Math.Min(across - 1, gx + 2); nx++)
                        {
                            ref readonly var center = ref centers[ny * across + nx];
                            var (dx, dy) = (center.X - x, center.Y - y);
                            var near = (dx * dx + dy * dy) * weight;
                            if (near < bestDistance && near + center.Color.DistanceSquared(color) is var distance && distance < bestDistance)
                            {
                                (best, bestDistance) = (ny * across + nx, distance);
                            }
                        }
                    }

                    pieces[y * columns + x] = best;
                }
            });
            MoveCenters(easel, pieces, source, scale, columns, centers);
        }

        colors = [.. centers.Select(center => center.Color)];
        return pieces;
    }

    private static void MoveCenters(Easel easel, int[] pieces, LabPlanes source, int scale, int columns, (float X, float Y, Lab Color)[] centers)
    {
        var sums = new (double X, double Y, double L, double A, double B, int Count)[centers.Length];
        for (var index = 0; index < pieces.Length; index++)
        {
            var (x, y) = (index % columns, index / columns);
            if (x == 0)
            {
                easel.CancellationToken.ThrowIfCancellationRequested();
            }

            ref var sum = ref sums[pieces[index]];
            var color = source[Math.Min(source.Height - 1, y * scale) * source.Width + Math.Min(source.Width - 1, x * scale)];
            sum = (sum.X + x, sum.Y + y, sum.L + color.L, sum.A + color.A, sum.B + color.B, sum.Count + 1);
        }

        for (var n = 0; n < centers.Length; n++)
        {
            var sum = sums[n];
            if (sum.Count > 0)
            {
                centers[n] = ((float)(sum.X / sum.Count), (float)(sum.Y / sum.Count), new Lab((float)(sum.L / sum.Count), (float)(sum.A / sum.Count), (float)(sum.B / sum.Count)));
            }
        }
    }

    private static float[] Lead(Easel easel, int[] pieces, int columns, int rows, int scale)
    {
        var lead = new float[pieces.Length];
        var reach = Math.Max(1, (int)(easel.Unit * 0.0022f / scale + 0.5f));
        easel.Rows(0, rows, y =>
        {
            for (var x = 0; x < columns; x++)
            {
                var own = pieces[y * columns + x];
                var border = !easel.Borderless && (x < reach || y < reach || x >= columns - reach || y >= rows - reach);
                for (var dy = -reach; dy <= reach && !border; dy++)
                {
                    for (var dx = -reach; dx <= reach && !border; dx++)
                    {
                        border = dx * dx + dy * dy <= reach * reach && pieces[Math.Clamp(y + dy, 0, rows - 1) * columns + Math.Clamp(x + dx, 0, columns - 1)] != own;
                    }
                }

                lead[y * columns + x] = border ? 1 : 0;
            }
        });
        return Filters.Blur(easel, lead, columns, rows, MathF.Max(1.2f, reach * 0.75f));
    }

    private static float Bilinear(float[] plane, int width, int height, float x, float y)
    {
        x = Math.Clamp(x, 0, width - 1.001f);
        y = Math.Clamp(y, 0, height - 1.001f);
        var (ix, iy) = ((int)x, (int)y);
        var (right, below) = (ix + 1 < width ? 1 : 0, iy + 1 < height ? width : 0);
        var index = iy * width + ix;
        var top = Mix.Lerp(plane[index], plane[index + right], x - ix);
        return Mix.Lerp(top, Mix.Lerp(plane[index + below], plane[index + below + right], x - ix), y - iy);
    }
}
