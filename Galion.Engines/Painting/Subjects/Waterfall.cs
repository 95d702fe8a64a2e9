using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Subjects;

/// <summary>A fall over a rock face at the head of the valley, with spray where it lands.</summary>
internal static class Waterfall
{
    private const float Distance = 2.4f;

    /// <summary>Of the face, in units.</summary>
    public const float Height = 0.21f;

    /// <summary>Of the face, in units.</summary>
    public const float HalfWidth = 0.13f;

    /// <summary>Where the water lands.</summary>
    public static Stage.Spot Foot(Stage stage, Relief relief) =>
        stage.At(relief.RiverX(System.Runtime.Intrinsics.Vector256.Create(Distance))[0], Distance, 0.004f);

    public static void Draw(Easel easel, Canvas canvas, Pen pen, Stage stage, Stage.Spot foot)
    {
        var unit = stage.View.Unit;
        var seed = easel.NoiseSeed("waterfall");
        var (height, half) = (Height * unit, HalfWidth * unit);
        (pen.Depth, pen.Kind, pen.Opacity) = (foot.Z, Kind.Land, 1);
        var white = stage.Lit(Rgb.Hex("f2f6fa"), 0.9f, foot) * 1.15f;
        var (top, bottom) = (Math.Max(0, (int)(foot.Y - height * 1.4f)), Math.Min(canvas.Height, (int)(foot.Y + 2) + 1));
        easel.Rows(top, bottom, y =>
        {
            var up = (foot.Y - y) / height;
            for (var x = Math.Max(0, (int)(foot.X - half * 2.2f)); x <= Math.Min(canvas.Width - 1, (int)(foot.X + half * 2.2f)); x++)
            {
                var across = (x - foot.X) / half;
                var (u, v) = (x / unit, y / unit);
                var rough = Noise.Fbm(u * 14, v * 14, seed, 5);
                // The face is highest beside the fall and sinks into the slopes.
                var crest = 1.0f + 0.12f * Noise.Fbm(u * 18, 0.5f, seed + 5, 3) - 0.20f * across * across;
                var cover = Mix.Clamp01((crest - up + rough * 0.06f) * height * 0.5f);
                if (cover <= 0)
                {
                    continue;
                }

                var cracks = Noise.Fbm(u * 46, v * 13, seed + 9, 4);
                var rock = Rgb.Lerp(Rgb.Hex("3f3d3e"), Rgb.Hex("85807a"), Mix.Clamp01(0.5f + rough * 0.7f + cracks * 0.5f));
                var moss = Rgb.Lerp(rock, Rgb.Hex("4d6b30"), Mix.Smooth(0.0f, 0.35f, rough + 0.5f * MathF.Abs(across) - 0.35f));
                var color = stage.Lit(moss, Mix.Clamp01(0.45f + cracks * 0.8f), foot);
                var width = 0.16f + 0.10f * (1 - up) + 0.04f * Noise.Fbm(v * 10, 3.1f, seed + 14, 2);
                var streak = Noise.Fbm(u * 150, v * 4, seed + 20, 4);
                var water = Mix.Smooth(width, width * 0.55f, MathF.Abs(across + 0.05f * rough)) * Mix.Clamp01(0.80f + streak * 0.8f);
                pen.Put(y * canvas.Width + x, Rgb.Lerp(color, white * (0.86f + 0.25f * streak), water), cover);
            }
        });

        Spray(easel, canvas, foot, white, half, seed, unit);
    }

    private static void Spray(Easel easel, Canvas canvas, Stage.Spot foot, Rgb white, float half, int seed, float unit)
    {
        var (top, bottom) = (Math.Max(0, (int)(foot.Y - half)), Math.Min(canvas.Height, (int)(foot.Y + half * 0.35f) + 1));
        easel.Rows(top, bottom, y =>
        {
            for (var x = Math.Max(0, (int)(foot.X - half * 1.3f)); x <= Math.Min(canvas.Width - 1, (int)(foot.X + half * 1.3f)); x++)
            {
                var (dx, dy) = ((x - foot.X) / half, (y - foot.Y) / (half * 0.6f));
                var cloud = 1 / (1 + (dx * dx + dy * dy) * 5.5f) + 0.25f * Noise.Fbm(x / unit * 20, y / unit * 20, seed + 30, 4);
                var index = y * canvas.Width + x;
                if (canvas.Kinds[index] != Kind.Water && canvas.Depth[index] >= foot.Z * 0.99f)
                {
                    canvas.Blend(index, white, 0.75f * Mix.Smooth(0.25f, 0.95f, cloud));
                }
            }
        });
    }
}
