namespace Galion.Contracts.NexusLang;

/// <summary>What the caller's runs have used, day by day. Days begin at midnight, UTC.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">Today.</param>
/// <param name="Total">Of all these days.</param>
/// <param name="Days">Every one of them, oldest first, those without runs too.</param>
public sealed record NexusUsageResponse(DateOnly From, DateOnly To, NexusUsage Total, IReadOnlyList<NexusUsageDay> Days);

public sealed record NexusUsageDay(DateOnly Date, NexusUsage Usage);

/// <param name="Runs">Asked for, those under way too.</param>
/// <param name="Failed">Of these, those that ended with an error or at a limit.</param>
/// <param name="DurationMs">How long programs ran, without what they waited.</param>
/// <param name="Steps">Turns of loops and calls.</param>
/// <param name="CreditsCharged">What the runs themselves have cost.</param>
/// <param name="AiCredits">What their AI calls have cost beside that.</param>
/// <param name="CreditsTotal">Both together.</param>
public sealed record NexusUsage(int Runs, int Failed, double DurationMs, long Steps, decimal CreditsCharged, decimal AiCredits, decimal CreditsTotal);
