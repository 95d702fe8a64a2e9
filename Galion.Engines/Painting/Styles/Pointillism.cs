using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>
/// Dots of pure colour on a pale ground, in three sizes: each takes the colour of its place apart into neighbours of its hue, with now and
/// then a dot of its opposite, and only the eye mixes them again.
/// </summary>
internal static class Pointillism
{
    public static void Apply(Easel easel, Canvas canvas, Scene scene)
    {
        var source = LabPlanes.From(easel, canvas).Blur(easel, easel.Unit * 0.0012f);
        var ground = new Lab(0.90f, 0.006f, 0.030f);
        easel.Rows(y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                canvas[index] = Lab.Lerp(ground, source[index], 0.50f).ToRgb();
            }
        });
        ReadOnlySpan<float> sizes = easel.Detail switch
        {
            Detail.Draft => [0.0105f, 0.0066f],
            Detail.Fine => [0.0082f, 0.0056f, 0.0040f, 0.0030f],
            _ => [0.0088f, 0.0062f, 0.0046f],
        };
        for (var layer = 0; layer < sizes.Length; layer++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            Dab(easel, canvas, source, MathF.Max(2.2f, sizes[layer] * easel.Unit), layer);
        }
    }

    private static void Dab(Easel easel, Canvas canvas, LabPlanes source, float pitch, int layer)
    {
        var seed = easel.NoiseSeed("dots" + layer);
        var (columns, rows) = ((int)(canvas.Width / pitch) + 3, (int)(canvas.Height / pitch) + 3);
        var dots = new Dot[columns * rows];
        easel.Rows(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                var x = (column - 1 + 0.5f + (Noise.Hash(column, row, seed) - 0.5f) * 0.8f) * pitch;
                var y = (row - 1 + 0.5f + (Noise.Hash(column, row, seed + 1) - 0.5f) * 0.8f) * pitch;
                var size = 0.42f + 0.20f * Noise.Hash(column, row, seed + 2);
                dots[row * columns + column] = new Dot(x, y, size * pitch, Pure(source.Sample(x, y), column, row, seed).ToRgb());
            }
        });
        easel.Rows(y =>
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var (column, row) = ((int)(x / pitch) + 1, (int)(y / pitch) + 1);
                for (var n = 0; n < 9; n++)
                {
                    ref readonly var dot = ref dots[Math.Clamp(row + n / 3 - 1, 0, rows - 1) * columns + Math.Clamp(column + n % 3 - 1, 0, columns - 1)];
                    var (dx, dy) = (x - dot.X, y - dot.Y);
                    var squared = dx * dx + dy * dy;
                    if (squared >= (dot.Radius + 0.5f) * (dot.Radius + 0.5f))
                    {
                        continue;
                    }

                    var distance = MathF.Sqrt(squared);
                    // Thick paint stands up a little: the lower right of each dot is in shade.
                    var relief = 1 - 0.13f * (dx + dy) / dot.Radius;
                    canvas.Blend(y * canvas.Width + x, dot.Color * relief, Mix.Clamp01(dot.Radius - distance + 0.5f) * 0.94f);
                }
            }
        });
    }

    /// <summary>A colour of the palette near a mixed one: its hue moved to either side, its opposite in the shade, light itself in the light.</summary>
    private static Lab Pure(Lab color, int column, int row, int seed)
    {
        var (pick, turn, tone) = (Noise.Hash(column, row, seed + 3), Noise.Hash(column, row, seed + 4), Noise.Hash(column, row, seed + 5));
        var angle = (turn - 0.5f) * 1.5f;
        if (pick < 0.10f)
        {
            angle = MathF.PI;
        }

        var (cos, sin) = (Imaging.ExactMath.Cos(angle), Imaging.ExactMath.Sin(angle));
        var chroma = MathF.Sqrt(color.A * color.A + color.B * color.B);
        var gain = (chroma * 1.35f + 0.045f) / MathF.Max(0.012f, chroma);
        gain = pick < 0.10f ? gain * 0.55f : gain;
        var lightness = Mix.Clamp01(color.L + (tone - 0.5f) * 0.17f + 0.015f);
        return new Lab(lightness, (color.A * cos - color.B * sin) * gain, (color.A * sin + color.B * cos) * gain);
    }

    private readonly record struct Dot(float X, float Y, float Radius, Rgb Color);
}
