using Galion.Platform.Data;

namespace Galion.Platform.Jobs;

/// <summary>One attempt at one job.</summary>
public sealed class JobContext
{
    private volatile bool _cancelRequested;

    public JobContext(long jobId, int attempt, int maxAttempts, long fence)
    {
        JobId = jobId;
        Attempt = attempt;
        MaxAttempts = maxAttempts;
        Fence = fence;
    }

    public long JobId { get; }

    /// <summary>From 1 to <see cref="MaxAttempts"/>.</summary>
    public int Attempt { get; }

    public int MaxAttempts { get; }

    /// <summary>Rises with every claim. A write that another system should refuse from a stale worker carries it along.</summary>
    public long Fence { get; }

    /// <summary>Whether the job's owner asked for its end, as opposed to a worker that stops.</summary>
    public bool CancelRequested => _cancelRequested;

    /// <summary>Whether <see cref="CompleteAsync"/> was called; it counts once its transaction commits.</summary>
    public bool Completed { get; private set; }

    /// <summary>Ends the job in the handler's own transaction, so that its result and its end commit together.</summary>
    /// <exception cref="JobLeaseLostException">The job is no longer this attempt's: roll back.</exception>
    public async Task CompleteAsync(GalionDbContext db, CancellationToken cancellationToken)
    {
        int rows = await db.ExecuteAsync(JobSql.Complete, [JobId, Fence], cancellationToken);
        if (rows == 0)
        {
            throw new JobLeaseLostException(JobId, Fence);
        }

        Completed = true;
    }

    /// <summary>For the worker, when it learns of the request.</summary>
    public void MarkCancelRequested() => _cancelRequested = true;
}
