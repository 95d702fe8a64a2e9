using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>
/// The darkening of a picture towards its corners, as lenses and painters leave it, which would stand as a ring in the middle of a larger one.
/// It is told from what the picture shows by being alike on all sides: around every corner the light falls both outwards and up or down.
/// </summary>
internal static class Falloff
{
    private const int Side = 96;
    private const int Rings = 10;
    private const float Inner = 0.10f;

    /// <summary>Half the square of the diagonal, in parts of the sides.</summary>
    private const float Outer = 0.5f;
    private const float Least = 1.04f;
    private const float Most = 3f;

    /// <summary>The picture in even light; the same one when its light does not fall off.</summary>
    public static Bitmap Even(Easel easel, Bitmap picture)
    {
        var gains = Estimate(easel, picture);
        if (gains[^1] < Least)
        {
            return picture;
        }

        var even = new Bitmap(picture.Width, picture.Height, 3);
        easel.Rows(0, picture.Height, y =>
        {
            var from = picture.Row(y);
            var to = even.Row(y);
            var dy = (y + 0.5f) / picture.Height - 0.5f;
            for (var x = 0; x < picture.Width; x++)
            {
                var dx = (x + 0.5f) / picture.Width - 0.5f;
                var position = MathF.Max(0, (dx * dx + dy * dy - Inner) / (Outer - Inner) * Rings);
                var ring = Math.Min((int)position, Rings - 1);
                var gain = Mix.Lerp(gains[ring], gains[ring + 1], position - ring);
                for (var n = x * 3; n < x * 3 + 3; n++)
                {
                    to[n] = gain < 1.002f ? from[n] : (byte)(Srgb.FromLinear(Srgb.ToLinear(from[n]) * gain) * 255 + 0.5f);
                }
            }
        });
        return even;
    }

    /// <summary>What the light is to be multiplied by at the inner edge of each ring and, last, at the corners.</summary>
    private static float[] Estimate(Easel easel, Bitmap picture)
    {
        var (width, height) = (Math.Min(Side, picture.Width), Math.Min(Side, picture.Height));
        var light = Logarithms(easel, picture, width, height);
        // For every ring, quadrant and axis: how the logarithm of the light changes with the square of the distance from the middle.
        var slopes = new List<float>[Rings, 8];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var (dx, dy) = ((x + 0.5f) / width - 0.5f, (y + 0.5f) / height - 0.5f);
                var ring = (int)MathF.Floor((dx * dx + dy * dy - Inner) / (Outer - Inner) * Rings);
                if (ring is < 0 or >= Rings)
                {
                    continue;
                }

                var quadrant = (dx < 0 ? 0 : 2) + (dy < 0 ? 0 : 4);
                var index = y * width + x;
                Add(quadrant, (light[index + 1] - light[index - 1]) * width * 0.5f, dx);
                Add(quadrant + 1, (light[index + width] - light[index - width]) * height * 0.5f, dy);

                void Add(int group, float slope, float offset)
                {
                    if (MathF.Abs(offset) > 0.12f)
                    {
                        (slopes[ring, group] ??= []).Add(slope / (2 * offset));
                    }
                }
            }
        }

        var gains = new float[Rings + 1];
        gains[0] = 1;
        for (var ring = 0; ring < Rings; ring++)
        {
            var fall = MathF.Min(0, Agreed(slopes, ring));
            gains[ring + 1] = gains[ring] * ExactMath.Exp(-fall * (Outer - Inner) / Rings);
        }

        // No lens takes more: what falls off so far is a thing of light, such as a galaxy.
        return gains[^1] > Most ? new float[Rings + 1] : gains;
    }

    /// <summary>The slope that more than half of the groups reach or exceed; 0 if too few of them are there. A bright band across has one in half of them.</summary>
    private static float Agreed(List<float>[,] slopes, int ring)
    {
        var medians = new List<float>();
        for (var group = 0; group < 8; group++)
        {
            if (slopes[ring, group] is { Count: > 2 } values)
            {
                values.Sort();
                medians.Add(values[values.Count / 2]);
            }
        }

        medians.Sort();
        return medians.Count < 6 ? 0 : (medians[medians.Count / 2] + medians[medians.Count / 2 + 1]) * 0.5f;
    }

    private static float[] Logarithms(Easel easel, Bitmap picture, int width, int height)
    {
        var light = new float[width * height];
        easel.Rows(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var (left, right) = (x * picture.Width / width, Math.Max((x + 1) * picture.Width / width, x * picture.Width / width + 1));
                var (top, bottom) = (y * picture.Height / height, Math.Max((y + 1) * picture.Height / height, y * picture.Height / height + 1));
                var sum = 0f;
                for (var row = top; row < bottom; row++)
                {
                    var pixels = picture.Row(row);
                    for (var n = left * 3; n < right * 3; n += 3)
                    {
                        sum += 0.2126f * Srgb.ToLinear(pixels[n]) + 0.7152f * Srgb.ToLinear(pixels[n + 1]) + 0.0722f * Srgb.ToLinear(pixels[n + 2]);
                    }
                }

                light[y * width + x] = ExactMath.Log2(MathF.Max(0.003f, sum / ((right - left) * (bottom - top)))) * 0.6931472f;
            }
        });
        return light;
    }
}
