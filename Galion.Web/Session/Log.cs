using Microsoft.Extensions.Logging;

namespace Galion.Web.Session;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The API refused to refresh a session; the browser is signed out")]
    public static partial void SessionRefused(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A session could not be refreshed because the API did not answer")]
    public static partial void RefreshPostponed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The account could not be read for a page")]
    public static partial void AccountUnknown(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The balance could not be read for a page")]
    public static partial void BalanceUnknown(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A session was ended in the browser, but the API did not answer to end it there")]
    public static partial void LogoutNotHeard(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "A form from another site was refused")]
    public static partial void ForeignFormRefused(this ILogger logger);
}
