using Galion.Platform.Jobs;

namespace Galion.Worker.Jobs;

/// <summary>Why an attempt's token fired. The first reason counts.</summary>
internal enum StopReason
{
    None,
    CancelRequested,
    LeaseLost,
    TimedOut,
    ShuttingDown,
}

/// <summary>An attempt under way: its lease is renewed while it is here.</summary>
internal sealed class RunningJob : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Timer _timeout;
    private int _reason;
    private long _stoppedAt;

    internal RunningJob(ClaimedJob job, JobHandlerEntry handler)
    {
        Job = job;
        Handler = handler;
        Context = new JobContext(job.Id, job.Attempt, job.MaxAttempts, job.Fence);
        Token = _cancellation.Token;
        _timeout = new Timer(static state => ((RunningJob)state!).Stop(StopReason.TimedOut), this, handler.Options.Timeout, System.Threading.Timeout.InfiniteTimeSpan);
    }

    internal ClaimedJob Job { get; }

    internal JobHandlerEntry Handler { get; }

    internal JobContext Context { get; }

    internal CancellationToken Token { get; }

    internal StopReason Reason => (StopReason)Volatile.Read(ref _reason);

    internal Task Finished { get; set; } = Task.CompletedTask;

    internal void Stop(StopReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)StopReason.None) != (int)StopReason.None)
        {
            return;
        }

        if (reason == StopReason.CancelRequested)
        {
            Context.MarkCancelRequested();
        }

        Volatile.Write(ref _stoppedAt, Environment.TickCount64);
        try
        {
            // Callbacks run on the pool: whoever stops a job, the heartbeat above all, must not be held up by them.
            _ = _cancellation.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this moment.
        }
    }

    /// <summary>Whether the handler has gone on for too long after it was told to stop.</summary>
    internal bool IgnoresStop(TimeSpan patience) =>
        Reason != StopReason.None && Environment.TickCount64 - Volatile.Read(ref _stoppedAt) > patience.TotalMilliseconds;

    public void Dispose()
    {
        _timeout.Dispose();
        _cancellation.Dispose();
    }
}
