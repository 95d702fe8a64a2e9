namespace Galion.Contracts.Credits;

/// <summary>Credits of one account, in credits with up to three decimals. <c>balance = available + held</c>.</summary>
/// <param name="Balance">What the account owns, held credits among it.</param>
/// <param name="Available">What can be spent or held now.</param>
/// <param name="Held">Set aside for work under way; spent when the work succeeds, returned when it does not.</param>
/// <param name="UsedThisMonth">Settled since the first of this month, UTC.</param>
/// <param name="IncludedCredits">Granted with the account or its plan.</param>
/// <param name="PurchasedCredits">Bought.</param>
public sealed record CreditBalanceResponse(
    decimal Balance, decimal Available, decimal Held, decimal UsedThisMonth, decimal IncludedCredits, decimal PurchasedCredits);
