using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Deep space: nebulae between stars, spiral galaxies, planets with weather, rings and a lit rim of air.</summary>
internal static class SpacePainter
{
    public static void Paint(Easel easel, Canvas canvas, View view, Scene scene)
    {
        var dice = easel.Dice("space");
        PaintNebula(easel, canvas, view, scene, dice);
        Heavens.PaintStars(easel, canvas, view, scene);
        if (scene.Reading.Has(Subject.Galaxy))
        {
            PaintGalaxy(easel, canvas, scene, dice);
        }

        if (scene.Reading.Has(Subject.Planet) || (!scene.Reading.HasAny(Subject.Galaxy, Subject.Nebula) && scene.Reading.Allows(Subject.Planet)))
        {
            var count = Math.Clamp(scene.Reading.Subjects.GetValueOrDefault(Subject.Planet, 1), 1, 4);
            for (var n = count - 1; n >= 0; n--)
            {
                PaintPlanet(easel, canvas, scene, dice, n);
            }
        }
    }

    private static void PaintNebula(Easel easel, Canvas canvas, View view, Scene scene, Dice dice)
    {
        var seed = easel.NoiseSeed("nebula");
        var strength = scene.Reading.Has(Subject.Nebula) ? 1.15f : scene.Reading.Has(Subject.Galaxy) ? 0.35f : 0.7f;
        var hue = scene.Reading.Colors.Count > 0 ? scene.Reading.Colors[0].Hue : dice.Range(0, 360);
        var warm = Lab.FromLch(0.62f, 0.19f, hue).ToRgb();
        var cold = Lab.FromLch(0.56f, 0.15f, hue + dice.Range(90, 170)).ToRgb();
        var core = Lab.FromLch(0.88f, 0.08f, hue + 40).ToRgb();
        var (shiftX, shiftY) = (dice.Range(-30, 30), dice.Range(-30, 30));
        easel.Rows(y =>
        {
            var v = Vector256.Create(view.Elevation(y) * 2.1f + shiftY);
            for (var x = 0; x < canvas.Width; x += 8)
            {
                var u = (Vector256.Create(x + 0.5f - canvas.Width * 0.5f) + Mix.Lanes) * (2.1f / view.Unit) + Vector256.Create(shiftX);
                var q = Noise.Fbm(u, v, seed, 4);
                var r = Noise.Fbm(u + q * 1.3f + Vector256.Create(5.2f), v + q * 0.9f, seed + 11, 5);
                var gas = Noise.Fbm(u + r * 1.5f, v - q * 1.2f, seed + 23, 7);
                var dust = Noise.Fbm(u * 1.7f - r * 0.8f, v * 1.7f + r, seed + 41, 6);
                for (var n = 0; n < Math.Min(8, canvas.Width - x); n++)
                {
                    var glow = Mix.Smooth(-0.12f, 0.62f, gas[n]);
                    var dark = 1 - 0.85f * Mix.Smooth(0.05f, 0.42f, dust[n]);
                    var color = Rgb.Lerp(cold, warm, Mix.Smooth(-0.3f, 0.35f, r[n])) * (glow * glow * 0.85f) + core * (glow * glow * glow * glow * 0.75f);
                    var index = y * canvas.Width + x + n;
                    canvas[index] = new Rgb(0.0035f, 0.004f, 0.010f) + color * (strength * dark);
                    canvas.Kinds[index] = Kind.Sky;
                }
            }
        });
    }

    private static void PaintGalaxy(Easel easel, Canvas canvas, Scene scene, Dice dice)
    {
        var seed = easel.NoiseSeed("galaxy");
        var (cx, cy) = (canvas.Width * 0.5f + scene.FocalX * easel.Unit * 0.5f, canvas.Height * 0.47f);
        var radius = easel.Unit * 0.40f;
        var turn = dice.Range(0, 6.28f);
        var (cos, sin) = (ExactMath.Cos(turn), ExactMath.Sin(turn));
        var flat = dice.Range(0.42f, 0.7f);
        var arms = dice.Pick(2, 2, 3, 4);
        var winding = dice.Range(3.2f, 4.6f) * (dice.Chance(0.5f) ? 1 : -1);
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (px, py) = ((x - cx) / radius, (y - cy) / radius);
                var (gx, gy) = (px * cos + py * sin, (py * cos - px * sin) / flat);
                var r = MathF.Sqrt(gx * gx + gy * gy);
                if (r > 2.4f)
                {
                    continue;
                }

                var angle = ExactMath.Atan2(gy, gx);
                var noise = Noise.Fbm(gx * 5, gy * 5, seed, 5);
                var phase = angle * arms + winding * arms * 0.5f * ExactMath.Log2(r + 0.05f) + noise * 1.3f;
                var arm = 0.5f + 0.5f * ExactMath.Sin(phase);
                arm = arm * arm * arm;
                var lane = Mix.Smooth(0.1f, 0.5f, Noise.Fbm(gx * 9 + noise, gy * 9, seed + 9, 5)) * (1 - Mix.Smooth(0.05f, 0.3f, 0.3f - r));
                var disk = ExactMath.Exp(-r * 2.9f) * (1 - Mix.Smooth(0.8f, 2.2f, r));
                var bulge = 1 / (1 + r * r * 60);
                var light = disk * (0.22f + 1.6f * arm) * (1 - 0.6f * lane);
                var pink = Mix.Smooth(0.25f, 0.55f, Noise.Gradient(gx * 22, gy * 22, seed + 20)) * arm;
                var color = Rgb.Lerp(new Rgb(0.42f, 0.55f, 1f), new Rgb(1f, 0.80f, 0.58f), Mix.Smooth(0.55f, 0.05f, r)) * light
                    + new Rgb(1f, 0.86f, 0.66f) * (bulge * 1.5f) + new Rgb(1f, 0.30f, 0.45f) * (pink * disk * 0.8f);
                canvas.Add(y * canvas.Width + x, color);
            }
        });
    }

    private static bool AsksForRings(Scene scene) => scene.Reading.Understood.Any(term =>
        term.StartsWith("ringed", StringComparison.Ordinal) || term.StartsWith("saturn", StringComparison.Ordinal)
        || term.StartsWith("planet with rings", StringComparison.Ordinal) || term.StartsWith("planeta z pierscieniami", StringComparison.Ordinal));

    private static void PaintPlanet(Easel easel, Canvas canvas, Scene scene, Dice dice, int n)
    {
        var seed = easel.NoiseSeed("planet" + n);
        var radius = easel.Unit * (n == 0 ? dice.Range(0.20f, 0.29f) * (scene.Reading.IsCloseUp ? 1.5f : 1) : dice.Range(0.035f, 0.09f));
        var (cx, cy) = n == 0
            ? (canvas.Width * 0.5f + scene.FocalX * easel.Unit, canvas.Height * dice.Range(0.46f, 0.58f))
            : (canvas.Width * dice.Range(0.1f, 0.9f), canvas.Height * dice.Range(0.1f, 0.35f));
        var gas = dice.Chance(0.5f);
        var ringed = n == 0 && (dice.Chance(gas ? 0.7f : 0.2f) | AsksForRings(scene));
        var hue = scene.Reading.Tints.TryGetValue(Subject.Planet, out var tint) ? tint.Hue : dice.Range(0, 360);
        var (dark, mid, pale) = gas
            ? (Lab.FromLch(0.42f, 0.09f, hue), Lab.FromLch(0.66f, 0.10f, hue + 18), Lab.FromLch(0.86f, 0.05f, hue + 30))
            : (Lab.FromLch(0.36f, 0.10f, tint?.Hue ?? 245), Lab.FromLch(0.52f, 0.09f, hue), Lab.FromLch(0.72f, 0.06f, hue + 40));
        var (darkRgb, midRgb, paleRgb) = (dark.ToRgb(), mid.ToRgb(), pale.ToRgb());
        var air = Lab.FromLch(0.78f, 0.10f, gas ? hue : 235).ToRgb();
        var (lx, ly, lz) = (-MathF.Sign(scene.FocalX) * 0.80f, -0.42f, 0.42f);
        var (tc, ts) = (ExactMath.Cos(0.42f), ExactMath.Sin(0.42f));
        const float tilt = 0.26f;
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (dx, dy) = ((x - cx) / radius, (y - cy) / radius);
                var index = y * canvas.Width + x;
                var squared = dx * dx + dy * dy;
                var (rx, ry) = (dx * tc + dy * ts, (dy * tc - dx * ts) / tilt);
                var ring = MathF.Sqrt(rx * rx + ry * ry);
                var onRing = ringed && ring is > 1.28f and < 2.25f;
                var front = dy * tc - dx * ts > 0;
                if (onRing && !front)
                {
                    Ring(index, ring, 1);
                }

                if (squared < 1.35f)
                {
                    var facing = dx * lx + dy * ly;
                    if (squared < 1)
                    {
                        Sphere(index, dx, dy, MathF.Sqrt(1 - squared), Mix.Clamp01((1 - MathF.Sqrt(squared)) * radius + 0.5f));
                    }
                    else
                    {
                        var halo = ExactMath.Exp(-(MathF.Sqrt(squared) - 1) * 24) * Mix.Smooth(-0.4f, 0.9f, facing);
                        canvas.Add(index, air * (halo * 0.7f));
                    }
                }

                if (onRing && front)
                {
                    Ring(index, ring, 1);
                }
            }
        });

        void Sphere(int index, float dx, float dy, float dz, float cover)
        {
            var facing = dx * lx + dy * ly + dz * lz;
            var day = Mix.Smooth(-0.10f, 0.65f, facing);
            var (u, v) = (dx * tc + dy * ts, dy * tc - dx * ts);
            Rgb ground;
            if (gas)
            {
                var swirl = Noise.Fbm(u * 2.2f + dz, v * 7, seed, 5);
                var band = Noise.Fbm(v * 5.5f + swirl * 0.42f, 0.5f, seed + 9, 4);
                ground = band < 0 ? Rgb.Lerp(midRgb, darkRgb, Mix.Smooth(0, -0.45f, band)) : Rgb.Lerp(midRgb, paleRgb, Mix.Smooth(0, 0.45f, band));
            }
            else
            {
                var land = Noise.Fbm(u * 1.9f + dz * 0.8f, v * 1.9f - dz * 0.6f, seed, 7);
                var clouds = Mix.Smooth(0.02f, 0.5f, Noise.Fbm(u * 2.4f + land * 0.4f, v * 4.2f, seed + 30, 6));
                ground = Rgb.Lerp(darkRgb, Rgb.Lerp(midRgb, paleRgb, Mix.Smooth(0.1f, 0.5f, land)), Mix.Smooth(0.0f, 0.035f, land));
                ground = Rgb.Lerp(ground, new Rgb(0.9f, 0.92f, 0.95f), clouds * 0.85f);
            }

            var rim = 1 - dz;
            var color = ground * (day * 1.75f + 0.006f) + air * (rim * rim * rim * day * 1.1f);
            canvas.Blend(index, color, cover);
            (canvas.Kinds[index], canvas.Depth[index]) = (Kind.Luminary, 50 - n);
        }

        void Ring(int index, float ring, float strength)
        {
            var grooves = Noise.Fbm(ring * 17, 0.5f, seed + 60, 5);
            var gap = 1 - Mix.Smooth(0.03f, 0.0f, MathF.Abs(ring - 1.86f));
            var edge = Mix.Smooth(1.28f, 1.36f, ring) * (1 - Mix.Smooth(2.1f, 2.25f, ring));
            var opacity = Mix.Clamp01(0.55f + grooves * 0.8f) * edge * gap * 0.85f * strength;
            canvas.Blend(index, Rgb.Lerp(midRgb, paleRgb, 0.5f + grooves) * 1.05f, opacity);
        }
    }
}
