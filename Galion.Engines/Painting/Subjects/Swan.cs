using System.Numerics;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>A swan on the water. Coordinates are in heights above the water, x towards its beak.</summary>
internal static class Swan
{
    private static readonly Vector2[] Body =
    [
        new(-0.80f, 0.36f), new(-0.62f, 0.37f), new(-0.40f, 0.50f), new(-0.10f, 0.50f), new(0.16f, 0.40f), new(0.36f, 0.34f), new(0.50f, 0.22f), new(0.46f, 0.04f),
        new(0.28f, -0.02f), new(-0.36f, -0.02f), new(-0.60f, 0.10f), new(-0.74f, 0.24f),
    ];

    private static readonly Vector2[] Wing =
    [
        new(-0.72f, 0.40f), new(-0.46f, 0.53f), new(-0.14f, 0.54f), new(0.12f, 0.40f), new(0.16f, 0.26f), new(-0.06f, 0.15f), new(-0.36f, 0.20f),
    ];

    /// <summary>From the breast to the head, with how thick the neck is there.</summary>
    private static readonly (float X, float Y, float Width)[] Neck =
    [
        (0.34f, 0.22f, 0.22f), (0.46f, 0.38f, 0.15f), (0.47f, 0.54f, 0.115f), (0.41f, 0.68f, 0.10f), (0.37f, 0.80f, 0.095f), (0.40f, 0.91f, 0.095f), (0.48f, 0.95f, 0.10f),
    ];

    /// <param name="kilometres">From the water to the head.</param>
    public static void Draw(Pen pen, Stage stage, Stage.Spot spot, float kilometres, bool mirrored)
    {
        (pen.Depth, pen.Kind, pen.Opacity) = (spot.Z, Kind.Figure, 1);
        var height = kilometres * spot.PixelsPerKilometre;
        var side = mirrored ? -1 : 1;
        var plumage = stage.Scene.Reading.Dyed(Subject.Swan, Rgb.Hex("f6f3ec"));
        var dark = plumage.Luminance < 0.1f;
        Rgb Feather(int x, int y)
        {
            var rise = Mix.Clamp01((spot.Y - y) / (height * 0.55f));
            var across = (x - spot.X) / (height * 0.7f) * stage.LitSide;
            return stage.Lit(plumage, Mix.Clamp01(0.30f + 0.55f * rise + 0.22f * across), spot) * (0.82f + 0.18f * rise);
        }

        pen.Fill(Outline(Body), Feather);
        pen.Fill(Outline(Wing), (x, y) => Feather(x, y) * (dark ? 1.5f : 1.12f));
        for (var n = 0; n + 1 < Neck.Length; n++)
        {
            var (from, to) = (At(Neck[n].X, Neck[n].Y), At(Neck[n + 1].X, Neck[n + 1].Y));
            pen.Line(from.X, from.Y, to.X, to.Y, Neck[n].Width * height, Neck[n + 1].Width * height, Feather((int)from.X, (int)(spot.Y - height * 0.5f)));
        }

        var bill = stage.Lit(Rgb.Hex(dark ? "c8321e" : "e8862a"), 0.7f, spot);
        pen.Fill([At(0.51f, 1.0f), At(0.71f, 0.87f), At(0.51f, 0.90f)], bill);
        var face = At(0.525f, 0.945f);
        pen.Ellipse(face.X, face.Y, height * 0.022f, height * 0.035f, (_, _) => stage.Lit(Rgb.Hex("1c1a1a"), 0.4f, spot));

        Vector2 At(float x, float y) => new(spot.X + x * side * height, spot.Y - y * height);

        Vector2[] Outline(Vector2[] points) => Figures.Smooth(Array.ConvertAll(points, point => At(point.X, point.Y)));
    }
}
