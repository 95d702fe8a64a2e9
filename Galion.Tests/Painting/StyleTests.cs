using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class StyleTests
{
    private const int Side = 256;

    private static readonly string[] Prompts =
    [
        "mountain lake, day", "fishing village by the sea at sunset", "autumn hills with a castle", "desert dunes at dawn", "city by the water at night", "lighthouse on a stormy coast",
    ];

    [Fact]
    public void There_are_at_least_fourteen() => Assert.True(PainterOptions.Styles.Count >= 14);

    /// <summary>
    /// Leave one out: each picture is compared with the mean of every style's other pictures. The features are plain, such as how often
    /// neighbours are equal and how straight the edges are, and know nothing of the subject.
    /// </summary>
    [Fact]
    public void A_simple_classifier_tells_them_apart()
    {
        var samples = PainterOptions.Styles.SelectMany(style => Prompts.Select((prompt, n) => (style, prompt, n))).AsParallel().AsOrdered().WithDegreeOfParallelism(2)
            .Select(item => (item.style, Features: StyleFeatures.Of(Painter.Paint(item.prompt, new PainterOptions(Side, Side, Seed: 40 + item.n, Style: item.style, Detail: "draft"), threads: 1, cancellationToken: TestContext.Current.CancellationToken).Bitmap)))
            .ToArray();
        // A feature that varies little within a style tells much.
        var spread = Enumerable.Range(0, samples[0].Features.Length).Select(f => samples.GroupBy(sample => sample.style).Average(group => Deviation(group.Select(sample => sample.Features[f])))).ToArray();
        var wrong = new List<string>();
        foreach (var sample in samples)
        {
            var nearest = samples.Where(other => other.Features != sample.Features).GroupBy(other => other.style)
                .MinBy(group => Distance(sample.Features, Enumerable.Range(0, spread.Length).Select(f => group.Average(other => other.Features[f])).ToArray(), spread))!.Key;
            if (nearest != sample.style)
            {
                wrong.Add($"{sample.style} → {nearest}");
            }
        }

        Assert.True(wrong.Count <= samples.Length * 0.1, $"{samples.Length - wrong.Count} of {samples.Length} right; {string.Join(", ", wrong)}");
    }

    private static double Distance(double[] x, double[] y, double[] spread) => Enumerable.Range(0, x.Length).Sum(f => Math.Pow(Math.Abs(x[f] - y[f]) / (spread[f] + 1e-9), 1.5));

    private static double Deviation(IEnumerable<double> values)
    {
        var list = values.ToArray();
        var mean = list.Average();
        return Math.Sqrt(list.Average(value => (value - mean) * (value - mean)));
    }
}

internal static class StyleFeatures
{
    public static double[] Of(Bitmap bitmap)
    {
        var (width, height) = (bitmap.Width, bitmap.Height);
        var light = new double[width * height];
        var colors = new HashSet<int>();
        for (var n = 0; n < light.Length; n++)
        {
            var (r, g, b) = (bitmap.Pixels[n * 3], bitmap.Pixels[n * 3 + 1], bitmap.Pixels[n * 3 + 2]);
            light[n] = (0.299 * r + 0.587 * g + 0.114 * b) / 255;
            colors.Add(((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3));
        }

        var (equal, fine, coarse, edges, dark, pale, frame) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        var (fineChroma, level, slanted, ridges, bright, evenSteps, oddSteps, warmth, rim) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var y = 2; y < height - 2; y++)
        {
            for (var x = 2; x < width - 2; x++)
            {
                var n = y * width + x;
                var (gx, gy) = (light[n + 1] - light[n - 1], light[n + width] - light[n - width]);
                var step = Math.Sqrt(gx * gx + gy * gy);
                equal += Math.Abs(light[n] - light[n + 1]) < 0.004 && Math.Abs(light[n] - light[n + width]) < 0.004 ? 1 : 0;
                fine += Math.Abs(4 * light[n] - light[n - 1] - light[n + 1] - light[n - width] - light[n + width]);
                coarse += Math.Abs(4 * light[n] - light[n - 2] - light[n + 2] - light[n - 2 * width] - light[n + 2 * width]);
                edges += step > 0.25 ? 1 : 0;
                level += step > 0.08 && Math.Abs(gy) > 3 * Math.Abs(gx) ? 1 : 0;
                slanted += step > 0.08 && Math.Abs(Math.Abs(gx) - Math.Abs(gy)) < 0.35 * step ? 1 : 0;
                dark += light[n] < 0.16 ? 1 : 0;
                pale += light[n] > 0.86 ? 1 : 0;
                ridges += Math.Min(light[n - 2], light[n + 2]) - light[n] > 0.15 || Math.Min(light[n - 2 * width], light[n + 2 * width]) - light[n] > 0.15 ? 1 : 0;
                bright += light[n] - Math.Max(light[n - 2], light[n + 2]) > 0.10 ? 1 : 0;
                (evenSteps, oddSteps) = (x & 1) == 0 ? (evenSteps + Math.Abs(light[n] - light[n - 1]), oddSteps) : (evenSteps, oddSteps + Math.Abs(light[n] - light[n - 1]));
                fineChroma += Math.Abs(bitmap.Pixels[n * 3] - bitmap.Pixels[n * 3 + 2] - bitmap.Pixels[n * 3 + 3] + bitmap.Pixels[n * 3 + 5]) / 255.0;
            }
        }

        // The outermost pixels tell frames and margins.
        for (var n = 0; n < width; n++)
        {
            foreach (var at in (ReadOnlySpan<int>)[4 * width + n, (height - 5) * width + n, n * width + 4, n * width + width - 5])
            {
                warmth += (bitmap.Pixels[at * 3] - bitmap.Pixels[at * 3 + 2]) / 255.0;
                rim += Math.Abs(light[at] - light[at - 1]);
            }

            frame += light[4 * width + n] + light[(height - 5) * width + n] + light[n * width + 4] + light[n * width + width - 5];
        }

        // Smooth ramps, what resembles the border, and blocks without any texture.
        var (ramps, ground, smooth) = (0.0, 0.0, 0.0);
        var border = Enumerable.Range(0, width).Average(n => (light[4 * width + n] + light[n * width + 4] + light[n * width + width - 5]) / 3);
        for (var n = width; n < light.Length - width; n++)
        {
            var step = Math.Abs(light[n + 1] - light[n - 1]) + Math.Abs(light[n + width] - light[n - width]);
            ramps += step is > 0.006 and < 0.05 ? 1 : 0;
            ground += Math.Abs(light[n] - border) < 0.08 ? 1 : 0;
        }

        for (var block = 0; block < 1_024; block++)
        {
            var at = block / 32 * 8 * width + block % 32 * 8;
            var (low, high) = (1.0, 0.0);
            for (var n = 0; n < 64; n++)
            {
                var value = light[at + n / 8 * width + n % 8];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            smooth += high - low < 0.035 ? 1 : 0;
        }

        double count = light.Length;
        return
        [
            Math.Log(colors.Count), equal / count, Math.Log(0.5 + coarse / (fine + 1)), Math.Sqrt(dark / count), Math.Sqrt(pale / count), frame / (4 * width), Math.Log(0.002 + fineChroma / count),
            slanted / (edges + level + slanted + 200), Math.Sqrt(ridges / count), Math.Sqrt(bright / count), Math.Abs(evenSteps - oddSteps) / (evenSteps + oddSteps + 1), warmth / (4 * width),
            Math.Log(0.002 + rim / (4 * width)), ramps / count, ground / count, smooth / 1_024,
        ];
    }
}
