using System.Runtime.Intrinsics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Folded silk and poured paint: noise that warps noise, coloured by how far it was carried and lit as a surface.</summary>
internal static class AbstractPainter
{
    public static void Paint(Easel easel, Canvas canvas, View view, Scene scene)
    {
        easel.Stage(0.1f, "pouring the paint");
        var dice = easel.Dice("abstract");
        var seed = easel.NoiseSeed("abstract");
        var colors = Harmony.For(scene.Reading, dice);
        var zoom = dice.Range(1.1f, 2.0f);
        var (shiftX, shiftY) = (dice.Range(-40, 40), dice.Range(-40, 40));
        var bands = dice.Range(1.6f, 3.4f);
        var gold = dice.Chance(0.5f);
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x += 8)
            {
                var u = (Vector256.Create(x + 0.5f - canvas.Width * 0.5f) + Mix.Lanes) * (zoom / view.Unit) + Vector256.Create(shiftX);
                var v = Vector256.Create((y + 0.5f - canvas.Height * 0.5f) * (zoom / view.Unit) + shiftY);
                var here = Field(u, v, seed, out var q, out var r);
                var step = 0.006f * zoom;
                var east = Field(u + Vector256.Create(step), v, seed, out _, out _);
                var south = Field(u, v + Vector256.Create(step), seed, out _, out _);
                for (var n = 0; n < Math.Min(8, canvas.Width - x); n++)
                {
                    var value = here[n];
                    var (sx, sy) = ((east[n] - value) / step, (south[n] - value) / step);
                    var length = MathF.Sqrt(sx * sx + sy * sy + 1.2f);
                    var facing = (-sx * 0.55f - sy * 0.62f + 0.62f) / length;
                    var gloss = MathF.Max(0, facing);
                    gloss *= gloss;
                    gloss *= gloss;
                    gloss *= gloss;
                    var position = (value * bands + r[n] * 0.9f + 4) % 1;
                    var lab = Harmony.Sample(colors, position);
                    lab = Lab.Lerp(lab, colors[(int)(Mix.Clamp01(q[n] * 0.8f + 0.5f) * (colors.Length - 1))], 0.35f);
                    var light = 0.50f + 0.62f * MathF.Max(0, facing) - 0.18f * Mix.Smooth(0.2f, -0.4f, value);
                    var color = lab.ToRgb() * (light * 1.55f) + new Rgb(1, 0.98f, 0.95f) * (gloss * 0.55f);
                    if (gold)
                    {
                        var vein = Mix.Smooth(0.020f, 0.006f, MathF.Abs(r[n] * 0.5f + q[n] * 0.3f));
                        color = Rgb.Lerp(color, new Rgb(1.15f, 0.74f, 0.26f) * (0.35f + 1.3f * MathF.Max(0, facing)), vein * 0.9f);
                    }

                    var index = y * canvas.Width + x + n;
                    canvas[index] = color;
                    (canvas.Depth[index], canvas.Kinds[index]) = (4, Kind.Form);
                }
            }
        });
    }

    private static Vector256<float> Field(Vector256<float> u, Vector256<float> v, int seed, out Vector256<float> q, out Vector256<float> r)
    {
        q = Noise.Fbm(u, v, seed, 3);
        var q2 = Noise.Fbm(u + Vector256.Create(5.2f), v + Vector256.Create(1.3f), seed + 7, 3);
        r = Noise.Fbm(u + q * 1.7f, v + q2 * 1.7f, seed + 13, 4);
        return Noise.Fbm(u + r * 1.5f + q2 * 0.4f, v + r * 1.1f, seed + 19, 5);
    }
}
