using Galion.Platform.Data;

namespace Galion.Platform.Jobs;

/// <summary>What a job needs to know, as a record that is stored as JSON.</summary>
public interface IJob
{
    /// <summary>A snake_case constant. It is stored, so it survives renaming the type, and must not change while jobs wait.</summary>
    static abstract string Kind { get; }

    /// <summary>How often the job is tried before it is given up, unless <see cref="EnqueueOptions.MaxAttempts"/> says otherwise.</summary>
    static virtual short MaxAttempts => 5;
}

/// <summary>
/// Does the work of one kind of job. A job may run more than once (a worker died, a reply was lost), so handlers are idempotent and say in one
/// comment why. A new instance, in a scope of its own, serves each attempt.
/// </summary>
public interface IJobHandler<in TJob>
    where TJob : IJob
{
    /// <summary>
    /// Runs outside any transaction. Throwing retries the job with backoff until its attempts are used up.
    /// </summary>
    /// <param name="cancellationToken">Fires when cancellation was asked for, the lease was lost, the time is up or the worker stops.</param>
    Task<JobOutcome> RunAsync(TJob job, JobContext context, CancellationToken cancellationToken);

    /// <summary>
    /// The last say when the job is given up: it failed on its last attempt, or was cancelled while it ran. Runs in the transaction that ends
    /// the job; what is written through <paramref name="db"/> commits with that or not at all.
    /// </summary>
    Task OnDiscardedAsync(TJob job, JobContext context, Exception reason, GalionDbContext db, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
