namespace Galion.Worker.Jobs;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Job {Kind} {JobId} failed on attempt {Attempt} of {MaxAttempts}; next try in {After}")]
    internal static partial void JobFailed(
        this ILogger logger, Exception exception, string kind, long jobId, int attempt, int maxAttempts, TimeSpan after);

    [LoggerMessage(LogLevel.Error, "Job {Kind} {JobId} failed on its last attempt ({Attempt}) and is discarded")]
    internal static partial void JobDiscarded(this ILogger logger, Exception exception, string kind, long jobId, int attempt);

    [LoggerMessage(LogLevel.Warning, "Job {Kind} {JobId} attempt {Attempt} lost its lease (fence {Fence}); its result does not count")]
    internal static partial void LeaseLost(this ILogger logger, string kind, long jobId, int attempt, long fence);

    [LoggerMessage(LogLevel.Error, "The end of job {Kind} {JobId} attempt {Attempt} could not be recorded; it runs again after its lease")]
    internal static partial void EndNotRecorded(this ILogger logger, Exception exception, string kind, long jobId, int attempt);

    [LoggerMessage(LogLevel.Warning, "Rescued {Rescued} jobs from workers that stopped without a word and gave up {Discarded}")]
    internal static partial void JobsRescued(this ILogger logger, int rescued, int discarded);

    [LoggerMessage(LogLevel.Information, "Stopping: waiting for {Count} running jobs")]
    internal static partial void WaitingForJobs(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Job {Kind} {JobId} ignored its cancellation and was handed back while it ran")]
    internal static partial void JobHandedBack(this ILogger logger, string kind, long jobId);

    [LoggerMessage(LogLevel.Warning, "Claiming jobs failed; trying again shortly")]
    internal static partial void ClaimFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Renewing leases failed; trying again at once")]
    internal static partial void HeartbeatFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The listening connection broke; polling until it is back")]
    internal static partial void ListenFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Queue maintenance failed; trying again shortly")]
    internal static partial void MaintenanceFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Schedule {Name} could not be enqueued; trying again shortly")]
    internal static partial void ScheduleFailed(this ILogger logger, Exception exception, string name);
}
