namespace Galion.Platform.Jobs;

/// <summary>How a handler ended without throwing.</summary>
public abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>The job is complete; <see cref="JobContext.CompleteAsync"/> may have recorded that already.</summary>
    public static JobOutcome Done { get; } = new Completed();

    /// <summary>
    /// The job is complete and costs <paramref name="millicredits"/> of its hold, from 0 to the amount held; the remainder returns. Both are
    /// recorded in one transaction, which jobs that end at the same moment share. A hold that cannot be settled fails the attempt.
    /// </summary>
    public static JobOutcome Charge(Guid holdId, long millicredits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(millicredits);
        return new Charged(holdId, millicredits);
    }

    /// <summary>The job will never succeed and is not tried again.</summary>
    public static JobOutcome Cancel(string reason) => new Cancelled(reason);

    /// <summary>The job is tried again after <paramref name="after"/>, and this attempt is not counted.</summary>
    public static JobOutcome Snooze(TimeSpan after) => new Snoozed(after);

    public sealed record Completed : JobOutcome;

    public sealed record Charged(Guid HoldId, long Millicredits) : JobOutcome;

    public sealed record Cancelled(string Reason) : JobOutcome;

    public sealed record Snoozed(TimeSpan After) : JobOutcome;
}

/// <summary>Another worker has the job now, or it has ended: nothing that this attempt writes may count.</summary>
public sealed class JobLeaseLostException(long jobId, long fence)
    : Exception($"Job {jobId} is no longer leased under fence {fence}.");

/// <summary>The job was told to stop: by its owner, or by <see cref="JobOutcome.Cancel"/>.</summary>
public sealed class JobCancelledException(string reason) : Exception(reason);

/// <summary>The worker that had the job died, as often as the job may be attempted.</summary>
public sealed class JobAbandonedException(int attempts) : Exception($"Every worker that had this job stopped without a word ({attempts} attempts).");
