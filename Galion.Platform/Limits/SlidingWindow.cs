namespace Galion.Platform.Limits;

/// <summary>
/// Permits taken within a window that slides in steps of a sixtieth. The step that the window is leaving counts in full, so the limit is
/// never exceeded in any stretch of the window's length, and a permit comes back at most one step late.
/// </summary>
internal sealed class SlidingWindow
{
    /// <summary>Steps per window.</summary>
    public const int Steps = 60;

    private readonly SortedDictionary<long, int> _takenByStep = [];

    /// <param name="permits">Permits per window, at least 1.</param>
    /// <param name="stepLength">A sixtieth of the window.</param>
    /// <param name="now">Time since any fixed moment.</param>
    public RateDecision TryTake(int permits, TimeSpan stepLength, TimeSpan now)
    {
        var step = now.Ticks / stepLength.Ticks;
        foreach (var old in _takenByStep.Keys.TakeWhile(taken => taken < step - Steps).ToArray())
        {
            _takenByStep.Remove(old);
        }

        var taken = _takenByStep.Values.Sum();
        var allowed = taken < permits;
        if (allowed)
        {
            taken++;
            _takenByStep[step] = _takenByStep.GetValueOrDefault(step) + 1;
        }

        return new RateDecision(
            allowed, permits, Math.Max(0, permits - taken), allowed ? TimeSpan.Zero : TimeUntil(FindFreeStep(taken - permits), stepLength, now),
            TimeUntil(_takenByStep.Count == 0 ? step : _takenByStep.Keys.Last(), stepLength, now));
    }

    private static TimeSpan TimeUntil(long takenAtStep, TimeSpan stepLength, TimeSpan now) =>
        TimeSpan.FromTicks(((takenAtStep + Steps + 1) * stepLength.Ticks) - now.Ticks);

    /// <summary>The step whose leaving the window makes room, when <paramref name="excess"/> permits too many are taken.</summary>
    private long FindFreeStep(int excess)
    {
        foreach (var (step, count) in _takenByStep)
        {
            excess -= count;
            if (excess < 0)
            {
                return step;
            }
        }

        throw new InvalidOperationException("A refusal needs permits that were taken.");
    }
}
