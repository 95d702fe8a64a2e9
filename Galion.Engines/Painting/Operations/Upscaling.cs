using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>
/// Twice as large, once or twice: a cubic curve through the pixels, but along edges the values are gathered in the direction of the edge, so
/// that slanted lines become smooth lines and not stairs; nothing overshoots what is around it.
/// </summary>
internal static class Upscaling
{
    /// <summary>Most pixels of the result, which bounds the memory.</summary>
    public const long MaxPixels = 4_096L * 4_096;

    private const float Sharpness = 0.35f;

    /// <param name="scale">2 or 4.</param>
    /// <exception cref="ArgumentException">The result would be too large.</exception>
    public static Bitmap Enlarge(Bitmap picture, int scale, int threads, Action<float, string>? progress, CancellationToken cancellationToken)
    {
        if ((long)picture.Width * picture.Height * scale * scale > MaxPixels || Math.Max(picture.Width, picture.Height) * scale > Bitmap.MaxSide)
        {
            throw new ArgumentException($"A picture of {picture.Width} × {picture.Height} pixels cannot be made {scale} times as large: the result may have {MaxPixels:N0} pixels, such as 4096 × 4096.");
        }

        for (var done = 1; done < scale; done *= 2)
        {
            var from = done;
            var easel = new Easel(picture.Width, picture.Height, 0, Detail.Standard, threads, cancellationToken, (fraction, stage) => progress?.Invoke((from == 1 && scale == 4 ? 0 : 0.3f) + fraction * 0.6f, stage));
            easel.Stage(0, "drawing it larger");
            picture = Double(easel, picture);
        }

        return picture;
    }

    private static Bitmap Double(Easel easel, Bitmap picture)
    {
        var (width, height, channels) = (picture.Width, picture.Height, picture.Channels);
        var edges = Edges(easel, picture);
        easel.Tidy();
        var result = new Bitmap(width * 2, height * 2, channels);
        easel.Rows(0, height * 2, y =>
        {
            Span<float> value = stackalloc float[4];
            Span<float> along = stackalloc float[4];
            Span<float> low = stackalloc float[4];
            Span<float> high = stackalloc float[4];
            Span<float> mean = stackalloc float[4];
            var row = result.Row(y);
            var v = (y + 0.5f) * 0.5f - 0.5f;
            for (var x = 0; x < width * 2; x++)
            {
                var u = (x + 0.5f) * 0.5f - 0.5f;
                Cubic(picture, u, v, value);
                var nearest = Math.Clamp((int)(v + 0.5f), 0, height - 1) * width + Math.Clamp((int)(u + 0.5f), 0, width - 1);
                var strength = edges.Strength[nearest];
                if (strength > 0.02f)
                {
                    along.Clear();
                    Gather(picture, u, v, edges.X[nearest], edges.Y[nearest], along, value);
                    for (var c = 0; c < channels; c++)
                    {
                        value[c] += (along[c] - value[c]) * strength;
                    }
                }

                Around(picture, u, v, low, high, mean);
                for (var c = 0; c < channels; c++)
                {
                    var sharp = value[c] + (value[c] - mean[c]) * Sharpness;
                    row[x * channels + c] = (byte)(Math.Clamp(sharp, low[c], high[c]) + 0.5f);
                }
            }
        });
        return result;
    }

    /// <summary>The direction along the edge at each pixel and how clear it is, from the structure tensor of the luminance.</summary>
    private static (float[] X, float[] Y, float[] Strength) Edges(Easel easel, Bitmap picture)
    {
        var (width, height) = (picture.Width, picture.Height);
        var size = width * height;
        var light = new float[size];
        easel.Rows(y =>
        {
            for (var index = y * width; index < (y + 1) * width; index++)
            {
                var at = index * picture.Channels;
                light[index] = picture.Channels < 3 ? picture.Pixels[at] : 0.299f * picture.Pixels[at] + 0.587f * picture.Pixels[at + 1] + 0.114f * picture.Pixels[at + 2];
            }
        });
        var (xx, xy, yy) = (new float[size], new float[size], new float[size]);
        easel.Rows(y =>
        {
            var (up, down) = (Math.Max(0, y - 1) * width, Math.Min(height - 1, y + 1) * width);
            for (var x = 0; x < width; x++)
            {
                var (left, right) = (Math.Max(0, x - 1), Math.Min(width - 1, x + 1));
                var gx = 10 * (light[y * width + right] - light[y * width + left]) + 3 * (light[up + right] - light[up + left] + light[down + right] - light[down + left]);
                var gy = 10 * (light[down + x] - light[up + x]) + 3 * (light[down + left] - light[up + left] + light[down + right] - light[up + right]);
                var index = y * width + x;
                (xx[index], xy[index], yy[index]) = (gx * gx, gx * gy, gy * gy);
            }
        });
        xx = Filters.Blur(easel, xx, width, height, 1.1f);
        xy = Filters.Blur(easel, xy, width, height, 1.1f);
        yy = Filters.Blur(easel, yy, width, height, 1.1f);
        easel.Rows(y =>
        {
            for (var index = y * width; index < (y + 1) * width; index++)
            {
                var (a, b, c) = (xx[index], xy[index], yy[index]);
                var root = MathF.Sqrt((a - c) * (a - c) + 4 * b * b);
                var (tx, ty) = (-b, 0.5f * (a + c + root) - c);
                var length = MathF.Sqrt(tx * tx + ty * ty);
                var coherence = root / (a + c + 200f);
                var clear = Mix.Smooth(0.30f, 0.85f, coherence) * Mix.Smooth(2_000, 30_000, root);
                // The planes of the tensor are done with, pixel by pixel, and hold the result.
                (xx[index], xy[index], yy[index]) = length > 1e-6f ? (tx / length, ty / length, clear) : (c > a ? 1f : 0, c > a ? 0f : 1, clear);
            }
        });
        return (xx, xy, yy);
    }

    private static void Gather(Bitmap picture, float u, float v, float tx, float ty, Span<float> sum, ReadOnlySpan<float> center)
    {
        Span<float> sample = stackalloc float[4];
        ReadOnlySpan<(float Step, float Weight)> steps = [(-1.4f, 0.12f), (-0.7f, 0.22f), (0.7f, 0.22f), (1.4f, 0.12f)];
        for (var c = 0; c < picture.Channels; c++)
        {
            sum[c] = center[c] * 0.32f;
        }

        foreach (var (step, weight) in steps)
        {
            Cubic(picture, u + tx * step, v + ty * step, sample);
            for (var c = 0; c < picture.Channels; c++)
            {
                sum[c] += sample[c] * weight;
            }
        }
    }

    /// <summary>A Catmull-Rom curve through the sixteen pixels around.</summary>
    private static void Cubic(Bitmap picture, float u, float v, Span<float> value)
    {
        var (ix, iy) = ((int)MathF.Floor(u), (int)MathF.Floor(v));
        Span<float> wx = stackalloc float[4];
        Span<float> wy = stackalloc float[4];
        Weights(u - ix, wx);
        Weights(v - iy, wy);
        var channels = picture.Channels;
        value[..channels].Clear();
        for (var n = 0; n < 4; n++)
        {
            var row = Math.Clamp(iy - 1 + n, 0, picture.Height - 1) * picture.Width;
            for (var m = 0; m < 4; m++)
            {
                var at = (row + Math.Clamp(ix - 1 + m, 0, picture.Width - 1)) * channels;
                var weight = wy[n] * wx[m];
                for (var c = 0; c < channels; c++)
                {
                    value[c] += picture.Pixels[at + c] * weight;
                }
            }
        }
    }

    private static void Weights(float t, Span<float> weights)
    {
        var (t2, t3) = (t * t, t * t * t);
        weights[0] = 0.5f * (-t3 + 2 * t2 - t);
        weights[1] = 0.5f * (3 * t3 - 5 * t2 + 2);
        weights[2] = 0.5f * (-3 * t3 + 4 * t2 + t);
        weights[3] = 0.5f * (t3 - t2);
    }

    /// <summary>The extremes and the mean of the nearest nine pixels.</summary>
    private static void Around(Bitmap picture, float u, float v, Span<float> low, Span<float> high, Span<float> mean)
    {
        var (ix, iy) = ((int)MathF.Floor(u + 0.5f), (int)MathF.Floor(v + 0.5f));
        var channels = picture.Channels;
        low[..channels].Fill(255);
        high[..channels].Clear();
        mean[..channels].Clear();
        for (var n = -1; n <= 1; n++)
        {
            var row = Math.Clamp(iy + n, 0, picture.Height - 1) * picture.Width;
            for (var m = -1; m <= 1; m++)
            {
                var at = (row + Math.Clamp(ix + m, 0, picture.Width - 1)) * channels;
                for (var c = 0; c < channels; c++)
                {
                    float pixel = picture.Pixels[at + c];
                    low[c] = MathF.Min(low[c], pixel);
                    high[c] = MathF.Max(high[c], pixel);
                    mean[c] += pixel * (1 / 9f);
                }
            }
        }
    }
}
