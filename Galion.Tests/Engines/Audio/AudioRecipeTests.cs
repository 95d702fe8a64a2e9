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

    internal static EngineRecipe Recipe(string prompt) =>
        EngineRecipe.Create("galion/composer", 1, prompt, new JsonObject { ["seed"] = 5, ["style"] = "jazz" }, ["jazz: style jazz"], ["zażółć"]);
}
