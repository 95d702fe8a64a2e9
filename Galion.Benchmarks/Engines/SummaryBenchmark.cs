using System.Globalization;
using System.Text.RegularExpressions;
using Galion.Engines.Writing;
using Microsoft.Extensions.AI;

namespace Galion.Benchmarks.Engines;

/// <summary>
/// The writer's summaries beside those of the Open Text Summarizer (<c>ots</c>, a Debian package) and beside the beginning of the text, which is hard
/// to beat for news. Each text in <c>Summaries</c> has an abstract that a person wrote; a summary is the better, the more of its words and pairs of
/// words are in the abstract and the other way round (ROUGE-1 and ROUGE-2, F1). ots decides the length, with its usual fifth of the text, and the
/// two others get no more words than it took.
/// </summary>
internal static partial class SummaryBenchmark
{
    private const string Peer = "ots";
    private const string Parting = "---";

    /// <param name="rounds">How often each is timed; the best round counts.</param>
    public static async Task RunAsync(int rounds)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, Peer))))
        {
            Console.WriteLine("Summaries are compared when ots is there: apt-get install ots");
            return;
        }

        await CompareQualityAsync();
        await CompareSpeedAsync(rounds);
    }

    private static async Task CompareQualityAsync()
    {
        Console.WriteLine("ROUGE-1 / ROUGE-2 against a person's abstract      writer          ots             first sentences");
        List<(double One, double Two)[]> all = [];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Engines", "Summaries"), "*.txt").Order(StringComparer.Ordinal))
        {
            string[] parts = (await File.ReadAllTextAsync(path)).Split($"\n{Parting}\n", 2);
            string text = parts[1];
            string peer = await PeerAsync(text, Path.GetFileNameWithoutExtension(path).Split('.')[^1]);
            int words = Words(peer).Count;
            string[] summaries = [await SummarizeAsync(text, words), peer, Beginning(text, words)];
            (double One, double Two)[] scores = [.. summaries.Select(summary => (Overlap(summary, parts[0], 1), Overlap(summary, parts[0], 2)))];
            all.Add(scores);
            Write($"{Path.GetFileNameWithoutExtension(path)}, {words} words", scores);
        }

        Write("mean", [.. Enumerable.Range(0, 3).Select(n => (all.Average(scores => scores[n].One), all.Average(scores => scores[n].Two)))]);
    }

    private static void Write(string name, (double One, double Two)[] scores) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-48}") + string.Concat(scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"  {score.One:0.00} / {score.Two:0.00}  "))));

    private static async Task CompareSpeedAsync(int rounds)
    {
        foreach (int size in new[] { 10_000, 100_000, 1_000_000 })
        {
            string text = WriterBenchmark.Text(size);
            double ours = double.MaxValue, peer = double.MaxValue;
            for (int round = 0; round < rounds; round++)
            {
                ours = Math.Min(ours, await OwnProcessorAsync(() => SummarizeAsync(text, size / 30)));
                peer = Math.Min(peer, await ProcessorAsync(() => PeerAsync(text, "en")));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size / 1_000,5} kB  summary: {ours * 1_000:0.0} ms of processor time; ots with the start of its process {peer * 1_000:0} ms, {peer / ours:0.0} × ours"));
        }
    }

    private static async Task<double> ProcessorAsync(Func<Task<string>> run)
    {
        double before = Measurements.ProcessorSeconds();
        await run();
        return Measurements.ProcessorSeconds() - before;
    }

    /// <summary>Finer than what the system says of processes that have ended.</summary>
    private static async Task<double> OwnProcessorAsync(Func<Task<string>> run)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        await run();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static async Task<string> SummarizeAsync(string text, int words)
    {
        using var writer = new WriterChatClient();
        var options = new ChatOptions { AdditionalProperties = new() { ["document"] = text, ["task"] = "summary", ["words"] = Math.Max(10, words) } };
        return (await writer.GetResponseAsync("", options)).Text;
    }

    /// <summary>ots prints the heading first whatever the ratio; it is no part of the summary.</summary>
    private static async Task<string> PeerAsync(string text, string language)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            string summary = (await Measurements.RunAsync(Peer, null, "--ratio=20", "--dic=" + language, file)).TrimStart();
            string heading = text[..(text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? end : 0)].Trim();
            return summary.StartsWith(heading, StringComparison.Ordinal) ? summary[heading.Length..] : summary;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The first whole sentences after the heading that fit.</summary>
    private static string Beginning(string text, int words)
    {
        string body = text[text.IndexOf('\n', StringComparison.Ordinal)..];
        string taken = "";
        foreach (Match sentence in Sentence().Matches(body))
        {
            if (Words(taken + sentence.Value).Count > words)
            {
                break;
            }

            taken += sentence.Value;
        }

        return taken;
    }

    /// <summary>How far two texts have runs of so many words in common: the harmonic mean of precision and recall.</summary>
    private static double Overlap(string summary, string model, int length)
    {
        Dictionary<string, int> left = Runs(summary, length), right = Runs(model, length);
        double common = left.Sum(item => Math.Min(item.Value, right.GetValueOrDefault(item.Key)));
        return common == 0 ? 0 : 2 * common / (left.Values.Sum() + right.Values.Sum());
    }

    private static Dictionary<string, int> Runs(string text, int length)
    {
        List<string> words = Words(text);
        return Enumerable.Range(0, Math.Max(0, words.Count - length + 1)).GroupBy(n => string.Join(' ', words[n..(n + length)])).ToDictionary(group => group.Key, group => group.Count());
    }

    private static List<string> Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}]+)?")]
    private static partial Regex Word();

    [GeneratedRegex(@"\S[^.!?]*(?:[.!?](?=\S)[^.!?]*)*[.!?]+[""”]?\s*")]
    private static partial Regex Sentence();
}
