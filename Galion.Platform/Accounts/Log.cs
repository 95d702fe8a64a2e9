using Microsoft.Extensions.Logging;

namespace Galion.Platform.Accounts;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Signing key {KeyId} created; it signs from {SignsFrom:O}")]
    internal static partial void SigningKeyCreated(ILogger logger, string keyId, DateTimeOffset signsFrom);

    [LoggerMessage(1002, LogLevel.Error, "Signing key {KeyId} cannot be opened with this Galion:Secret and is ignored; tokens that it signed are refused")]
    internal static partial void SigningKeyNotOpened(ILogger logger, string keyId);

    [LoggerMessage(1003, LogLevel.Warning, "The signing keys could not be reloaded; those at hand stay in use")]
    internal static partial void SigningKeysNotReloaded(ILogger logger, Exception exception);

    [LoggerMessage(1004, LogLevel.Warning, "A used refresh token of session {SessionId} came back; the session is ended")]
    internal static partial void RefreshTokenReused(ILogger logger, Guid sessionId);

    [LoggerMessage(1005, LogLevel.Information, "The owner's account was created from Galion:Owner")]
    internal static partial void OwnerCreated(ILogger logger);

    [LoggerMessage(1006, LogLevel.Debug, "{Sessions} old sessions and {Counters} attempt counters removed")]
    internal static partial void AccountsSwept(ILogger logger, int sessions, int counters);

    [LoggerMessage(1007, LogLevel.Warning, "Old sessions could not be removed; the next attempt follows in an hour")]
    internal static partial void AccountsNotSwept(ILogger logger, Exception exception);
}
