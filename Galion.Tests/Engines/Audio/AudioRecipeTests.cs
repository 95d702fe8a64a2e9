using System.Text.Json.Nodes;
using Galion.Engines.Audio;
using Galion.Engines.Recipes;
using Xunit;

namespace Galion.Tests.Engines.Audio;

public sealed class AudioRecipeTests
{
    private const string Hostile = "jazz = \"zażółć\"; #1 \\ 🎷\nsecond line\t\u202e [CHAPTER] \ud800 end";

    public static TheoryData<string> Formats => [.. AudioFormat.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_format_carries_its_recipe_and_the_same_sound_makes_the_same_file(string name)
    {
        var format = AudioFormat.Named(name);
        var recipe = Recipe(Hostile);
        var tags = new AudioTags(recipe) { Title = "Title = 1; #2", Chapters = [new AudioChapter(0, "One"), new AudioChapter(700, "Two = 2")] };
        var sound = Sounds.Music(seconds: 1.5);

        var file = await AudioFileWriter.EncodeAsync(sound, format, tags: tags, cancellationToken: TestContext.Current.CancellationToken);
        var again = await AudioFileWriter.EncodeAsync(sound, format, tags: tags, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(recipe.ToString(), AudioRecipe.Read(file)?.ToString());
        Assert.True(file.AsSpan().SequenceEqual(again));
        var probe = await Listening.ProbeAsync(file);
        Assert.Contains("Title = 1; #2", probe.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("galion/composer 1", probe.GetRawText(), StringComparison.Ordinal);
        if (format.NeedsFfmpeg)
        {
            Assert.Contains("\\\"prompt\\\":", probe.GetRawText(), StringComparison.Ordinal);
        }

        if (name is "mp3" or "m4a" or "m4b")
        {
            Assert.Equal(2, probe.GetProperty("chapters").GetArrayLength());
        }

        var decoded = await Listening.DecodeAsync(file);
        Assert.InRange(decoded.Frames, sound.Frames - 10, sound.Frames + 4_096);
        Assert.InRange(decoded.Peak(), 0.5f, 1.5f);
    }

    [Fact]
    public async Task A_recipe_with_the_longest_prompt_fits()
    {
        var recipe = Recipe(new string('ż', 100_000));

        foreach (var format in AudioFormat.All)
        {
            var file = await AudioFileWriter.EncodeAsync(Sounds.Music(seconds: 0.2), format, tags: new AudioTags(recipe), cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal(100_000, AudioRecipe.Read(file)?.Prompt.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_broken_file_has_no_recipe_and_breaks_nothing(string name)
    {
        var file = await AudioFileWriter.EncodeAsync(
            Sounds.Music(seconds: 0.2), AudioFormat.Named(name), tags: new AudioTags(Recipe("x")), cancellationToken: TestContext.Current.CancellationToken);
        var random = new Random(5);
        for (var n = 0; n < 1_000; n++)
        {
            var broken = file.AsSpan(0, random.Next(file.Length)).ToArray();
            for (var change = 0; change < 3 && broken.Length > 0; change++)
            {
                broken[random.Next(Math.Min(600, broken.Length))] = (byte)random.Next(256);
            }

            AudioRecipe.Read(broken);
        }
    }

    [Fact]
    public async Task A_lossless_file_holds_the_very_samples_of_the_WAV_file()
    {
        var sound = Sounds.Music(seconds: 1);
        foreach (var bits in new[] { 16, 24 })
        {
            var wav = WavFile.Read(WavFile.Write(sound, bits, cancellationToken: TestContext.Current.CancellationToken));
            var file = await AudioFileWriter.EncodeAsync(sound, AudioFormat.Flac, bits, cancellationToken: TestContext.Current.CancellationToken);

            var flac = await Listening.DecodeAsync(file);

            Assert.True(wav[0].SequenceEqual(flac[0]) && wav[1].SequenceEqual(flac[1]));
            Assert.Equal($"48000 2 48000 {bits}", await Listening.SoxiAsync(file, "flac"));
        }
    }

    [Theory]
    [InlineData("mp3")]
    [InlineData("opus")]
    [InlineData("m4a")]
    public async Task A_lossy_file_is_as_loud_as_its_sound_all_along(string name)
    {
        const int Parts = 10;
        var sound = Sounds.Music(level: 0.1f);
        var file = await AudioFileWriter.EncodeAsync(sound, AudioFormat.Named(name), cancellationToken: TestContext.Current.CancellationToken);

        var heard = await Listening.DecodeAsync(file);

        Assert.InRange(heard.Frames, sound.Frames, sound.Frames + 2_400);
        for (var part = 0; part < Parts; part++)
        {
            for (var channel = 0; channel < 2; channel++)
            {
                Assert.InRange(LevelDb(heard, channel, part) - LevelDb(sound, channel, part), -1, 1);
            }
        }

        double LevelDb(AudioBuffer audio, int channel, int part)
        {
            var energy = 0.0;
            foreach (var sample in audio[channel].Slice(part * sound.Frames / Parts, sound.Frames / Parts))
            {
                energy += sample * sample;
            }

            return 10 * Math.Log10(energy / sound.Frames * Parts + 1e-12);
        }
    }

    internal static EngineRecipe Recipe(string prompt) =>
        EngineRecipe.Create("galion/composer", 1, prompt, new JsonObject { ["seed"] = 5, ["style"] = "jazz" }, ["jazz: style jazz"], ["zażółć"]);
}
