using System.Runtime.Intrinsics;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// A linocut in colours: a few flat blocks, over them the key block in dark ink, cut with gouge marks that run along the forms, the more of
/// them the lighter the place; stray marks stay where the background was cleared.
/// </summary>
internal static class Linocut
{
    private const int BlockColors = 6;

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas);
        var tones = source.Simplify(easel, MathF.Max(2, easel.Unit * 0.009f));
        var blocks = ColorTable.Choose(tones, BlockColors, easel.Dice("blocks"), easel.CancellationToken);
        for (var n = 0; n < blocks.Length; n++)
        {
            // The key block brings the darkness; the blocks under it are light and strong.
            blocks[n] = new Lab(0.56f + 0.40f * blocks[n].L, blocks[n].A * 1.45f, blocks[n].B * 1.45f);
        }

        easel.Tidy();
        var flow = FlowMap.For(easel, tones.L, canvas.Width, canvas.Height, easel.Unit * 0.014f);
        var outline = Filters.Blur(easel, Contours.Outlines(easel, canvas), canvas.Width, canvas.Height, MathF.Max(0.9f, easel.Unit * 0.0016f));
        easel.Tidy();
        var grooves = Grooves(easel, flow, canvas.Width, canvas.Height);
        var (low, high) = Range(tones);
        var seed = easel.NoiseSeed("lino");
        var paper = Rgb.Hex("f3ead8");
        var ink = Rgb.Hex("15171f");
        var margin = easel.Borderless ? 0 : easel.Unit * 0.038f;
        var inks = Array.ConvertAll(blocks, block => block.ToRgb());
        easel.Rows(y =>
        {
            Span<float> rough = stackalloc float[V.Count], dry = stackalloc float[V.Count];
            Span<Rgb> print = stackalloc Rgb[V.Count];
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                if (x % V.Count == 0)
                {
                    var (u, v) = ((Vector256.Create((float)x) + Mix.Lanes) / easel.Unit, Vector256.Create(y / easel.Unit));
                    Noise.Fbm(u * 60f, v * 60f, seed, 2).CopyTo(rough);
                    Noise.Fbm(u * 170f, v * 170f, seed + 8, 2).CopyTo(dry);
                    ColorTable.Print(tones, blocks, inks, x, y, print);
                }

                var ragged = rough[x % V.Count] * easel.Unit * 0.0022f;
                var edge = MathF.Min(MathF.Min(x, canvas.Width - 1 - x), MathF.Min(y, canvas.Height - 1 - y)) + ragged;
                var fiber = Noise.Hash(x, y, seed) - 0.5f;
                var bare = paper * (1 + fiber * 0.025f);
                var inside = margin <= 0 ? 1 : Mix.Clamp01(edge - margin + 0.5f);
                if (inside <= 0)
                {
                    canvas[index] = bare;
                    continue;
                }

                // Ink lies unevenly where the roller was dry.
                var salt = Mix.Smooth(0.30f, 0.60f, dry[x % V.Count]) * 0.28f;
                var flat = Rgb.Lerp(print[x % V.Count], bare, salt * 0.5f);
                var sky = canvas.Kinds[index] is Kind.Sky or Kind.Cloud;
                var light = Mix.Clamp01((tones.L[index] - low) / MathF.Max(0.12f, high - low));
                light = sky ? 0.40f + 0.60f * light : light * 0.92f;
                var cut = Mix.Smooth(-0.16f, 0.16f, (light - 0.50f) * 3.1f - grooves[index]);
                cut = light < 0.16f ? 0 : light > 0.86f ? MathF.Max(cut, 0.97f) : cut;
                var key = (1 - cut) * (sky ? 0.80f : 1);
                key = MathF.Max(key, Mix.Smooth(0.16f, 0.34f, outline[index]) * (sky ? 0 : 1));
                canvas[index] = Rgb.Lerp(bare, Rgb.Lerp(flat, Rgb.Lerp(ink, flat, salt), key), inside);
            }
        });
    }

    /// <summary>Noise drawn out along the forms, with deviation 1: the marks of a gouge. Eight pixels are followed at a time.</summary>
    private static float[] Grooves(Easel easel, FlowMap flow, int width, int height)
    {
        var result = new float[width * height];
        var seed = easel.NoiseSeed("gouge");
        var swirl = easel.NoiseSeed("hand");
        var scale = 1 / MathF.Max(2.4f, easel.Unit * 0.0058f);
        var step = MathF.Max(1.4f, easel.Unit * 0.0034f);
        easel.Rows(0, height, y =>
        {
            Span<float> last = stackalloc float[V.Count];
            for (var x = 0; x < width; x += V.Count)
            {
                var (startX, startY) = (Vector256.Create((float)x) + Mix.Lanes, Vector256.Create((float)y));
                var sum = Noise.Gradient(startX * scale, startY * scale, seed);
                var (firstX, firstY) = Direction(flow, swirl, easel.Unit, startX, startY);
                for (var side = -1; side <= 1; side += 2)
                {
                    var (px, py, dx, dy) = (startX, startY, firstX * side, firstY * side);
                    for (var n = 0; n < 5; n++)
                    {
                        (px, py) = (px + dx * step, py + dy * step);
                        var (nx, ny) = Direction(flow, swirl, easel.Unit, px, py);
                        var back = Vector256.LessThan(nx * dx + ny * dy, V.Zero);
                        (dx, dy) = (Vector256.ConditionalSelect(back, -nx, nx), Vector256.ConditionalSelect(back, -ny, ny));
                        sum += Noise.Gradient(px * scale, py * scale, seed);
                    }
                }

                (sum * 0.95f).CopyTo(last);
                last[..Math.Min(V.Count, width - x)].CopyTo(result.AsSpan(y * width + x));
            }
        });
        return result;
    }

    private static (V X, V Y) Direction(FlowMap flow, int swirl, float unit, V x, V y)
    {
        Span<float> xs = stackalloc float[V.Count], ys = stackalloc float[V.Count], strengths = stackalloc float[V.Count];
        for (var n = 0; n < V.Count; n++)
        {
            (xs[n], ys[n], strengths[n]) = flow.At(x[n], y[n]);
        }

        var (fx, fy) = (Vector256.Create<float>(xs), Vector256.Create<float>(ys));
        var part = Mix.Clamp01((Vector256.Create<float>(strengths) - Vector256.Create(0.0004f)) / (0.006f - 0.0004f));
        var marked = part * part * (Vector256.Create(3f) - part * 2f);
        var clear = Vector256.GreaterThan(marked, Vector256.Create(0.98f));
        if (Vector256.EqualsAll(clear.AsInt32(), Vector256<int>.AllBitsSet))
        {
            return (fx, fy);
        }

        // Cleared areas are cut in long, nearly level sweeps.
        var angle = Noise.Gradient(x / unit * 1.6f, y / unit * 2.2f, swirl) * 0.9f;
        var (sx, sy) = (V.One - angle * angle * 0.5f, angle);
        var back = Vector256.LessThan(fx * sx + fy * sy, V.Zero);
        var (dx, dy) = (Mix.Lerp(sx, Vector256.ConditionalSelect(back, -fx, fx), marked), Mix.Lerp(sy, Vector256.ConditionalSelect(back, -fy, fy), marked));
        var norm = V.One / Vector256.Max(Vector256.Create(1e-4f), Vector256.Sqrt(dx * dx + dy * dy));
        return (Vector256.ConditionalSelect(clear, fx, dx * norm), Vector256.ConditionalSelect(clear, fy, dy * norm));
    }

    private static (float Low, float High) Range(LabPlanes tones)
    {
        var samples = new List<float>();
        for (var n = 0; n < tones.L.Length; n += 997)
        {
            samples.Add(tones.L[n]);
        }

        samples.Sort();
        return (samples[samples.Count / 25], samples[samples.Count - 1 - samples.Count / 25]);
    }
}
