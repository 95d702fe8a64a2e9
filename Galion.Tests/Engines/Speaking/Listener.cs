namespace Galion.Tests.Engines.Speaking;

/// <summary>What a voice does, measured on its sound.</summary>
/// <param name="PitchHz">Median of the voiced parts; 0 when there are none.</param>
/// <param name="RangeSemitones">Between the tenth and the ninetieth percentile of the pitch.</param>
/// <param name="Voiced">The share of the loud parts that have a pitch.</param>
/// <param name="LevelDb">Root mean square.</param>
internal sealed record Listener(double PitchHz, double RangeSemitones, double Voiced, double LevelDb, double Seconds)
{
    private const int Window = 1_024;
    private const int Hop = 882;
    private const int Stride = 4;

    public static Listener Hear(ReadOnlySpan<float> sound, int sampleRate)
    {
        var energy = 0.0;
        foreach (var sample in sound)
        {
            energy += sample * sample;
        }

        var pitches = new List<double>();
        var loud = 0;
        for (var start = 0; start + 2 * Window < sound.Length; start += Hop)
        {
            var frame = sound.Slice(start, Window);
            var power = 0.0;
            for (var n = 0; n < Window; n += Stride)
            {
                power += frame[n] * frame[n];
            }

            if (power / (Window / Stride) < energy / sound.Length * 0.15)
            {
                continue;
            }

            loud++;
            if (Pitch(sound[start..], power, sampleRate) is { } pitch)
            {
                pitches.Add(pitch);
            }
        }

        pitches.Sort();
        return new Listener(
            pitches.Count == 0 ? 0 : pitches[pitches.Count / 2],
            pitches.Count == 0 ? 0 : 12 * Math.Log2(pitches[pitches.Count * 9 / 10] / pitches[pitches.Count / 10]),
            loud == 0 ? 0 : (double)pitches.Count / loud, 10 * Math.Log10(energy / sound.Length + 1e-12), (double)sound.Length / sampleRate);
    }

    /// <summary>The shortest lag at which the sound is about as like itself as at any.</summary>
    private static double? Pitch(ReadOnlySpan<float> sound, double power, int sampleRate)
    {
        var (from, to) = (sampleRate / 450, sampleRate / 65);
        Span<double> likeness = stackalloc double[to - from];
        var best = 0.0;
        for (var lag = from; lag < to; lag++)
        {
            var (cross, other) = (0.0, 1e-9);
            for (var n = 0; n < Window; n += Stride)
            {
                cross += sound[n] * sound[n + lag];
                other += sound[n + lag] * sound[n + lag];
            }

            likeness[lag - from] = cross / Math.Sqrt(power * other + 1e-12);
            best = Math.Max(best, likeness[lag - from]);
        }

        if (best < 0.7)
        {
            return null;
        }

        for (var n = 1; n + 1 < likeness.Length; n++)
        {
            if (likeness[n] > best * 0.92 && likeness[n] >= likeness[n - 1] && likeness[n] >= likeness[n + 1])
            {
                return (double)sampleRate / (from + n);
            }
        }

        return null;
    }
}
