using System.Globalization;
using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>
/// Cuts out what stands before the background, without any knowledge of things: colours along the border model the background, paths that
/// cross no border connect it, two colour models then part the rest, and the outline is fitted to the edges of the picture. It works where the
/// subject differs from its surroundings and does not fill the border; <see cref="Result.Note"/> says how sure the result is.
/// </summary>
internal static class BackgroundRemoval
{
    private const int WorkSide = 256;
    private const int BackColors = 14;
    private const int FrontColors = 5;

    /// <param name="Bitmap">RGBA.</param>
    public sealed record Result(Bitmap Bitmap, double Confidence, string Note);

    public static Result Cut(Easel easel, Bitmap picture)
    {
        easel.Stage(0.05f, "looking at the border");
        var small = Resample.Fit(picture, WorkSide, easel.CancellationToken);
        var work = easel.For(small.Width, small.Height);
        var colors = PictureVariation.Planes(work, small).Blur(work, 0.8f);
        var (front, separation) = Part(work, colors);
        easel.Stage(0.5f, "fitting the outline");
        var alpha = Refine(easel, picture, work, colors, front);
        easel.Stage(0.8f, "cleaning the edge colours");
        var bitmap = Compose(easel, picture, alpha);
        return Judge(bitmap, alpha, separation);
    }

    /// <summary>How likely each pixel is in front, 0 to 1, and how far the two colour models lie apart.</summary>
    private static (float[] Front, float Separation) Part(Easel easel, LabPlanes colors)
    {
        var (width, height) = (colors.Width, colors.Height);
        var rim = Math.Max(2, Math.Min(width, height) / 28);
        var border = new List<Lab>();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // What is in front often stands on the lower edge, so that counts only at its ends.
                if (y < rim || x < rim || x >= width - rim || (y >= height - rim && (x < width / 6 || x >= width * 5 / 6)))
                {
                    border.Add(colors[y * width + x]);
                }
            }
        }

        var back = ColorModel.Learn(easel, border, BackColors);
        var unlike = new float[colors.L.Length];
        easel.Rows(y =>
        {
            for (var index = y * width; index < (y + 1) * width; index++)
            {
                unlike[index] = Mix.Clamp01(back.Distance(colors[index]) * 0.22f);
            }
        });
        var path = Reachable(easel, colors, unlike);
        var front = new float[unlike.Length];
        var separation = 0f;
        for (var n = 0; n < front.Length; n++)
        {
            var (dx, dy) = ((n % width + 0.5f) / width - 0.5f, (n / width + 0.5f) / height - 0.52f);
            // Pictures are mostly taken of what is in the middle.
            front[n] = Mix.Smooth(0.10f, 0.60f, path[n]) * Mix.Smooth(0.62f, 0.30f, MathF.Sqrt(dx * dx + dy * dy * 0.8f) - 0.12f);
        }

        for (var round = 0; round < 4; round++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            var surely = Enumerable.Range(0, front.Length).Where(n => front[n] > 0.6f).Select(n => colors[n]).ToList();
            var hardly = Enumerable.Range(0, front.Length).Where(n => front[n] < 0.25f).Select(n => colors[n]).ToList();
            if (surely.Count < 40 || hardly.Count < 40)
            {
                break;
            }

            var (inFront, behind) = (ColorModel.Learn(easel, surely, FrontColors), ColorModel.Learn(easel, hardly, BackColors + 2));
            separation = inFront.DistanceTo(behind);
            var likely = new float[front.Length];
            for (var n = 0; n < front.Length; n++)
            {
                var (f, b) = (inFront.Distance(colors[n]), behind.Distance(colors[n]));
                var color = Mix.Clamp01(0.5f + (b - f) * 0.22f);
                likely[n] = Mix.Clamp01(0.52f * color + 0.48f * Mix.Smooth(0.06f, 0.45f, path[n]));
            }

            // Neighbours of a like colour belong together.
            var smooth = GuidedFilter.Apply(easel, colors.L, likely, width, height, MathF.Max(2, width * 0.02f), 0.0012f);
            for (var n = 0; n < front.Length; n++)
            {
                front[n] = Mix.Smooth(0.34f, 0.66f, smooth[n]);
            }

            KeepLargest(front, width, height);
        }

        return (front, separation);
    }

    /// <summary>
    /// The least that must be crossed to come from the border: the highest step and the unlikeness along the cheapest path, by sweeps over the
    /// picture in four directions.
    /// </summary>
    private static float[] Reachable(Easel easel, LabPlanes colors, float[] unlike)
    {
        var (width, height) = (colors.Width, colors.Height);
        var cost = new float[unlike.Length];
        Array.Fill(cost, 1e6f);
        for (var n = 0; n < cost.Length; n++)
        {
            var (x, y) = (n % width, n / width);
            if (x == 0 || y == 0 || x == width - 1 || (y == height - 1 && (x < width / 6 || x >= width * 5 / 6)))
            {
                cost[n] = unlike[n] * 0.5f;
            }
        }

        for (var sweep = 0; sweep < 6; sweep++)
        {
            easel.CancellationToken.ThrowIfCancellationRequested();
            var forward = (sweep & 1) == 0;
            for (var i = 0; i < cost.Length; i++)
            {
                var n = forward ? i : cost.Length - 1 - i;
                var (x, y, step) = (n % width, n / width, forward ? -1 : 1);
                if ((uint)(x + step) < (uint)width)
                {
                    Relax(n, n + step);
                }

                if ((uint)(y + step) < (uint)height)
                {
                    Relax(n, n + step * width);
                }
            }
        }

        return cost;

        void Relax(int to, int from)
        {
            // Grain and slow gradients are no borders, however many of their small steps lie on the way.
            var step = MathF.Max(0, MathF.Sqrt(colors[to].DistanceSquared(colors[from])) - 0.005f);
            var along = cost[from] + step * 0.9f + unlike[to] * 0.004f;
            cost[to] = MathF.Min(cost[to], along);
        }
    }

    /// <summary>Specks that hang together with nothing large are not the subject.</summary>
    private static void KeepLargest(float[] front, int width, int height)
    {
        var label = new int[front.Length];
        var sizes = new List<int> { 0 };
        var stack = new Stack<int>();
        for (var start = 0; start < front.Length; start++)
        {
            if (label[start] != 0 || front[start] < 0.5f)
            {
                continue;
            }

            var id = sizes.Count;
            sizes.Add(0);
            stack.Push(start);
            label[start] = id;
            while (stack.TryPop(out var n))
            {
                sizes[id]++;
                var (x, y) = (n % width, n / width);
                Visit(x > 0, n - 1);
                Visit(x < width - 1, n + 1);
                Visit(y > 0, n - width);
                Visit(y < height - 1, n + width);
            }

            void Visit(bool exists, int other)
            {
                if (exists && label[other] == 0 && front[other] >= 0.5f)
                {
                    label[other] = id;
                    stack.Push(other);
                }
            }
        }

        var least = sizes.Max() * 0.08f;
        for (var n = 0; n < front.Length; n++)
        {
            front[n] = label[n] != 0 && sizes[label[n]] < least ? 0 : front[n];
        }
    }

    /// <summary>The mask at full size: a guided filter whose lines are fitted small and drawn on the full picture.</summary>
    private static float[] Refine(Easel easel, Bitmap picture, Easel work, LabPlanes colors, float[] front)
    {
        var (a, b) = GuidedFilter.Fit(work, colors.L, front, colors.Width, colors.Height, MathF.Max(1.5f, colors.Width * 0.010f), 0.0006f);
        var alpha = new float[picture.Width * picture.Height];
        var (scaleX, scaleY) = ((float)colors.Width / picture.Width, (float)colors.Height / picture.Height);
        var (planeA, planeB) = (new LabPlanes(colors.Width, colors.Height, a, b, front), scaleX);
        easel.Rows(y =>
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var index = y * picture.Width + x;
                var at = planeA.Sample((x + 0.5f) * planeB - 0.5f, (y + 0.5f) * scaleY - 0.5f);
                var light = new Rgb(Srgb.ToLinear(picture.Pixels[index * 3]), Srgb.ToLinear(picture.Pixels[index * 3 + 1]), Srgb.ToLinear(picture.Pixels[index * 3 + 2])).ToLab().L;
                var fitted = at.L * light + at.A;
                // Far from the outline the small mask is right; only near it the edges of the picture decide.
                var near = 1 - MathF.Abs(at.B - 0.5f) * 2;
                alpha[index] = Mix.Smooth(0.12f, 0.88f, Mix.Lerp(at.B, Mix.Clamp01(fitted), Mix.Smooth(0, 0.25f, near)));
            }
        });
        return alpha;
    }

    /// <summary>Takes the colour of the background out of half transparent pixels.</summary>
    private static Bitmap Compose(Easel easel, Bitmap picture, float[] alpha)
    {
        var (width, height) = (picture.Width, picture.Height);
        var radius = MathF.Max(3, easel.Unit * 0.012f);
        var share = new float[alpha.Length];
        for (var n = 0; n < share.Length; n++)
        {
            share[n] = alpha[n] < 0.05f ? 1 : 0;
        }

        var around = Filters.Blur(easel, share, width, height, radius);
        var result = new Bitmap(width, height, 4);
        var plane = new float[alpha.Length];
        for (var c = 0; c < 3; c++)
        {
            for (var n = 0; n < plane.Length; n++)
            {
                plane[n] = share[n] * picture.Pixels[n * 3 + c];
            }

            var behind = Filters.Blur(easel, plane, width, height, radius);
            for (var n = 0; n < plane.Length; n++)
            {
                float own = picture.Pixels[n * 3 + c];
                if (alpha[n] is > 0.05f and < 0.95f && around[n] > 0.02f)
                {
                    var clean = (own - (1 - alpha[n]) * behind[n] / around[n]) / alpha[n];
                    own = Mix.Lerp(own, clean, 0.8f);
                }

                result.Pixels[n * 4 + c] = (byte)(Math.Clamp(own, 0, 255) + 0.5f);
            }

            easel.CancellationToken.ThrowIfCancellationRequested();
        }

        for (var n = 0; n < alpha.Length; n++)
        {
            result.Pixels[n * 4 + 3] = (byte)(alpha[n] * 255 + 0.5f);
        }

        return result;
    }

    private static Result Judge(Bitmap bitmap, float[] alpha, float separation)
    {
        var (kept, unsure) = (0.0, 0.0);
        foreach (var value in alpha)
        {
            kept += value;
            unsure += value is > 0.15f and < 0.85f ? 1 : 0;
        }

        (kept, unsure) = (kept / alpha.Length, unsure / alpha.Length);
        var confidence = kept is < 0.01 or > 0.92 ? 0.05 : Math.Clamp(separation / 3.2 - unsure * 2.5, 0.05, 0.95);
        var judgement = kept < 0.01 ? "Nothing was found that differs from the background."
            : kept > 0.92 ? "Almost everything was kept: the border gives no model of the background."
            : confidence > 0.6 ? "Subject and background differ clearly."
            : confidence > 0.3 ? "Subject and background share colours in places; look at the outline."
            : "Subject and background are much alike; expect faults.";
        return new Result(bitmap, confidence, string.Create(
            CultureInfo.InvariantCulture, $"{judgement} Confidence {confidence:0.00}. It is parted by colour and edges, not by knowing what things are: hair, glass and smoke come out roughly."));
    }
}
