using System.Text;
using Galion.Engines.Audio;
using Galion.Engines.Speaking;

namespace Galion.Tests.Engines.Speaking;

public sealed class SpeakerRobustnessTests(Speakers speakers) : IClassFixture<Speakers>
{
    private static readonly int Requests = Hostile.Requests(300);

    private static readonly string[] Pieces =
    [
        "Hello there. ", "Zażółć gęślą jaźń! ", "שלום עולם ", "مرحبا بالعالم؟ ", "你好世界。", "\U0001F600\U0001F468‍\U0001F469‍\U0001F467 ", "\0\u0001\u0007\u001b[31m", "\u202E txet \u202C", "a\u0301\u0302\u0303\u0304\u0305 ",
        "<speak>", "</speak>", "<break time=\"1s\"/>", "<prosody rate=\"x\">", "<!DOCTYPE a>", "&amp;", "&#0;", "<![CDATA[", "]]>", "[[", "]]", "[[@@@]]", "\\", "%s%n", "{0}", "${x}", "`id`", "'", "\"",
        "$3.50 ", "99999999999999999999999999 ", "1/0 ", "00:61 ", "32.13.2026 ", "MMMMMMMMM ", "http://", "www.a.b ", "a@b ", "+48 ", "....", "?!?!", "\r\n\r\n", "# Chapter\n", "ANNA: hi\nBEN: yo\n", "(sad): ",
        "supercalifragilisticexpialidocious", "x", "\t", "\u00A0", "\u2028", "\uD800", "\uFFFF", "½ ", "°C ", "1 2 3 ", "-", "–", "II ", "e.g. ", "np. ", "w 1984 r. ", "ＦＵＬＬ ", "ß ", "İ ", "ǆ ", "ﬁ ", "|", "~", "^", "_", "*",
    ];

    [Fact]
    public async Task Whatever_is_sent_gives_a_sound_or_a_clear_refusal()
    {
        var voices = await speakers.Client.GetVoicesAsync(TestContext.Current.CancellationToken);
        var made = 0;
        for (var seed = Hostile.Seed; seed < Hostile.Seed + Requests; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var n = random.Next(1, 12); n > 0; n--)
            {
                text.Append(random.Next(8) == 0 ? RandomText(random) : Pieces[random.Next(Pieces.Length)]);
            }

            var options = new List<(string, object)>();
            foreach (var option in SpeakerTextToSpeechClient.Options.Where(option => option.Name is not ("format" or "speakers" or "dictionary" or "loudness" or "gain_db") && random.Next(6) == 0))
            {
                options.Add((option.Name, option switch
                {
                    { Name: "voice" } => voices[random.Next(voices.Count)].Id,
                    { Name: "language" } => voices.Where(voice => !voice.IsTimbre).ElementAt(random.Next(100)).Id,
                    { Allowed.Count: > 0 } => option.Allowed[random.Next(option.Allowed.Count)],
                    { Name: "takes" } => "1:3",
                    { Name: "title" } => RandomText(random),
                    { Type: Galion.Engines.Options.EngineOptionType.Flag } => random.Next(2) == 0,
                    { Type: Galion.Engines.Options.EngineOptionType.Whole } => (long)(option.Min + random.NextDouble() * (option.Max - option.Min)),
                    _ => option.Min + random.NextDouble() * (option.Max - option.Min),
                }));
            }

            try
            {
                var spoken = await speakers.SayAsync(text.ToString(), [.. options]);
                Assert.True(spoken.Audio.Frames > 0);
                Assert.NotNull(AudioRecipe.Read(spoken.File));
                made++;
            }
            catch (ArgumentException exception)
            {
                Assert.True(exception.Message.Length is > 10 and < 4_000 && !exception.Message.Contains("Parameter '", StringComparison.Ordinal) | exception.Message.Contains("empty", StringComparison.Ordinal), $"{seed}: {exception.Message}");
            }
            catch (Exception exception)
            {
                Assert.Fail($"Request {seed} ended with {exception}");
            }
        }

        Assert.True(made > Requests / 4, $"{made} of {Requests} were spoken");
    }

    [Theory]
    [InlineData("aaaaaaaaaa")]
    [InlineData("one two three four ")]
    [InlineData("7")]
    [InlineData("(((")]
    [InlineData("…?!")]
    [InlineData("漢字")]
    [InlineData("\"a\" ")]
    public async Task A_hundred_thousand_characters_are_planned_in_little_time(string piece)
    {
        // A sentence is enough to show that the text was read to its end; the rest is cancelled.
        var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        try
        {
            await foreach (var update in speakers.Client.GetStreamingAudioAsync(text, cancellationToken: stopping.Token))
            {
                if (update.Contents.Count > 0)
                {
                    break;
                }
            }
        }
        catch (ArgumentException exception)
        {
            Assert.Contains("nothing to say", exception.Message);
        }
    }

    [Fact]
    public async Task More_than_a_hundred_thousand_characters_are_refused() => Assert.Contains(
        "100,000", (await Assert.ThrowsAsync<ArgumentException>(() => speakers.SayAsync(new string('a', 100_001)))).Message);

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var n = random.Next(1, 30); n > 0; n--)
        {
            text.Append((char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(32, 127)));
        }

        return text.ToString();
    }
}
