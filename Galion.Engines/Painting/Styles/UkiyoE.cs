using System.Runtime.Intrinsics;
using Galion.Engines.Painting.Scenes;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// A woodblock print of the old Japanese kind: flat colours drawn towards the pigments of the time, a sky wiped from deep blue to paper,
/// dark blue key lines, the grain of the block and a red cartouche.
/// </summary>
internal static class UkiyoE
{
    private static readonly Lab[] Pigments =
    [
        .. "16325c 2f5c86 6f9bb0 a9c4c2 e9dfc4 d9b98a c05a3a e2a58a 6f8352 3b4f40 a88648 574a55 8f8a7c 262c38".Split(' ').Select(hex => Rgb.Hex(hex).ToLab()),
    ];

    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas);
        var flat = source.Simplify(easel, MathF.Max(2, easel.Unit * 0.0075f));
        var inks = ColorTable.Choose(flat, easel.Detail == Detail.Draft ? 10 : 16, easel.Dice("inks"), easel.CancellationToken);
        for (var n = 0; n < inks.Length; n++)
        {
            var color = new Lab(0.16f + 0.80f * inks[n].L, inks[n].A, inks[n].B);
            inks[n] = Lab.Lerp(color, Pigments[ColorTable.Nearest(Pigments, color)], 0.62f);
        }

        easel.Tidy();
        var width = MathF.Max(0.7f, easel.Unit * 0.00115f);
        var outline = Filters.Blur(easel, Contours.Outlines(easel, canvas), canvas.Width, canvas.Height, width);
        var inner = Contours.Lines(easel, flat.L, canvas.Width, canvas.Height, width * 1.5f, 20);
        var (top, bottom) = Sky(canvas, flat);
        var deep = Lab.Lerp(Pigments[0], top with { L = top.L * 0.55f }, 0.35f);
        var night = scene.Air.Time is Prompts.TimeOfDay.Night;
        var seed = easel.NoiseSeed("block");
        var paper = Rgb.Hex("efe4c8");
        var key = Rgb.Hex("1a2438");
        var margin = easel.Borderless ? 0 : easel.Unit * 0.030f;
        var horizon = scene.Horizon * canvas.Height;
        var printed = Array.ConvertAll(inks, ink => ink.ToRgb());
        easel.Rows(y =>
        {
            Span<float> fibers = stackalloc float[V.Count], wipes = stackalloc float[V.Count], grains = stackalloc float[V.Count], swells = stackalloc float[V.Count];
            Span<Rgb> blocks = stackalloc Rgb[V.Count];
            var v = y / easel.Unit;
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var n = x % V.Count;
                if (n == 0)
                {
                    var us = (Vector256.Create((float)x) + Mix.Lanes) / easel.Unit;
                    Noise.Fbm(us * 24f, Vector256.Create(v * 150), seed + 3, 2).CopyTo(fibers);
                    Noise.Fbm(us * 5f, Vector256.Create(0.5f), seed + 8, 2).CopyTo(wipes);
                    var bend = Noise.Gradient(us * 3f, Vector256.Create(v * 3), seed + 20) * 5f;
                    Noise.Fbm(us * 6f, Vector256.Create(v * 110) + bend, seed + 22, 3).CopyTo(grains);
                    Noise.Fbm(us * 11f, Vector256.Create(v * 11), seed + 30, 2).CopyTo(swells);
                    ColorTable.Print(flat, inks, printed, x, y, blocks);
                }

                var u = x / easel.Unit;
                var fiber = fibers[n] * 0.020f + (Noise.Hash(x, y, seed) - 0.5f) * 0.018f;
                var bare = paper * (1 + fiber);
                var edge = MathF.Min(MathF.Min(x + 0.5f, canvas.Width - x - 0.5f), MathF.Min(y + 0.5f, canvas.Height - y - 0.5f));
                if (edge < margin)
                {
                    canvas[index] = Rgb.Lerp(bare, key, Mix.Clamp01(edge - margin + width * 2.2f));
                    continue;
                }

                var kind = canvas.Kinds[index];
                var sky = kind is Kind.Sky;
                Rgb color;
                if (sky)
                {
                    // Wiped by hand: a dark band above, bare paper towards the horizon.
                    var t = (y - margin) / MathF.Max(1, horizon);
                    var band = Mix.Smooth(0.26f, 0.02f, t + wipes[n] * 0.012f);
                    var low = Mix.Smooth(0.55f, 1.0f, t);
                    var wiped = Lab.Lerp(Lab.Lerp(top, paper.ToLab(), night ? 0.05f : 0.28f), bottom, low);
                    var own = inks[ColorTable.Nearest(inks, flat[index])];
                    color = Lab.Lerp(Lab.Lerp(wiped, own, 0.30f), deep, band * 0.92f).ToRgb();
                }
                else
                {
                    color = blocks[n];
                }

                // Water is ruled with the fine level lines of a block.
                if (kind == Kind.Water)
                {
                    var wave = (y + Noise.Fbm(u * 9, v * 30, seed + 12, 3) * easel.Unit * 0.012f) / MathF.Max(3, easel.Unit * 0.0105f * (0.35f + 1.3f * Mix.Clamp01((y - horizon) / MathF.Max(1, canvas.Height - horizon))));
                    var distance = MathF.Abs(wave - MathF.Floor(wave) - 0.5f) * 2;
                    color = Rgb.Lerp(color, Rgb.Lerp(key, color, 0.35f), Mix.Smooth(0.20f, 0.02f, distance) * 0.55f * Mix.Smooth(-0.1f, 0.25f, Noise.Fbm(u * 7, v * 22, seed + 15, 2)));
                }

                color = Rgb.Lerp(color, bare, Mix.Clamp01(0.10f + grains[n] * 0.16f));
                var swell = 0.75f + 0.5f * swells[n];
                var line = MathF.Max(Mix.Smooth(0.10f, 0.28f, outline[index] * swell), inner[index] * (sky ? 0.05f : 0.55f) * swell);
                canvas[index] = Rgb.Lerp(color * (1 + fiber), key, Mix.Clamp01(line) * 0.92f);
            }
        });
        if (!easel.Borderless)
        {
            Cartouche(easel, canvas, margin);
        }
    }

    /// <summary>The mean colours of the upper and the lower sky.</summary>
    private static (Lab Top, Lab Bottom) Sky(Canvas canvas, LabPlanes flat)
    {
        Span<Lab> sums = stackalloc Lab[2];
        Span<float> counts = stackalloc float[2];
        sums.Clear();
        counts.Clear();
        for (var n = 0; n < flat.L.Length; n += 211)
        {
            if (canvas.Kinds[n] == Kind.Sky)
            {
                var half = n / flat.Width < flat.Height * 0.28f ? 0 : 1;
                sums[half] += flat[n];
                counts[half]++;
            }
        }

        var top = counts[0] > 0 ? sums[0] * (1 / counts[0]) : Pigments[2];
        var bottom = counts[1] > 0 ? sums[1] * (1 / counts[1]) : top;
        return (new Lab(0.2f + 0.75f * top.L, top.A * 0.8f, top.B * 0.8f), new Lab(0.2f + 0.78f * bottom.L, bottom.A * 0.9f, bottom.B * 0.9f));
    }

    private static void Cartouche(Easel easel, Canvas canvas, float margin)
    {
        var dice = easel.Dice("cartouche");
        var seed = easel.NoiseSeed("cartouche");
        var (width, height) = ((int)(easel.Unit * 0.036f), (int)(easel.Unit * 0.135f));
        var left = dice.Chance(0.5f) ? (int)(margin * 2.1f) : canvas.Width - (int)(margin * 2.1f) - width;
        var top = (int)(margin * 2.1f);
        if (width < 6 || left < 0 || left + width > canvas.Width || top + height > canvas.Height)
        {
            return;
        }

        // Four invented signs, one below the other, of strokes on a grid.
        Span<bool> strokes = stackalloc bool[4 * 12];
        for (var n = 0; n < strokes.Length; n++)
        {
            strokes[n] = dice.Chance(0.55f);
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = ((x + 0.5f) / width, (y + 0.5f) / height);
                var border = MathF.Min(MathF.Min(u, 1 - u) * width, MathF.Min(v, 1 - v) * height) / width;
                var wear = Noise.Fbm(x * 0.3f, y * 0.3f, seed, 2);
                var (cell, within) = (Math.Min(3, (int)(v * 4)), v * 4 - MathF.Floor(v * 4));
                var sign = false;
                if (u is > 0.22f and < 0.78f && within is > 0.14f and < 0.86f)
                {
                    var (gx, gy) = ((u - 0.22f) / 0.56f * 3, (within - 0.14f) / 0.72f * 4);
                    var level = MathF.Abs(gy - MathF.Floor(gy) - 0.5f) < 0.17f;
                    var upright = MathF.Abs(gx - MathF.Floor(gx) - 0.5f) < 0.13f;
                    var stroke = cell * 12 + Math.Min(3, (int)gy) * 3 + Math.Min(2, (int)gx);
                    sign = (level && strokes[stroke]) || (upright && !strokes[stroke]);
                }

                var ground = border < 0.06f ? Rgb.Hex("7e2419") : Rgb.Hex("c04a30");
                canvas.Blend((top + y) * canvas.Width + left + x, sign ? Rgb.Hex("1d1b20") : ground, 0.92f - 0.25f * Mix.Smooth(0.1f, 0.5f, wear));
            }
        }
    }
}
