namespace Galion.Engines;

/// <summary>
/// Estimates the time to the end from the pace of the last third of the time so far: the first pictures and frames of a process take several times
/// as long as the later ones, and the machine may get busier.
/// </summary>
/// <param name="from">The part of the work before which nothing is estimated, 0 to 1.</param>
internal sealed class RemainingTime(double from, TimeProvider? time = null)
{
    /// <summary>So many moments are remembered of each doubling of the time.</summary>
    private const int Marks = 64;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly long _started = (time ?? TimeProvider.System).GetTimestamp();
    private readonly Queue<(double Ms, double Fraction)> _marks = new([(0, 0)]);
    private double _last;

    /// <param name="fraction">How much of the work is done, 0 to 1.</param>
    /// <returns>Milliseconds to the end; null when it cannot be told yet.</returns>
    public long? At(double fraction)
    {
        lock (_lock)
        {
            var now = _time.GetElapsedTime(_started).TotalMilliseconds;
            if (now - _last >= now / Marks)
            {
                _marks.Enqueue((now, fraction));
                _last = now;
            }

            while (_marks.Count > 1 && _marks.ElementAt(1).Ms <= now * 2 / 3)
            {
                _marks.Dequeue();
            }

            var (ms, done) = _marks.Peek();
            return fraction >= from && fraction > done ? (long)((now - ms) * (1 - fraction) / (fraction - done)) : null;
        }
    }
}
