using System.Text;
using System.Text.Json;
using Galion.Engines.Audio;
using Galion.Engines.Programs;
using Galion.Engines.Recipes;
using Galion.Tests.Engines.Audio;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Engines.Speaking;

public sealed class SpeakerFileTests(Speakers speakers) : IClassFixture<Speakers>
{
    private const string Book = "# The Fox\n\nThe fox came at night. It took the hen.\n\n# The Hen; = \"Part\" Two\n\nThe hen came back on 3 May. Nobody had noticed & nobody asked.";

    [Theory]
    [InlineData("wav", "wav", "pcm_s16le")]
    [InlineData("mp3", "mp3", "mp3")]
    [InlineData("flac", "flac", "flac")]
    [InlineData("opus", "ogg", "opus")]
    [InlineData("m4a", "mov,mp4,m4a,3gp,3g2,mj2", "aac")]
    [InlineData("m4b", "mov,mp4,m4a,3gp,3g2,mj2", "aac")]
    public async Task Every_format_is_what_it_says_and_carries_its_recipe(string format, string container, string codec)
    {
        var spoken = await speakers.SayAsync(Book, ("format", format), ("title", "Fox & hen"));
        var probe = await Listening.ProbeAsync(spoken.File);
        Assert.Equal(container, probe.GetProperty("format").GetProperty("format_name").GetString());
        Assert.Equal(codec, probe.GetProperty("streams")[0].GetProperty("codec_name").GetString());
        Assert.Equal(Book, AudioRecipe.Read(spoken.File)!.Prompt);
        Assert.Equal("speech." + format, spoken.Property<string>("name"));
        var duration = (await Listening.DecodeAsync(spoken.File)).DurationMs;
        Assert.InRange(duration, spoken.Property<long>("duration_ms") - 120, spoken.Property<long>("duration_ms") + 120);
    }

    [Theory]
    [InlineData("mp3", 64)]
    [InlineData("m4b", 64)]
    public async Task The_bit_rate_is_what_is_asked_for(string format, int kbps)
    {
        var probe = await Listening.ProbeAsync((await speakers.SayAsync(Book, ("format", format), ("bitrate_kbps", kbps))).File);
        var rate = int.Parse(probe.GetProperty("streams")[0].GetProperty("bit_rate").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(rate, kbps * 850, kbps * 1_200);
    }

    [Fact]
    public async Task Sox_reads_the_wav() => Assert.Matches("^22050 1 [0-9]+ 16$", await Listening.SoxiAsync((await speakers.SayAsync("Hello there.")).File, "wav"));

    [Theory]
    [InlineData("m4b")]
    [InlineData("mp3")]
    public async Task Headings_become_chapters_where_their_sound_begins(string format)
    {
        var spoken = await speakers.SayAsync(Book, ("format", format), ("timings", "json"));
        var chapters = (await Listening.ProbeAsync(spoken.File)).GetProperty("chapters").EnumerateArray().ToList();
        Assert.Equal(["The Fox", "The Hen; = \"Part\" Two"], chapters.Select(chapter => chapter.GetProperty("tags").GetProperty("title").GetString()));
        var told = spoken.Timings.GetProperty("chapters").EnumerateArray().Select(chapter => chapter.GetProperty("start_ms").GetDouble() / 1_000).ToList();
        Assert.Equal(0, told[0]);
        Assert.True(told[1] > 2);
        Assert.Equal(told[1], double.Parse(chapters[1].GetProperty("start_time").GetString()!, System.Globalization.CultureInfo.InvariantCulture), 0.05);
    }

    [Theory]
    [InlineData("srt", "lines")]
    [InlineData("srt", "words")]
    [InlineData("vtt", "lines")]
    [InlineData("vtt", "words")]
    public async Task Captions_are_read_by_other_peoples_parsers(string format, string captions)
    {
        var spoken = await speakers.SayAsync(
            "ANNA: The fox <b>came</b> & took the hen --> away, and nobody in the whole of the old town noticed it before the morning.\nBEN: Who said 3 < 4?",
            ("timings", $"json,{format}"), ("captions", captions), ("markup", "script"));
        var path = Path.Combine(Path.GetTempPath(), $"galion-{Guid.NewGuid():N}.{format}");
        await File.WriteAllTextAsync(path, spoken.Text("speech." + format), TestContext.Current.CancellationToken);
        try
        {
            var (exitCode, output) = await NodeScript.RunAsync("Engines/Speaking/captions.mjs", TestContext.Current.CancellationToken, path);
            Assert.True(exitCode == 0, output);
            var cues = JsonDocument.Parse(output).RootElement.EnumerateArray().ToList();
            var words = spoken.Words;
            Assert.Equal(captions == "words" ? words.Count : cues.Count, cues.Count);
            Assert.Equal(words[0].StartMs, cues[0].GetProperty("from").GetDouble(), 1.0);
            Assert.Equal(words[^1].EndMs, cues[^1].GetProperty("to").GetDouble(), 1.0);
            Assert.All(cues, cue => Assert.True(cue.GetProperty("from").GetDouble() < cue.GetProperty("to").GetDouble()));
            Assert.All(cues.Zip(cues.Skip(1)), pair => Assert.True(pair.First.GetProperty("to").GetDouble() <= pair.Second.GetProperty("from").GetDouble() + 45));
            Assert.Equal(format == "vtt", spoken.Text("speech." + format).Contains("&lt;", StringComparison.Ordinal));
            Assert.Contains("morning", string.Join(' ', cues.Select(cue => cue.GetProperty("text").GetString())));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("vtt")]
    [InlineData("json")]
    public async Task Captions_carry_the_recipe_and_other_programs_see_nothing_of_it(string format)
    {
        const string Text = "The fox --> came & went.\n\nNOTE galion {\"schema\":1}\n\n00:00:01.000 --> 00:00:02.000\n\n<!-- galion {} --> It \"said\" nothing.";
        var dictionary = string.Join("; ", Enumerable.Range(0, 400).Select(n => $"word{n} = a long word said otherwise"));
        var spoken = await speakers.SayAsync(Text, ("timings", "srt,vtt,json"), ("markup", "text"), ("dictionary", dictionary));
        var captions = spoken.Text("speech." + format);

        var recipe = RecipeFile.Read(Encoding.UTF8.GetBytes(captions))!;
        Assert.Equal(spoken.Property<JsonElement>("recipe").GetRawText(), recipe.ToString());
        Assert.Null(RecipeFile.Read(Encoding.UTF8.GetBytes(spoken.Text("speech.srt"))));
        if (format == "vtt")
        {
            // Browsers would begin a caption there, even within a note.
            Assert.DoesNotContain("-->", captions[captions.LastIndexOf("\nNOTE", StringComparison.Ordinal)..], StringComparison.Ordinal);
            Assert.Equal(await CuesAsync("srt"), (await CuesAsync("webvtt")).Replace("\\{", "{", StringComparison.Ordinal).Replace("\\}", "}", StringComparison.Ordinal));
        }

        async Task<string> CuesAsync(string kind) => Encoding.UTF8.GetString(await ExternalProgram.Ffmpeg.RunAsync(
            ["-v", "error", "-f", kind, "-i", "pipe:0", "-f", "srt", "-"], Encoding.UTF8.GetBytes(kind == "srt" ? spoken.Text("speech.srt") : captions), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Captions_keep_the_signs_of_the_text()
    {
        var spoken = await speakers.SayAsync("\"Come in,\" said Dr. Hill (softly); the ferry leaves at 14:30. Ready?", ("timings", "srt,vtt,json"));

        var lines = spoken.Text("speech.srt").Split('\n').Where(line => line.Length > 0 && !char.IsAsciiDigit(line[0]));
        Assert.Equal("\"Come in,\" said Dr. Hill (softly); the ferry leaves at 14:30. Ready?", string.Join(' ', lines));
        Assert.Contains(">(softly);", spoken.Text("speech.vtt"), StringComparison.Ordinal);
        Assert.Contains("softly", spoken.Words.Select(word => word.Text));
    }
}
