using Galion.Engines.Audio;
using Galion.Engines.Composing;
using Galion.Engines.Painting;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Animating;

/// <summary>Has the composer write music in the mood of the clip, and cuts it to its length.</summary>
internal static class Soundtrack
{
    private const double LeastSeconds = 10;
    private const double FadeOutSeconds = 1.5;
    private const double FadeInSeconds = 0.15;

    /// <returns>A WAV file exactly as long as the clip.</returns>
    public static async Task<byte[]> ComposeAsync(Shot shot, string prompt, Action<float> report, CancellationToken cancellationToken)
    {
        using var composer = new ComposerMusicGenerator();
        var options = new AdditionalPropertiesDictionary
        {
            ["duration"] = Math.Max(LeastSeconds, Math.Ceiling(shot.Seconds + FadeOutSeconds)),
            ["seed"] = shot.Seed,
            ["format"] = "wav",
            ["stems"] = "none",
            ["midi"] = false,
            ["chords"] = false,
            ["score"] = false,
            [EngineProgress.Key] = new Share(report),
        };
        var music = await composer.GenerateAsync(
            new MusicGenerationRequest(string.IsNullOrWhiteSpace(prompt) ? "ambient" : prompt), new MusicGenerationOptions { AdditionalProperties = options }, cancellationToken);
        return WavFile.Write(Cut(WavFile.Read(music.Contents[0].Data.Span), shot.Seconds), cancellationToken: cancellationToken);
    }

    private sealed class Share(Action<float> report) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value) => report((float)value.Fraction);
    }

    private static AudioBuffer Cut(AudioBuffer music, double seconds)
    {
        var frames = (int)Math.Round(seconds * music.SampleRate);
        var cut = new AudioBuffer(music.SampleRate, music.Channels, frames);
        var (fadeIn, fadeOut) = ((float)(FadeInSeconds * music.SampleRate), (float)(FadeOutSeconds * music.SampleRate));
        for (var channel = 0; channel < music.Channels; channel++)
        {
            var (count, to) = (Math.Min(frames, music.Frames), 0);
            var target = cut[channel];
            music[channel][..count].CopyTo(target);
            for (; to < count; to++)
            {
                target[to] *= Mix.Smooth(0, fadeIn, to) * Mix.Smooth(0, fadeOut, frames - to);
            }
        }

        return cut;
    }
}
