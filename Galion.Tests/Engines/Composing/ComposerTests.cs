using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Galion.Engines;
using Galion.Engines.Audio;
using Galion.Engines.Composing;
using Galion.Engines.Options;
using Galion.Tests.Engines.Audio;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.AI;
using Xunit;

namespace Galion.Tests.Engines.Composing;

/// <summary>What is true of the files.</summary>
public sealed class ComposerTests
{
    private static readonly string[] StemNames = ["drums", "bass", "harmony", "melody", "pads"];

    /// <summary>Ten seconds of each style.</summary>
    private static readonly Lazy<Task<List<(string Style, Dictionary<string, DataContent> Files)>>> Pieces = new(async () =>
    {
        var pieces = new List<(string, Dictionary<string, DataContent>)>();
        foreach (var style in StyleBook.Names)
        {
            pieces.Add((style, await Music.MakeAsync("", null, ("style", style), ("seed", 7), ("duration", 10), ("sample_rate", 44_100), ("bits", 16), ("stems", "none"))));
        }

        return pieces;
    });

    /// <summary>
    /// The hashes of ten seconds of each style, sound and notes, stand in golden.txt. After a wanted change of the music, run the tests once with
    /// GALION_UPDATE_GOLDEN=1, listen, raise <see cref="ComposerMusicGenerator.EngineVersion"/> and commit the file.
    /// </summary>
    [Fact]
    public async Task Every_style_makes_the_samples_it_always_made()
    {
        var lines = new List<string>();
        foreach (var (style, files) in await Pieces.Value)
        {
            Assert.InRange(WavFile.Read(files["mix"].Data.Span).Peak(), 0.3f, 0.9f);
            lines.Add($"{style} {Hash(files["mix"])} {Hash(files["mid"])}");
        }

        if (Environment.GetEnvironmentVariable("GALION_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(GoldenPath(), lines);
        }

        Assert.Equal(File.ReadAllLines(GoldenPath()), lines);
    }

    /// <summary>By ffmpeg's EBU R128 meter. The last chord rings, and is not cut.</summary>
    [Fact]
    public async Task Every_style_is_equally_loud_and_rings_out_before_its_end()
    {
        var wrong = new List<string>();
        foreach (var (style, files) in await Pieces.Value)
        {
            var loudness = await Listening.MeasureAsync(files["mix"].Data.ToArray());
            var mix = WavFile.Read(files["mix"].Data.Span);
            var (ring, end) = (Level(mix, 1.6, 1.2), Level(mix, 0.05, 0));
            if (Math.Abs(loudness.IntegratedLufs + 14) > 0.3 || loudness.TruePeakDb > -1 || ring < -66 || end > -50)
            {
                wrong.Add($"{style}: {loudness.IntegratedLufs:0.0} LUFS, {loudness.TruePeakDb:0.0} dBTP, {ring:0} dB before the end, {end:0} dB at it");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        static double Level(AudioBuffer mix, double from, double to)
        {
            var samples = mix[0][(mix.Frames - (int)(from * mix.SampleRate))..(mix.Frames - (int)(to * mix.SampleRate))];
            var power = 0.0;
            foreach (var sample in samples)
            {
                power += sample * sample;
            }

            return 10 * Math.Log10(power / samples.Length + 1e-12);
        }
    }

    /// <summary>Decibels of the sides under the middle above 200 Hz, and of what is above 4 kHz and below 120 Hz under the whole.</summary>
    [Fact]
    public async Task Every_style_is_wide_and_bright_enough_and_loses_nothing_to_one_loudspeaker()
    {
        var wrong = new List<string>();
        foreach (var (style, files) in await Pieces.Value)
        {
            var mix = WavFile.Read(files["mix"].Data.Span);
            var (width, highs, lows, correlation, lowCorrelation, balance) = Stereo.Measure(mix);
            var (dullest, brightest) = style is "ambient" or "cinematic" or "orchestral" or "waltz" or "piano_solo" ? (-36, -12) : (-26, -8);
            if (lows > -1.4 || width is < -13 or > -3 || correlation < 0.3 || lowCorrelation < 0.8 || highs < dullest || highs > brightest || Math.Abs(balance) > 3)
            {
                wrong.Add($"{style}: width {width:0.0}, highs {highs:0.0}, lows {lows:0.0}, correlation {correlation:0.00}, of lows {lowCorrelation:0.00}, left over right {balance:0.0}");
            }
        }

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Fact]
    public async Task Stems_are_equally_long_and_sum_to_the_mix_before_mastering()
    {
        var files = await Music.MakeAsync("", null, ("style", "synthwave"), ("seed", 5), ("duration", 12), ("stems", "flac"), ("master", false), ("form", "chorus"));

        var mix = WavFile.Read(files["mix"].Data.Span);
        var sum = new AudioBuffer(mix.SampleRate, 2, mix.Frames);
        foreach (var name in StemNames)
        {
            Assert.Equal($"48000 2 {mix.Frames} 16", await Listening.SoxiAsync(files[name].Data.ToArray(), "flac"));
            var stem = await Listening.DecodeAsync(files[name].Data.ToArray());
            Assert.True(stem.Peak() > 0.01f, name);
            for (var n = 0; n < mix.Frames; n++)
            {
                sum[0][n] += stem[0][n];
                sum[1][n] += stem[1][n];
            }
        }

        Assert.True(Difference(mix, sum, 0, mix.Frames) < -60, $"{Difference(mix, sum, 0, mix.Frames)} dB");
    }

    [Theory]
    [InlineData("wav", 44_100, "house")]
    [InlineData("flac", 48_000, "orchestral")]
    [InlineData("mp3", 44_100, "jazz")]
    [InlineData("opus", 48_000, "folk")]
    [InlineData("m4a", 48_000, "lofi")]
    [InlineData("mp3", 48_000, "rock")]
    [InlineData("opus", 48_000, "house")]
    public async Task The_mix_is_as_loud_as_it_should_be_and_made_again_from_its_own_recipe(string format, int sampleRate, string style)
    {
        var files = await Music.MakeAsync("zażółć 🎷 \"quoted\"", null, ("style", style), ("seed", 11), ("duration", 11.5), ("format", format), ("sample_rate", sampleRate), ("stems", "none"));
        var mix = files["mix"].Data.ToArray();

        var loudness = await Listening.MeasureAsync(mix);
        Assert.Equal(-14, loudness.IntegratedLufs, 0.5);
        Assert.True(loudness.TruePeakDb <= -1, $"{loudness.TruePeakDb} dBTP");
        var probe = await Listening.ProbeAsync(mix);
        Assert.Equal(sampleRate.ToString(), probe.GetProperty("streams")[0].GetProperty("sample_rate").GetString());
        if (format is "wav" or "flac")
        {
            Assert.Equal($"{sampleRate} 2 {(int)(11.5 * sampleRate)} 24", await Listening.SoxiAsync(mix, format));
        }

        var recipe = AudioRecipe.Read(mix)!;
        Assert.Equal(((JsonElement)files["mix"].AdditionalProperties!["recipe"]!).GetRawText(), recipe.ToString());
        var again = await Music.MakeAsync(recipe.Prompt, null, [.. recipe.ToOptions().Select(item => (item.Key, item.Value))]);
        Assert.True(mix.AsSpan().SequenceEqual(again["mix"].Data.Span));
    }

    /// <summary>Stems as WAV of five minutes would take 290 MB beside the mix.</summary>
    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    [InlineData(300, false)]
    public void Stems_as_wav_are_limited_to_two_minutes_and_the_refusal_says_what_to_take(int seconds, bool taken)
    {
        var exception = Record.Exception(() => ComposerMusicGenerator.Plan(new MusicGenerationRequest("jazz"), Music.Options(("duration", seconds), ("stems", "wav"), ("seed", 1))));

        Assert.Equal(taken, exception is null);
        if (!taken)
        {
            Assert.Equal("Stems as WAV are limited to 120 seconds of music, because they are large. Take FLAC, which holds the same samples.", Assert.IsType<EngineOptionException>(exception).Message);
        }
    }

    /// <summary>The fonts of the machine differ: what is true of all of them.</summary>
    [Fact]
    public async Task A_sound_font_plays_the_same_notes_or_is_named_when_there_is_none()
    {
        var options = new (string, object?)[] { ("style", "folk"), ("seed", 2), ("duration", 12), ("synth", "fluidsynth"), ("stems", "flac"), ("form", "chorus") };
        Dictionary<string, DataContent> played;
        try
        {
            played = await Music.MakeAsync("", null, options);
        }
        catch (ArgumentException refusal) when (refusal is not EngineOptionException)
        {
            Assert.Contains("fluid-soundfont-gm", refusal.Message, StringComparison.Ordinal);
            return;
        }

        var own = await Music.MakeAsync("", null, [.. options.Where(option => option.Item1 is not ("synth" or "stems")), ("stems", "none")]);
        Assert.Equal(-14, (await Listening.MeasureAsync(played["mix"].Data.ToArray())).IntegratedLufs, 0.5);
        Assert.False(played["mix"].Data.Span.SequenceEqual(own["mix"].Data.Span));
        Assert.Equal(Chords(own), Chords(played));
        foreach (var name in StemNames.Where(played.ContainsKey))
        {
            Assert.True((await Listening.DecodeAsync(played[name].Data.ToArray())).Peak() > 0.01f, name);
        }

        // Strings are not damped with the last bar, which ends a second and a half before the piece: damped, this font leaves 0.006 of them here.
        var strings = await Listening.DecodeAsync(played["harmony"].Data.ToArray());
        var ring = strings[0][^(int)(1.3 * strings.SampleRate)..^(int)(1.1 * strings.SampleRate)];
        Assert.True(TruePeakMeter.Highest(ring) > 0.008f || !File.Exists("/usr/share/sounds/sf2/FluidR3_GM.sf2"), $"{TruePeakMeter.Highest(ring)}");

        // The recipe behind them names the instruments, which differ.
        static string Chords(Dictionary<string, DataContent> files) => System.Text.Encoding.UTF8.GetString(files["txt"].Data.Span).Split("\n# galion ")[0];

        var recipe = AudioRecipe.Read(played["mix"].Data.Span)!;
        var again = await Music.MakeAsync(recipe.Prompt, null, [.. recipe.ToOptions().Select(item => (item.Key, item.Value))]);
        Assert.True(played["mix"].Data.Span.SequenceEqual(again["mix"].Data.Span));
    }

    [Fact]
    public async Task Another_instrument_changes_its_own_stem_and_no_other()
    {
        var before = await Music.MakeAsync("", null, ("style", "house"), ("seed", 3), ("duration", 10), ("stems", "flac"), ("bass", "synth_bass"), ("form", "chorus"));

        var after = await Music.MakeAsync("", before["mix"], ("bass", "fm_bass"));

        foreach (var name in StemNames)
        {
            var (old, now) = (await Listening.DecodeAsync(before[name].Data.ToArray()), await Listening.DecodeAsync(after[name].Data.ToArray()));
            Assert.Equal(name != "bass", old[0].SequenceEqual(now[0]) && old[1].SequenceEqual(now[1]));
        }

        // Words do the same.
        Assert.Equal("electric_piano", AudioRecipe.Read((await Music.MakeAsync("with electric piano", before["mix"], ("stems", "none")))["mix"].Data.Span)!.Options["harmony"]!.GetValue<string>());
    }

    /// <summary>All that is left of the difference is what still rings of it in the room.</summary>
    [Fact]
    public async Task A_section_written_anew_and_bars_at_the_end_leave_the_sound_of_all_others()
    {
        const int SectionSeconds = 8;
        (string, object?)[] options = [("style", "rock"), ("seed", 6), ("bpm", 120), ("plan", "verse:4:1:0 chorus:4:2:0 verse:4:1:1 outro:2:3:0"), ("master", false), ("stems", "flac")];
        var before = await Music.MakeAsync("", null, options);

        var anew = await Music.MakeAsync("", before["mix"], ("regenerate", 2));
        var longer = await Music.MakeAsync("", before["mix"], ("extend_right", 8));

        foreach (var name in StemNames.Where(before.ContainsKey))
        {
            var (old, again, more) = (await Listening.DecodeAsync(before[name].Data.ToArray()), await Listening.DecodeAsync(anew[name].Data.ToArray()), await Listening.DecodeAsync(longer[name].Data.ToArray()));
            var (start, end) = (SectionSeconds * old.SampleRate, 2 * SectionSeconds * old.SampleRate);
            Assert.True(old[0][..start].SequenceEqual(again[0][..start]) && old[1][..start].SequenceEqual(again[1][..start]), name);
            Assert.Equal(old.Frames, again.Frames);
            Assert.True(Difference(old, again, end + 4 * old.SampleRate, old.Frames) < -50, $"{name} {Difference(old, again, end + 4 * old.SampleRate, old.Frames)}");
            if (name is "harmony" or "melody" or "drums")
            {
                Assert.True(Difference(old, again, start, end) > -20, name);
            }

            var same = 3 * SectionSeconds * old.SampleRate;
            Assert.True(old[0][..same].SequenceEqual(more[0][..same]) && old[1][..same].SequenceEqual(more[1][..same]), name);
            Assert.True(more.Frames > old.Frames + 7 * old.SampleRate);
        }
    }

    [Fact]
    public async Task A_file_is_extended_and_its_section_written_anew_from_the_file_alone()
    {
        var piece = await Music.MakeAsync("folk, 20 seconds", null, ("seed", 21), ("stems", "none"), ("format", "flac"));

        var longer = await Music.MakeAsync("", piece["mix"], ("extend_right", 12), ("regenerate", 1));

        var (old, now) = (AudioRecipe.Read(piece["mix"].Data.Span)!, AudioRecipe.Read(longer["mix"].Data.Span)!);
        Assert.Equal("folk, 20 seconds", now.Prompt);
        Assert.DoesNotContain("regenerate", now.Options.Select(item => item.Key));
        Assert.StartsWith(string.Join(' ', old.Options["plan"]!.GetValue<string>().Split(' ').Skip(1)), now.Options["plan"]!.GetValue<string>()[(now.Options["plan"]!.GetValue<string>().IndexOf(' ') + 1)..], StringComparison.Ordinal);
        Assert.InRange((long)longer["mix"].AdditionalProperties!["duration_ms"]!, 29_000, 35_000);
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_no_original()
    {
        var wav = new DataContent(WavFile.Write(Sounds.Music(seconds: 1), cancellationToken: TestContext.Current.CancellationToken), "audio/wav");

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Music.MakeAsync("", wav));

        Assert.Contains("no recipe of the composer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_of_other_makers_read_the_notes()
    {
        foreach (var (style, meter) in new[] { ("orchestral", "4/4"), ("folk", "6/8"), ("jazz", "7/8") })
        {
            var piece = Music.Write("", ("style", style), ("seed", 4), ("duration", 60), ("time_signature", meter), ("pads", "strings"), ("key", "Eb"));
            var folder = Directory.CreateTempSubdirectory("galion-test-");
            try
            {
                var (midi, score) = (Path.Combine(folder.FullName, "a.mid"), Path.Combine(folder.FullName, "a.musicxml"));
                await File.WriteAllBytesAsync(midi, Galion.Engines.Composing.Scores.MidiFile.Write(piece, AudioRecipeTests.Recipe("żółć")), TestContext.Current.CancellationToken);
                await File.WriteAllBytesAsync(score, Galion.Engines.Composing.Scores.LeadSheet.Write(piece, AudioRecipeTests.Recipe("<żółć>")), TestContext.Current.CancellationToken);

                var (exit, output) = await NodeScript.RunAsync("Engines/Composing/read-music.mjs", TestContext.Current.CancellationToken, midi, score);

                Assert.True(exit == 0, output);
                var read = JsonDocument.Parse(output).RootElement;
                Assert.Equal((1, 480), (read.GetProperty("format").GetInt32(), read.GetProperty("ticksPerBeat").GetInt32()));
                Assert.Equal(60_000_000.0 * 480 / (piece.Brief.Bpm * piece.Brief.Meter.Pulse), read.GetProperty("tempo").GetInt32(), 1.0);
                Assert.Equal([$"{piece.Brief.Key.Fifths} {(piece.Brief.Key.Scale.IsMinor ? 1 : 0)}"], read.GetProperty("keys").EnumerateArray().Select(key => key.GetString()));
                Assert.Equal([meter], read.GetProperty("time").EnumerateArray().Select(time => time.GetString()));
                Assert.Equal(piece.Sections.Select(item => item.Section.Kind), read.GetProperty("markers").EnumerateArray().Select(marker => marker.GetString()));
                var tracks = read.GetProperty("tracks").EnumerateArray().Skip(1).ToArray();
                Assert.Equal(StemNames, tracks.Select(track => track.GetProperty("name").GetString()));
                Assert.All(tracks, track => Assert.Equal(0, track.GetProperty("hanging").GetInt32()));
                Assert.All(tracks, track => Assert.InRange(track.GetProperty("notes").GetInt32(), 1, 20_000));
                Assert.True(read.GetProperty("score").GetProperty("valid").GetBoolean(), output);
                Assert.Equal(piece.Brief.Bars, read.GetProperty("score").GetProperty("measures").GetInt32());
                Assert.Equal(piece.Chords.Count, read.GetProperty("score").GetProperty("harmonies").GetInt32());
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    [Fact]
    public async Task The_chord_chart_has_a_grid_of_bars_for_each_section()
    {
        var files = await Music.MakeAsync("", null, ("style", "folk"), ("key", "G"), ("scale", "major"), ("seed", 1), ("duration", 30), ("stems", "none"));

        var chart = System.Text.Encoding.UTF8.GetString(files["txt"].Data.Span);

        Assert.Contains("{key: G}", chart, StringComparison.Ordinal);
        Assert.Equal(AudioRecipe.Read(files["mix"].Data.Span)!.Options["plan"]!.GetValue<string>().Split(' ').Sum(section => int.Parse(section.Split(':')[1])), chart.Split('\n').Where(line => line.StartsWith('|')).Sum(line => line.Count(letter => letter == '|') - 1));
        Assert.Matches(@"\| G( \.)+ \|\n\{end_of_grid\}\n\n# galion \{.+\}\n$", chart);
    }

    [Fact]
    public async Task Progress_rises_and_ends()
    {
        var progress = new Recorder();

        await Music.MakeAsync("", null, ("style", "chiptune"), ("seed", 1), ("duration", 10), ("stems", "none"), (EngineProgress.Key, progress));

        var reports = progress.Reports.ToArray();
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.Equal(1, reports[^1].Fraction);
        Assert.Contains(reports, report => report.EtaMs > 0);
        Assert.All(reports, report => Assert.NotEmpty(report.Stage));
    }

    [Fact]
    public async Task Composing_stops_soon_after_cancellation()
    {
        using var composer = new ComposerMusicGenerator();
        using var cancellation = new CancellationTokenSource();
        var progress = new Recorder();
        var composing = composer.GenerateAsync(
            new MusicGenerationRequest("orchestra"), Music.Options(("duration", 300), ("seed", 1), ("stems", "flac"), (EngineProgress.Key, progress)), cancellation.Token);
        while (!progress.Reports.Any(report => report.Fraction > 0.03))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var clock = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => composing);

        // A machine that runs other tests beside this one may take longer to schedule the threads.
        Assert.True(clock.ElapsedMilliseconds < 10_000, $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Random_and_hostile_requests_are_written_or_refused() => Requests.Try(Hostile.Requests(600), Hostile.Seed + 20_261_121, TestContext.Current.CancellationToken);

    /// <summary>A tenth of what GALION_HOSTILE_REQUESTS says: sound takes a hundred times as long as notes.</summary>
    [Fact]
    public async Task Random_requests_are_played_or_refused() => await Requests.PlayAsync(Hostile.Requests(8, share: 0.1), Hostile.Seed + 99);

    /// <summary>Decibels of the difference in one place beside the mean of the whole.</summary>
    private static double Difference(AudioBuffer one, AudioBuffer other, int from, int to)
    {
        var (difference, power) = (1e-12, 1e-9);
        for (var n = 0; n < one.Frames; n++)
        {
            difference += n >= from && n < to ? Math.Pow(one[0][n] - other[0][n], 2) + Math.Pow(one[1][n] - other[1][n], 2) : 0;
            power += Math.Pow(one[0][n], 2) + Math.Pow(one[1][n], 2);
        }

        return 10 * Math.Log10(difference / (to - from) / (power / one.Frames));
    }

    private static string Hash(DataContent content) => Convert.ToHexStringLower(SHA256.HashData(content.Data.Span));

    private static string GoldenPath([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "golden.txt");

    private sealed class Recorder : IProgress<EngineProgress>
    {
        public ConcurrentQueue<EngineProgress> Reports { get; } = [];

        public void Report(EngineProgress value) => Reports.Enqueue(value);
    }
}
