using System.Buffers;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<float>;

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
            for (var inner = Math.Min(end, box); x < inner; x++)
            {
                target[x] = (float)sum * scale;
                sum += source[Math.Min(x + box + 1, last)] - source[0];
            }

            var within = Math.Min(end, source.Length - box - 1);
            if (x < within)
            {
                var count = within - x;
                var enter = source.Slice(x + box + 1, count);
                var leave = source.Slice(x - box, count);
                var into = target.Slice(x, count);
                for (var n = 0; n < into.Length; n++)
                {
                    into[n] = (float)sum * scale;
                    sum += enter[n] - leave[n];
                }

                x = within;
            }

            for (; x < end; x++)
            {
                target[x] = (float)sum * scale;
                sum += source[last] - source[x - box];
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

        var count = to - from;
        for (var y = 0; y < height; y++)
        {
            var enter = source.AsSpan(Math.Min(y + box + 1, height - 1) * width + from, count);
            var leave = source.AsSpan(Math.Max(y - box, 0) * width + from, count);
            var into = target.AsSpan(y * width + from, count);
            var n = 0;
            for (; n + V.Count <= count; n += V.Count)
            {
                var (low, high) = (Vector256.Create<double>(sums[n..]), Vector256.Create<double>(sums[(n + 4)..]));
                (Vector256.Narrow(low, high) * scale).CopyTo(into[n..]);
                var (lower, upper) = Vector256.Widen(Vector256.Create(enter[n..]) - Vector256.Create(leave[n..]));
                (low + lower).CopyTo(sums[n..]);
                (high + upper).CopyTo(sums[(n + 4)..]);
            }

            for (; n < count; n++)
            {
                into[n] = (float)sums[n] * scale;
                sums[n] += enter[n] - leave[n];
            }
        }
    }
}
