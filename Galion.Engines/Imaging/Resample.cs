namespace Galion.Engines.Imaging;

/// <summary>Shrinking in linear light, so that fine bright and dark detail keeps its brightness.</summary>
public static class Resample
{
    /// <summary>Shrinks to fit a square, keeping the aspect ratio; smaller pictures are returned as they are.</summary>
    /// <param name="maxSide">16 to 2,048 pixels.</param>
    public static Bitmap Fit(Bitmap bitmap, int maxSide, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSide, 2_048);
        var longest = Math.Max(bitmap.Width, bitmap.Height);
        if (longest <= maxSide)
        {
            return bitmap;
        }

        var width = Math.Max(1, (int)((long)bitmap.Width * maxSide / longest));
        var height = Math.Max(1, (int)((long)bitmap.Height * maxSide / longest));
        return Shrink(bitmap, width, height, cancellationToken);
    }

    /// <summary>Resizes with a Lanczos window of three lobes, widened by the reduction.</summary>
    /// <param name="width">1 to the width of <paramref name="bitmap"/>.</param>
    /// <param name="height">1 to the height of <paramref name="bitmap"/>.</param>
    public static Bitmap Shrink(Bitmap bitmap, int width, int height, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, bitmap.Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, bitmap.Height);
        var channels = bitmap.Channels;
        var columns = Weights(bitmap.Width, width);
        var rows = Weights(bitmap.Height, height);
        var hasAlpha = channels is 2 or 4;
        // Only the rows that one row of the result is made of are kept, in a ring.
        var kept = rows.Max(row => row.Weights.Length);
        var narrow = new float[kept * width * channels];
        var source = new float[bitmap.Width * channels];
        var result = new Bitmap(width, height, channels);
        var line = new float[width * channels];
        var next = 0;
        for (var y = 0; y < height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(line);
            var (first, weights) = rows[y];
            for (; next < first + weights.Length; next++)
            {
                Narrow(next, narrow.AsSpan(next % kept * line.Length, line.Length));
            }

            for (var k = 0; k < weights.Length; k++)
            {
                var part = narrow.AsSpan((first + k) % kept * line.Length, line.Length);
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] += part[i] * weights[k];
                }
            }

            var target = result.Row(y);
            for (var i = 0; i < line.Length; i++)
            {
                var encoded = hasAlpha && i % channels == channels - 1 ? line[i] : Srgb.FromLinear(line[i]);
                target[i] = (byte)(Math.Clamp(encoded, 0f, 1f) * 255f + 0.5f);
            }
        }

        return result;

        void Narrow(int y, Span<float> target)
        {
            var bytes = bitmap.Row(y);
            for (var i = 0; i < bytes.Length; i++)
            {
                source[i] = hasAlpha && i % channels == channels - 1 ? bytes[i] / 255f : Srgb.ToLinear(bytes[i]);
            }

            for (var x = 0; x < width; x++)
            {
                var (first, weights) = columns[x];
                for (var c = 0; c < channels; c++)
                {
                    var sum = 0f;
                    for (var k = 0; k < weights.Length; k++)
                    {
                        sum += source[(first + k) * channels + c] * weights[k];
                    }

                    target[x * channels + c] = sum;
                }
            }
        }
    }

    private static (int First, float[] Weights)[] Weights(int from, int to)
    {
        var scale = (double)from / to;
        var result = new (int, float[])[to];
        for (var n = 0; n < to; n++)
        {
            var center = (n + 0.5) * scale;
            var first = Math.Max(0, (int)Math.Floor(center - 3 * scale));
            var last = Math.Min(from - 1, (int)Math.Ceiling(center + 3 * scale));
            var weights = new float[last - first + 1];
            var sum = 0.0;
            for (var k = 0; k < weights.Length; k++)
            {
                var weight = Lanczos((first + k + 0.5 - center) / scale);
                weights[k] = (float)weight;
                sum += weight;
            }

            for (var k = 0; k < weights.Length; k++)
            {
                weights[k] = (float)(weights[k] / sum);
            }

            result[n] = (first, weights);
        }

        return result;
    }

    private static double Lanczos(double x)
    {
        if (Math.Abs(x) < 1e-9)
        {
            return 1;
        }

        return Math.Abs(x) >= 3 ? 0 : Sinc(x) * Sinc(x / 3);

        static double Sinc(double t) => ExactMath.Sin(Math.PI * t) / (Math.PI * t);
    }
}
