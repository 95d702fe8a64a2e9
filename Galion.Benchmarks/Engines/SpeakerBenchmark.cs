using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.Engines.Programs;
using Galion.Engines.Speaking;
using Microsoft.Extensions.AI;

namespace Galion.Benchmarks.Engines;

/// <summary>
/// Ten minutes of speech, beside what somebody would put together from bare espeak-ng and ffmpeg to the same end: a WAV file, a pass that measures
/// its loudness, and one that brings it there and encodes it. The peers say all of it in one process, which is the least there can be but gives
/// each sentence other samples after every change before it; or each sentence in a process of its own, which does not. Processor time of this
/// process and of all that it started, and wall time. Targets: 50 times real time; 10 % over the peers.
/// </summary>
internal static class SpeakerBenchmark
{
    private const int Sentences = 150;
    private const double Target = 50;

    /// <param name="rounds">How often; the best round counts.</param>
    public static async Task RunAsync(int rounds)
    {
        Console.WriteLine(Measurements.Machine());
        string[] sentences = [.. Enumerable.Range(1, Sentences).Select(n => $"This is sentence {n} of a long story, and the quick brown fox jumps over the lazy dog again.")];
        string text = string.Join(' ', sentences);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("galion-bench-");
        try
        {
            double seconds = await SpeakAsync(text, "wav");
            foreach (string format in new[] { "wav", "m4b" })
            {
                // Side by side, so that both see the same machine.
                double ours = double.MaxValue, whole = double.MaxValue, single = double.MaxValue, wall = double.MaxValue;
                for (int round = 0; round < rounds; round++)
                {
                    (double processor, double elapsed) = await MeasureAsync(() => SpeakAsync(text, format));
                    (ours, wall) = (Math.Min(ours, processor), Math.Min(wall, elapsed));
                    whole = Math.Min(whole, (await MeasureAsync(() => BareAsync(folder, [text], format))).Processor);
                    single = Math.Min(single, (await MeasureAsync(() => BareAsync(folder, sentences, format))).Processor);
                }

                double factor = seconds / wall;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seconds:0} s as {format}: {wall:0.00} s, {factor:0} × real time{(factor < Target ? "  under the target" : "")}; {ours:0.00} s of processor time"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  espeak-ng in one process, then ffmpeg:        {whole:0.00} s, we take {ours / whole - 1:+0 %;-0 %}"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  espeak-ng for each sentence, then ffmpeg:     {single:0.00} s, we take {ours / single - 1:+0 %;-0 %}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Console.WriteLine($"Peak memory of this process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
    }

    /// <returns>How many seconds were spoken.</returns>
    private static async Task<double> SpeakAsync(string text, string format)
    {
        // With the start of its processes, which a server has behind it.
        using var speaker = new SpeakerTextToSpeechClient();
        TextToSpeechResponse response = await speaker.GetAudioAsync(text, new TextToSpeechOptions { AudioFormat = format });
        return (long)((DataContent)response.Contents[0]).AdditionalProperties!["duration_ms"]! / 1_000.0;
    }

    private static async Task BareAsync(DirectoryInfo folder, string[] texts, string format)
    {
        string list = Path.Combine(folder.FullName, "list.txt");
        string file = Path.Combine(folder.FullName, "out." + format);
        var parts = new StringBuilder();
        for (int n = 0; n < texts.Length; n++)
        {
            string part = Path.Combine(folder.FullName, $"{n}.wav");
            await ExternalProgram.EspeakNg.RunAsync(["-v", "en-us", "-w", part, texts[n]]);
            parts.Append(CultureInfo.InvariantCulture, $"file '{part}'\n");
        }

        await File.WriteAllTextAsync(list, parts.ToString());
        string[] input = texts.Length == 1 ? ["-i", Path.Combine(folder.FullName, "0.wav")] : ["-f", "concat", "-safe", "0", "-i", list];
        await ExternalProgram.Ffmpeg.RunAsync(["-hide_banner", "-nostdin", "-loglevel", "error", .. input, "-af", "ebur128", "-f", "null", "-"]);
        await ExternalProgram.Ffmpeg.RunAsync(
            ["-hide_banner", "-nostdin", "-loglevel", "error", .. input, "-af", "volume=6dB,alimiter=limit=0.87:level=false", .. format == "wav" ? (string[])[] : ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "64k", "-f", "ipod"], "-y", file]);
    }

    private static async Task<(double Processor, double Wall)> MeasureAsync(Func<Task> run)
    {
        double before = Measurements.ProcessorSeconds();
        long started = Stopwatch.GetTimestamp();
        await run();
        return (Measurements.ProcessorSeconds() - before, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
