namespace Galion.NexusLang.Binding;

/// <summary>Bounds of an integer of 64 bits, both included.</summary>
internal readonly record struct Interval(long Low, long High)
{
    internal static readonly Interval All = new(long.MinValue, long.MaxValue);

    /// <summary>What lengths can be.</summary>
    internal static readonly Interval Length = new(0, int.MaxValue);

    /// <summary>Where counters begin.</summary>
    internal static readonly Interval Start = new(-(1L << 53), 1L << 53);

    /// <summary>Where counters stay for longer than any run lasts.</summary>
    internal static readonly Interval Counter = new(-(1L << 62), 1L << 62);

    private static readonly long[] Lows = [1, 0, -1, -256, int.MinValue, -(1L << 53), -(1L << 62), long.MinValue];
    private static readonly long[] Highs = [255, 65_535, int.MaxValue, uint.MaxValue, 1L << 53, 1L << 62, long.MaxValue];

    internal bool IsEmpty => Low > High;

    internal bool IsWithin(Interval other) => Low >= other.Low && High <= other.High;

    internal Interval Or(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    internal Interval And(Interval other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    /// <summary>Moves the bounds that have grown outwards to the next of a few steps.</summary>
    internal Interval Leap(Interval old)
    {
        (long low, long high) = this;
        return new(
            low < old.Low ? Lows.First(l => l <= low) : low,
            high > old.High ? Highs.First(h => h >= high) : high);
    }

    internal static Interval? Add(Interval a, Interval b) => Of((Int128)a.Low + b.Low, (Int128)a.High + b.High);

    internal static Interval? Subtract(Interval a, Interval b) => Of((Int128)a.Low - b.High, (Int128)a.High - b.Low);

    internal static Interval? Multiply(Interval a, Interval b)
    {
        Int128 first = (Int128)a.Low * b.Low;
        Int128 second = (Int128)a.Low * b.High;
        Int128 third = (Int128)a.High * b.Low;
        Int128 fourth = (Int128)a.High * b.High;
        return Of(
            Int128.Min(Int128.Min(first, second), Int128.Min(third, fourth)), Int128.Max(Int128.Max(first, second), Int128.Max(third, fourth)));
    }

    internal static Interval? Negate(Interval a) => Subtract(new Interval(0, 0), a);

    /// <summary>The remainder with the sign of the divisor; the dividend may be of any size.</summary>
    internal static Interval Modulo(Interval? a, Interval divisor)
    {
        if (divisor.Low > 0)
        {
            long high = divisor.High - 1;
            return new(0, a is { Low: >= 0 } small ? Math.Min(small.High, high) : high);
        }

        return new(divisor.Low < 0 ? divisor.Low + 1 : 0, divisor.High > 0 ? divisor.High - 1 : 0);
    }


    /// <summary>Of <c>&amp;</c>.</summary>
    internal static Interval Mask(Interval a, Interval b) => a.Low >= 0
        ? new(0, b.Low >= 0 ? Math.Min(a.High, b.High) : a.High)
        : b.Low >= 0 ? new(0, b.High) : All;

    /// <summary>Of <c>|</c> and <c>^</c>.</summary>
    internal static Interval Mix(Interval a, Interval b) => a.Low >= 0 && b.Low >= 0
        ? new(0, (long)(ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((ulong)(a.High | b.High))))
        : All;

    internal static Interval? ShiftLeft(Interval a, Interval by) =>
        by is { Low: >= 0, High: < 62 } ? Multiply(a, new Interval(1L << (int)by.Low, 1L << (int)by.High)) : null;

    internal static Interval? ShiftRight(Interval a, Interval by) =>
        by is { Low: >= 0, High: < 64 }
            ? new Interval(
                Math.Min(a.Low >> (int)by.Low, a.Low >> (int)by.High), Math.Max(a.High >> (int)by.Low, a.High >> (int)by.High))
            : null;

    private static Interval? Of(Int128 low, Int128 high) =>
        low >= long.MinValue && high <= long.MaxValue ? new Interval((long)low, (long)high) : null;
}
