using System.Buffers;
using Galion.Engines.Speaking;
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

    private sealed record Rented(SpokenSentence Spoken) : IDisposable
    {
        public void Dispose() => Spoken.Release();
    }
}
