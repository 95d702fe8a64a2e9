namespace Galion.NexusLang.Running;

/// <summary>What one run may use. Going beyond any of them ends it with an error of kind <c>limit</c> that the program cannot catch.</summary>
/// <param name="Steps">Turns of loops and calls of functions; the library charges in proportion to the work it does.</param>
/// <param name="MemoryBytes">What the program holds at one time, measured approximately.</param>
/// <param name="OutputCharacters">UTF-16 code units that the program may print.</param>
/// <param name="CallDepth">Calls inside calls.</param>
/// <param name="WallTime">From start to end, compiling included, without the time in which it only waited for the host.</param>
public sealed record RunLimits(long Steps, long MemoryBytes, long OutputCharacters, int CallDepth, TimeSpan WallTime)
{
    /// <summary>What of <see cref="WallTime"/> is over when the program begins, because reading and compiling it are part of its time.</summary>
    public TimeSpan TimeBefore { get; init; }

    /// <summary>How long the program may wait for the host, for input and for AI calls, all in all.</summary>
    public TimeSpan WaitTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Ten seconds, and five minutes of waiting, 256 MB, 100,000 characters of output, 2,000 calls deep.</summary>
    public static RunLimits Default { get; } =
        new(long.MaxValue / 4, 256L << 20, 100_000, 2_000, TimeSpan.FromSeconds(10));
}
