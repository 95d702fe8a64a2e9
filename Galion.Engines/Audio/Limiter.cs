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
    private readonly float[] _needs;
    private readonly int[] _queue;
    private readonly float[] _smoothing;
    private double _sum;
    private float _gain = 1;
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
        _needs = new float[_lookAhead + 1];
        _queue = new int[_lookAhead + 2];
        _smoothing = new float[_lookAhead + 1];
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

        Array.Fill(_needs, 1);
        Array.Fill(_smoothing, 1);
        _sum = _smoothing.Length;
        _gain = 1;
        (_slot, _head, _tail, _restIn) = (0, 0, 0, 0);
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
            for (var start = 0; start < count; start += Chunk)
            {
                // Where no sample is high no peak between them is.
                var length = Math.Min(Chunk, count - start);
                var around = window.Slice(start, length + 2 * TruePeakMeter.Reach);
                if (TruePeakMeter.Highest(around) * TruePeakMeter.LargestRise > _ceiling)
                {
                    TruePeakMeter.Raise(around, peaks.Slice(start, length));
                }
            }

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

            for (var n = start; n < start + length; n++)
            {
                var gain = NextGain(peaks[n] > _ceiling ? _ceiling / peaks[n] : 1);
                left[n] = _delayed[0][n] * gain;
                if (_windows.Length == 2)
                {
                    right[n] = _delayed[1][n] * gain;
                }
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
        _slot = (_slot + frames) % _needs.Length;
        _queue[0] = _slot == 0 ? _needs.Length - 1 : _slot - 1;
        (_head, _tail, _sum) = (0, 1, _smoothing.Length);
    }

    private float NextGain(float need)
    {
        // The smallest need of the window, by a queue of slots whose needs grow from its head to its tail. The slot that is about to be
        // written again holds the oldest need.
        var (needs, queue, slot) = (_needs, _queue, _slot);
        var last = queue.Length - 1;
        if (_head != _tail && queue[_head] == slot)
        {
            _head = _head == last ? 0 : _head + 1;
        }

        needs[slot] = need;
        while (_head != _tail && (_tail == 0 ? last : _tail - 1) is var before && needs[queue[before]] >= need)
        {
            _tail = before;
        }

        queue[_tail] = slot;
        _tail = _tail == last ? 0 : _tail + 1;
        var smallest = needs[queue[_head]];

        var opened = _gain + (1 - _gain) * _release;
        _gain = MathF.Min(smallest, opened > AlmostOpen ? 1 : opened);
        _sum += _gain - _smoothing[slot];
        _smoothing[slot] = _gain;
        _slot = slot + 1 == needs.Length ? 0 : slot + 1;
        _restIn = _gain < 1 ? needs.Length : Math.Max(0, _restIn - 1);
        return MathF.Min(1, (float)(_sum / needs.Length));
    }
}
