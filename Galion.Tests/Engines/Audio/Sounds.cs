using Galion.Engines.Audio;

namespace Galion.Tests.Engines.Audio;

internal static class Sounds
{
    /// <summary>Three swelling tones and some noise, wider on the left, with a hard hit every half second.</summary>
    public static AudioBuffer Music(int sampleRate = 48_000, int channels = 2, double seconds = 3, float level = 0.25f)
    {
        var audio = new AudioBuffer(sampleRate, channels, (int)(sampleRate * seconds));
        var random = new Random(7);
        for (var n = 0; n < audio.Frames; n++)
        {
            var time = (double)n / sampleRate;
            var tones = Math.Sin(time * 220 * Math.Tau) + Math.Sin(time * 330.3 * Math.Tau) * Math.Sin(time * 3) + 0.5 * Math.Sin(time * 5_512.5 * Math.Tau);
            var hit = Math.Exp(-time % 0.5 * 30) * (random.NextDouble() - 0.5) * 4;
            for (var channel = 0; channel < channels; channel++)
            {
                audio[channel][n] = (float)((tones * (channel == 0 ? 1 : 0.6) + hit) * level);
            }
        }

        return audio;
    }
}
