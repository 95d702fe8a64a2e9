using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Grass blades and flowers between the eye and the middle distance, larger the nearer they stand.</summary>
internal static class Meadow
{
    public static void Paint(Easel easel, Canvas canvas, View view, Scene scene, Relief relief)
    {
        var flowers = scene.Reading.Has(Subject.Flowers);
        var grass = flowers || scene.Reading.HasAny(Subject.Meadow) || scene.Land is LandKind.Hills or LandKind.Alpine or LandKind.Volcano;
        if (!grass || scene.Season == Season.Winter)
        {
            return;
        }

        easel.Stage(0.55f, "growing the grass");
        var dice = easel.Dice("meadow");
        var stage = new Stage(view, scene, relief);
        var pen = new Pen(easel, canvas) { Marks = false };
        var (low, high) = scene.Season switch
        {
            Season.Autumn => (Rgb.Hex("6b5a24"), Rgb.Hex("d2ab58")),
            Season.Spring => (Rgb.Hex("3f6d22"), Rgb.Hex("b4d466")),
            _ => (Rgb.Hex("2f5220"), Rgb.Hex("9fb450")),
        };
        foreach (var grown in (ReadOnlySpan<Subject>)[Subject.Hills, Subject.Meadow])
        {
            (low, high) = (scene.Reading.Dyed(grown, low), scene.Reading.Dyed(grown, high));
        }

        var patch = easel.NoiseSeed("patches");
        var hues = FlowerColors(scene, dice);
        var count = (easel.Detail == Detail.Draft ? 9_000 : 17_000) * (flowers ? 1.25f : 1);
        // Sorted by distance by construction: each step comes a little nearer.
        for (var n = 0; n < count; n++)
        {
            if ((n & 511) == 0)
            {
                easel.CancellationToken.ThrowIfCancellationRequested();
            }

            var t = n / count;
            var z = 1 / Mix.Lerp(1 / 2.2f, 1 / 0.115f, t) * dice.Range(0.94f, 1.06f);
            var x = dice.Range(-0.62f, 0.62f) * (view.Width / view.Unit) / view.Focus * z;
            var (size, bend, tone, pick, bloom) = (dice.Range(0.6f, 1.3f), dice.Bell(), dice.Unit(), dice.Unit(), dice.Unit());
            var (px, py) = ((int)view.PixelX(x / z * view.Focus), 0);
            if ((uint)px >= (uint)canvas.Width)
            {
                continue;
            }

            var spot = stage.At(x, z);
            py = (int)spot.Y;
            if (py >= canvas.Height + 40 || (py < canvas.Height && (py < 0 || canvas.Kinds[py * canvas.Width + px] is not (Kind.Land or Kind.Plant))) || spot.Ground < 0.001f)
            {
                continue;
            }

            var drift = Noise.Gradient(x * 3.1f, z * 3.1f, patch);
            var height = 0.0135f * size * (1 + 0.5f * drift) * spot.PixelsPerKilometre;
            (pen.Depth, pen.Kind) = (z, Kind.Plant);
            var lit = stage.Lit(Rgb.Lerp(low, high, tone * 0.8f + 0.2f * drift), 0.30f + 0.6f * tone, spot);
            var lean = (bend * 0.30f + 0.12f) * height;
            var width = MathF.Max(0.5f, height * 0.055f);
            if (flowers && bloom < 0.24f + 0.35f * drift)
            {
                Flower(pen, stage, spot, height * 1.15f, lean * 0.5f, hues[(int)(pick * hues.Length * 0.999f)], lit, tone);
                continue;
            }

            pen.Line(spot.X, spot.Y + height * 0.1f, spot.X + lean * 0.4f, spot.Y - height * 0.55f, width, width * 0.8f, lit * 0.75f);
            pen.Line(spot.X + lean * 0.4f, spot.Y - height * 0.55f, spot.X + lean, spot.Y - height, width * 0.8f, width * 0.2f, lit);
        }
    }

    private static Rgb[] FlowerColors(Scene scene, Dice dice)
    {
        if (scene.Reading.Tints.TryGetValue(Subject.Flowers, out var tint))
        {
            return [Lab.FromLch(tint.Lightness, tint.Chroma, tint.Hue).ToRgb(), Lab.FromLch(MathF.Min(0.95f, tint.Lightness + 0.1f), tint.Chroma * 0.8f, tint.Hue + 10).ToRgb()];
        }

        var terms = string.Join(' ', scene.Reading.Understood);
        return terms.Contains("popp", StringComparison.Ordinal) || terms.Contains("mak", StringComparison.Ordinal) ? [Rgb.Hex("d92b1e"), Rgb.Hex("e8482a"), Rgb.Hex("c41f1f")]
            : terms.Contains("sunflower", StringComparison.Ordinal) || terms.Contains("slonecznik", StringComparison.Ordinal) ? [Rgb.Hex("f6b81a"), Rgb.Hex("ffd23c")]
            : terms.Contains("lavender", StringComparison.Ordinal) || terms.Contains("lawend", StringComparison.Ordinal) ? [Rgb.Hex("8a6fd0"), Rgb.Hex("a48be0"), Rgb.Hex("7355b8")]
            : dice.Below(3) switch
            {
                0 => [Rgb.Hex("e0442e"), Rgb.Hex("f6f0e2"), Rgb.Hex("5b6fd0"), Rgb.Hex("f2c53a")],
                1 => [Rgb.Hex("b06ad0"), Rgb.Hex("f4e9f2"), Rgb.Hex("e07ab0")],
                _ => [Rgb.Hex("f5c93a"), Rgb.Hex("faf4e0"), Rgb.Hex("ee8f3a")],
            };
    }

    private static void Flower(Pen pen, Stage stage, in Stage.Spot spot, float height, float lean, Rgb color, Rgb stem, float tone)
    {
        pen.Line(spot.X, spot.Y, spot.X + lean, spot.Y - height, MathF.Max(0.5f, height * 0.04f), MathF.Max(0.4f, height * 0.03f), stem * 0.8f);
        var (cx, cy, radius) = (spot.X + lean, spot.Y - height, MathF.Max(0.7f, height * (0.15f + 0.07f * tone)));
        var place = spot;
        var petal = stage.Lit(color, 0.5f + 0.4f * tone, spot) * 1.1f;
        if (radius < 2.2f)
        {
            pen.Ellipse(cx, cy, radius, radius * 0.8f, (_, _) => petal);
            return;
        }

        for (var n = 0; n < 5; n++)
        {
            var angle = n * 1.2566f + tone * 6;
            var (dx, dy) = (Imaging.ExactMath.Cos(angle) * radius * 0.55f, Imaging.ExactMath.Sin(angle) * radius * 0.42f);
            var shade = stage.Lit(color, 0.35f + 0.5f * Mix.Clamp01(0.5f - dy / radius + 0.3f * dx / radius * stage.LitSide), place) * 1.1f;
            pen.Ellipse(cx + dx, cy + dy, radius * 0.55f, radius * 0.46f, (_, _) => shade);
        }

        pen.Ellipse(cx, cy, radius * 0.28f, radius * 0.22f, (_, _) => stage.Lit(Rgb.Hex("6b4a14"), 0.5f, place));
    }
}
