using System.Diagnostics;
using System.Globalization;
using Galion.Engines.Writing;
using Microsoft.Extensions.AI;

namespace Galion.Benchmarks.Engines;

/// <summary>
/// Milliseconds of processor time of the writer's tasks over texts of 10 kB, 100 kB and 1 MB. Processor time, because a wall clock would measure
/// what else the machine does. Summaries also beside a peer.
/// </summary>
internal static class WriterBenchmark
{
    private static readonly string[] Tasks = ["summary", "key_phrases", "outline", "titles", "rewrite", "answer"];

    /// <param name="rounds">How often each task is done; the best round counts.</param>
    public static async Task RunAsync(int rounds)
    {
        using var writer = new WriterChatClient();
        foreach (var size in new[] { 10_000, 100_000, 1_000_000 })
        {
            var text = Text(size);
            foreach (var task in Tasks)
            {
                var best = double.MaxValue;
                for (var n = 0; n < rounds; n++)
                {
                    best = Math.Min(best, await MeasureAsync(writer, text, task));
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size / 1_000,5} kB  {task,-12} {best,8:0.0} ms  {size / 1e3 / best,6:0.0} MB/s"));
            }
        }

        await SummaryBenchmark.RunAsync(rounds);
    }

    private static async Task<double> MeasureAsync(WriterChatClient writer, string text, string task)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var options = new ChatOptions { AdditionalProperties = new() { ["document"] = text, ["task"] = task } };
        await writer.GetResponseAsync("Which station measures the strongest wind in March?", options);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    /// <summary>Sentences over a vocabulary whose words differ as widely in frequency as those of a language.</summary>
    internal static string Text(int size)
    {
        string[] verbs = ["measures", "reports", "expects", "remembers", "records", "compares"];
        string[] nouns = ["wind", "rain", "snow", "fog", "sunshine", "pressure", "temperature", "storm", "tide", "frost"];
        var text = new System.Text.StringBuilder(size + 200);
        for (var n = 0; text.Length < size; n++)
        {
            var name = (long)n * n * 31 % 1_009 % (n % 97 + 1);
            text.Append(CultureInfo.InvariantCulture, $"Station {name} {verbs[n % verbs.Length]} the {nouns[n * 7 % nouns.Length]} of the {nouns[n * 3 % nouns.Length]} season near village{name * 13 % 701} while keeper{n % 359} watches the old instrument. ");
            text.Append(n % 6 == 5 ? "\n\n" : "");
        }

        return text.ToString(0, size);
    }
}
