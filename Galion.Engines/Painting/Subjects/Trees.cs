using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Single trees: conifers, broad crowns, birches, palms, blossoming and bare ones.</summary>
internal static class Trees
{
    public enum Species
    {
        Conifer,
        Broad,
        Birch,
        Palm,
        Blossom,
    }

    public static void Draw(Canvas canvas, Pen pen, Stage stage, Stage.Spot spot, Species species, float kilometres, Dice dice)
    {
        pen.Depth = spot.Z;
        pen.Kind = Kind.Plant;
        var height = kilometres * spot.PixelsPerKilometre;
        var seed = (int)(dice.Next() & 0xFFFF);
        if (height < 3)
        {
            return;
        }

        switch (species)
        {
            case Species.Conifer:
                Conifer(canvas, pen, stage, spot, height, seed);
                break;
            case Species.Palm:
                Palm(pen, stage, spot, height, dice);
                break;
            default:
                Broad(canvas, pen, stage, spot, height, species, seed, dice);
                break;
        }
    }

    private static void Conifer(Canvas canvas, Pen pen, Stage stage, in Stage.Spot spot, float height, int seed)
    {
        var winter = stage.Scene.Season == Season.Winter;
        var green = Dyed(stage.Scene, Species.Conifer, Rgb.Lerp(Rgb.Hex("1f3d2a"), Rgb.Hex("3f5c34"), Noise.Hash(seed, 1, 3)));
        var width = height * 0.19f;
        var tiers = 7 + seed % 4;
        for (var y = Math.Max(0, (int)(spot.Y - height)); y <= Math.Min(canvas.Height - 1, (int)spot.Y); y++)
        {
            pen.Check();
            var v = (spot.Y - y) / height;
            var tier = v * tiers;
            var droop = 1 - (tier - MathF.Floor(tier));
            var half = width * (1.02f - v) * (0.55f + 0.55f * droop) + 0.4f;
            if (v < 0.07f)
            {
                half = height * 0.012f + 0.4f;
            }

            for (var x = Math.Max(0, (int)(spot.X - half * 1.4f) - 1); x <= Math.Min(canvas.Width - 1, (int)(spot.X + half * 1.4f) + 1); x++)
            {
                var (u, w) = ((x - spot.X) / height, v);
                var needle = Noise.Fbm(u * 34, w * 26, seed, 3);
                var cover = Mix.Clamp01(half * (1 + needle * 0.55f) - MathF.Abs(x - spot.X) + 0.5f);
                if (cover <= 0)
                {
                    continue;
                }

                var side = (x - spot.X) / (half + 1) * stage.LitSide;
                var light = Mix.Clamp01(0.35f + 0.42f * side + 0.55f * needle) * (0.55f + 0.45f * (1 - droop));
                var snow = winter ? Mix.Smooth(0.15f, 0.5f, needle + 0.5f * (1 - droop)) * 0.85f : 0;
                pen.Put(y * canvas.Width + x, stage.Lit(Rgb.Lerp(v < 0.07f ? Rgb.Hex("4a3628") : green, new Rgb(0.82f, 0.87f, 0.94f), snow), light, spot), cover);
            }
        }
    }

    private static void Broad(Canvas canvas, Pen pen, Stage stage, in Stage.Spot spot, float height, Species species, int seed, Dice dice)
    {
        var scene = stage.Scene;
        var bark = species == Species.Birch ? Rgb.Hex("d8d4ca") : Rgb.Hex("4b382a");
        var trunk = height * (species == Species.Birch ? 0.022f : 0.045f);
        var lit = stage.Lit(bark, 0.4f, spot);
        var bend = dice.Range(-0.05f, 0.05f) * height;
        pen.Line(spot.X, spot.Y, spot.X + bend, spot.Y - height * 0.55f, trunk * 2, trunk, lit);
        for (var n = 0; n < 6; n++)
        {
            var turn = (n - 2.5f) * 0.13f;
            pen.Line(spot.X + bend * 0.7f, spot.Y - height * (0.34f + 0.04f * n), spot.X + bend + turn * height, spot.Y - height * (0.66f + 0.05f * (n % 3)), trunk * 0.8f, trunk * 0.2f, lit);
        }

        if (scene.Season == Season.Winter && species != Species.Blossom)
        {
            for (var n = 0; n < 26; n++)
            {
                var turn = dice.Range(-0.30f, 0.30f);
                pen.Line(spot.X + bend + turn * height * 0.5f, spot.Y - height * dice.Range(0.5f, 0.7f), spot.X + bend + turn * height, spot.Y - height * dice.Range(0.72f, 0.98f), trunk * 0.3f, trunk * 0.1f, lit);
            }

            return;
        }

        var (dark, bright) = Leaves(scene, species, seed);
        var clumps = species == Species.Birch ? 9 : 13;
        for (var n = 0; n < clumps; n++)
        {
            // Clumps further down and behind come first and are darker.
            var order = n / (clumps - 1f);
            var angle = dice.Range(0, 6.28f);
            var spread = MathF.Sqrt(dice.Unit()) * (species == Species.Birch ? 0.15f : 0.27f);
            var (cx, cy) = (spot.X + bend + Imaging.ExactMath.Cos(angle) * spread * height, spot.Y - height * (0.60f + 0.10f * order) + Imaging.ExactMath.Sin(angle) * spread * height * 0.75f);
            Clump(canvas, pen, stage, spot, cx, cy, height * dice.Range(0.11f, 0.18f), dark, bright, 0.25f + 0.75f * order, seed + n);
        }
    }

    private static (Rgb Dark, Rgb Bright) Leaves(Scene scene, Species species, int seed)
    {
        var vary = Noise.Hash(seed, 2, 5);
        if (species == Species.Blossom)
        {
            return (Dyed(scene, species, Rgb.Hex("c9718f")), Dyed(scene, species, Rgb.Hex("ffd3de")));
        }

        var (dark, bright) = scene.Season switch
        {
            Season.Autumn => (Rgb.Lerp(Rgb.Hex("8c3214"), Rgb.Hex("9a6a16"), vary), Rgb.Lerp(Rgb.Hex("e8832a"), Rgb.Hex("f4c648"), vary)),
            Season.Spring => (Rgb.Hex("48742c"), Rgb.Hex("b4d45e")),
            _ => (Rgb.Hex("264a22"), Rgb.Lerp(Rgb.Hex("7ba43c"), Rgb.Hex("5e963f"), vary)),
        };
        return (Dyed(scene, species, dark), Dyed(scene, species, bright));
    }

    /// <summary>The leaves of a species that a prompt colours; a birch is white in its bark.</summary>
    private static Rgb Dyed(Scene scene, Species species, Rgb leaf)
    {
        var subject = species switch
        {
            Species.Conifer => Subject.Conifers,
            Species.Birch => Subject.Birches,
            Species.Palm => Subject.Palms,
            Species.Blossom => Subject.Blossoms,
            _ => Subject.Trees,
        };
        var named = scene.Reading.Tints.GetValueOrDefault(subject) ?? scene.Reading.Tints.GetValueOrDefault(Subject.Trees);
        return named is null || (species == Species.Birch && named.Chroma == 0) ? leaf : Dye.Dyed(leaf, named);
    }

    private static void Clump(
        Canvas canvas, Pen pen, Stage stage, in Stage.Spot spot, float cx, float cy, float radius, Rgb dark, Rgb bright, float front, int seed)
    {
        for (var y = Math.Max(0, (int)(cy - radius * 1.4f)); y <= Math.Min(canvas.Height - 1, (int)(cy + radius * 1.3f)); y++)
        {
            pen.Check();
            for (var x = Math.Max(0, (int)(cx - radius * 1.5f)); x <= Math.Min(canvas.Width - 1, (int)(cx + radius * 1.5f)); x++)
            {
                var (dx, dy) = ((x - cx) / radius, (y - cy) / (radius * 0.85f));
                var leaf = Noise.Fbm(dx * 2.3f, dy * 2.3f, seed, 4);
                var cover = Mix.Clamp01((1 + leaf * 0.75f - MathF.Sqrt(dx * dx + dy * dy)) * radius * 0.8f);
                if (cover > 0)
                {
                    var light = Mix.Clamp01(0.40f * front + 0.30f * dx * stage.LitSide - 0.42f * dy + 0.55f * leaf);
                    pen.Put(y * canvas.Width + x, stage.Lit(Rgb.Lerp(dark, bright, light), 0.15f + 0.85f * light, spot), cover);
                }
            }
        }
    }

    private static void Palm(Pen pen, Stage stage, in Stage.Spot spot, float height, Dice dice)
    {
        var bend = dice.Range(0.12f, 0.26f) * (dice.Chance(0.5f) ? 1 : -1) * height;
        var bark = stage.Lit(Rgb.Hex("7a5e42"), 0.4f, spot);
        var (lastX, lastY) = (spot.X, spot.Y);
        for (var n = 1; n <= 12; n++)
        {
            var t = n / 12f;
            var (x, y) = (spot.X + bend * t * t, spot.Y - height * 0.86f * t);
            pen.Line(lastX, lastY, x, y, height * (0.040f - 0.018f * t), height * (0.038f - 0.018f * t), bark);
            (lastX, lastY) = (x, y);
        }

        for (var n = 0; n < 13; n++)
        {
            var angle = n / 13f * 6.28f + dice.Range(-0.2f, 0.2f);
            var (dx, dy) = (Imaging.ExactMath.Cos(angle), Imaging.ExactMath.Sin(angle) * 0.55f - 0.25f);
            var length = height * dice.Range(0.26f, 0.36f);
            var leaf = stage.Lit(Dyed(stage.Scene, Species.Palm, Rgb.Lerp(Rgb.Hex("2c5526"), Rgb.Hex("6f9a3c"), dice.Unit())), dx * stage.LitSide > 0 ? 0.9f : 0.3f, spot);
            var (px, py) = (lastX, lastY);
            for (var s = 1; s <= 9; s++)
            {
                var t = s / 9f;
                var (x, y) = (lastX + dx * length * t, lastY + (dy * t + 0.75f * t * t) * length);
                pen.Line(px, py, x, y, height * 0.014f * (1.1f - t), height * 0.012f * (1.1f - t), leaf);
                var blade = height * 0.085f * (1 - t * 0.75f);
                pen.Line(x, y, x + dx * blade * 0.3f - blade * 0.25f, y + blade, height * 0.012f, height * 0.002f, leaf);
                pen.Line(x, y, x + dx * blade * 0.3f + blade * 0.25f, y + blade * 0.9f, height * 0.012f, height * 0.002f, leaf);
                (px, py) = (x, y);
            }
        }
    }
}
