using Galion.Engines.Audio;
using Xunit;

namespace Galion.Tests.Engines.Audio;

public sealed class LoudnessTests
{
    [Theory]
    [InlineData(48_000, 2, 0.25f)]
    [InlineData(44_100, 2, 0.05f)]
    [InlineData(48_000, 1, 0.4f)]
    [InlineData(22_050, 1, 0.1f)]
    public async Task Loudness_and_true_peak_are_what_ffmpeg_measures(int sampleRate, int channels, float level)
    {
        var sound = Sounds.Music(sampleRate, channels, seconds: 6, level / 4);

        var ours = Loudness.Measure(sound, TestContext.Current.CancellationToken);
        var theirs = await Listening.MeasureAsync(WavFile.Write(sound, 24, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(theirs.IntegratedLufs, ours.IntegratedLufs, 0.1);
        Assert.Equal(theirs.TruePeakDb, ours.TruePeakDb, 0.2);
    }

    /// <summary>The first case of EBU Tech 3341: a stereo tone of 1 kHz at −23 dBFS measures −23 LUFS.</summary>
    [Fact]
    public void The_reference_tone_reads_as_the_standard_says()
    {
        var tone = Tone(48_000, 1_000, -23, seconds: 20);

        Assert.Equal(-23, Loudness.Measure(tone, TestContext.Current.CancellationToken).IntegratedLufs, 0.1);
    }

    /// <summary>A long near silence neither counts nor lets what is 15 dB under the rest count.</summary>
    [Fact]
    public void What_is_far_below_the_rest_does_not_count()
    {
        float[] samples = [.. Tone(48_000, 1_000, -72, seconds: 50)[0], .. Tone(48_000, 1_000, -38, seconds: 10)[0], .. Tone(48_000, 1_000, -23, seconds: 10)[0]];

        Assert.Equal(-23, Loudness.Measure(new AudioBuffer(48_000, samples, [.. samples]), TestContext.Current.CancellationToken).IntegratedLufs, 0.2);
    }

    /// <summary>A tone at a quarter of the sample rate, sampled at its shoulders, is 3 dB higher than any of its samples.</summary>
    [Fact]
    public void A_peak_between_samples_is_found()
    {
        var samples = Enumerable.Range(0, 48_000).Select(n => (float)(0.5 * Math.Min(1, Math.Min(n, 48_000 - n) / 4_800.0) * Math.Sin(n * Math.PI / 2 + Math.PI / 4))).ToArray();

        Assert.Equal(-6.02, Loudness.Measure(new AudioBuffer(48_000, samples), TestContext.Current.CancellationToken).TruePeakDb, 0.05);
    }

    [Theory]
    [InlineData(0.02f, -14)]
    [InlineData(0.6f, -14)]
    [InlineData(3f, -16)]
    [InlineData(0.1f, -9)]
    public async Task Mastered_sound_has_the_loudness_asked_for_and_stays_under_the_ceiling(float level, double target)
    {
        var sound = Sounds.Music(seconds: 6, level: level);

        Mastering.Normalize(sound, target, -1, TestContext.Current.CancellationToken);

        var measured = await Listening.MeasureAsync(WavFile.Write(sound, 24, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(target, measured.IntegratedLufs, 0.3);
        Assert.True(measured.TruePeakDb <= -1, $"{measured.TruePeakDb} dBTP");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(48_000)]
    public void Silence_and_the_shortest_sounds_are_mastered_to_themselves(int frames)
    {
        var sound = new AudioBuffer(48_000, 2, frames);

        Mastering.Normalize(sound, -14, -1, TestContext.Current.CancellationToken);

        Assert.Equal(0, sound.Peak());
    }

    [Fact]
    public void A_single_hit_is_limited_and_what_is_far_from_it_keeps_its_level()
    {
        var sound = Tone(48_000, 1_000, -20, seconds: 1);
        sound[0][24_000] = 3;
        Mastering.Normalize(sound, Loudness.Measure(sound, TestContext.Current.CancellationToken).IntegratedLufs, -1, TestContext.Current.CancellationToken);

        Assert.True(sound.Peak() <= 0.9f);
        Assert.Equal(sound[0][20], sound[0][20 + 48 * 480], 1e-5f);
    }

    private static AudioBuffer Tone(int sampleRate, double hertz, double decibels, double seconds)
    {
        var samples = Enumerable.Range(0, (int)(sampleRate * seconds)).Select(n => (float)(Math.Sin(n * hertz * Math.Tau / sampleRate) * Math.Pow(10, decibels / 20))).ToArray();
        return new AudioBuffer(sampleRate, samples, [.. samples]);
    }
}
