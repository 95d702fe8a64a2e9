using Refit;

namespace Galion.Contracts.Credits;

public interface ICreditsApi
{
    [Get("/api/v2/billing/credits")]
    Task<CreditBalanceResponse> FindCreditsAsync(CancellationToken cancellationToken = default);

    /// <param name="limit">1 to 100; 50 when left out.</param>
    /// <param name="after">The cursor of the page before.</param>
    [Get("/api/v2/billing/transactions")]
    Task<Page<CreditTransactionResponse>> ListCreditTransactionsAsync(
        int? limit = null, string? after = null, CancellationToken cancellationToken = default);
}
