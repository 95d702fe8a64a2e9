using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Scenes;

/// <summary>What shines in the sky: stars, the Milky Way, meteors, the moon, auroras, rainbows.</summary>
internal static class Heavens
{
    public static void PaintStars(Easel easel, Canvas canvas, View view, Scene scene)
    {
        var air = scene.Air;
        var dice = easel.Dice("stars");
        var tilt = dice.Range(0.5f, 1.1f) * (dice.Chance(0.5f) ? 1 : -1);
        var offset = dice.Range(-0.15f, 0.15f);
        var asked = scene.Reading.HasAny(Subject.MilkyWay, Subject.Stars, Subject.Galaxy) || scene.Kind == SceneKind.Space;
        var band = (asked ? 1f : 0.35f) * air.Stars;
        var seed = easel.NoiseSeed("milky way");
        easel.Rows(y =>
        {
            var elevation = view.Elevation(y);
            for (var x = 0; x < canvas.Width; x += 8)
            {
                var unitX = (Vector256.Create(x + 0.5f - canvas.Width * 0.5f) + Mix.Lanes) * (1 / view.Unit);
                var across = Vector256.Create((elevation - 0.32f) * 0.9f - offset) + unitX * tilt;
                var warp = Noise.Fbm(unitX * 3f, Vector256.Create(elevation * 3f), seed, 4);
                across += warp * 0.07f;
                var glow = Vector256<float>.One / (Vector256<float>.One + across * across * 42f);
                var clouds = Noise.Fbm(unitX * 6f, Vector256.Create(elevation * 6f), seed + 9, 6);
                var dust = Mix.Smooth(0.05f, 0.5f, Noise.Fbm(unitX * 4.2f + warp, Vector256.Create(elevation * 4.2f), seed + 30, 6)) * glow;
                var milk = glow * glow * (Vector256.Create(0.55f) + clouds * 0.6f) * (Vector256<float>.One - dust * 0.85f);
                for (var n = 0; n < Math.Min(8, canvas.Width - x); n++)
                {
                    var fade = Mix.Smooth(-0.02f, 0.22f, elevation);
                    var strength = MathF.Max(0, milk[n]) * band * fade;
                    canvas.Add(y * canvas.Width + x + n, new Rgb(0.20f + 0.06f * warp[n], 0.17f, 0.24f - 0.08f * warp[n]) * strength);
                }
            }
        });

        // A splat per star touches few pixels, so one thread does it in order.
        var count = (int)(canvas.Width * (float)canvas.Height / (view.Unit * view.Unit) * (asked ? 2_600 : 1_300) * air.Stars);
        for (var n = 0; n < count; n++)
        {
            if ((n & 63) == 0)
            {
                easel.CancellationToken.ThrowIfCancellationRequested();
            }

            var (x, y) = (dice.Range(0, canvas.Width), dice.Range(0, canvas.Height));
            var u = dice.Unit();
            var warmth = dice.Unit();
            var elevation = view.Elevation(y);
            var across = MathF.Abs((elevation - 0.32f) * 0.9f - offset + view.UnitX(x) * tilt);
            var magnitude = 0.05f + 0.16f / (0.06f + u * 6) * (across < 0.12f ? 1.3f : 1);
            magnitude *= air.Stars * Mix.Smooth(-0.01f, 0.2f, elevation);
            if (magnitude > 0.02f)
            {
                var color = warmth < 0.25f ? new Rgb(1, 0.78f, 0.56f) : warmth < 0.6f ? new Rgb(1, 0.96f, 0.9f) : new Rgb(0.72f, 0.83f, 1);
                Splat(canvas, x, y, color * magnitude, (0.35f + 0.28f * MathF.Min(2.2f, magnitude)) * MathF.Max(0.8f, view.Unit / 1_024));
            }
        }

        if (scene.Reading.Has(Subject.Meteor) && !easel.IsPlate)
        {
            // In a film they fall.
            PaintMeteors(canvas, view, dice, scene.Reading.Subjects[Subject.Meteor]);
        }
    }

    public static void Splat(Canvas canvas, float x, float y, Rgb light, float radius)
    {
        var reach = (int)(radius * 4) + 1;
        for (var py = Math.Max(0, (int)y - reach); py <= Math.Min(canvas.Height - 1, (int)y + reach); py++)
        {
            for (var px = Math.Max(0, (int)x - reach); px <= Math.Min(canvas.Width - 1, (int)x + reach); px++)
            {
                var squared = ((px - x) * (px - x) + (py - y) * (py - y)) / (radius * radius);
                canvas.Add(py * canvas.Width + px, light * (ExactMath.Exp(-squared) + 0.02f / (1 + squared * squared * 0.2f)));
            }
        }
    }

    public static void PaintMoon(Easel easel, Canvas canvas, View view, Scene scene)
    {
        var air = scene.Air;
        var dice = easel.Dice("moon");
        var (cx, cy) = (view.PixelX(air.SunX), view.PixelY(air.SunY));
        var radius = scene.MoonRadius * view.Unit;
        var crescent = scene.Crescent;
        var (lightX, lightY) = (dice.Chance(0.5f) ? 0.86f : -0.86f, -0.4f);
        var seed = easel.NoiseSeed("maria");
        var tint = scene.Reading.Tints.TryGetValue(Subject.Moon, out var named) ? Lab.FromLch(0.86f, named.Chroma * 0.8f, named.Hue).ToRgb() : new Rgb(0.95f, 0.93f, 0.86f);
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (dx, dy) = ((x - cx) / radius, (y - cy) / radius);
                var squared = dx * dx + dy * dy;
                var index = y * canvas.Width + x;
                canvas.Add(index, air.Glow * (0.55f / (1 + squared * 0.35f) * (crescent ? 0.5f : 1)));
                if (squared > 1.2f)
                {
                    continue;
                }

                var edge = Mix.Clamp01((1 - MathF.Sqrt(squared)) * radius + 0.5f);
                var dz = MathF.Sqrt(MathF.Max(0, 1 - squared));
                var maria = Noise.Fbm(dx * 1.6f + 5, dy * 1.6f + dz, seed, 5);
                var craters = Noise.Fbm(dx * 7f, dy * 7f, seed + 11, 3);
                var albedo = 1 - 0.42f * Mix.Smooth(-0.05f, 0.32f, maria) + 0.1f * craters;
                var lit = crescent ? Mix.Smooth(-0.02f, 0.25f, dx * lightX + dy * lightY - dz * 0.45f) : 0.75f + 0.25f * dz;
                canvas.Blend(index, tint * (albedo * lit * 1.15f) + air.Zenith * 0.5f, edge * (crescent ? MathF.Max(lit, 0.25f) : 1));
                canvas.Kinds[index] = edge > 0.5f && lit > 0.3f ? Kind.Luminary : canvas.Kinds[index];
            }
        });
    }

    public static void PaintAurora(Easel easel, Canvas canvas, View view, Scene scene)
    {
        easel.Stage(0.06f, "hanging the aurora");
        var dice = easel.Dice("aurora");
        var seed = easel.NoiseSeed("aurora");
        var named = scene.Reading.Tints.GetValueOrDefault(Subject.Aurora) ?? (scene.Reading.Colors is [var first, ..] ? first : null);
        var lower = named is not null ? Lab.FromLch(0.8f, 0.2f, named.Hue).ToRgb() : Lab.FromLch(0.84f, 0.2f, dice.Range(150, 172)).ToRgb();
        var upper = Lab.FromLch(0.55f, 0.2f, dice.Range(295, 340)).ToRgb();
        Span<float> baseline = stackalloc float[3];
        for (var n = 0; n < 3; n++)
        {
            baseline[n] = 0.10f + 0.11f * n + dice.Range(-0.02f, 0.04f);
        }

        var curtains = baseline.ToArray();
        var slope = dice.Range(-0.25f, 0.25f);
        easel.Rows(y =>
        {
            var elevation = view.Elevation(y);
            if (elevation < -0.02f)
            {
                return;
            }

            for (var x = 0; x < canvas.Width; x += 8)
            {
                var unitX = (Vector256.Create(x + 0.5f - canvas.Width * 0.5f) + Mix.Lanes) * (1 / view.Unit);
                for (var c = 0; c < curtains.Length; c++)
                {
                    // Folds are displaced sideways as they rise, which turns a wave into a hanging drape.
                    var lean = unitX + Vector256.Create(elevation * 0.10f * (c - 1));
                    var wave = Noise.Fbm(lean * 1.3f, Vector256.Create(c * 7.3f), seed + c * 20, 3);
                    var folds = Noise.Fbm(lean * 4.6f + wave * 1.5f, Vector256.Create(c * 3.1f + 50), seed + c * 20 + 5, 3);
                    var floor = Vector256.Create(curtains[c]) + wave * 0.22f + unitX * slope + folds * 0.045f;
                    var above = Vector256.Create(elevation) - floor;
                    var rays = Noise.Fbm(lean * 30f + folds * 7f, Vector256.Create(elevation * 0.7f + c), seed + c * 20 + 9, 3);
                    var strength = Noise.Fbm(lean * 1.1f, Vector256.Create(c * 11f + 3), seed + c * 20 + 13, 2);
                    for (var n = 0; n < Math.Min(8, canvas.Width - x); n++)
                    {
                        var up = above[n];
                        var rise = Mix.Smooth(-0.014f, 0.022f, up);
                        var length = 0.15f + 0.10f * rays[n];
                        var fall = up > 0 ? ExactMath.Exp(-up / length) : 1;
                        var glow = rise * fall * Mix.Clamp01(0.55f + strength[n] * 0.9f) * (0.7f + 0.75f * rays[n]) * (c == 0 ? 0.85f : 0.6f);
                        if (glow > 0.002f)
                        {
                            canvas.Add(y * canvas.Width + x + n, Rgb.Lerp(lower, upper, Mix.Smooth(0.05f, 0.34f, up)) * (glow * 0.9f));
                        }
                    }
                }
            }
        });
    }

    public static void PaintRainbow(Easel easel, Canvas canvas, View view, Scene scene)
    {
        var center = -scene.FocalX * 0.7f;
        const float radius = 0.52f;
        easel.Rows(0, Math.Min(canvas.Height, (int)view.HorizonY + 1), y =>
        {
            var elevation = view.Elevation(y);
            for (var x = 0; x < canvas.Width; x++)
            {
                var dx = view.UnitX(x) - center;
                var distance = MathF.Sqrt(dx * dx + (elevation + 0.08f) * (elevation + 0.08f));
                var t = (distance - radius) / 0.045f;
                if (t is < -0.5f or > 1.5f)
                {
                    continue;
                }

                var strength = Mix.Smooth(-0.4f, 0.2f, t) * (1 - Mix.Smooth(0.8f, 1.4f, t)) * 0.26f;
                canvas.Add(y * canvas.Width + x, Lab.FromLch(0.75f, 0.16f, 300 - 275 * Mix.Clamp01(t)).ToRgb() * strength);
            }
        });
    }

    private static void PaintMeteors(Canvas canvas, View view, Dice dice, int count)
    {
        for (var n = 0; n < Math.Min(count, 12); n++)
        {
            var (x, y) = (dice.Range(0.1f, 0.9f) * canvas.Width, dice.Range(0.05f, 0.4f) * canvas.Height);
            var length = dice.Range(0.08f, 0.2f) * view.Unit;
            var (dx, dy) = (0.86f, 0.5f);
            var steps = (int)(length / 0.7f);
            for (var s = 0; s < steps; s++)
            {
                var t = s / (float)steps;
                Splat(canvas, x + dx * length * t, y + dy * length * t, new Rgb(0.9f, 0.95f, 1) * (t * t * 0.55f), MathF.Max(0.6f, view.Unit * 0.0009f));
            }
        }
    }
}
