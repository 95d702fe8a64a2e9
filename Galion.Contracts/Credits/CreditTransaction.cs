namespace Galion.Contracts.Credits;

/// <summary>What moved an account's credits.</summary>
public enum CreditTransactionKind
{
    Grant,

    /// <summary>Set aside for work that was asked for.</summary>
    Hold,

    /// <summary>Work was delivered and paid from its hold; the rest of the hold returned.</summary>
    Settle,

    /// <summary>Work was not delivered; its hold returned.</summary>
    Release,

    /// <summary>As release, because nobody ended the work in time.</summary>
    Expire,
}

/// <summary>One line of an account's statement, in credits.</summary>
/// <param name="Amount">What was granted, held, spent or returned; never negative.</param>
/// <param name="HoldId">Which hold; for a generation, the generation's id.</param>
/// <param name="AvailableAfter">What could be spent afterwards.</param>
/// <param name="HeldAfter">What was set aside afterwards.</param>
public sealed record CreditTransactionResponse(
    long Id, CreditTransactionKind Kind, decimal Amount, Guid? HoldId, decimal AvailableAfter, decimal HeldAfter, DateTimeOffset CreatedAt);
