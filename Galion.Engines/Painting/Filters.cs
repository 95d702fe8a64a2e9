using System.Buffers;

namespace Galion.Engines.Painting;

/// <summary>Neighbourhood operations on single planes that several styles share.</summary>
internal static class Filters
{
    /// <summary>Luminance above a threshold, 0 below it.</summary>
    public static float[] Lightness(Easel easel, Canvas canvas, float threshold = 0)
    {
        var plane = new float[canvas.Width * canvas.Height];
        easel.Rows(y =>
        {
            for (var index = y * canvas.Width; index < (y + 1) * canvas.Width; index++)
            {
                plane[index] = MathF.Max(0, canvas[index].Luminance - threshold);
            }
        });
        return plane;
    }

    /// <summary>Blurs like a bell curve, by three passes of a box; the cost does not grow with the radius.</summary>
    /// <param name="radius">Standard deviation in pixels.</param>
    public static float[] Blur(Easel easel, float[] source, int width, int height, float radius)
    {
        var box = Math.Max(0, (int)(radius * 0.98f));
        var a = (float[])source.Clone();
        if (box == 0)
        {
            return a;
        }

        var b = ArrayPool<float>.Shared.Rent(a.Length);
        for (var pass = 0; pass < 3; pass++)
        {
            easel.Rows(0, height, y => BlurRow(a.AsSpan(y * width, width), b.AsSpan(y * width, width), box));
            easel.Bands(0, width, 64, (from, to) => BlurColumns(b, a, width, height, from, to, box));
        }

        ArrayPool<float>.Shared.Return(b);
        return a;
    }

    private static void BlurRow(ReadOnlySpan<float> source, Span<float> target, int box)
    {
        var scale = 1f / (2 * box + 1);
        var last = source.Length - 1;
        for (var x = 0; x < source.Length;)
        {
            // The running sum starts anew every 512 pixels, so that rounding errors cannot pile up.
            var sum = 0.0;
            for (var k = -box; k <= box; k++)
            {
                sum += source[Math.Clamp(x + k, 0, last)];
            }

            var end = Math.Min(source.Length, x + 512);
            for (; x < end; x++)
            {
                target[x] = (float)sum * scale;
                sum += source[Math.Min(x + box + 1, last)] - source[Math.Max(x - box, 0)];
            }
        }
    }

    private static void BlurColumns(float[] source, float[] target, int width, int height, int from, int to, int box)
    {
        var scale = 1f / (2 * box + 1);
        Span<double> sums = stackalloc double[64];
        for (var x = from; x < to; x++)
        {
            var sum = 0.0;
            for (var k = -box; k <= box; k++)
            {
                sum += source[Math.Clamp(k, 0, height - 1) * width + x];
            }

            sums[x - from] = sum;
        }

        for (var y = 0; y < height; y++)
        {
            var enter = Math.Min(y + box + 1, height - 1) * width;
            var leave = Math.Max(y - box, 0) * width;
            for (var x = from; x < to; x++)
            {
                target[y * width + x] = (float)sums[x - from] * scale;
                sums[x - from] += source[enter + x] - source[leave + x];
            }
        }
    }
}
