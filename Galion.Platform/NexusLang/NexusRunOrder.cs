using Galion.Contracts.NexusLang;

namespace Galion.Platform.NexusLang;

/// <summary>A checked request for a run: everything that it needs to be priced, queued and done.</summary>
/// <param name="File">One of <paramref name="Files"/>.</param>
/// <param name="Files">Path to content.</param>
/// <param name="ShareToken">The link that the files are pinned by, if they are.</param>
/// <param name="StdinClosed">Whether no more input will come.</param>
/// <param name="Limits">Within the plan's.</param>
public sealed record NexusRunOrder(
    NexusRunPurpose Purpose, Guid? ProjectId, string? ShareToken, string File, IReadOnlyDictionary<string, string> Files, string Stdin, bool StdinClosed,
    NexusRunLimits Limits, long BudgetMillicredits);

/// <summary>What became of a request for a run.</summary>
public abstract record NexusIntakeOutcome
{
    /// <param name="Replayed">True when an earlier request with the same key was answered with this receipt.</param>
    public sealed record Accepted(CreatedNexusRunResponse Receipt, bool Replayed) : NexusIntakeOutcome;

    public sealed record InsufficientCredits(long PriceMillicredits, long AvailableMillicredits) : NexusIntakeOutcome;

    /// <summary>As many as may be are waiting or running.</summary>
    public sealed record TooManyUnderWay : NexusIntakeOutcome;

    public sealed record KeyReused : NexusIntakeOutcome;

    public sealed record KeyInProgress : NexusIntakeOutcome;
}
