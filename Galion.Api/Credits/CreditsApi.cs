using System.ComponentModel.DataAnnotations;
using Galion.Api.Accounts;
using Galion.Contracts;
using Galion.Contracts.Credits;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Galion.Api.Credits;

/// <summary>What an account owns and how it came to that.</summary>
public static class CreditsApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;
    private const decimal MillicreditsPerCredit = 1000;

    public static IEndpointRouteBuilder MapCredits(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/v2/billing").WithTags("Credits").RequireGalionUserOrGuest();
        group.MapGet("/credits", FindCredits).WithName(nameof(FindCredits))
            .WithSummary("Shows the balance; held credits are shown apart.");
        group.MapGet("/transactions", ListCreditTransactions).WithName(nameof(ListCreditTransactions))
            .WithSummary("Lists every movement of credits, newest first.");
        return routes;
    }

    private static async Task<Ok<CreditBalanceResponse>> FindCredits(
        CurrentUser user, CreditLedger ledger, CancellationToken cancellationToken)
    {
        CreditBalance balance = await ledger.FindBalanceAsync(user.Id, cancellationToken);
        return TypedResults.Ok(new CreditBalanceResponse(
            Credits(balance.BalanceMillicredits), Credits(balance.AvailableMillicredits), Credits(balance.HeldMillicredits),
            Credits(balance.UsedThisMonthMillicredits), Credits(balance.IncludedMillicredits), Credits(balance.PurchasedMillicredits)));
    }

    private static async Task<Results<Ok<Page<CreditTransactionResponse>>, ProblemHttpResult>> ListCreditTransactions(
        CurrentUser user, GalionDbContext db, CancellationToken cancellationToken, [Range(1, MaxLimit)] int limit = DefaultLimit,
        string? after = null)
    {
        long before = long.MaxValue;
        if (after is not null && (!long.TryParse(after, out before) || before < 1))
        {
            return Problems.Invalid(
                ErrorCodes.ValidationFailed, "The list cannot be continued from there.",
                new Dictionary<string, string[]> { ["after"] = ["Pass next_after of the page before, unchanged."] });
        }

        // An account's transfers are numbered without gaps, in the order in which they took effect: that number is the cursor.
        List<(long Version, CreditTransactionResponse Line)> rows = await db.QueryAsync("""
            SELECT account_version, id, kind, amount, hold_id, available_after, held_after, created_at
            FROM credit_transfers WHERE account_id = $1 AND account_version < $2
            ORDER BY account_version DESC LIMIT $3
            """,
            [user.Id, before, limit + 1],
            row => (row.GetInt64(0), new CreditTransactionResponse(
                row.GetInt64(1), Enum.Parse<CreditTransactionKind>(row.GetString(2), ignoreCase: true), Credits(row.GetInt64(3)),
                row.IsDBNull(4) ? null : row.GetGuid(4), Credits(row.GetInt64(5)), Credits(row.GetInt64(6)),
                row.GetFieldValue<DateTimeOffset>(7))),
            cancellationToken);

        bool more = rows.Count > limit;
        List<(long Version, CreditTransactionResponse Line)> page = more ? rows[..limit] : rows;
        return TypedResults.Ok(new Page<CreditTransactionResponse>(
            [.. page.Select(row => row.Line)], more, more ? page[^1].Version.ToString() : null));
    }

    private static decimal Credits(long millicredits) => millicredits / MillicreditsPerCredit;
}
