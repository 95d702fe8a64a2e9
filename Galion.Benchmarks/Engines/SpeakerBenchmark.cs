using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.Engines.Programs;
using Galion.Engines.Speaking;
using Microsoft.Extensions.AI;

namespace Galion.Benchmarks.Engines;

/// <summary>
/// How much faster than it is heard a text is spoken, beside bare espeak-ng: once with all of the text in one process, which is the least there
/// can be but gives each sentence other samples after every change before it; and once with a process for each sentence, which does not.
/// Target: 50 times real time.
/// </summary>
internal static class SpeakerBenchmark
{
    private const int Sentences = 150;
    private const double Target = 50;

    /// <param name="rounds">How often; the best round counts.</param>
    public static async Task RunAsync(int rounds)
    {
        string[] sentences = [.. Enumerable.Range(1, Sentences).Select(n => $"This is sentence {n} of a long story, and the quick brown fox jumps over the lazy dog again.")];
        var text = string.Join(' ', sentences);
        using var speaker = new SpeakerTextToSpeechClient();
        var response = await speaker.GetAudioAsync(text);
        var seconds = (long)((DataContent)response.Contents[0]).AdditionalProperties!["duration_ms"]! / 1_000.0;
        await ReportAsync("galion/speaker, WAV", () => speaker.GetAudioAsync(text));
        await ReportAsync("galion/speaker, M4B", () => speaker.GetAudioAsync(text, new TextToSpeechOptions { AudioFormat = "m4b" }));
        await ReportAsync("espeak-ng, one process", () => ExternalProgram.EspeakNg.RunAsync(["-v", "en-us", "--stdin", "--stdout"], Encoding.UTF8.GetBytes(text)));
        await ReportAsync("espeak-ng, one per sentence", async () =>
        {
            foreach (var sentence in sentences)
            {
                await ExternalProgram.EspeakNg.RunAsync(["-v", "en-us", "--stdout", sentence]);
            }
        });
        Console.WriteLine($"Peak memory of this process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");

        async Task ReportAsync(string name, Func<Task> run)
        {
            var best = double.MaxValue;
            for (var round = 0; round < rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                await run();
                best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            var factor = seconds / best;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-28} {best,6:0.00} s for {seconds:0} s of speech: {factor,5:0} × real time{(factor < Target ? "  under the target" : "")}"));
        }
    }
}
