using System.Numerics;
using System.Runtime.InteropServices;
using Galion.Engines.Imaging;

namespace Galion.Engines.Audio;

/// <summary>Finds peaks between samples by interpolating fourfold with a windowed sinc, fed block by block.</summary>
internal sealed class TruePeakMeter(int channels)
{
    /// <summary>How many frames after a sample its interpolated neighbours need.</summary>
    public const int Reach = 12;
    private const int Taps = 2 * Reach;
    private const int BlockFrames = 2_048;
    private static readonly float[][] Phases = [Phase(0.25), Phase(0.5), Phase(0.75)];

    /// <summary>How much higher than every sample around it a peak between samples can be.</summary>
    public static readonly float LargestRise = Phases.Max(phase => phase.Sum(MathF.Abs));

    private readonly float[][] _windows = [.. Enumerable.Range(0, channels).Select(_ => new float[BlockFrames + Taps])];
    private readonly float[] _peaks = new float[BlockFrames];
    private float _peak;

    public void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        for (var start = 0; start < left.Length; start += BlockFrames)
        {
            var count = Math.Min(BlockFrames, left.Length - start);
            Scan(left.Slice(start, count), right.Slice(start, count));
        }
    }

    /// <summary>The highest peak so far, in dBTP. Nothing may be added after this.</summary>
    public double PeakDb()
    {
        Span<float> silence = stackalloc float[Taps];
        silence.Clear();
        Scan(silence, silence);
        return Decibels.FromGain(_peak);
    }

    private void Scan(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var peaks = _peaks.AsSpan(0, left.Length);
        peaks.Clear();
        for (var n = 0; n < channels; n++)
        {
            var window = _windows[n].AsSpan(0, left.Length + Taps);
            (n == 0 ? left : right).CopyTo(window[Taps..]);
            Raise(window, peaks, _peak);
            window[^Taps..].CopyTo(_windows[n]);
        }

        foreach (var peak in peaks)
        {
            _peak = MathF.Max(_peak, peak);
        }
    }

    /// <summary>Raises each element to the highest absolute value from sample n + <see cref="Reach"/> − 1 of the window up to the sample after it.</summary>
    /// <param name="window">As long as <paramref name="peaks"/> and 24 more.</param>
    /// <param name="above">Elements whose peaks cannot be higher than this are left as they are.</param>
    public static void Raise(ReadOnlySpan<float> window, Span<float> peaks, float above)
    {
        var n = 0;
        for (; n + Vector<float>.Count <= peaks.Length; n += Vector<float>.Count)
        {
            // Where no sample is high no peak between them is.
            if (above > 0 && IsBelow(window.Slice(n, Vector<float>.Count + Taps), above / LargestRise))
            {
                continue;
            }

            var peak = Vector.Max(new Vector<float>(peaks[n..]), Vector.Abs(new Vector<float>(window[(n + Reach - 1)..])));
            foreach (var phase in Phases)
            {
                var sum = Vector<float>.Zero;
                ref var first = ref MemoryMarshal.GetReference(window[n..]);
                for (var tap = 0; tap < Taps; tap++)
                {
                    sum += Vector.LoadUnsafe(ref first, (nuint)tap) * phase[tap];
                }

                peak = Vector.Max(peak, Vector.Abs(sum));
            }

            peak.CopyTo(peaks[n..]);
        }

        for (; n < peaks.Length; n++)
        {
            var peak = MathF.Max(peaks[n], MathF.Abs(window[n + Reach - 1]));
            foreach (var phase in Phases)
            {
                var sum = 0f;
                for (var tap = 0; tap < Taps; tap++)
                {
                    sum += window[n + tap] * phase[tap];
                }

                peak = MathF.Max(peak, MathF.Abs(sum));
            }

            peaks[n] = peak;
        }
    }

    private static bool IsBelow(ReadOnlySpan<float> samples, float level)
    {
        var highest = Vector<float>.Zero;
        for (var n = 0; n + Vector<float>.Count <= samples.Length; n += Vector<float>.Count)
        {
            highest = Vector.Max(highest, Vector.Abs(new Vector<float>(samples[n..])));
        }

        // Of another width the vectors do not fill the window: its end is looked at again.
        highest = Vector.Max(highest, Vector.Abs(new Vector<float>(samples[^Vector<float>.Count..])));
        return Vector.LessThanOrEqualAll(highest, new Vector<float>(level));
    }

    /// <summary>The largest absolute sample.</summary>
    public static float Highest(ReadOnlySpan<float> samples)
    {
        var highest = Vector<float>.Zero;
        var n = 0;
        for (; n + Vector<float>.Count <= samples.Length; n += Vector<float>.Count)
        {
            highest = Vector.Max(highest, Vector.Abs(new Vector<float>(samples[n..])));
        }

        var rest = 0f;
        for (; n < samples.Length; n++)
        {
            rest = MathF.Max(rest, MathF.Abs(samples[n]));
        }

        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            rest = MathF.Max(rest, highest[lane]);
        }

        return rest;
    }

    private static float[] Phase(double offset)
    {
        var taps = new double[Taps];
        for (var n = 0; n < Taps; n++)
        {
            var x = n - (Reach - 1) - offset;
            var window = 0.5 + 0.5 * ExactMath.Cos(Math.PI * x / (Reach + 0.5));
            taps[n] = ExactMath.Sin(Math.PI * x) / (Math.PI * x) * window;
        }

        var sum = taps.Sum();
        return [.. taps.Select(tap => (float)(tap / sum))];
    }
}
