using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// A screen print in the manner of travel posters: sky, water, land and things are separated, each is gathered into a few flat shapes and
/// printed with inks of its own, light breaks from the sun in beams, and shapes meet in a grained edge. In a frame on tinted stock.
/// </summary>
internal static class Poster
{
    private const int MostSamples = 5_000;

    private enum Sheet : byte
    {
        Sky,
        Water,
        Far,
        Near,
        Thing,
    }

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var sheets = Separate(easel, canvas);
        var flat = Flatten(easel, canvas, sheets);
        easel.Tidy();
        if (scene.Air.ShowsSun && scene.Kind is SceneKind.Landscape or SceneKind.City or SceneKind.Sky)
        {
            Beam(easel, flat, sheets, scene);
        }

        Shade(easel, flat, sheets);
        var inks = Inks(easel, flat, sheets);
        Pull(easel, canvas, flat, sheets, inks);
    }

    private static Sheet[] Separate(Easel easel, Canvas canvas)
    {
        var sheets = new Sheet[canvas.Width * canvas.Height];
        easel.Rows(y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                sheets[index] = canvas.Kinds[index] switch
                {
                    Kind.Sky or Kind.Cloud => Sheet.Sky,
                    Kind.Water => Sheet.Water,
                    Kind.Land => canvas.Depth[index] < 0.45f ? Sheet.Near : Sheet.Far,
                    Kind.Plant when canvas.Depth[index] < 0.012f => Sheet.Near,
                    _ => Sheet.Thing,
                };
            }
        });
        return sheets;
    }

    /// <summary>Each sheet in shapes of its own size: wide ones of sky and meadow, flat ones of water, fine ones of things.</summary>
    private static LabPlanes Flatten(Easel easel, Canvas canvas, Sheet[] sheets)
    {
        var source = LabPlanes.From(easel, canvas);
        var flat = source.Simplify(easel, MathF.Max(1, easel.Unit * 0.0022f));
        foreach (var (sheet, radius) in (ReadOnlySpan<(Sheet, float)>)[(Sheet.Far, 0.0065f), (Sheet.Sky, 0.011f), (Sheet.Water, 0.008f), (Sheet.Near, 0.020f)])
        {
            if (Array.IndexOf(sheets, sheet) < 0)
            {
                continue;
            }

            easel.Tidy();
            if (sheet == Sheet.Far)
            {
                var shapes = source.Simplify(easel, easel.Unit * radius);
                easel.Rows(y =>
                {
                    for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
                    {
                        if (sheets[index] == Sheet.Far)
                        {
                            flat[index] = shapes[index];
                        }
                    }
                });
                continue;
            }

            BlurWithin(easel, source, flat, sheets, sheet, easel.Unit * radius);
        }

        return flat;
    }

    /// <summary>Blurs one sheet with nothing of the others running in; what shines out of it, such as stars, stays.</summary>
    private static void BlurWithin(Easel easel, LabPlanes source, LabPlanes flat, Sheet[] sheets, Sheet sheet, float radius)
    {
        const float spark = 0.13f;
        var (width, height) = (source.Width, source.Height);
        var cover = new float[sheets.Length];
        easel.Rows(0, height, y =>
        {
            for (var index = y * width; index < (y + 1) * width; index++)
            {
                cover[index] = sheets[index] == sheet ? 1 : 0;
            }
        });
        var total = Filters.Blur(easel, cover, width, height, radius);
        foreach (var (from, to) in (ReadOnlySpan<(float[], float[])>)[(source.A, flat.A), (source.B, flat.B), (source.L, flat.L)])
        {
            easel.Rows(0, height, y =>
            {
                for (var index = y * width; index < (y + 1) * width; index++)
                {
                    cover[index] = sheets[index] == sheet ? from[index] : 0;
                }
            });
            var blurred = Filters.Blur(easel, cover, width, height, radius);
            easel.Rows(0, height, y =>
            {
                for (var index = y * width; index < (y + 1) * width; index++)
                {
                    if (sheets[index] == sheet)
                    {
                        var mean = blurred[index] / MathF.Max(1e-4f, total[index]);
                        to[index] = mean;
                        if (sheet == Sheet.Sky && from == source.L && from[index] - mean > spark)
                        {
                            (flat[index], sheets[index]) = (source[index], Sheet.Thing);
                        }
                    }
                }
            });
        }
    }

    /// <summary>Ground and water grow darker towards the eye, in long shapes: flat as they are, they would look empty.</summary>
    private static void Shade(Easel easel, LabPlanes flat, Sheet[] sheets)
    {
        var seed = easel.NoiseSeed("shade");
        easel.Rows(0, flat.Height, y =>
        {
            var down = (float)y / flat.Height;
            var v = y / easel.Unit;
            Span<float> land = stackalloc float[V.Count], water = stackalloc float[V.Count];
            for (var x = 0; x < flat.Width; x++)
            {
                var index = y * flat.Width + x;
                if (x % V.Count == 0 && sheets.AsSpan(index, Math.Min(V.Count, flat.Width - x)).ContainsAny(Sheet.Near, Sheet.Water))
                {
                    var u = (Vector256.Create((float)x) + Mix.Lanes) / easel.Unit * 1.5f;
                    Noise.Fbm(u, Vector256.Create(v * 6f), seed, 2).CopyTo(land);
                    Noise.Fbm(u, Vector256.Create(v * 13f), seed, 2).CopyTo(water);
                }

                if (sheets[index] is Sheet.Near or Sheet.Water)
                {
                    var wave = (sheets[index] == Sheet.Water ? water : land)[x % V.Count];
                    flat.L[index] += 0.06f * wave - 0.22f * Mix.Smooth(0.62f, 1.05f, down);
                }
            }
        });
    }

    /// <summary>Beams of light from the sun, seen as steps in the bands of the sky.</summary>
    private static void Beam(Easel easel, LabPlanes flat, Sheet[] sheets, Scene scene)
    {
        const int beams = 22;
        var view = scene.ViewFor(flat.Width, flat.Height);
        var (cx, cy) = (view.PixelX(scene.Air.SunX), view.PixelY(scene.Air.SunY));
        var turn = easel.Dice("beams").Unit();
        easel.Rows(0, flat.Height, y =>
        {
            for (var x = 0; x < flat.Width; x++)
            {
                var index = y * flat.Width + x;
                if (sheets[index] == Sheet.Sky)
                {
                    var (dx, dy) = ((x - cx) / easel.Unit, (y - cy) / easel.Unit);
                    var far = MathF.Sqrt(dx * dx + dy * dy);
                    var place = ExactMath.Atan2(dy, dx) * (beams / (2 * MathF.PI)) + turn;
                    var wave = MathF.Abs(place - MathF.Floor(place) - 0.5f) * 2;
                    flat.L[index] += 0.030f * (Mix.Smooth(0.44f, 0.56f, wave) - 0.5f) * Mix.Smooth(0.05f, 0.16f, far);
                }
            }
        });
    }

    /// <summary>Some inks for each sheet, those too alike made one, and all of them set apart from dark to light.</summary>
    private static Lab[][] Inks(Easel easel, LabPlanes flat, Sheet[] sheets)
    {
        var samples = Enum.GetValues<Sheet>().Select(_ => new List<Lab>()).ToArray();
        var dice = easel.Dice("inks");
        for (var n = 0; n < 8 * MostSamples; n++)
        {
            var index = dice.Below(sheets.Length);
            var own = samples[(int)sheets[index]];
            if (own.Count < MostSamples)
            {
                own.Add(flat[index]);
            }
        }

        var levels = samples.SelectMany(own => own).Select(color => color.L).Order().ToArray();
        var all = levels.Length;
        // A picture of one sheet, such as a given one, needs more inks of its own.
        var alone = samples.Any(own => own.Count > all * 0.93f);
        var inks = new Lab[samples.Length][];
        ReadOnlySpan<int> usual = [6, 4, 5, 4, 8];
        for (var n = 0; n < samples.Length; n++)
        {
            var count = alone && samples[n].Count > all / 2 ? 11 : usual[n];
            inks[n] = samples[n].Count == 0 ? []
                : ColorTable.Choose([.. samples[n]], easel.Detail == Detail.Draft ? Math.Max(2, count - 2) : count, easel.CancellationToken, even: n != (int)Sheet.Thing);
        }

        var (dark, light) = (levels[all / 40], levels[all - 1 - all / 40]);
        // Print has paper white and depth; a pale picture is given some of both, with ink to match, not all.
        var gain = Math.Clamp(0.78f / MathF.Max(0.1f, light - dark), 0.9f, 1.5f);
        var white = Mix.Lerp(light, 0.95f, 0.75f);
        var strength = 1.25f * MathF.Sqrt(gain);
        foreach (var own in inks)
        {
            for (var n = 0; n < own.Length; n++)
            {
                own[n] = new Lab(Math.Clamp(white + (own[n].L - light) * gain, 0.10f, 0.97f), own[n].A * strength, own[n].B * strength);
            }
        }

        return inks;
    }

    private static void Pull(Easel easel, Canvas canvas, LabPlanes flat, Sheet[] sheets, Lab[][] inks)
    {
        var (width, height) = (canvas.Width, canvas.Height);
        var paper = Rgb.Hex("f4ead6");
        var seed = easel.NoiseSeed("screen");
        var margin = easel.Borderless ? 0 : easel.Unit * 0.045f;
        var line = easel.Unit * 0.005f;
        var dark = inks.SelectMany(own => own).MinBy(ink => ink.L).ToRgb();
        var grain = MathF.Max(1, easel.Unit * 0.0011f);
        var print = new Rgb[sheets.Length];
        easel.Rows(y =>
        {
            for (var x = 0; x < width; x++)
            {
                var index = y * width + x;
                var own = inks[(int)sheets[index]];
                // Ink is sprayed over the border of the next: the edge of a shape dissolves into grains.
                var spray = sheets[index] == Sheet.Thing ? 0 : (Noise.Hash((int)(x / grain), (int)(y / grain), seed + 9) - 0.5f) * 0.030f;
                var color = flat[index];
                print[index] = own[ColorTable.Nearest(own, color with { L = color.L + spray })].ToRgb();
            }
        });
        easel.Rows(y =>
        {
            Span<float> wear = stackalloc float[V.Count];
            for (var x = 0; x < width; x++)
            {
                if (x % V.Count == 0)
                {
                    Noise.Fbm((Vector256.Create((float)x) + Mix.Lanes) / easel.Unit * 120f, Vector256.Create(y / easel.Unit * 120), seed + 3, 3).CopyTo(wear);
                }

                var edge = MathF.Min(MathF.Min(x + 0.5f, width - x - 0.5f), MathF.Min(y + 0.5f, height - y - 0.5f));
                var fiber = Noise.Hash(x, y, seed) - 0.5f;
                var index = y * width + x;
                if (edge < margin)
                {
                    var frame = Mix.Clamp01(edge - margin + line * 3.2f + 0.5f) * Mix.Clamp01(margin - line * 2.2f - edge + 0.5f);
                    canvas[index] = Rgb.Lerp(paper * (1 + fiber * 0.02f), dark, frame);
                    continue;
                }

                var (left, right) = (x > 0 ? index - 1 : index, x + 1 < width ? index + 1 : index);
                var (up, down) = (y > 0 ? index - width : index, y + 1 < height ? index + width : index);
                var color = print[index] * 0.5f + (print[left] + print[right] + print[up] + print[down]) * 0.125f;
                var worn = Mix.Smooth(0.30f, 0.62f, wear[x % V.Count]) * 0.06f;
                canvas[index] = Rgb.Lerp(color * (1 + fiber * 0.03f), paper, worn);
            }
        });
    }
}
