using System.Security.Cryptography;
using System.Text.Json;
using Galion.Engines;
using Galion.Engines.Audio;
using Galion.Engines.Options;
using Galion.Engines.Programs;
using Galion.Engines.Speaking;
using Galion.Tests.Engines.Audio;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Speaking;

public sealed class SpeakerTests(Speakers speakers) : IClassFixture<Speakers>
{
    private const string Story =
        "The quick brown fox jumps over the lazy dog. Then it quietly runs away! Did anybody see it? On 21 November 2026 it came back, at 14:30, and paid $3.50.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_voices_of_espeak_ng_are_listed()
    {
        var voices = await speakers.Client.GetVoicesAsync(Token);
        Assert.Contains(voices, voice => voice is { Id: "en-us", Language: "en-us", IsTimbre: false });
        Assert.Contains(voices, voice => voice is { Id: "pl", Name: "Polish" });
        Assert.Contains(voices, voice => voice is { Id: "f3", IsTimbre: true, Gender: "female" });
        Assert.True(voices.Count(voice => !voice.IsTimbre) > 100);
        Assert.Equal(voices.Count, voices.Select(voice => voice.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_same_request_gives_the_same_file_whatever_was_said_before()
    {
        var first = await speakers.SayAsync(Story, ("timings", "json,srt,vtt"));
        await speakers.SayAsync("Something else.", ("voice", "en-gb+klatt2"), ("emotion", "whisper"));
        using var alone = new SpeakerTextToSpeechClient(maxThreads: 1);
        var second = new Spoken(await alone.GetAudioAsync(Story, Speakers.Options(("timings", "json,srt,vtt")), Token));
        Assert.Equal(SHA256.HashData(first.File), SHA256.HashData(second.File));
        Assert.Equal(first.Text("speech.vtt"), second.Text("speech.vtt"));
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("mp3")]
    [InlineData("flac")]
    [InlineData("opus")]
    [InlineData("m4a")]
    [InlineData("m4b")]
    public async Task A_file_is_made_again_from_itself_alone(string format)
    {
        var made = await speakers.SayAsync(Story, ("format", format), ("emotion", "happy"), ("voice", "en-gb+f3"), ("take", 3), ("seed", 77), ("dictionary", "fox = focks"));
        var recipe = AudioRecipe.Read(made.File)!;
        Assert.Equal(Story, recipe.Prompt);
        var options = new TextToSpeechOptions { AdditionalProperties = new AdditionalPropertiesDictionary(recipe.ToOptions()) };
        var again = new Spoken(await speakers.Client.GetAudioAsync(recipe.Prompt, options, Token));
        Assert.Equal(SHA256.HashData(made.File), SHA256.HashData(again.File));
    }

    [Fact]
    public async Task One_sentence_is_made_anew_and_no_sample_of_the_others_changes()
    {
        var before = await speakers.SayAsync(Story, ("timings", "json"));
        var recipe = AudioRecipe.Read(before.File)!;
        var options = recipe.ToOptions().ToDictionary(item => item.Key, item => item.Value);
        options["takes"] = "2:5";
        var after = new Spoken(await speakers.Client.GetAudioAsync(recipe.Prompt, new TextToSpeechOptions { AdditionalProperties = new(options) }, Token));
        Assert.Equal(4, before.Property<int>("sentences"));
        Assert.NotEqual(before.Sentence(2), after.Sentence(2));
        foreach (var number in new[] { 1, 3, 4 })
        {
            Assert.Equal(before.Sentence(number), after.Sentence(number));
        }
    }

    [Fact]
    public async Task Takes_differ_in_melody_and_pace()
    {
        var takes = new List<Spoken>();
        for (var take = 1; take <= 4; take++)
        {
            takes.Add(await speakers.SayAsync("Did anybody see the quick brown fox?", ("take", take)));
        }

        Assert.Equal(4, takes.Select(spoken => Convert.ToHexString(SHA256.HashData(spoken.Content.Data.Span[2_000..]))).Distinct().Count());
        Assert.True(takes.Max(spoken => spoken.Audio.DurationMs) - takes.Min(spoken => spoken.Audio.DurationMs) > 30);
    }

    [Fact]
    public async Task Rate_pitch_and_pauses_are_obeyed()
    {
        const string Two = "This is the first of two sentences. This is the other one.";
        var plain = await speakers.SayAsync(Two, ("timings", "json"));
        var fast = await speakers.SayAsync(Two, ("rate", 2.0), ("timings", "json"));
        var high = await speakers.SayAsync(Two, ("pitch", 5.0), ("timings", "json"));
        var paused = await speakers.SayAsync(Two, ("pause", 3.0), ("timings", "json"));
        Assert.InRange(Length(plain.Sentence(1)) / Length(fast.Sentence(1)), 1.6, 2.4);
        Assert.InRange(Hear(high).PitchHz / Hear(plain).PitchHz, 1.2, 1.5);
        Assert.Equal(plain.Sentence(2), paused.Sentence(2), (one, other) => Math.Abs(one - other) < 0.2f);
        Assert.InRange(paused.Audio.DurationMs - plain.Audio.DurationMs, 600, 680);

        static double Length(float[] sound) => sound.Length;

        static Listener Hear(Spoken spoken) => Listener.Hear(spoken.Sentence(1), spoken.Audio.SampleRate);
    }

    [Fact]
    public async Task Speech_is_as_loud_as_asked_for()
    {
        foreach (var (lufs, format) in new[] { (-16.0, "wav"), (-23.0, "wav"), (-16.0, "mp3"), (-16.0, "opus"), (-16.0, "m4b") })
        {
            var measured = await Listening.MeasureAsync((await speakers.SayAsync(Story, ("loudness", lufs), ("format", format))).File);
            Assert.InRange(measured.IntegratedLufs, lufs - 0.3, lufs + 0.3);
            Assert.InRange(measured.TruePeakDb, -30, -0.9);
        }
    }

    [Fact]
    public async Task Scripts_have_a_voice_for_each_speaker()
    {
        const string Script = "ANNA: Good morning to you all.\nBEN: Good morning to you all.\nCID: Good morning to you all.";
        var spoken = await speakers.SayAsync(Script, ("speakers", "ANNA = en-us+f3; BEN = en-gb pitch=-3 rate=0.8"), ("timings", "json,vtt"));
        var heard = Enumerable.Range(1, 3).Select(number => Listener.Hear(spoken.Sentence(number), spoken.Audio.SampleRate)).ToArray();
        Assert.True(heard[0].PitchHz > heard[1].PitchHz * 1.3, $"{heard[0]} beside {heard[1]}");
        Assert.True(heard[1].Seconds > heard[0].Seconds * 1.1, $"{heard[1]} beside {heard[0]}");
        Assert.Contains("<v ANNA>Good", spoken.Text("speech.vtt"));
        Assert.Equal(["ANNA", "BEN", "CID"], spoken.Timings.GetProperty("sentences").EnumerateArray().Select(sentence => sentence.GetProperty("speaker").GetString()));
    }

    [Fact]
    public async Task Ssml_breaks_last_as_long_as_they_say_and_marks_have_times()
    {
        const string Ssml = "<speak>One <break time=\"700ms\"/> two <mark name=\"here\"/>three <prosody volume=\"-12dB\" rate=\"50%\">four</prosody> <sub alias=\"sixty\">LX</sub>.</speak>";
        var spoken = await speakers.SayAsync(Ssml, ("timings", "json"), ("rate", 1.6));
        var words = spoken.Words;
        Assert.Equal(["One", "two", "three", "four", "LX"], words.Select(word => word.Text));
        Assert.InRange(words[1].StartMs - words[0].EndMs, 690, 710);
        var mark = spoken.Timings.GetProperty("marks")[0];
        Assert.Equal("here", mark.GetProperty("name").GetString());
        Assert.Equal(words[2].StartMs, mark.GetProperty("at_ms").GetDouble(), 1.0);
        Assert.True(words[3].EndMs - words[3].StartMs > 1.3 * (words[2].EndMs - words[2].StartMs));
        Assert.Equal(Ssml.IndexOf("LX", StringComparison.Ordinal), spoken.Timings.GetProperty("sentences")[0].GetProperty("words")[4].GetProperty("at").GetInt32());
    }

    [Theory]
    [InlineData("<speak>One.{0} Two.</speak>")]
    [InlineData("<speak>One. {0} Two.</speak>")]
    [InlineData("<speak><p>One.</p>{0}<p>Two.</p></speak>")]
    [InlineData("<speak><s>One.</s> {0} <s>Two.</s></speak>")]
    [InlineData("<speak>{0} One. Two.</speak>")]
    [InlineData("<speak>One. Two. {0}</speak>")]
    public async Task A_break_between_sentences_is_kept_once_and_a_mark_beside_it_once(string ssml)
    {
        var plain = await speakers.SayAsync(ssml.Replace("{0}", "", StringComparison.Ordinal), ("gain_db", 6.0));
        var broken = await speakers.SayAsync(ssml.Replace("{0}", "<break time=\"3s\"/><mark name=\"here\"/>", StringComparison.Ordinal), ("gain_db", 6.0), ("timings", "json"));

        Assert.InRange(broken.Audio.DurationMs - plain.Audio.DurationMs, 2_950, 3_050);
        var mark = Assert.Single(broken.Timings.GetProperty("marks").EnumerateArray());
        Assert.Equal("here", mark.GetProperty("name").GetString());
        Assert.InRange(mark.GetProperty("at_ms").GetDouble(), 2_950, broken.Audio.DurationMs);
    }

    [Fact]
    public async Task Word_times_agree_with_the_sound()
    {
        // Commas make espeak-ng fall silent between the words: the sound itself shows where each is.
        var spoken = await speakers.SayAsync("Apple, banana, orange, lemon, melon, cherry.", ("timings", "json"));
        var audio = spoken.Audio;
        var words = spoken.Words;
        Assert.Equal(6, words.Count);
        for (var n = 0; n < words.Count; n++)
        {
            var inside = Level(words[n].StartMs + 20, words[n].EndMs - 20);
            Assert.True(inside > -32, $"{words[n]} has {inside:0.0} dB");
            if (n + 1 < words.Count)
            {
                var between = Level(words[n].EndMs + 40, words[n + 1].StartMs - 5);
                Assert.True(between < inside - 25, $"after {words[n]}: {between:0.0} dB");
                Assert.True(words[n].EndMs < words[n + 1].StartMs);
            }
        }

        Assert.InRange(words[^1].EndMs, audio.DurationMs - 400, audio.DurationMs);
        Assert.True(spoken.Sentence(1)[^(audio.SampleRate * 30 / 1_000)..].Max(MathF.Abs) > 0.001f, "espeak-ng's own silence is still at the end");

        double Level(double fromMs, double toMs)
        {
            var part = audio[0][(int)(fromMs * audio.SampleRate / 1_000)..(int)(toMs * audio.SampleRate / 1_000)];
            var energy = 0.0;
            foreach (var sample in part)
            {
                energy += sample * sample;
            }

            return 10 * Math.Log10(energy / Math.Max(1, part.Length) + 1e-12);
        }
    }

    /// <summary>In the sound itself: espeak-ng adds silence of its own to a sentence's end, above all where words are held apart.</summary>
    [Theory]
    [InlineData("He came to see you. Many more came too.", 1, 0, 320)]
    [InlineData("He came to see you. Many more came too.", 2, 0, 160)]
    [InlineData("He came to see you. Many more came too.", 0.5, 0, 640)]
    [InlineData("He came to see you. Many more came too.", 1, 300, 320)]
    [InlineData("He came to see you.\n\nMany more came too.", 1, 0, 620)]
    [InlineData("# He came to see you\n\nMany more came too.", 1, 0, 900)]
    [InlineData("ANNA: He came to see you.\nBEN: Many more came too.", 1, 0, 420)]
    public async Task Between_sentences_it_is_silent_for_as_long_as_documented(string text, double rate, int wordGap, double ms)
    {
        var spoken = await speakers.SayAsync(text, ("rate", rate), ("word_gap", wordGap), ("timings", "json"), ("gain_db", 6.0));
        var (sound, words) = (spoken.Audio[0].ToArray(), spoken.Words);
        int At(double time) => (int)(time * spoken.Audio.SampleRate / 1_000);
        var (you, many) = (words.Single(word => word.Text == "you"), words.Single(word => word.Text == "Many"));
        var last = Array.FindLastIndex(sound, At(many.StartMs), sample => Math.Abs(sample) > 0.004f);
        var first = Array.FindIndex(sound, At(many.StartMs), sample => Math.Abs(sample) > 0.004f);

        Assert.InRange(last, At(you.StartMs), At(you.EndMs));
        Assert.InRange((first - last) * 1_000.0 / spoken.Audio.SampleRate, ms - 30, ms + 30);
    }

    [Fact]
    public async Task Progress_is_told_for_each_sentence_and_never_falls()
    {
        var reports = new List<EngineProgress>();
        await speakers.SayAsync(Story, (EngineProgress.Key, new Collecting(reports)));
        Assert.Equal(["sentence 1 of 4", "sentence 2 of 4", "sentence 3 of 4", "sentence 4 of 4", "done"], reports.Select(report => report.Stage));
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.Equal(1, reports[^1].Fraction);
    }

    [Fact]
    public async Task Sentences_stream_before_the_whole_is_there()
    {
        var updates = new List<TextToSpeechResponseUpdate>();
        await foreach (var update in speakers.Client.GetStreamingAudioAsync(Story, Speakers.Options(("timings", "srt")), Token))
        {
            updates.Add(update);
        }

        Assert.Equal(TextToSpeechResponseUpdateKind.SessionOpen, updates[0].Kind);
        Assert.Equal(4, updates.Count(update => update.Kind == TextToSpeechResponseUpdateKind.AudioUpdating));
        Assert.Equal(TextToSpeechResponseUpdateKind.SessionClose, updates[^1].Kind);
        var whole = await speakers.SayAsync(Story);
        var streamed = (DataContent)updates[^2].Contents[0];
        Assert.Equal(TextToSpeechResponseUpdateKind.AudioUpdated, updates[^2].Kind);
        Assert.Equal(whole.Audio.Frames, WavFile.Read(streamed.Data.Span).Frames);
        var parts = updates.Where(update => update.Kind == TextToSpeechResponseUpdateKind.AudioUpdating).Select(update => (DataContent)update.Contents[0]).ToList();
        Assert.Equal(whole.Audio.Frames, parts.Sum(part => WavFile.Read(part.Data.Span).Frames));
        Assert.Equal("Then it quietly runs away!", parts[1].AdditionalProperties!["text"]);
    }

    [Fact]
    public async Task Cancelling_ends_it_and_keeps_what_is_ready_when_asked()
    {
        var text = string.Concat(Enumerable.Repeat(Story + "\n\n", 300));
        foreach (var keep in new[] { false, true })
        {
            using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var reports = new List<EngineProgress>();
            var progress = new Collecting(reports, report =>
            {
                if (reports.Count == 20)
                {
                    cancelling.Cancel();
                }
            });
            var work = speakers.Client.GetAudioAsync(text, Speakers.Options((EngineProgress.Key, progress), ("keep_partial", keep)), cancelling.Token);
            if (!keep)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
                Assert.Equal(20, reports.Count);
                continue;
            }

            var partial = new Spoken(await work);
            Assert.True(partial.Property<bool>("partial"));
            Assert.Equal(20, partial.Property<int>("sentences"));
            Assert.InRange(partial.Audio.DurationMs, 30_000, 100_000);
        }
    }

    [Fact]
    public async Task A_missing_library_is_named_with_the_command_that_installs_it()
    {
        using var without = new SpeakerTextToSpeechClient(1, ["libespeak-ng-that-is-not-there.so"]);
        var exception = await Assert.ThrowsAsync<MissingProgramException>(() => without.GetAudioAsync("Hello.", cancellationToken: Token));
        Assert.Contains("espeak-ng is not installed", exception.Message);
        Assert.Contains(ExternalProgram.EspeakNg.InstallCommand, exception.Message);
    }

    /// <summary>Version 1.51 comes down on some numbers in Kalaallisut; other versions may say them.</summary>
    [Fact]
    public async Task A_sentence_that_brings_espeak_ng_down_is_named_and_ends_nothing_else()
    {
        try
        {
            Assert.NotEmpty((await speakers.SayAsync("Hello there. 28 hello.", ("language", "kl"))).File);
        }
        catch (ArgumentException exception)
        {
            Assert.StartsWith("espeak-ng breaks down on sentence 2 in the voice esx/kl", exception.Message, StringComparison.Ordinal);
        }

        Assert.NotEmpty((await speakers.SayAsync("Hello there.")).File);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\U0001F600 \U0001F601 … ★", "has no words")]
    public async Task A_text_without_words_is_refused(string text, string told) =>
        Assert.Contains(told, (await Assert.ThrowsAnyAsync<ArgumentException>(() => speakers.SayAsync(text))).Message);

    [Theory]
    [InlineData("voice", "nobody", "There is no voice “nobody”")]
    [InlineData("voice", "en-us+nobody", "There is no voice")]
    [InlineData("language", "tlh", "has no language “tlh”")]
    [InlineData("rate", 9, "0.5 to 2.5")]
    [InlineData("emotion", "hungry", "one of neutral")]
    [InlineData("takes", "2", "number of the sentence and of its take")]
    [InlineData("speakers", "ANNA = en-us rate=fast", "ANNA = en-us rate=fast")]
    [InlineData("dictionary", "nothing", "word = how to say it")]
    public async Task Wrong_options_are_named(string option, object value, string told)
    {
        var exception = await Assert.ThrowsAsync<EngineOptionException>(() => speakers.SayAsync("Hello there.", (option, value)));
        Assert.Equal(option, exception.Option);
        Assert.Contains(told, exception.Message);
    }

    [Fact]
    public async Task A_take_of_a_sentence_that_is_not_there_is_told_as_ignored_and_an_empty_language_is_none()
    {
        var recipe = AudioRecipe.Read((await speakers.SayAsync("One here. Two here.", ("takes", "2:3, 9:4"), ("language", ""))).File)!;
        Assert.Equal(["take 9:4 (there are 2 sentences)"], recipe.Ignored);
        Assert.Contains("language: en-us", recipe.Understood);
    }

    [Fact]
    public async Task The_client_names_itself()
    {
        Assert.Equal("galion/speaker", ((TextToSpeechClientMetadata)speakers.Client.GetService(typeof(TextToSpeechClientMetadata))!).DefaultModelId);
        var spoken = new Spoken(await speakers.Client.GetAudioAsync("Dzień dobry, to jest próba.", new TextToSpeechOptions { Speed = 1.5f, Volume = 0.5f, AudioFormat = "audio/wav" }, Token));
        var recipe = spoken.Property<JsonElement>("recipe");
        Assert.Equal(1.5, recipe.GetProperty("options").GetProperty("rate").GetDouble());
        Assert.Contains("language: pl", recipe.GetProperty("understood").EnumerateArray().Select(item => item.GetString()));
        Assert.InRange(spoken.Property<double>("loudness_lufs"), -22.4, -21.6);
    }

    private sealed class Collecting(List<EngineProgress> reports, Action<EngineProgress>? then = null) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value)
        {
            lock (reports)
            {
                reports.Add(value);
                then?.Invoke(value);
            }
        }
    }
}
