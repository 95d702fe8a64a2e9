using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Charcoal and white chalk on toned paper: shade rubbed in with the side of the stick, which catches on the grain, slanted strokes in the
/// darks, soft restated outlines, and chalk where the light falls. Towards the edges the drawing is left unfinished.
/// </summary>
internal static class Charcoal
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas);
        var tones = source.Simplify(easel, MathF.Max(1.5f, easel.Unit * 0.0045f));
        var smudged = Filters.Blur(easel, tones.L, canvas.Width, canvas.Height, easel.Unit * 0.006f);
        easel.Tidy();
        var width = MathF.Max(0.9f, easel.Unit * 0.0019f);
        var outline = Filters.Blur(easel, Contours.Outlines(easel, canvas), canvas.Width, canvas.Height, width);
        var inner = Contours.Lines(easel, tones.L, canvas.Width, canvas.Height, width * 1.2f, 16);
        var paper = new Paper(easel, easel.NoiseSeed("toned paper"));
        var seed = easel.NoiseSeed("charcoal");
        var (low, high) = Range(tones.L);
        var ground = Rgb.Hex("b9ab95");
        var black = Rgb.Hex("17161a");
        var chalk = Rgb.Hex("f7f2e6");
        easel.Rows(y =>
        {
            Span<float> strokes = stackalloc float[V.Count], shifts = stackalloc float[V.Count], pressures = stackalloc float[V.Count];
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var (u, v) = (x / easel.Unit, y / easel.Unit);
                var n = x % V.Count;
                if (n == 0)
                {
                    var xs = Vector256.Create((float)x) + Mix.Lanes;
                    var (us, vs, down) = (xs / easel.Unit, Vector256.Create(v), Vector256.Create(y * 0.9f));
                    // Strokes slant one way, as the hand does.
                    var wander = Noise.Fbm(us * 4f, vs * 4f, seed + 5, 2);
                    Noise.Fbm((xs + down) / easel.Unit * 15f + wander, (down - xs) / easel.Unit * 210f + wander * 12f, seed + 8, 3).CopyTo(strokes);
                    Noise.Gradient(us * 3f, vs * 3f, seed + 12).CopyTo(shifts);
                    Noise.Fbm(us * 10f, vs * 10f, seed + 15, 2).CopyTo(pressures);
                }

                var kind = canvas.Kinds[index];
                var sky = kind is Kind.Sky or Kind.Cloud;
                var light = Mix.Clamp01((Mix.Lerp(tones.L[index], smudged[index], sky ? 0.6f : 0.25f) - low) / MathF.Max(0.1f, high - low));
                var grain = paper.At(x, y);
                var edge = MathF.Min(MathF.Min(x, canvas.Width - 1 - x), MathF.Min(y, canvas.Height - 1 - y)) / easel.Unit;
                var finished = easel.Borderless || edge > 0.2f ? 1 : Mix.Smooth(0.012f, 0.085f, edge + Noise.Fbm(u * 6, v * 6, seed + 2, 4) * 0.05f);

                // The side of the stick covers the hills of the paper first.
                var dark = Mix.Clamp01(0.92f - light * 1.25f) * (sky ? 0.72f : 1);
                var rubbed = dark * 0.55f + Mix.Smooth(0.36f - 0.62f * dark, 0.62f - 0.62f * dark, grain * 0.55f + 0.25f) * dark * 0.75f;

                // Strokes are pressed harder in the dark.
                rubbed += Mix.Smooth(0.02f, 0.32f, strokes[n]) * Mix.Smooth(0.22f, 0.75f, dark) * (0.55f + 0.35f * grain) * 0.62f;

                // Lines are drawn twice, not quite in the same place.
                var shift = (int)(easel.Unit * 0.0032f * (1 + shifts[n]));
                var again = outline[Math.Clamp(y + shift, 0, canvas.Height - 1) * canvas.Width + Math.Clamp(x - shift, 0, canvas.Width - 1)];
                var pressure = 0.65f + 0.55f * pressures[n];
                var line = MathF.Max(Mix.Smooth(0.08f, 0.30f, outline[index]) * 0.95f, MathF.Max(Mix.Smooth(0.14f, 0.40f, again) * 0.45f, inner[index] * (sky ? 0.12f : 0.50f))) * pressure;
                line *= 0.62f + 0.38f * Mix.Smooth(-0.5f, 0.25f, grain);

                var white = Mix.Smooth(0.74f, 0.96f, light) * Mix.Smooth(-0.42f, 0.30f, grain + (light - 0.8f) * 2) * (kind == Kind.Luminary ? 1 : 0.85f) * (1 - Mix.Clamp01(line));
                var sheet = ground * (1 + 0.045f * grain + (Noise.Hash(x, y, seed) - 0.5f) * 0.03f);
                var color = Rgb.Lerp(sheet, black, Mix.Clamp01(MathF.Max(rubbed, line) * finished) * 0.95f);
                canvas[index] = Rgb.Lerp(color, chalk, white * finished * 0.9f);
            }
        });
    }

    private static (float Low, float High) Range(float[] lightness)
    {
        var samples = new List<float>();
        for (var n = 0; n < lightness.Length; n += 997)
        {
            samples.Add(lightness[n]);
        }

        samples.Sort();
        return (samples[samples.Count / 30], samples[samples.Count - 1 - samples.Count / 40]);
    }
}
