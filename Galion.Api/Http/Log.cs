namespace Galion.Api.Http;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "{Failure} in {Method} {Endpoint}: answered with 503")]
    public static partial void DependencyUnavailable(this ILogger logger, string failure, string method, string endpoint);

    [LoggerMessage(LogLevel.Debug, "{Failure}: the answer goes out without what the account still has")]
    public static partial void AccountHeadersLeftOut(this ILogger logger, string failure);
}
