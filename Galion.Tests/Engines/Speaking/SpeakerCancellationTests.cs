using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Galion.Engines;
using Galion.Engines.Speaking;
using Galion.Engines.Speaking.Hosting;
using Galion.Engines.Speaking.Sound;
using Galion.Tests.Painting;

namespace Galion.Tests.Engines.Speaking;

/// <summary>Every stage of speech stops within 200 ms of processor time; what speaks is another process, which is killed.</summary>
public sealed class SpeakerCancellationTests
{
    private const int SampleRate = 22_050;

    private static readonly VoiceBook Voices = new("1.51", "", [("English", "gmw/en-US", "en-us", 1), ("Polish", "zlw/pl", "pl", 1)]);

    [Theory]
    [InlineData("On 21 November 2026 it came back, at 14:30, and paid $3.50 for 2 km. ", "auto")]
    [InlineData("21 listopada 2026 r. o 14:30 zapłacono 3,50 zł przy ul. Długiej. ", "auto")]
    [InlineData("ANNA (happy): Hello there, e.g. you.\n", "script")]
    [InlineData("a", "auto")]
    [InlineData("# One\n\n- two\n- three\n\n", "markdown")]
    public void Planning_the_longest_text_stops_soon(string piece, string markup)
    {
        var text = string.Concat(Enumerable.Repeat(piece, SpeakerTextToSpeechClient.MaxTextLength / piece.Length));
        var options = SpeakerOptions.Read(Speakers.Options(("markup", markup)));

        Stopping.Assert(token => new SpeechPlanner(options, Voices).Plan(text, token), 30, 120, 400);
    }

    [Fact]
    public void Planning_the_longest_markup_stops_soon()
    {
        var text = $"<speak>{string.Concat(Enumerable.Repeat("<s>A <prosody rate=\"fast\">quick</prosody> fox.</s>", 2_000))}</speak>";
        var options = SpeakerOptions.Read(Speakers.Options());

        Stopping.Assert(token => new SpeechPlanner(options, Voices).Plan(text, token), 30, 150, 400);
    }

    [Fact]
    public void Levelling_stops_soon()
    {
        using var spool = new SoundSpool();
        for (var n = 0; n < 120; n++)
        {
            using var sentence = Sentence(seconds: 10, n);
            spool.Add(sentence.Spoken, SampleRate / 3);
        }

        Stopping.Assert(
            token =>
            {
                for (var gain = 6.0; gain < 20; gain++)
                {
                    spool.LimiterLoss(gain, -1, token);
                }
            },
            20, 100, 300);
        Stopping.Assert(
            token =>
            {
                foreach (var part in spool.Master(12, -1, 0, token))
                {
                    Assert.NotEqual(0, part.Length);
                }
            },
            20, 100, 300);
    }

    /// <summary>A process that is stopped never answers: only being killed ends it, and a request that waits for it.</summary>
    [Fact]
    public async Task A_process_that_hangs_is_killed_with_its_request_and_another_takes_its_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which processes there are in files.");
        using var pool = new SpeechPool(1, Marked(out var mark));
        await pool.ListVoicesAsync(TestContext.Current.CancellationToken);
        var hanging = Assert.Single(ProcessesWith(mark));
        using (var stopping = Process.Start("kill", ["-STOP", hanging.ToString(CultureInfo.InvariantCulture)]))
        {
            await stopping.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var cancelling = new CancellationTokenSource();
        var speaking = pool.SpeakAsync(Hello, cancelling.Token);
        Assert.NotSame(speaking, await Task.WhenAny(speaking, Task.Delay(300, TestContext.Current.CancellationToken)));
        await cancelling.CancelAsync();

        // Its own patience with a process that does not answer is a minute.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => speaking.WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(hanging, ProcessesWith(mark));
        Assert.NotEqual(0, (await pool.SpeakAsync(Hello, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Nothing_is_spoken_after_being_cancelled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the processor time of others in files.");
        using var speaker = new SpeakerTextToSpeechClient(2, Marked(out var mark));
        using var cancelling = new CancellationTokenSource();
        var (sentences, before) = (0, 0.0);
        var progress = new Telling(() =>
        {
            if (++sentences == 20)
            {
                before = ProcessesWith(mark).Sum(ProcessorMs);
                cancelling.Cancel();
            }
        });
        var text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog, and nobody in the whole of the old town noticed it. ", 900));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => speaker.GetAudioAsync(text, Speakers.Options((EngineProgress.Key, progress)), cancelling.Token));

        var left = ProcessesWith(mark);
        var worked = left.Sum(ProcessorMs);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(20, sentences);
        Assert.True(worked - before < 200, $"spoke for {worked - before:0} ms of processor time after being cancelled");
        Assert.True(left.Sum(ProcessorMs) - worked < 50, "It still speaks.");
    }

    private static readonly SpeechRequest Hello = new("gmw/en-US", 170, 50, 50, 0, "Hello there.");

    /// <summary>The usual names of the library, and one that tells these processes from all others.</summary>
    private static string[] Marked(out string mark)
    {
        mark = Guid.NewGuid().ToString("N");
        return ["libespeak-ng.so.1", "libespeak-ng.so", mark];
    }

    private static List<int> ProcessesWith(string mark)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Read($"{folder}/cmdline").Contains(mark, StringComparison.Ordinal))
            {
                found.Add(id);
            }
        }

        return found;
    }

    /// <returns>0 for a process that is gone.</returns>
    private static double ProcessorMs(int id)
    {
        var times = Read($"/proc/{id}/schedstat") is { Length: > 0 } ? Directory.EnumerateDirectories($"/proc/{id}/task").Select(task => Read($"{task}/schedstat")) : [];
        return times.Where(time => time.Length > 0).Sum(time => double.Parse(time.Split(' ')[0], CultureInfo.InvariantCulture)) / 1e6;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // The process has ended.
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Swelling noise, as loud as speech.</summary>
    private static Rented Sentence(int seconds, int seed)
    {
        var random = new Random(seed);
        var samples = ArrayPool<float>.Shared.Rent(seconds * SampleRate);
        for (var n = 0; n < seconds * SampleRate; n++)
        {
            samples[n] = (float)((random.NextDouble() - 0.5) * Math.Sin(n * 1e-4) * 0.8);
        }

        var utterance = new Utterance(seed + 1, "", 0, null, null, Emotion.Named("neutral"), [], 0, [], 300);
        return new Rented(new SpokenSentence(utterance, SampleRate, samples, seconds * SampleRate, [], []));
    }

    private sealed class Telling(Action tell) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value) => tell();
    }

    private sealed record Rented(SpokenSentence Spoken) : IDisposable
    {
        public void Dispose() => Spoken.Release();
    }
}
