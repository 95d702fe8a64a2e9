using Microsoft.Extensions.Logging;

namespace Galion.Platform.Credits;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Returned the credits of {Count} holds whose lease ran out")]
    internal static partial void HoldsExpired(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Expiring holds failed; trying again shortly")]
    internal static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The conservation check could not run; trying again shortly")]
    internal static partial void ConservationCheckFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Critical, "The credit ledger does not balance: {Violation}")]
    internal static partial void BooksDoNotBalance(this ILogger logger, string violation);
}
