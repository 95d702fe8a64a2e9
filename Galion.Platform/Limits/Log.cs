using Microsoft.Extensions.Logging;

namespace Galion.Platform.Limits;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Redis does not answer ({Failure}): requests are counted on this instance alone for a moment")]
    public static partial void CountingLocally(this ILogger logger, string failure);
}
