using System.Numerics;

namespace Galion.Engines.Audio;

/// <summary>What is done to every sample alike, several at once; the results are those of one after the other.</summary>
internal static class Samples
{
    public static void Multiply(ReadOnlySpan<float> samples, ReadOnlySpan<float> gains, Span<float> target)
    {
        var n = 0;
        for (; n + Vector<float>.Count <= samples.Length; n += Vector<float>.Count)
        {
            (new Vector<float>(samples[n..]) * new Vector<float>(gains[n..])).CopyTo(target[n..]);
        }

        for (; n < samples.Length; n++)
        {
            target[n] = samples[n] * gains[n];
        }
    }

    /// <param name="target">May be the same as <paramref name="samples"/>.</param>
    public static void Multiply(ReadOnlySpan<float> samples, float gain, Span<float> target)
    {
        var n = 0;
        for (; n + Vector<float>.Count <= samples.Length; n += Vector<float>.Count)
        {
            (new Vector<float>(samples[n..]) * gain).CopyTo(target[n..]);
        }

        for (; n < samples.Length; n++)
        {
            target[n] = samples[n] * gain;
        }
    }

    public static void Multiply(ReadOnlySpan<short> samples, float gain, Span<float> target)
    {
        var n = 0;
        for (; n + Vector<short>.Count <= samples.Length; n += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(samples[n..]), out var low, out var high);
            (Vector.ConvertToSingle(low) * gain).CopyTo(target[n..]);
            (Vector.ConvertToSingle(high) * gain).CopyTo(target[(n + Vector<int>.Count)..]);
        }

        for (; n < samples.Length; n++)
        {
            target[n] = samples[n] * gain;
        }
    }

    /// <summary>Copies what is within ±1 and cuts off what is beyond.</summary>
    public static void Clip(ReadOnlySpan<float> samples, Span<float> target)
    {
        var n = 0;
        for (; n + Vector<float>.Count <= samples.Length; n += Vector<float>.Count)
        {
            Vector.Min(Vector.Max(new Vector<float>(samples[n..]), -Vector<float>.One), Vector<float>.One).CopyTo(target[n..]);
        }

        for (; n < samples.Length; n++)
        {
            target[n] = Math.Clamp(samples[n], -1, 1);
        }
    }
}
