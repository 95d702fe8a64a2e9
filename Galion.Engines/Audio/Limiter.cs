namespace Galion.Engines.Audio;

/// <summary>
/// Holds the true peak of both channels together under a ceiling: it looks 5 ms ahead, so that the gain is already down when a peak comes,
/// and lets go over a tenth of a second. Fed block by block; what comes out is <see cref="Delay"/> frames late.
/// </summary>
internal sealed class Limiter
{
    private const double LookAheadSeconds = 0.005;
    private const double ReleaseSeconds = 0.1;

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
    private long _time;
    private int _head;
    private int _tail;

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
        Array.Fill(_needs, 1);
        Array.Fill(_smoothing, 1);
        _sum = _smoothing.Length;
    }

    /// <summary>How many frames the output is behind the input.</summary>
    public int Delay => _lookAhead + TruePeakMeter.Reach + 1;

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
            TruePeakMeter.Raise(window, peaks);
            window[^(2 * TruePeakMeter.Reach)..].CopyTo(_windows[n]);
            samples.CopyTo(_delayed[n].AsSpan(Delay));
        }

        for (var n = 0; n < count; n++)
        {
            var gain = NextGain(peaks[n] > _ceiling ? _ceiling / peaks[n] : 1);
            left[n] = _delayed[0][n] * gain;
            if (_windows.Length == 2)
            {
                right[n] = _delayed[1][n] * gain;
            }
        }

        foreach (var delayed in _delayed)
        {
            delayed.AsSpan(count, Delay).CopyTo(delayed);
        }
    }

    private float NextGain(float need)
    {
        // The smallest need of the window, by a queue of slots whose needs grow from its head to its tail. The slot that is about to be
        // written again holds the oldest need.
        var size = _needs.Length;
        var capacity = _queue.Length;
        var slot = (int)(_time % size);
        if (_head != _tail && _queue[_head] == slot)
        {
            _head = (_head + 1) % capacity;
        }

        _needs[slot] = need;
        while (_head != _tail && _needs[_queue[(_tail + capacity - 1) % capacity]] >= need)
        {
            _tail = (_tail + capacity - 1) % capacity;
        }

        _queue[_tail] = slot;
        _tail = (_tail + 1) % capacity;
        var smallest = _needs[_queue[_head]];

        _gain = MathF.Min(smallest, _gain + (1 - _gain) * _release);
        _sum += _gain - _smoothing[slot];
        _smoothing[slot] = _gain;
        _time++;
        return MathF.Min(1, (float)(_sum / size));
    }
}
