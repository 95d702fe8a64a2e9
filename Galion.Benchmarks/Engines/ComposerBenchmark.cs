using System.Diagnostics;
using System.Globalization;
using Galion.Engines;
using Galion.Engines.Composing;
using Microsoft.Extensions.AI;

namespace Galion.Benchmarks.Engines;

/// <summary>
/// One minute of music of every style with its stems as FLAC, and the longest piece there is. Wall clock on all cores, and processor time of this
/// process, which a busy machine does not change; the encoders' own time is not in it. Targets: 6 s a minute, 400 MiB.
/// </summary>
internal static class ComposerBenchmark
{
    private const double TargetMs = 6_000;
    private const double TargetMib = 400;

    /// <param name="rounds">How often each style is made; the best round counts.</param>
    public static async Task RunAsync(int rounds)
    {
        Console.WriteLine(Measurements.Machine());
        string[] styles = [.. ComposerMusicGenerator.Options.First(option => option.Name == "style").Allowed];
        (double longest, double _) = await MakeAsync("orchestral", 300);
        long peak = PeakMib();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"5 minutes of orchestra {longest:0} ms, peak memory of the process {peak} MiB{(peak <= TargetMib ? "" : "  over the target")}"));
        await MakeAsync("ambient", 20);
        foreach (string style in styles)
        {
            double wall = double.MaxValue;
            double processor = double.MaxValue;
            for (int round = 0; round < rounds; round++)
            {
                (double wallMs, double processorMs) = await MakeAsync(style, 60);
                wall = Math.Min(wall, wallMs);
                processor = Math.Min(processor, processorMs);
            }

            string remark = wall <= TargetMs ? "" : "  over the target";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{style,-12} {wall,7:0} ms a minute with stems, {processor,6:0} ms of processor time{remark}"));
        }

        // What one piece leaves to the collector stands beside the next one for a while.
        await MakeAsync("orchestral", 300);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the same at the end of this series: peak memory of the process {PeakMib()} MiB"));
    }

    private static long PeakMib() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;

    private static async Task<(double WallMs, double ProcessorMs)> MakeAsync(string style, double seconds)
    {
        using var composer = new ComposerMusicGenerator();
        var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        var options = new MusicGenerationOptions
        {
            AdditionalProperties = new AdditionalPropertiesDictionary { ["style"] = style, ["duration"] = seconds, ["seed"] = 1, ["stems"] = "flac" },
        };
        await composer.GenerateAsync(new MusicGenerationRequest(""), options);
        process.Refresh();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, (process.TotalProcessorTime - before).TotalMilliseconds);
    }
}
