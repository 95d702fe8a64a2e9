using Galion.Engines.Audio;
using Galion.Engines.Imaging;

namespace Galion.Engines.Speaking.Sound;

/// <summary>What of a feeling espeak-ng cannot express: colour, air, pressure and trembling of the voice. Its length stays as it is.</summary>
internal static class VoiceFilter
{
    private const double TiltHz = 1_400;
    private const double TremorHz = 5.6;
    private const double BreathHz = 2_200;
    private const double EnvelopeSeconds = 0.012;

    /// <param name="sound">As long as <paramref name="samples"/>; becomes samples around ±1.</param>
    public static void Apply(ReadOnlySpan<short> samples, Span<float> sound, int sampleRate, Emotion feeling)
    {
        Samples.Multiply(samples[..sound.Length], 1 / 32_768f, sound);
        if (feeling.Roughness > 0)
        {
            Press(sound, feeling.Roughness);
        }

        if (feeling.Breath > 0)
        {
            Breathe(sound, sampleRate, feeling.Breath);
        }

        if (feeling.Brightness != 0)
        {
            Tilt(sound, sampleRate, feeling.Brightness);
        }

        if (feeling.Tremor > 0)
        {
            Tremble(sound, sampleRate, feeling.Tremor);
        }

        var gain = (float)Decibels.ToGain(feeling.LevelDb);
        if (gain != 1)
        {
            Samples.Multiply(sound, gain, sound);
        }
    }

    /// <summary>Turns highs against lows around the middle of speech.</summary>
    private static void Tilt(Span<float> sound, int sampleRate, double db)
    {
        var share = OnePole(TiltHz, sampleRate);
        var (low, high) = (Decibels.ToGain(-db / 2), Decibels.ToGain(db / 2));
        var state = 0.0;
        for (var n = 0; n < sound.Length; n++)
        {
            state += share * (sound[n] - state);
            sound[n] = (float)(low * state + high * (sound[n] - state));
        }
    }

    /// <summary>A soft clip that adds the overtones of a pressed voice and keeps its level.</summary>
    private static void Press(Span<float> sound, double amount)
    {
        var drive = (float)(1 + 3 * amount);
        var before = Energy(sound);
        for (var n = 0; n < sound.Length; n++)
        {
            var x = sound[n] * drive;
            sound[n] = x / (1 + MathF.Abs(x));
        }

        var after = Energy(sound);
        var gain = after > 0 ? (float)Math.Sqrt(before / after) : 1;
        for (var n = 0; n < sound.Length; n++)
        {
            sound[n] *= gain;
        }
    }

    /// <summary>High noise that follows the voice.</summary>
    private static void Breathe(Span<float> sound, int sampleRate, double amount)
    {
        var share = OnePole(BreathHz, sampleRate);
        var follow = 1 / (EnvelopeSeconds * sampleRate);
        var (envelope, low) = (0.0, 0.0);
        var noise = 0x9E37_79B9u;
        for (var n = 0; n < sound.Length; n++)
        {
            noise = noise * 1_664_525 + 1_013_904_223;
            var white = (noise >> 8) * (2.0 / (1 << 24)) - 1;
            low += share * (white - low);
            envelope += follow * (Math.Abs(sound[n]) - envelope);
            sound[n] = (float)(sound[n] * (1 - 0.35 * amount) + (white - low) * envelope * 0.55 * amount);
        }
    }

    private static void Tremble(Span<float> sound, int sampleRate, double amount)
    {
        var step = 2 * Math.PI * TremorHz / sampleRate;
        for (var n = 0; n < sound.Length; n++)
        {
            sound[n] *= (float)(1 + 0.45 * amount * ExactMath.Sin(step * n % (2 * Math.PI)));
        }
    }

    private static double OnePole(double hz, int sampleRate) => 1 - ExactMath.Exp2(-2 * Math.PI * hz / sampleRate * 1.4426950408889634);

    private static double Energy(ReadOnlySpan<float> sound)
    {
        var energy = 0.0;
        foreach (var sample in sound)
        {
            energy += (double)sample * sample;
        }

        return energy;
    }
}
