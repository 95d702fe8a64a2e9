using System.Runtime.Intrinsics;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Watercolour on cold-pressed paper: washes with wobbling borders and darker rims, pigment that pools and granulates, light left as bare
/// paper, and a ragged margin where the brush stopped.
/// </summary>
internal static class Watercolour
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas);
        var washes = source.Simplify(easel, MathF.Max(2, easel.Unit * 0.008f));
        var rims = Rims(easel, washes);
        var details = source.Blur(easel, easel.Unit * 0.0008f);
        easel.Tidy();
        var paper = new Paper(easel, easel.NoiseSeed("paper"));
        var seed = easel.NoiseSeed("pigment");
        var scale = 1 / easel.Unit;
        easel.Rows(y =>
        {
            Span<float> wobbles = stackalloc float[V.Count], wobbles2 = stackalloc float[V.Count], pools = stackalloc float[V.Count], specks = stackalloc float[V.Count];
            for (var x = 0; x < canvas.Width; x++)
            {
                var n = x % V.Count;
                if (n == 0)
                {
                    var (u, v) = ((Vector256.Create((float)x) + Mix.Lanes) * scale, Vector256.Create(y * scale));
                    Noise.Fbm(u * 26f, v * 26f, seed, 2).CopyTo(wobbles);
                    Noise.Fbm(u * 26f + Vector256.Create(40f), v * 26f, seed, 2).CopyTo(wobbles2);
                    Noise.Fbm(u * 5f, v * 5f, seed + 20, 5).CopyTo(pools);
                    Noise.Fbm(u * 90f, v * 90f, seed + 30, 3).CopyTo(specks);
                }

                // Wet borders wander; everything is looked up where the water carried it.
                var (wobble, wobble2) = (wobbles[n], wobbles2[n]);
                var (sx, sy) = (x + wobble * easel.Unit * 0.006f, y + wobble2 * easel.Unit * 0.006f);
                var wash = washes.Sample(sx, sy);
                var fine = details.Sample(x + wobble * easel.Unit * 0.002f, y + wobble2 * easel.Unit * 0.002f);
                var color = Lab.Lerp(wash, fine, 0.38f);
                var rim = rims[Math.Clamp((int)sy, 0, canvas.Height - 1) * canvas.Width + Math.Clamp((int)sx, 0, canvas.Width - 1)];

                var grain = paper.At(x, y);
                var density = 1 + rim * 1.15f + pools[n] * 0.34f + specks[n] * 0.12f - grain * 0.24f;
                var margin = easel.Borderless ? 1 : Margin(x, y, canvas, easel.Unit, seed);
                density *= margin;

                // Washes are thinner than opaque paint: they keep their hue and let the paper light through.
                var light = Mix.Clamp01(color.L * 0.80f + 0.225f);
                var thin = new Lab(light, color.A * 1.22f, color.B * 1.22f).ToRgb();
                canvas[y * canvas.Width + x] = Layer(paper.Color, thin, MathF.Max(0, density), grain);
            }
        });
    }

    /// <summary>Pigment gathers where a wash ends: the difference between a wash and its surroundings, on the darker side.</summary>
    private static float[] Rims(Easel easel, LabPlanes washes)
    {
        var around = Filters.Blur(easel, washes.L, washes.Width, washes.Height, MathF.Max(1, easel.Unit * 0.0035f));
        easel.Rows(0, washes.Height, y =>
        {
            for (var index = y * washes.Width; index < (y + 1) * washes.Width; index++)
            {
                around[index] = Mix.Clamp01((around[index] - washes.L[index]) * 9);
            }
        });
        return around;
    }

    /// <summary>Pigment multiplies the light of the paper; twice the density passes it twice.</summary>
    private static Rgb Layer(Rgb paper, Rgb pigment, float density, float grain)
    {
        var lit = paper * (1 - 0.035f * grain);
        return new Rgb(Pass(lit.R, pigment.R, density), Pass(lit.G, pigment.G, density), Pass(lit.B, pigment.B, density));

        static float Pass(float light, float transmitted, float density)
        {
            // Bousseau's approximation of T^density, exact for 0 and 1.
            var t = Mix.Clamp01(transmitted);
            return light * Mix.Clamp01(density <= 1 ? 1 - (1 - t) * density : t * (1 - (1 - t) * (density - 1) * 0.55f));
        }
    }

    private static float Margin(int x, int y, Canvas canvas, float unit, int seed)
    {
        var edge = MathF.Min(MathF.Min(x, canvas.Width - 1 - x), MathF.Min(y, canvas.Height - 1 - y)) / unit;
        if (edge > 0.09f)
        {
            return 1;
        }

        var ragged = 0.034f + Noise.Fbm(x / unit * 7, y / unit * 7, seed + 60, 4) * 0.026f;
        var inside = Mix.Smooth(ragged - 0.003f, ragged + 0.003f, edge);
        var rim = inside * (1 - Mix.Smooth(ragged + 0.001f, ragged + 0.010f, edge));
        return inside + rim * 0.5f;
    }
}
