using System.Numerics;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>What people build: houses, castles, lighthouses, windmills, bridges, boats, balloons.</summary>
internal sealed class Structures(Pen pen, Stage stage, Dice dice)
{
    private bool Night => stage.Scene.Air.Time is TimeOfDay.Night or TimeOfDay.Dusk;

    private Rgb Window => Night ? new Rgb(1.7f, 1.0f, 0.36f) : Rgb.Hex("34434f") + stage.Scene.Air.Middle * 0.2f;

    /// <param name="kilometres">Height of the walls and roof.</param>
    public void House(in Stage.Spot spot, float kilometres)
    {
        Begin(spot);
        var h = kilometres * spot.PixelsPerKilometre;
        var wallColor = Tint(Subject.House, 0.74f) ?? Tint(Subject.Village, 0.74f) ?? dice.Pick(Rgb.Hex("e9dcc4"), Rgb.Hex("d8c5ad"), Rgb.Hex("efe9dd"), Rgb.Hex("b98f6a"));
        var roofColor = stage.Scene.Season == Season.Winter ? Rgb.Hex("e6edf4") : dice.Pick(Rgb.Hex("a4452f"), Rgb.Hex("7c3a30"), Rgb.Hex("5d5450"));
        var (x, y, w, d) = (spot.X, spot.Y + h * 0.04f, h * 0.62f, h * 0.80f);
        var lit = stage.LitSide;
        var front = stage.Lit(wallColor, lit < 0 ? 0.95f : 0.35f, spot);
        var side = stage.Lit(wallColor, lit < 0 ? 0.2f : 0.8f, spot);
        // Gable front on the left, long side on the right.
        pen.Fill([new(x - w, y), new(x - w, y - h * 0.45f), new(x - w * 0.5f, y - h * 0.95f), new(x, y - h * 0.45f), new(x, y)], front);
        pen.Fill([new(x, y), new(x, y - h * 0.45f), new(x + d, y - h * 0.42f), new(x + d, y - h * 0.03f)], side);
        pen.Fill([new(x - w * 0.5f, y - h * 1.0f), new(x + d - w * 0.42f, y - h * 0.95f), new(x + d + h * 0.06f, y - h * 0.38f), new(x + h * 0.05f, y - h * 0.41f)], stage.Lit(roofColor, lit < 0 ? 0.35f : 0.85f, spot));
        pen.Fill([new(x - w - h * 0.06f, y - h * 0.40f), new(x - w * 0.5f, y - h * 1.0f), new(x - w * 0.5f, y - h * 0.90f), new(x - w, y - h * 0.40f)], stage.Lit(roofColor, 0.6f, spot));
        Square(x - w * 0.62f, y - h * 0.36f, h * 0.20f, h * 0.16f, Window);
        Square(x + d * 0.18f, y - h * 0.34f, h * 0.16f, h * 0.15f, Window);
        Square(x + d * 0.58f, y - h * 0.33f, h * 0.16f, h * 0.15f, Window);
        pen.Fill([new(x + d * 0.55f, y - h * 0.98f), new(x + d * 0.55f, y - h * 1.16f), new(x + d * 0.68f, y - h * 1.16f), new(x + d * 0.68f, y - h * 0.9f)], stage.Lit(Rgb.Hex("8a5a48"), 0.5f, spot));
        Smoke(x + d * 0.61f, y - h * 1.18f, h);
    }

    public void Lighthouse(in Stage.Spot spot, float kilometres)
    {
        Begin(spot);
        var h = kilometres * spot.PixelsPerKilometre;
        var (x, y, lit) = (spot.X, spot.Y + h * 0.05f, stage.LitSide);
        var place = spot;
        var stripe = Tint(Subject.Lighthouse, 0.52f) ?? Rgb.Hex("b8342a");
        pen.Fill([new(x - h * 0.115f, y), new(x - h * 0.07f, y - h * 0.80f), new(x + h * 0.07f, y - h * 0.80f), new(x + h * 0.115f, y)], (px, py) =>
        {
            var v = (y - py) / (h * 0.80f);
            var across = (px - x) / (h * (0.115f - 0.045f * v));
            var color = ((int)MathF.Floor(v * 5) & 1) == 1 ? stripe : Rgb.Hex("f3efe6");
            return stage.Lit(color, Mix.Clamp01(0.5f + 0.5f * across * lit), place);
        });
        pen.Fill([new(x - h * 0.10f, y - h * 0.79f), new(x - h * 0.10f, y - h * 0.815f), new(x + h * 0.10f, y - h * 0.815f), new(x + h * 0.10f, y - h * 0.79f)], stage.Lit(Rgb.Hex("3a3a40"), 0.4f, spot));
        pen.Fill([new(x - h * 0.045f, y - h * 0.815f), new(x - h * 0.045f, y - h * 0.90f), new(x + h * 0.045f, y - h * 0.90f), new(x + h * 0.045f, y - h * 0.815f)], Night ? new Rgb(3f, 2.4f, 1.3f) : Rgb.Hex("ffe9b0"));
        pen.Fill([new(x - h * 0.065f, y - h * 0.895f), new(x, y - h), new(x + h * 0.065f, y - h * 0.895f)], stage.Lit(stripe, 0.5f, spot));
    }

    /// <summary>The beam of a lighthouse, added to what is behind it.</summary>
    public void Beam(Easel easel, Canvas canvas, in Stage.Spot spot, float kilometres)
    {
        if (!Night)
        {
            return;
        }

        var h = kilometres * spot.PixelsPerKilometre;
        var (x, y) = (spot.X, spot.Y + h * 0.05f - h * 0.86f);
        var unit = stage.View.Unit;
        easel.Rows(py =>
        {
            for (var px = 0; px < canvas.Width; px++)
            {
                var (dx, dy) = ((px - x) / unit, (py - y) / unit);
                var spread = MathF.Abs(dy + dx * 0.06f) / (MathF.Abs(dx) * 0.13f + 0.004f);
                var halo = 0.0012f / (dx * dx + dy * dy + 0.0012f);
                var beam = spread < 1 ? (1 - spread) * (1 - spread) * 0.30f / (1 + MathF.Abs(dx) * 5) : 0;
                var light = beam + halo * 0.5f;
                if (light > 0.002f && canvas.Kinds[py * canvas.Width + px] != Kind.Water)
                {
                    canvas.Add(py * canvas.Width + px, new Rgb(1, 0.86f, 0.58f) * light);
                }
            }
        });
    }

    public void Castle(in Stage.Spot spot, float kilometres)
    {
        Begin(spot);
        var h = kilometres * spot.PixelsPerKilometre;
        var stone = Tint(Subject.Castle, 0.6f) ?? Rgb.Hex("a39a8e");
        var roof = Rgb.Hex("4d5a78");
        ReadOnlySpan<(float X, float Width, float Height, bool Spire)> towers =
        [
            (-0.10f, 0.20f, 0.78f, true), (0.22f, 0.15f, 0.62f, true), (-0.42f, 0.15f, 0.52f, true), (0.48f, 0.13f, 0.42f, true), (0.04f, 0.46f, 0.34f, false), (-0.28f, 0.34f, 0.28f, false),
            (0.36f, 0.30f, 0.26f, false), (-0.56f, 0.12f, 0.34f, true),
        ];
        foreach (var (tx, width, height, spire) in towers)
        {
            Tower(spot, spot.X + tx * h, width * h, height * h, spire, stone, roof, h);
        }
    }

    public void Windmill(in Stage.Spot spot, float kilometres)
    {
        Begin(spot);
        var h = kilometres * spot.PixelsPerKilometre;
        var (x, y) = (spot.X, spot.Y + h * 0.04f);
        var place = spot;
        var wall = Tint(Subject.Windmill, 0.7f) ?? Rgb.Hex("d9cdb8");
        pen.Fill([new(x - h * 0.20f, y), new(x - h * 0.11f, y - h * 0.66f), new(x + h * 0.11f, y - h * 0.66f), new(x + h * 0.20f, y)], (px, _) => stage.Lit(wall, Mix.Clamp01(0.5f + (px - x) / (h * 0.3f) * stage.LitSide), place));
        pen.Fill([new(x - h * 0.14f, y - h * 0.65f), new(x, y - h * 0.82f), new(x + h * 0.14f, y - h * 0.65f)], stage.Lit(Rgb.Hex("6d4434"), 0.5f, spot));
        Square(x - h * 0.035f, y - h * 0.40f, h * 0.07f, h * 0.10f, Window);
        var turn = dice.Range(0.2f, 1.3f);
        for (var n = 0; n < 4; n++)
        {
            var angle = turn + n * 1.5707963f;
            var (dx, dy) = (Imaging.ExactMath.Cos(angle), Imaging.ExactMath.Sin(angle));
            var hub = new Vector2(x, y - h * 0.68f);
            var (along, across) = (new Vector2(dx, dy) * h * 0.52f, new Vector2(-dy, dx) * h * 0.085f);
            var sail = stage.Lit(Rgb.Hex("f1e8d6"), 0.7f, spot);
            pen.Fill([hub + along * 0.18f, hub + along, hub + along + across, hub + along * 0.18f + across], sail);
            pen.Line(hub.X, hub.Y, hub.X + along.X, hub.Y + along.Y, h * 0.018f, h * 0.012f, stage.Lit(Rgb.Hex("4a3528"), 0.4f, spot));
        }
    }

    public void Boat(in Stage.Spot spot, float kilometres)
    {
        Begin(spot);
        var h = kilometres * spot.PixelsPerKilometre;
        var (x, y) = (spot.X, spot.Y);
        var hull = Tint(Subject.Boat, 0.52f) ?? dice.Pick(Rgb.Hex("7d3c2a"), Rgb.Hex("2f4a66"), Rgb.Hex("e8e2d4"));
        var sail = Tint(Subject.Boat, 0.80f) is { } named && dice.Chance(0.35f) ? named : Rgb.Hex("f7f0df");
        var lean = dice.Range(-0.03f, 0.03f) * h;
        pen.Line(x, y - h * 0.1f, x + lean, y - h, h * 0.018f, h * 0.010f, stage.Lit(Rgb.Hex("5a4332"), 0.4f, spot));
        var place = spot;
        Rgb Cloth(int px, int py) => stage.Lit(sail, Mix.Clamp01(0.62f + 0.3f * stage.LitSide * (px - x) / (h * 0.3f) + 0.1f * (y - py) / h), place);
        pen.Fill([new(x + h * 0.02f, y - h * 0.17f), new(x + lean + h * 0.01f, y - h * 0.98f), new(x + h * 0.22f, y - h * 0.52f), new(x + h * 0.36f, y - h * 0.18f)], Cloth);
        pen.Fill([new(x - h * 0.03f, y - h * 0.19f), new(x + lean - h * 0.01f, y - h * 0.88f), new(x - h * 0.17f, y - h * 0.50f), new(x - h * 0.28f, y - h * 0.20f)], Cloth);
        pen.Fill([new(x - h * 0.34f, y - h * 0.14f), new(x + h * 0.40f, y - h * 0.14f), new(x + h * 0.30f, y + h * 0.015f), new(x - h * 0.24f, y + h * 0.015f)], stage.Lit(hull, 0.55f, spot));
    }

    public void Bridge(in Stage.Spot left, in Stage.Spot right, float height)
    {
        Begin(left);
        var rise = height * left.PixelsPerKilometre;
        var stone = stage.Lit(Tint(Subject.Bridge, 0.6f) ?? Rgb.Hex("9a8f82"), 0.5f, left);
        var dark = stone * 0.5f;
        var (x0, x1, y) = (left.X, right.X, MathF.Max(left.Y, right.Y));
        var span = (x1 - x0) / 3;
        var deck = y - rise;
        for (var px = (int)x0; px <= (int)x1; px++)
        {
            var t = (px - x0) / span;
            var local = (t - MathF.Floor(t) - 0.5f) * 2.25f;
            var arch = MathF.Abs(local) < 1 ? MathF.Sqrt(1 - local * local) : 0;
            var arc = 4 * (px - x0) / (x1 - x0) * (1 - (px - x0) / (x1 - x0));
            var top = deck - rise * 0.35f * arc;
            pen.Fill([new(px, top), new(px + 1, top), new(px + 1, y + 2 - arch * rise * 0.95f), new(px, y + 2 - arch * rise * 0.95f)], stone);
            pen.Fill([new(px, top), new(px + 1, top), new(px + 1, top + rise * 0.10f), new(px, top + rise * 0.10f)], dark);
        }
    }

    public void Balloon(float x, float y, float size, float depth)
    {
        var spot = new Stage.Spot(x, y, 1, depth, 0);
        Begin(spot);
        var hue = stage.Scene.Reading.Tints.TryGetValue(Subject.Balloon, out var named) ? named.Hue : dice.Range(0, 360);
        var (one, two) = (Lab.FromLch(0.62f, 0.17f, hue).ToRgb(), Lab.FromLch(0.88f, 0.08f, hue + 60).ToRgb());
        pen.Ellipse(x, y, size, size * 1.12f, (px, py) =>
        {
            var (dx, dy) = ((px - x) / size, (py - y) / size);
            var gore = dx / MathF.Max(0.1f, MathF.Sqrt(MathF.Max(0.02f, 1 - dy * dy * 0.8f)));
            var stripe = ((int)MathF.Floor((gore + 3) * 3.5f) & 1) == 0 ? one : two;
            return stage.Lit(stripe, Mix.Clamp01(0.5f + 0.5f * dx * stage.LitSide - 0.25f * dy), spot);
        });
        pen.Fill([new(x - size * 0.62f, y + size * 0.85f), new(x + size * 0.62f, y + size * 0.85f), new(x + size * 0.14f, y + size * 1.5f), new(x - size * 0.14f, y + size * 1.5f)], stage.Lit(one, 0.3f, spot));
        pen.Fill([new(x - size * 0.12f, y + size * 1.62f), new(x + size * 0.12f, y + size * 1.62f), new(x + size * 0.10f, y + size * 1.84f), new(x - size * 0.10f, y + size * 1.84f)], stage.Lit(Rgb.Hex("6b4a2e"), 0.5f, spot));
    }

    private void Tower(in Stage.Spot spot, float x, float width, float height, bool spire, Rgb stone, Rgb roof, float h)
    {
        var place = spot;
        var y = spot.Y + h * 0.05f;
        pen.Fill([new(x - width / 2, y), new(x - width / 2, y - height), new(x + width / 2, y - height), new(x + width / 2, y)], (px, py) =>
        {
            var across = (px - x) / (width * 0.5f);
            var block = Noise.Hash((int)(px / (h * 0.02f + 1)), (int)(py / (h * 0.012f + 1)), 77);
            return stage.Lit(stone * (0.88f + 0.2f * block), Mix.Clamp01(0.45f + 0.5f * across * stage.LitSide), place);
        });
        var teeth = Math.Max(3, (int)(width / (h * 0.045f)));
        for (var n = 0; n < teeth; n++)
        {
            Square(x - width * 0.54f + width * 1.08f * n / teeth, y - height, width * 0.6f / teeth, h * 0.028f, stage.Lit(stone, 0.5f, spot));
        }

        if (spire)
        {
            pen.Fill([new(x - width * 0.58f, y - height), new(x, y - height - width * 1.7f), new(x + width * 0.58f, y - height)], (px, _) => stage.Lit(roof, Mix.Clamp01(0.5f + (px - x) / width * stage.LitSide), place));
        }

        Square(x - h * 0.012f, y - height * 0.72f, h * 0.024f, h * 0.05f, Window);
        if (!spire)
        {
            Square(x - width * 0.3f, y - height * 0.6f, h * 0.022f, h * 0.04f, Window);
            Square(x + width * 0.25f, y - height * 0.6f, h * 0.022f, h * 0.04f, Window);
        }
    }

    private void Smoke(float x, float y, float h)
    {
        if (stage.Scene.Season is not (Season.Winter or Season.Autumn) && !Night)
        {
            return;
        }

        var color = Rgb.Lerp(stage.Scene.Air.Horizon, Rgb.White * stage.Scene.Air.Ambient.Luminance * 2, 0.4f);
        for (var n = 0; n < 9; n++)
        {
            pen.Opacity = 0.10f;
            var t = n / 8f;
            pen.Ellipse(x + h * 0.35f * t * t, y - h * 0.9f * t, h * (0.05f + 0.16f * t), h * (0.05f + 0.12f * t), (_, _) => color);
        }

        pen.Opacity = 1;
    }

    private void Begin(in Stage.Spot spot) => (pen.Depth, pen.Kind, pen.Opacity) = (spot.Z, Kind.Building, 1);

    private void Square(float x, float y, float width, float height, Rgb color) =>
        pen.Fill([new(x, y), new(x + width, y), new(x + width, y - height), new(x, y - height)], color);

    private Rgb? Tint(Subject subject, float lightness) =>
        stage.Scene.Reading.Tints.TryGetValue(subject, out var named)
            ? Lab.FromLch(named.Chroma == 0 ? named.Lightness : Mix.Lerp(lightness, named.Lightness, 0.5f), named.Chroma, named.Hue).ToRgb()
            : null;
}
