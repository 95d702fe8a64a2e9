using Galion.Platform.Data;

namespace Galion.Platform.Credits;

/// <summary>
/// Moves credits. Every method is one call of a database function (migration 0006_ledger_in_one_row) and joins the context's transaction, so that
/// money moves together with the rows it pays for, or not at all. Amounts are millicredits. Every method may be repeated: a repeated step
/// changes nothing and says so.
/// </summary>
/// <remarks>
/// A step keeps the account's row locked until its transaction ends. Where a transaction does more than move credits, move them last.
/// </remarks>
public sealed class CreditLedger(GalionDbContext db)
{
    /// <summary>Gives an account credits, and opens the account if need be.</summary>
    /// <param name="idempotencyKey">Names this grant among all grants, at most 200 characters: <c>signup:{userId}</c>.</param>
    /// <exception cref="InvalidOperationException">The key was used for a different grant.</exception>
    public async Task<CreditTransferOutcome> GrantAsync(
        Guid userId, long millicredits, CreditSource source, string idempotencyKey, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(millicredits);
        string outcome = await CallAsync(
            "SELECT credit_grant($1, $2, $3, $4)",
            [userId, millicredits, source == CreditSource.Included ? "included" : "purchased", $"grant:{idempotencyKey}"],
            cancellationToken);
        return outcome switch
        {
            "applied" => CreditTransferOutcome.Applied,
            "replayed" => CreditTransferOutcome.AlreadyApplied,
            _ => throw new InvalidOperationException($"The grant key {idempotencyKey} was used for a different grant."),
        };
    }

    /// <summary>
    /// Sets credits aside, or refuses. Everything that can fail for want of credits fails here: a hold can always be settled.
    /// </summary>
    /// <param name="holdId">Chosen by the caller, and what makes the call repeatable; the id of the work paid for is a good one.</param>
    /// <param name="lease">After this time the hold expires by itself, unless it is resolved or extended before.</param>
    /// <exception cref="InvalidOperationException">The hold id was used for another account or amount.</exception>
    public async Task<HoldOutcome> HoldAsync(
        Guid userId, Guid holdId, long millicredits, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(millicredits);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        (string outcome, long available) = (await db.QueryAsync(
            "SELECT outcome, available_now FROM credit_hold($1, $2, $3, $4)", [userId, holdId, millicredits, lease],
            row => (row.GetString(0), row.GetInt64(1)), cancellationToken))[0];
        return outcome switch
        {
            "held" => new HoldOutcome.Held(AlreadyHeld: false),
            "replayed" => new HoldOutcome.Held(AlreadyHeld: true),
            "insufficient" => new HoldOutcome.Insufficient(available),
            "resolved" => new HoldOutcome.AlreadyResolved(),
            _ => throw new InvalidOperationException($"The hold id {holdId} was used for another account or amount."),
        };
    }

    /// <summary>Spends up to the held amount; the remainder returns to the account.</summary>
    /// <param name="millicredits">From 0 to the amount held.</param>
    public async Task<ResolveOutcome> SettleAsync(Guid holdId, long millicredits, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(millicredits);
        return ParseResolve(await CallAsync("SELECT credit_resolve($1, 'settled', $2)", [holdId, millicredits], cancellationToken));
    }

    /// <summary>Returns the whole hold to the account.</summary>
    public async Task<ResolveOutcome> ReleaseAsync(Guid holdId, CancellationToken cancellationToken) =>
        ParseResolve(await CallAsync("SELECT credit_resolve($1, 'released', 0)", [holdId], cancellationToken));

    /// <summary>Lets an open hold run for <paramref name="lease"/> from now. A hold whose lease has run out stays expired.</summary>
    public async Task<ResolveOutcome> ExtendAsync(Guid holdId, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        return ParseResolve(await CallAsync("SELECT credit_extend($1, $2)", [holdId, lease], cancellationToken));
    }

    public async Task<CreditBalance> FindBalanceAsync(Guid userId, CancellationToken cancellationToken)
    {
        List<CreditBalance> rows = await db.QueryAsync("""
            SELECT available, held,
                   CASE WHEN settled_month = date_trunc('month', now() AT TIME ZONE 'UTC')::date THEN settled_in_month ELSE 0 END,
                   included, purchased
            FROM credit_accounts WHERE id = $1 AND kind = 'customer'
            """,
            [userId],
            row => new CreditBalance(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
            cancellationToken);
        return rows.Count == 0 ? CreditBalance.Zero : rows[0];
    }

    private async Task<string> CallAsync(string sql, object?[] parameters, CancellationToken cancellationToken) =>
        (await db.QueryAsync(sql, parameters, row => row.GetString(0), cancellationToken))[0];

    private static ResolveOutcome ParseResolve(string outcome) => outcome switch
    {
        "applied" => ResolveOutcome.Applied,
        "replayed" => ResolveOutcome.AlreadyApplied,
        "already_settled" => ResolveOutcome.AlreadySettled,
        "already_released" => ResolveOutcome.AlreadyReleased,
        "expired" => ResolveOutcome.Expired,
        "exceeds_hold" => ResolveOutcome.ExceedsHold,
        "not_found" => ResolveOutcome.NotFound,
        _ => throw new InvalidOperationException($"The ledger answered {outcome}."),
    };
}
