using System.Diagnostics;
using System.Globalization;
using Galion.Engines.Painting;

namespace Galion.Benchmarks.Painting;

/// <summary>
/// Milliseconds of processor time per megapixel, on one thread, for each style and for the largest picture. Processor time, because a wall
/// clock would measure what else the machine does. Target: 1,500 ms per megapixel.
/// </summary>
internal static class PainterBenchmark
{
    private const string Prompt = "two sailing boats on a mountain lake at sunset, pine forest";
    private const double TargetMs = 1_500;

    /// <param name="rounds">How often each style is painted; the best round counts.</param>
    public static void Run(int rounds)
    {
        foreach (var style in PainterOptions.Styles)
        {
            var options = new PainterOptions(1_024, 1_024, Seed: 1, Style: style);
            Painter.PaintPng(Prompt, options with { Width = 512, Height = 512 }, threads: 1);
            var best = Enumerable.Range(0, rounds).Min(_ => Measure(options)) / (1_024 * 1_024 / 1e6);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{style,-14} {best,7:0} ms/MP{(best <= TargetMs ? "" : "  over the target")}"));
        }

        GC.Collect();
        var large = Measure(new PainterOptions(2_048, 2_048, Seed: 1, Style: "oil"));
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"2048 × 2048 oil {large:0} ms, peak memory of the process {peak} MiB"));
    }

    private static double Measure(PainterOptions options)
    {
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        Painter.PaintPng(Prompt, options, threads: 1);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }
}
