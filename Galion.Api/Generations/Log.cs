namespace Galion.Api.Generations;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not carry wake-ups ({Reason}); event streams look for themselves once a second")]
    public static partial void SignalsUnavailable(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event streams cannot look for new events; they try again each second")]
    public static partial void PollFailed(this ILogger log, Exception exception);
}
