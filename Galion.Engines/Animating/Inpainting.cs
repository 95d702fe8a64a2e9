using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>
/// Fills what is not known from what is around it: averages go down a pyramid of ever coarser pictures, and each hole takes what the next
/// coarser one has for it. Smooth, cheap, and enough for the narrow strips that a moving camera uncovers.
/// </summary>
internal static class Inpainting
{
    private const int MinSide = 2;

    /// <summary>Fills texels (four to a pixel) where <paramref name="known"/> is 0.</summary>
    public static void Fill(Easel easel, short[] texels, byte[] known, int width, int height)
    {
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var sums = new float[halfWidth * halfHeight * 4];
        var weights = new float[halfWidth * halfHeight];
        easel.Rows(0, halfHeight, y =>
        {
            for (var x = 0; x < halfWidth; x++)
            {
                var index = y * halfWidth + x;
                for (var n = 0; n < 4; n++)
                {
                    var (px, py) = (x * 2 + (n & 1), y * 2 + (n >> 1));
                    if (px < width && py < height && known[py * width + px] != 0)
                    {
                        for (var c = 0; c < 4; c++)
                        {
                            sums[index * 4 + c] += texels[(py * width + px) * 4 + c];
                        }

                        weights[index]++;
                    }
                }

                Normalize(sums, weights, index, 4);
            }
        });
        Fill(sums, weights, halfWidth, halfHeight, 4);
        easel.Rows(0, height, y =>
        {
            Span<float> value = stackalloc float[4];
            for (var x = 0; x < width; x++)
            {
                var index = y * width + x;
                if (known[index] == 0)
                {
                    Interpolate(sums, halfWidth, halfHeight, 4, x * 0.5f - 0.25f, y * 0.5f - 0.25f, value);
                    for (var c = 0; c < 4; c++)
                    {
                        texels[index * 4 + c] = (short)value[c];
                    }
                }
            }
        });
    }

    /// <summary>Fills values where their weight is 0; a weight is 0 to 1 on entry.</summary>
    public static void Fill(float[] values, float[] weights, int width, int height, int channels)
    {
        if (width <= MinSide && height <= MinSide)
        {
            return;
        }

        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var coarse = new float[halfWidth * halfHeight * channels];
        var coarseWeights = new float[halfWidth * halfHeight];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (from, to) = (y * width + x, y / 2 * halfWidth + x / 2);
                var weight = weights[from];
                if (weight > 0)
                {
                    for (var c = 0; c < channels; c++)
                    {
                        coarse[to * channels + c] += values[from * channels + c] * weight;
                    }

                    coarseWeights[to] += weight;
                }
            }
        }

        for (var index = 0; index < coarseWeights.Length; index++)
        {
            Normalize(coarse, coarseWeights, index, channels);
        }

        Fill(coarse, coarseWeights, halfWidth, halfHeight, channels);
        Span<float> value = stackalloc float[channels];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var index = y * width + x;
                if (weights[index] < 1)
                {
                    Interpolate(coarse, halfWidth, halfHeight, channels, x * 0.5f - 0.25f, y * 0.5f - 0.25f, value);
                    for (var c = 0; c < channels; c++)
                    {
                        values[index * channels + c] += (value[c] - values[index * channels + c]) * (1 - weights[index]);
                    }
                }
            }
        }
    }

    /// <summary>Turns a weighted sum into a mean that counts as known as soon as anything was.</summary>
    private static void Normalize(float[] sums, float[] weights, int index, int channels)
    {
        var weight = weights[index];
        if (weight > 0)
        {
            for (var c = 0; c < channels; c++)
            {
                sums[index * channels + c] /= weight;
            }

            weights[index] = MathF.Min(1, weight);
        }
    }

    private static void Interpolate(float[] values, int width, int height, int channels, float x, float y, Span<float> result)
    {
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        var (ix, iy) = ((int)x, (int)y);
        var (fx, fy) = (x - ix, y - iy);
        var (right, below) = (ix + 1 < width ? channels : 0, iy + 1 < height ? width * channels : 0);
        var index = (iy * width + ix) * channels;
        for (var c = 0; c < channels; c++)
        {
            var top = values[index + c] + (values[index + right + c] - values[index + c]) * fx;
            var bottom = values[index + below + c] + (values[index + below + right + c] - values[index + below + c]) * fx;
            result[c] = top + (bottom - top) * fy;
        }
    }
}
