using System.Runtime.Intrinsics;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Inside a forest: trunks in many depths of luminous haze, foliage above, undergrowth below, shafts of light between.</summary>
internal static class WoodsPainter
{
    private const int Layers = 7;

    public static void Paint(Easel easel, Canvas canvas, View view, Scene scene)
    {
        var air = scene.Air;
        var night = air.Time == TimeOfDay.Night;
        var glow = Rgb.Lerp(air.Glow, air.Horizon, 0.35f) * (night ? 0.55f : 1.15f);
        var leaf = Leaf(scene);
        Backlight(easel, canvas, view, scene, glow, leaf);
        for (var layer = 0; layer < Layers; layer++)
        {
            easel.Stage(0.08f + 0.07f * layer, "growing the trees");
            PaintLayer(easel, canvas, view, scene, layer, glow, leaf);
        }

        Shafts(easel, canvas, view, scene, glow);
    }

    private static Rgb Leaf(Scene scene)
    {
        var tints = scene.Reading.Tints;
        if ((tints.GetValueOrDefault(Subject.Forest) ?? tints.GetValueOrDefault(Subject.Trees)) is { } tint)
        {
            return Lab.FromLch(0.6f, tint.Chroma * 0.8f, tint.Hue).ToRgb();
        }

        return scene.Season switch
        {
            Season.Autumn => Rgb.Hex("d8862a"),
            Season.Winter => Rgb.Hex("c4d0da"),
            Season.Spring => Rgb.Hex("9dc04a"),
            _ => Rgb.Hex("5f9038"),
        };
    }

    private static void Backlight(Easel easel, Canvas canvas, View view, Scene scene, Rgb glow, Rgb leaf)
    {
        var seed = easel.NoiseSeed("backlight");
        easel.Rows(y =>
        {
            var elevation = view.Elevation(y);
            for (var x = 0; x < canvas.Width; x++)
            {
                var (dx, dy) = (view.UnitX(x) - scene.FocalX, elevation - 0.12f);
                var near = 1 / (1 + dx * dx * 7 + dy * dy * 5);
                var mottled = Noise.Fbm(view.UnitX(x) * 7, elevation * 7, seed, 4);
                var index = y * canvas.Width + x;
                canvas[index] = Rgb.Lerp(leaf * scene.Air.Ambient * 1.3f, glow, near * (0.85f + 0.25f * mottled));
                (canvas.Depth[index], canvas.Kinds[index]) = (40, Kind.Plant);
            }
        });
    }

    private static void PaintLayer(Easel easel, Canvas canvas, View view, Scene scene, int layer, Rgb glow, Rgb leaf)
    {
        var dice = easel.Dice("woods" + layer);
        var seed = easel.NoiseSeed("woods" + layer);
        var near = layer / (Layers - 1f);
        var depth = Mix.Lerp(14, 0.7f, near);
        var half = canvas.Width * 0.5f / view.Unit;
        var trunks = new List<(float X, float Width, float Lean)>();
        var spacing = Mix.Lerp(0.045f, 0.30f, near * near);
        for (var x = -half - 0.1f; x < half + 0.1f; x += spacing * dice.Range(0.5f, 1.5f))
        {
            var width = Mix.Lerp(0.007f, 0.062f, near * near) * dice.Range(0.6f, 1.3f);
            var lean = dice.Bell() * 0.05f;
            // The middle stays open towards the light.
            if (layer < 3 || MathF.Abs(x - scene.FocalX) > 0.09f + 0.13f * near)
            {
                trunks.Add((x, width, lean));
            }
        }

        var haze = 1 - near;
        var bark = Rgb.Lerp(scene.Reading.Has(Subject.Birches) ? Rgb.Hex("d9d5cb") : Rgb.Hex("4a3b30"), Rgb.Hex("2a2622"), 0.35f * near);
        var dark = scene.Air.Ambient * (0.85f - 0.45f * near) + scene.Air.Sunlight * 0.05f;
        var ground = -Mix.Lerp(0.02f, 0.30f, near * near);
        easel.Rows(y =>
        {
            var elevation = view.Elevation(y);
            for (var x = 0; x < canvas.Width; x += 8)
            {
                var unitX = (Vector256.Create(x + 0.5f - canvas.Width * 0.5f) + Mix.Lanes) * (1 / view.Unit);
                var scale = Mix.Lerp(15, 3.4f, near);
                var crowns = Noise.Fbm(unitX * scale, Vector256.Create(elevation * scale), seed, 6);
                var fine = Noise.Fbm(unitX * (scale * 6), Vector256.Create(elevation * scale * 6), seed + 9, 3);
                var floor = Noise.Fbm(unitX * (scale * 0.7f), Vector256.Create(3.3f), seed + 20, 4);
                var wiggle = Noise.Gradient(Vector256.Create(elevation * 9) + unitX * 3, Vector256.Create(layer * 5f), seed + 30);
                for (var n = 0; n < Math.Min(8, canvas.Width - x); n++)
                {
                    var index = y * canvas.Width + x + n;
                    var (px, lift) = (unitX[n], elevation - Mix.Lerp(0.30f, 0.40f, near));
                    var (dx, dy) = (px - scene.FocalX, elevation - 0.1f);
                    var towards = 1 / (1 + dx * dx * 8 + dy * dy * 6);
                    var fog = Rgb.Lerp(leaf * scene.Air.Ambient * 1.2f, glow, towards);
                    var veil = haze * (0.70f + 0.18f * towards);
                    Rgb? color = null;
                    var grass = elevation - ground - floor[n] * 0.05f * (0.4f + near) - fine[n] * 0.035f * (0.3f + near);
                    if (grass < 0)
                    {
                        var light = 0.55f + 0.6f * fine[n] + Mix.Smooth(-0.03f, 0, grass) * (0.5f + towards);
                        color = leaf * (dark * (0.9f + light * 0.8f)) + glow * leaf * (towards * 0.35f * MathF.Max(0, 0.35f + fine[n]) * (1 - near * 0.6f));
                    }
                    else if (Trunk(trunks, px, elevation + wiggle[n] * 0.004f, out var across))
                    {
                        var mark = scene.Reading.Has(Subject.Birches) && fine[n] > 0.28f ? 0.3f : 1;
                        var rim = Mix.Smooth(0.5f, 1, dx > 0 ? -across : across) * towards * 1.5f;
                        color = bark * (dark * (1.1f + 0.7f * fine[n])) * mark + glow * bark * (rim * (0.9f - 0.4f * near));
                    }
                    else if (lift + crowns[n] * 0.26f + fine[n] * 0.10f * (1.2f - near) > 0.06f && scene.Season != Season.Winter)
                    {
                        var light = Mix.Clamp01(0.35f + crowns[n] * 0.5f + fine[n] * 0.8f);
                        color = leaf * (dark * (0.6f + light)) + leaf * glow * (towards * light * 0.9f * (1 - near * 0.55f));
                    }

                    if (color is { } paint)
                    {
                        canvas[index] = Rgb.Lerp(paint, fog, veil);
                        canvas.Depth[index] = depth;
                    }
                }
            }
        });
    }

    private static bool Trunk(List<(float X, float Width, float Lean)> trunks, float x, float elevation, out float across)
    {
        foreach (var (center, width, lean) in trunks)
        {
            var half = width * (0.5f + 0.25f * MathF.Max(0, -elevation - 0.02f) * 4);
            across = (x - center - lean * elevation) / half;
            if (across is > -1 and < 1)
            {
                return true;
            }
        }

        across = 0;
        return false;
    }

    private static void Shafts(Easel easel, Canvas canvas, View view, Scene scene, Rgb glow)
    {
        if (scene.Air.Weather is Weather.Overcast or Weather.Rain or Weather.Storm)
        {
            return;
        }

        var seed = easel.NoiseSeed("shafts");
        var sourceX = scene.FocalX * 0.4f - MathF.Sign(scene.FocalX) * 0.25f;
        easel.Rows(y =>
        {
            var elevation = view.Elevation(y);
            var fall = 0.85f - elevation;
            for (var x = 0; x < canvas.Width; x++)
            {
                var slope = (view.UnitX(x) - sourceX) / fall;
                var beam = Noise.Fbm(slope * 9, 1.3f, seed, 3) + 0.4f * Noise.Gradient(slope * 34, 0.7f, seed + 5);
                var (dx, dy) = (view.UnitX(x) - scene.FocalX, elevation - 0.1f);
                var near = 1 / (1 + dx * dx * 6 + dy * dy * 5);
                canvas.Add(y * canvas.Width + x, glow * (Mix.Smooth(0.02f, 0.55f, beam) * near * 0.20f * Mix.Smooth(-0.38f, 0.0f, elevation)));
            }
        });
    }
}
