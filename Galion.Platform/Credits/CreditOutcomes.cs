namespace Galion.Platform.Credits;

/// <summary>Where granted credits come from.</summary>
public enum CreditSource
{
    /// <summary>Part of the account or of its plan.</summary>
    Included,
    Purchased,
}

/// <summary>What a grant did.</summary>
public enum CreditTransferOutcome
{
    Applied,

    /// <summary>The same grant was made before under this key; nothing changed now.</summary>
    AlreadyApplied,
}

/// <summary>What a hold did.</summary>
public abstract record HoldOutcome
{
    private HoldOutcome()
    {
    }

    /// <summary>The credits are set aside, by this call or by an earlier one with the same hold id.</summary>
    public sealed record Held(bool AlreadyHeld) : HoldOutcome;

    /// <summary>The account has less than was asked for; nothing changed.</summary>
    public sealed record Insufficient(long AvailableMillicredits) : HoldOutcome;

    /// <summary>This hold id was held and resolved before. It reserves nothing any more: work on it would be unpaid.</summary>
    public sealed record AlreadyResolved : HoldOutcome;
}

/// <summary>What settling, releasing or extending a hold did. Everything but <see cref="Applied"/> left the books as they were.</summary>
public enum ResolveOutcome
{
    Applied,

    /// <summary>The same resolution was made before.</summary>
    AlreadyApplied,

    /// <summary>The hold was settled before, for another amount or instead of the release asked for.</summary>
    AlreadySettled,
    AlreadyReleased,

    /// <summary>The hold's lease ran out; its credits are back with the account.</summary>
    Expired,

    /// <summary>More was to be settled than is held.</summary>
    ExceedsHold,
    NotFound,
}

/// <summary>An account's credits in millicredits, zero for an account that was never granted any.</summary>
/// <param name="UsedThisMonthMillicredits">Settled since the first of this month, UTC.</param>
public sealed record CreditBalance(
    long AvailableMillicredits, long HeldMillicredits, long UsedThisMonthMillicredits, long IncludedMillicredits, long PurchasedMillicredits)
{
    public static CreditBalance Zero { get; } = new(0, 0, 0, 0, 0);

    public long BalanceMillicredits => AvailableMillicredits + HeldMillicredits;
}
