using System.Runtime.Intrinsics;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Ink on rice paper: washes in a few tones that fade with distance into mist, brush lines that swell where forms turn, dry-brush texture in
/// the darks, and a red seal.
/// </summary>
internal static class Ink
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas);
        var tones = source.Simplify(easel, MathF.Max(2, easel.Unit * 0.007f));
        var fine = Contours.Lines(easel, source.L, canvas.Width, canvas.Height, MathF.Max(0.8f, easel.Unit * 0.0011f), 22);
        easel.Tidy();
        var bold = Filters.Blur(easel, Contours.Outlines(easel, canvas), canvas.Width, canvas.Height, MathF.Max(0.9f, easel.Unit * 0.0017f));
        var seed = easel.NoiseSeed("ink");
        var paper = new Paper(easel, easel.NoiseSeed("rice paper")) { Color = new Rgb(0.90f, 0.855f, 0.765f) };
        var scale = 1 / easel.Unit;
        var night = scene.Air.Time is Prompts.TimeOfDay.Night;
        easel.Rows(y =>
        {
            Span<float> wanders = stackalloc float[V.Count], pools = stackalloc float[V.Count], swells = stackalloc float[V.Count], skips = stackalloc float[V.Count];
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var n = x % V.Count;
                if (n == 0)
                {
                    var (u, v) = ((Vector256.Create((float)x) + Mix.Lanes) * scale, Vector256.Create(y * scale));
                    Noise.Fbm(u * 18f, v * 18f, seed, 3).CopyTo(wanders);
                    Noise.Fbm(u * 4f, v * 4f, seed + 20, 5).CopyTo(pools);
                    Noise.Fbm(u * 9f, v * 9f, seed + 30, 2).CopyTo(swells);
                    Noise.Fbm(u * 40f, v * 40f, seed + 40, 2).CopyTo(skips);
                }

                var (sx, sy) = (x + wanders[n] * easel.Unit * 0.010f, y + wanders[n] * easel.Unit * 0.007f);
                var there = Math.Clamp((int)sy, 0, canvas.Height - 1) * canvas.Width + Math.Clamp((int)sx, 0, canvas.Width - 1);
                var depth = canvas.Depth[there];
                var sky = canvas.Kinds[there] is Kind.Sky or Kind.Cloud or Kind.Luminary;

                // The far fades to paper: distance is told by what is left out.
                var mist = sky ? 0 : 1 - Mix.Smooth(0.2f, 26f, depth);
                var dark = Mix.Clamp01(1.02f - tones.Sample(sx, sy).L);
                dark = sky ? dark * (night ? 0.80f : 0.40f) : dark * (0.42f + 1.05f * mist);
                var pool = pools[n];
                var grain = paper.At(x, y);
                var tone = Steps(dark + pool * 0.06f) * (1 + pool * 0.30f - grain * 0.13f);

                var swell = 0.55f + 0.9f * Mix.Smooth(-0.35f, 0.45f, swells[n]);
                var strength = sky ? 0.30f : 0.35f + 0.65f * mist;
                var line = MathF.Max(Mix.Smooth(0.06f, 0.22f, bold[there] * swell), fine[index] * (sky ? 0.2f : 0.55f) * swell) * strength;
                // A brush running dry skips the hills of the paper.
                line *= 1 - 0.75f * Mix.Smooth(-0.1f, 0.5f, grain + skips[n] * 0.6f - 0.2f);

                var ink = Mix.Clamp01(MathF.Max(tone, line * 0.94f + tone * 0.25f));
                var black = new Rgb(0.018f, 0.020f, 0.026f);
                canvas[index] = Rgb.Lerp(paper.Color * (1 - 0.03f * grain), black, ink * 0.97f);
            }
        });
        if (!easel.Borderless)
        {
            Seal(easel, canvas);
        }
    }

    /// <summary>Washes sit in four tones with soft borders.</summary>
    private static float Steps(float dark)
    {
        var level = MathF.Max(0, dark) * 4.2f;
        var whole = MathF.Floor(level);
        return (whole + Mix.Smooth(0.25f, 0.75f, level - whole)) / 4.2f * 0.94f;
    }

    private static void Seal(Easel easel, Canvas canvas)
    {
        var dice = easel.Dice("seal");
        var seed = easel.NoiseSeed("seal");
        var side = (int)(easel.Unit * 0.052f);
        var (left, top) = (dice.Chance(0.5f) ? (int)(canvas.Width * 0.06f) : (int)(canvas.Width * 0.94f) - side, (int)(canvas.Height * 0.93f) - side);
        if (side < 8 || left < 0 || top < 0)
        {
            return;
        }

        // Strokes on a 5 × 5 grid, mirrored like many carved characters.
        Span<bool> carved = stackalloc bool[25];
        for (var n = 0; n < 15; n++)
        {
            var (gx, gy, value) = (n % 3, n / 3, dice.Chance(0.55f));
            carved[gy * 5 + gx] = value;
            carved[gy * 5 + 4 - gx] = value;
        }

        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (u, v) = ((x + 0.5f) / side, (y + 0.5f) / side);
                var border = MathF.Min(MathF.Min(u, 1 - u), MathF.Min(v, 1 - v));
                var inner = border > 0.14f;
                var cell = inner && carved[Math.Clamp((int)((v - 0.14f) / 0.72f * 5), 0, 4) * 5 + Math.Clamp((int)((u - 0.14f) / 0.72f * 5), 0, 4)];
                var wear = Noise.Fbm(x * 0.35f, y * 0.35f, seed, 3);
                var cover = (cell ? 0.12f : 0.88f) * Mix.Smooth(-0.5f, -0.15f, wear) * Mix.Smooth(0, 0.05f, border + wear * 0.04f);
                canvas.Blend((top + y) * canvas.Width + left + x, new Rgb(0.52f, 0.045f, 0.03f), cover);
            }
        }
    }
}
