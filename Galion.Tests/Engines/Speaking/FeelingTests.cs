using Galion.Engines.Speaking;

namespace Galion.Tests.Engines.Speaking;

public sealed class FeelingTests(Speakers speakers) : IClassFixture<Speakers>
{
    [Fact]
    public async Task Every_feeling_changes_pitch_melody_pace_or_level_in_its_own_way()
    {
        var feelings = Emotion.Names;
        const string Sentence = "The quick brown fox jumps over the lazy dog, and then it quietly runs away.";
        var spoken = await speakers.SayAsync(
            string.Join('\n', feelings.Select(feeling => $"FOX ({feeling}): {Sentence}")), ("markup", "script"), ("voice", "en-us"), ("timings", "json"));
        var heard = feelings.Select((feeling, n) => (feeling, Listener.Hear(spoken.Sentence(n + 1), spoken.Audio.SampleRate))).ToDictionary(item => item.feeling, item => item.Item2);
        var neutral = heard["neutral"];

        Assert.InRange(neutral.PitchHz, 85, 120);
        Assert.True(heard["calm"].PitchHz < neutral.PitchHz * 0.96 && heard["calm"].Seconds > neutral.Seconds * 1.1 && heard["calm"].LevelDb < neutral.LevelDb - 1, $"{heard["calm"]} beside {neutral}");
        Assert.True(heard["happy"].PitchHz > neutral.PitchHz * 1.12 && heard["happy"].RangeSemitones > neutral.RangeSemitones * 1.15, $"{heard["happy"]} beside {neutral}");
        Assert.True(heard["sad"].PitchHz < neutral.PitchHz * 0.9 && heard["sad"].Seconds > neutral.Seconds * 1.25 && heard["sad"].LevelDb < neutral.LevelDb - 2, $"{heard["sad"]} beside {neutral}");
        Assert.True(heard["angry"].LevelDb > neutral.LevelDb + 2 && heard["angry"].RangeSemitones > neutral.RangeSemitones * 1.2, $"{heard["angry"]} beside {neutral}");
        Assert.True(heard["excited"].PitchHz > heard["happy"].PitchHz * 1.05 && heard["excited"].Seconds < neutral.Seconds * 0.87, $"{heard["excited"]} beside {neutral}");
        Assert.True(heard["whisper"].Voiced < neutral.Voiced * 0.4 && heard["whisper"].LevelDb < neutral.LevelDb - 3, $"{heard["whisper"]} beside {neutral}");
        foreach (var (one, other) in feelings.SelectMany((one, n) => feelings.Skip(n + 1).Select(other => (one, other))))
        {
            Assert.True(Apart(heard[one], heard[other]) > 4, $"{one} {heard[one]} beside {other} {heard[other]}");
        }

        Assert.True(heard["fearful"].PitchHz > neutral.PitchHz * 1.1 && heard["fearful"].RangeSemitones < neutral.RangeSemitones * 0.9 && heard["fearful"].Seconds < neutral.Seconds * 0.97, $"{heard["fearful"]} beside {neutral}");
        Assert.True(heard["surprised"].PitchHz > neutral.PitchHz * 1.25 && heard["surprised"].RangeSemitones > neutral.RangeSemitones * 1.3, $"{heard["surprised"]} beside {neutral}");
        Assert.True(heard["tender"].Seconds > neutral.Seconds * 1.05 && heard["tender"].LevelDb < neutral.LevelDb - 2, $"{heard["tender"]} beside {neutral}");
        Assert.True(heard["serious"].PitchHz < neutral.PitchHz * 0.92 && heard["serious"].Seconds > neutral.Seconds * 1.1, $"{heard["serious"]} beside {neutral}");
        Assert.True(heard["shouting"].PitchHz > neutral.PitchHz * 1.3 && heard["shouting"].LevelDb > neutral.LevelDb + 3, $"{heard["shouting"]} beside {neutral}");
    }

    /// <summary>By pitch, melody, pace and level together no two of them could be taken for each other.</summary>
    private static double Apart(Listener one, Listener other) =>
        Math.Abs(12 * Math.Log2((one.PitchHz + 1) / (other.PitchHz + 1))) + Math.Abs(one.RangeSemitones - other.RangeSemitones)
        + Math.Abs(one.LevelDb - other.LevelDb) + 20 * Math.Abs(Math.Log2(one.Seconds / other.Seconds));
}
