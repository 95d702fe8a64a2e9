using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// An engraving in two inks: outlines of varying weight, and hatching whose lines follow the forms and thicken with the shade, crossed in
/// the darkest places.
/// </summary>
internal static class LineArt
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas);
        var tones = source.Simplify(easel, MathF.Max(1.5f, easel.Unit * 0.004f));
        easel.Tidy();
        var width = MathF.Max(0.7f, easel.Unit * 0.00105f);
        var outline = Filters.Blur(easel, Contours.Outlines(easel, canvas), canvas.Width, canvas.Height, width);
        var inner = Contours.Lines(easel, tones.L, canvas.Width, canvas.Height, width * 1.2f, 26);
        var seed = easel.NoiseSeed("hatching");
        var paper = new Rgb(0.94f, 0.925f, 0.885f);
        var ink = InkFor(scene);
        var accent = Accent(tones);
        var pitch = MathF.Max(3.2f, easel.Unit * 0.0062f);
        easel.Rows(y =>
        {
            Span<float> waves = stackalloc float[V.Count], weights = stackalloc float[V.Count];
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var n = x % V.Count;
                if (n == 0)
                {
                    var (u, v) = ((Vector256.Create((float)x) + Mix.Lanes) / easel.Unit, Vector256.Create(y / easel.Unit));
                    Noise.Fbm(u * 3f, v * 3f, seed, 2).CopyTo(waves);
                    Noise.Fbm(u * 14f, v * 14f, seed + 9, 2).CopyTo(weights);
                }

                var kind = canvas.Kinds[index];
                var sky = kind is Kind.Sky or Kind.Cloud;
                var shade = Mix.Clamp01(0.93f - tones.L[index]) * (sky ? 0.80f : 1f) - (sky ? 0.16f : 0);
                var wave = waves[n];
                // Water and sky are hatched level; land along its depth, so that the lines wrap around it.
                var level = kind is Kind.Land or Kind.Plant
                    ? ExactMath.Log2(MathF.Min(200, canvas.Depth[index]) + 0.02f) * easel.Unit * 0.055f + y * 0.72f + x * 0.22f
                    : kind is Kind.Building or Kind.Figure or Kind.Form ? x * 0.7f + y * 0.7f : y + wave * easel.Unit * 0.012f;
                var hatch = Hatch(level / pitch, shade, 0.10f);
                if (shade > 0.42f)
                {
                    hatch = MathF.Max(hatch, Hatch((x * 0.62f - y * 0.78f + wave * easel.Unit * 0.01f) / pitch, (shade - 0.30f) * 0.9f, 0.04f));
                }

                var weight = 0.6f + 0.5f * weights[n];
                var line = MathF.Max(Mix.Smooth(0.10f, 0.30f, outline[index] * (0.8f + weight * 0.5f)), inner[index] * (sky ? 0.25f : 0.8f));
                var strength = MathF.Max(hatch * 0.92f, line);
                var flat = Rgb.Lerp(paper, accent, kind == Kind.Luminary ? 0.85f : sky ? 0.05f + 0.22f * Mix.Clamp01(shade * 1.4f) : 0.04f);
                canvas[index] = Rgb.Lerp(flat, ink, Mix.Clamp01(strength));
            }
        });
    }

    /// <summary>A line that is as wide, within its pitch, as the shade is dark.</summary>
    private static float Hatch(float position, float shade, float threshold)
    {
        if (shade <= threshold)
        {
            return 0;
        }

        var distance = MathF.Abs(position - MathF.Floor(position) - 0.5f) * 2;
        var half = Mix.Clamp01((shade - threshold) * 1.15f);
        return 1 - Mix.Smooth(half - 0.22f, half + 0.22f, distance);
    }

    private static Rgb InkFor(Scene scene) => scene.Air.Time switch
    {
        Prompts.TimeOfDay.Night or Prompts.TimeOfDay.Dusk => Rgb.Hex("141c3c"),
        Prompts.TimeOfDay.Sunset or Prompts.TimeOfDay.Golden => Rgb.Hex("3a1f1c"),
        _ => Rgb.Hex("1b2330"),
    };

    /// <summary>The most colourful tone of the picture becomes the second ink.</summary>
    private static Rgb Accent(LabPlanes tones)
    {
        var best = new Lab(0.7f, 0.1f, 0.1f);
        var most = 0f;
        for (var index = 0; index < tones.L.Length; index += 997)
        {
            var color = tones[index];
            if (color.L > 0.45f && color.Chroma > most)
            {
                (best, most) = (color, color.Chroma);
            }
        }

        var chroma = MathF.Max(0.001f, best.Chroma);
        var wanted = Math.Clamp(chroma, 0.08f, 0.16f);
        return new Lab(0.74f, best.A / chroma * wanted, best.B / chroma * wanted).ToRgb();
    }
}
