using System.Numerics;
using System.Runtime.CompilerServices;

namespace Galion.Engines.Audio;

/// <summary>
/// Holds the true peak of both channels together under a ceiling: it looks 5 ms ahead, so that the gain is already down when a peak comes,
/// and lets go over a tenth of a second. Fed block by block; what comes out is <see cref="Delay"/> frames late.
/// </summary>
internal sealed class Limiter
{
    private const double LookAheadSeconds = 0.005;
    private const double ReleaseSeconds = 0.1;
    private const int Chunk = 256;

    /// <summary>The last thousandth of a decibel is let go at once, so that the limiter comes to rest.</summary>
    private const float AlmostOpen = 0.9999f;

    private readonly float _ceiling;
    private readonly float _release;
    private readonly int _lookAhead;
    private readonly float[][] _windows;
    private readonly float[][] _delayed;
    private readonly float[] _peaks;
    private readonly float[] _gains = new float[Chunk];

    /// <summary>The needs of the window that are below all later ones, with their times: a ring from <see cref="_head"/> to <see cref="_tail"/>.</summary>
    private readonly (long Time, float Need)[] _lows;
    private readonly float[] _smoothing;
    private double _sum;
    private float _gain = 1;
    private long _time;
    private int _slot;
    private int _head;
    private int _tail;
    private int _restIn;

    /// <param name="maxBlock">The most frames of one call.</param>
    public Limiter(int sampleRate, int channels, double ceilingDb, int maxBlock)
    {
        _ceiling = (float)Decibels.ToGain(ceilingDb);
        _release = (float)(1 / (ReleaseSeconds * sampleRate));
        _lookAhead = Math.Max(TruePeakMeter.Reach, (int)(LookAheadSeconds * sampleRate));
        _windows = [.. Enumerable.Range(0, channels).Select(_ => new float[maxBlock + 2 * TruePeakMeter.Reach])];
        _delayed = [.. Enumerable.Range(0, channels).Select(_ => new float[maxBlock + Delay])];
        _peaks = new float[maxBlock];
        _smoothing = new float[_lookAhead + 1];
        _lows = new (long, float)[BitOperations.RoundUpToPowerOf2((uint)_smoothing.Length + 1)];
        Reset();
    }

    /// <summary>How many frames the output is behind the input.</summary>
    public int Delay => _lookAhead + TruePeakMeter.Reach + 1;

    /// <summary>Forgets what it heard, so that another sound can begin.</summary>
    public void Reset()
    {
        foreach (var memory in (float[][])[.. _windows, .. _delayed])
        {
            Array.Clear(memory);
        }

        Array.Fill(_smoothing, 1);
        _sum = _smoothing.Length;
        _gain = 1;
        (_time, _slot, _head, _tail, _restIn) = (0, 0, 0, 0, 0);
    }

    /// <summary>Limits both channels in place.</summary>
    /// <param name="right">The same as <paramref name="left"/> for one channel.</param>
    public void Process(Span<float> left, Span<float> right)
    {
        var count = left.Length;
        var peaks = _peaks.AsSpan(0, count);
        peaks.Clear();
        for (var n = 0; n < _windows.Length; n++)
        {
            var samples = n == 0 ? left : right;
            var window = _windows[n].AsSpan(0, count + 2 * TruePeakMeter.Reach);
            samples.CopyTo(window[(2 * TruePeakMeter.Reach)..]);
            TruePeakMeter.Raise(window, peaks, _ceiling);
            window[^(2 * TruePeakMeter.Reach)..].CopyTo(_windows[n]);
            samples.CopyTo(_delayed[n].AsSpan(Delay));
        }

        for (var start = 0; start < count; start += Chunk)
        {
            var length = Math.Min(Chunk, count - start);
            if (_restIn == 0 && TruePeakMeter.Highest(peaks.Slice(start, length)) <= _ceiling)
            {
                Rest(length);
                _delayed[0].AsSpan(start, length).CopyTo(left[start..]);
                if (_windows.Length == 2)
                {
                    _delayed[1].AsSpan(start, length).CopyTo(right[start..]);
                }

                continue;
            }

            var gains = _gains.AsSpan(0, length);
            FindGains(peaks.Slice(start, length), gains);
            Samples.Multiply(_delayed[0].AsSpan(start, length), gains, left[start..]);
            if (_windows.Length == 2)
            {
                Samples.Multiply(_delayed[1].AsSpan(start, length), gains, right[start..]);
            }
        }

        foreach (var delayed in _delayed)
        {
            delayed.AsSpan(count, Delay).CopyTo(delayed);
        }
    }

    /// <summary>Lets time pass while every need and gain it remembers is 1.</summary>
    private void Rest(int frames)
    {
        _time += frames;
        _slot = (_slot + frames) % _smoothing.Length;
        _lows[0] = (_time - 1, 1);
        (_head, _tail, _sum) = (0, 1, _smoothing.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindGains(ReadOnlySpan<float> peaks, Span<float> gains)
    {
        // Copies of the fields, which the processor would have to wait for in every round.
        var (lows, smoothing, ceiling, release) = (_lows, _smoothing, _ceiling, _release);
        var (gain, sum, time, slot, head, tail, restIn) = (_gain, _sum, _time, _slot, _head, _tail, _restIn);
        var (window, mask) = (smoothing.Length, lows.Length - 1);
        for (var n = 0; n < peaks.Length; n++, time++)
        {
            var need = peaks[n] > ceiling ? ceiling / peaks[n] : 1;
            if (head != tail && lows[head & mask].Time <= time - window)
            {
                head++;
            }

            while (head != tail && lows[(tail - 1) & mask].Need >= need)
            {
                tail--;
            }

            lows[tail++ & mask] = (time, need);
            var smallest = lows[head & mask].Need;

            var opened = gain + (1 - gain) * release;
            opened = opened > AlmostOpen ? 1 : opened;
            gain = smallest < opened ? smallest : opened;
            sum += gain - smoothing[slot];
            smoothing[slot] = gain;
            slot = slot + 1 == window ? 0 : slot + 1;
            restIn = gain < 1 ? window : Math.Max(0, restIn - 1);
            var smooth = (float)(sum / window);
            gains[n] = smooth < 1 ? smooth : 1;
        }

        (_gain, _sum, _time, _slot, _head, _tail, _restIn) = (gain, sum, time, slot, head & mask, (head & mask) + (tail - head), restIn);
    }
}
