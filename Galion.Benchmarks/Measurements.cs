using System.Diagnostics;
using System.Globalization;

namespace Galion.Benchmarks;

internal static class Measurements
{
    internal static double Percentile(IEnumerable<double> values, double fraction)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(fraction * sorted.Length) - 1)];
    }

    internal static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    /// <summary>Standard output of a program that must succeed.</summary>
    internal static async Task<string> RunAsync(string program, string? workingDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, WorkingDirectory = workingDirectory ?? "" };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with code {process.ExitCode}.");
    }

    /// <summary>How busy the machine was before the benchmark began: figures taken on a busy one say little.</summary>
    internal static string Machine()
    {
        string load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        return $"{Environment.ProcessorCount} cores, load {load}, {Environment.OSVersion}, .NET {Environment.Version}";
    }

    /// <summary>Processor seconds of this process and of those it started that have ended.</summary>
    internal static double ProcessorSeconds()
    {
        const double TicksPerSecond = 100;
        string stat = File.ReadAllText("/proc/self/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
