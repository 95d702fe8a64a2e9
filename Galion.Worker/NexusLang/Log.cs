using Galion.Contracts.NexusLang;

namespace Galion.Worker.NexusLang;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "No NexusLang runner could be started; it is tried again in 10 seconds")]
    public static partial void RunnerNotStarted(this ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "NexusLang programs run without bubblewrap: their processes keep to limits and cannot start others or reach the network, but see this machine's files. Install it: apt install bubblewrap")]
    public static partial void SandboxMissing(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "NexusLang programs run without bubblewrap, which does not work here: their processes keep to limits and cannot start others or reach the network, but see this machine's files. {Reason}")]
    public static partial void SandboxUnusable(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} {Status} after {DurationMs} ms")]
    public static partial void RunFinished(this ILogger log, Guid runId, NexusRunStatus status, long durationMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} brought its runner down: {Reason}")]
    public static partial void RunnerLost(this ILogger log, Guid runId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of run {RunId} failed")]
    public static partial void CallFailed(this ILogger log, Exception exception, Guid runId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The AI calls of run {RunId} could not be ended with it; the sweeper does that")]
    public static partial void CallsLeft(this ILogger log, Exception exception, Guid runId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} AI calls whose run had ended were ended; what was not delivered returned")]
    public static partial void CallsEnded(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} runs had lost their job or waited too long and were ended; their credits returned")]
    public static partial void RunsEnded(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Guests} guests went, and {Files} files of runs with them and with old runs")]
    public static partial void NexusSwept(this ILogger log, int guests, int files);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweeper} could not finish; it tries again at its next turn")]
    public static partial void NexusSweepFailed(this ILogger log, Exception exception, string sweeper);
}
