namespace Galion.Platform.Limits;

/// <summary>The answer to one attempt to take a permit.</summary>
/// <param name="Allowed">Whether the permit was taken. A refused attempt counts for nothing.</param>
/// <param name="Limit">Permits per window.</param>
/// <param name="Remaining">Permits left now, after this one.</param>
/// <param name="RetryAfter">When refused, how long until a permit is free; zero otherwise.</param>
/// <param name="Reset">How long until all permits are free, if nobody takes another.</param>
public readonly record struct RateDecision(bool Allowed, int Limit, int Remaining, TimeSpan RetryAfter, TimeSpan Reset);
