using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>A screen print: a handful of flat inks with clean borders, printed slightly out of register on tinted stock, in a frame.</summary>
internal static class Poster
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas);
        var flat = source.Simplify(easel, MathF.Max(2, easel.Unit * 0.010f));
        var inks = ColorTable.Choose(flat, easel.Detail == Detail.Draft ? 7 : 10, easel.Dice("inks"), easel.CancellationToken);
        for (var n = 0; n < inks.Length; n++)
        {
            inks[n] = new Lab(Mix.Lerp(inks[n].L, 0.12f + 0.83f * inks[n].L, 0.8f), inks[n].A * 1.25f, inks[n].B * 1.25f);
        }

        var paper = Rgb.Hex("f4ead6");
        var seed = easel.NoiseSeed("screen");
        var margin = easel.Borderless ? 0 : easel.Unit * 0.045f;
        var line = easel.Unit * 0.005f;
        var dark = inks[0].ToRgb();
        easel.Rows(y =>
        {
            Span<Lab> corners = stackalloc Lab[4];
            for (var x = 0; x < canvas.Width; x++)
            {
                var edge = MathF.Min(MathF.Min(x + 0.5f, canvas.Width - x - 0.5f), MathF.Min(y + 0.5f, canvas.Height - y - 0.5f));
                var fiber = Noise.Hash(x, y, seed) - 0.5f;
                if (edge < margin)
                {
                    var frame = Mix.Clamp01(edge - margin + line * 3.2f + 0.5f) * Mix.Clamp01(margin - line * 2.2f - edge + 0.5f);
                    canvas[y * canvas.Width + x] = Rgb.Lerp(paper * (1 + fiber * 0.02f), dark, frame);
                    continue;
                }

                // Four samples per pixel smooth the borders between inks.
                var sum = default(Rgb);
                for (var n = 0; n < 4; n++)
                {
                    var color = flat.Sample(x + (n & 1) * 0.5f - 0.25f, y + (n >> 1) * 0.5f - 0.25f);
                    sum += inks[ColorTable.Nearest(inks, color)].ToRgb();
                }

                var worn = Mix.Smooth(0.30f, 0.62f, Noise.Fbm(x / easel.Unit * 120, y / easel.Unit * 120, seed + 3, 3)) * 0.10f;
                canvas[y * canvas.Width + x] = Rgb.Lerp(sum * (0.25f * (1 + fiber * 0.03f)), paper, worn);
            }
        });
    }
}
