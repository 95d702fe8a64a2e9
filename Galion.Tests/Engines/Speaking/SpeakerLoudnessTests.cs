using System.Text;
using Galion.Tests.Engines.Audio;

namespace Galion.Tests.Engines.Speaking;

/// <summary>Texts of minutes, of which the speaker listens to a part to find its level; ffmpeg listens to all.</summary>
public sealed class SpeakerLoudnessTests(Speakers speakers) : IClassFixture<Speakers>
{
    private const int Sentences = 58;

    [Theory]
    [InlineData("wav")]
    [InlineData("mp3")]
    [InlineData("opus")]
    [InlineData("m4b")]
    public async Task Minutes_of_dialogue_between_loud_and_soft_voices_have_the_loudness_asked_for(string format)
    {
        var script = new StringBuilder();
        for (var n = 0; n < Sentences; n++)
        {
            script.Append(n % 2 == 0 ? "ANNA (shouting): " : "BEN (whisper): ").AppendLine($"This is turn {n} of a talk that goes on and on, though nobody listens to it any more.");
        }

        await AssertLoudnessAsync(script.ToString(), format);
    }

    [Fact]
    public async Task Minutes_that_grow_louder_have_the_loudness_asked_for()
    {
        string[] feelings = ["whisper", "tender", "sad", "calm", "neutral", "serious", "happy", "excited", "angry", "shouting"];
        var script = new StringBuilder();
        for (var n = 0; n < Sentences; n++)
        {
            script.AppendLine($"ANNA ({feelings[n * feelings.Length / Sentences]}): This is turn {n} of a talk that goes on and on, though nobody listens to it any more.");
        }

        await AssertLoudnessAsync(script.ToString(), "wav");
    }

    private async Task AssertLoudnessAsync(string script, string format)
    {
        var spoken = await speakers.SayAsync(script, ("markup", "script"), ("format", format));
        Assert.True(spoken.Property<long>("duration_ms") > 300_000, $"{spoken.Property<long>("duration_ms")} ms");

        var measured = await Listening.MeasureAsync(spoken.File);

        Assert.Equal(-16, measured.IntegratedLufs, 0.5);
        Assert.InRange(measured.TruePeakDb, -30, -0.9);
        Assert.Equal(measured.IntegratedLufs, spoken.Property<double>("loudness_lufs"), 0.5);
    }
}
