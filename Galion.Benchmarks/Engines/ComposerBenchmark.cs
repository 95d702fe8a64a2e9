using System.Diagnostics;
using System.Globalization;
using Galion.Engines;
using Galion.Engines.Composing;
using Microsoft.Extensions.AI;

namespace Galion.Benchmarks.Engines;

/// <summary>
/// One minute of music of every style with its stems as FLAC, between the longest pieces there are, all in one process as in the Worker. Wall clock on
/// all cores, processor time of this process, which a busy machine does not change, and the most memory that was resident during each piece; the
/// encoders' own are not in it. Targets: 6 s a minute, 400 MB. The Worker's collector is that of DOTNET_gcServer=1.
/// </summary>
internal static class ComposerBenchmark
{
    private const double TargetMs = 6_000;
    private const double TargetMb = 400;

    /// <param name="rounds">How often each style is made; the best round counts.</param>
    public static async Task RunAsync(int rounds)
    {
        Console.WriteLine(Measurements.Machine());
        string[] styles = [.. ComposerMusicGenerator.Options.First(option => option.Name == "style").Allowed];
        await LongAndChangedAsync("orchestral", 300, ("regenerate", 2));
        await MakeAsync(null, ("style", "ambient"), ("duration", 20.0));
        foreach (string style in styles)
        {
            double wall = double.MaxValue;
            double processor = double.MaxValue;
            long peak = 0;
            for (int round = 0; round < rounds; round++)
            {
                ForgetPeak();
                (double wallMs, double processorMs, DataContent _) = await MakeAsync(null, ("style", style), ("duration", 60.0));
                wall = Math.Min(wall, wallMs);
                processor = Math.Min(processor, processorMs);
                peak = Math.Max(peak, PeakMb());
            }

            string remark = wall <= TargetMs ? "" : "  over the target";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{style,-12} {wall,7:0} ms a minute with stems, {processor,6:0} ms of processor time, {peak,4} MB{remark}{MemoryRemark(peak)}"));
        }

        await LongAndChangedAsync("cinematic", 250, ("extend_right", 40.0));
        await LongAsync("rock", 300, "flac");
        await LongAsync("orchestral", 300, "mp3");
    }

    /// <summary>A piece, and the same changed, given as a file.</summary>
    private static async Task LongAndChangedAsync(string style, double seconds, (string Name, object? Value) edit)
    {
        DataContent piece = await LongAsync(style, seconds, "wav");
        await LongAsync($"{style} with {edit.Name}", seconds, "wav", piece, edit);
    }

    private static async Task<DataContent> LongAsync(string name, double seconds, string format, DataContent? original = null, params (string Name, object? Value)[] edits)
    {
        ForgetPeak();
        (string, object?)[] options = original is null ? [("style", name), ("duration", seconds)] : edits;
        (double wall, double processor, DataContent mix) = await MakeAsync(original, [.. options, ("format", format)]);
        long peak = PeakMb();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{seconds:0} seconds of {name} as {format} {wall:0} ms, {processor:0} ms of processor time, at most {peak} MB{MemoryRemark(peak)}"));
        return mix;
    }

    private static string MemoryRemark(long megabytes) => megabytes <= TargetMb ? "" : "  over the target of memory";

    /// <summary>Lets Linux count the most memory from now on; elsewhere it goes on counting from the start of the process.</summary>
    private static void ForgetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    private static long PeakMb() => Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000;

    private static async Task<(double WallMs, double ProcessorMs, DataContent Mix)> MakeAsync(DataContent? original, params (string Name, object? Value)[] options)
    {
        using var composer = new ComposerMusicGenerator();
        var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        var properties = new AdditionalPropertiesDictionary { ["stems"] = "flac" };
        if (original is null)
        {
            properties["seed"] = 1;
        }

        foreach ((string name, object? value) in options)
        {
            properties[name] = value;
        }

        MusicGenerationResponse response = await composer.GenerateAsync(
            new MusicGenerationRequest("", original), new MusicGenerationOptions { AdditionalProperties = properties });
        process.Refresh();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, (process.TotalProcessorTime - before).TotalMilliseconds, response.Contents[0]);
    }
}
