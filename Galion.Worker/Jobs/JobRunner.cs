using System.Diagnostics;
using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Npgsql;

namespace Galion.Worker.Jobs;

/// <summary>Runs one claimed job to the end of its attempt and records how it ended. Never throws.</summary>
internal sealed class JobRunner(
    IServiceScopeFactory scopes, JobStore store, JobCompleter completer, ILogger<JobRunner> logger)
{
    private const int MaxErrorLength = 4000;
    private static readonly Exception CancelRequested = new JobCancelledException("cancelled by its owner");

    internal async Task RunAsync(RunningJob running)
    {
        ClaimedJob job = running.Job;
        using Activity? activity = JobTelemetry.StartAttempt(job);
        var kind = new KeyValuePair<string, object?>("kind", job.Kind);
        JobTelemetry.Wait.Record(Math.Max(job.WaitSeconds, 0), kind);
        long started = Stopwatch.GetTimestamp();
        string outcome;
        try
        {
            outcome = await AttemptAsync(running);
        }
        catch (Exception e)
        {
            // The end could not be recorded, most likely because the database is away: the lease runs out and the job is rescued.
            logger.EndNotRecorded(e, job.Kind, job.Id, job.Attempt);
            outcome = "unrecorded";
        }

        activity?.SetTag("job.outcome", outcome);
        JobTelemetry.Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, kind);
        JobTelemetry.Attempts.Add(1, kind, new("outcome", outcome));
    }

    /// <summary>Ends a job whose attempts are used up, or that was cancelled, after its worker died.</summary>
    internal async Task DiscardAbandonedAsync(RunningJob running)
    {
        try
        {
            await (running.Job.CancelRequested
                ? EndAsync(running, "cancelled", CancelRequested)
                : EndAsync(running, "discarded", new JobAbandonedException(running.Job.Attempt)));
        }
        catch (Exception e)
        {
            logger.EndNotRecorded(e, running.Job.Kind, running.Job.Id, running.Job.Attempt);
        }
    }

    private async Task<string> AttemptAsync(RunningJob running)
    {
        ClaimedJob job = running.Job;
        JobOutcome result;
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            result = await running.Handler.RunAsync(scope.ServiceProvider, job.Args, running.Context, running.Token);
        }
        catch (Exception e)
        {
            return await RecordFailureAsync(running, e);
        }

        switch (result)
        {
            case JobOutcome.Cancelled cancel:
                return await EndAsync(running, "cancelled", new JobCancelledException(cancel.Reason));
            case JobOutcome.Snoozed snooze:
                return Recorded(await store.SnoozeAsync(job, snooze.After), running, "snoozed");
            case JobOutcome.Charged charge:
                return await SettleAsync(running, charge);
            default:
                return running.Context.Completed || await completer.CompleteAsync(job)
                    ? "completed"
                    : Recorded(false, running, "completed");
        }
    }

    private async Task<string> SettleAsync(RunningJob running, JobOutcome.Charged charge)
    {
        try
        {
            return Recorded(await completer.CompletePaidAsync(running.Job, charge.HoldId, charge.Millicredits), running, "completed");
        }
        catch (PostgresException e) when (e.SqlState == JobStore.NotSettled)
        {
            return await RecordFailureAsync(running, e);
        }
    }

    private async Task<string> RecordFailureAsync(RunningJob running, Exception failure)
    {
        ClaimedJob job = running.Job;
        bool stopped = failure is OperationCanceledException && running.Token.IsCancellationRequested;
        switch (running.Reason)
        {
            case StopReason.LeaseLost:
                return Recorded(false, running, "lost");
            case StopReason.ShuttingDown when stopped:
                return Recorded(await store.HandBackAsync(job), running, "handed_back");
            case StopReason.CancelRequested:
                return await EndAsync(running, "cancelled", CancelRequested);
            case StopReason.TimedOut when stopped:
                failure = new TimeoutException($"The attempt took longer than {running.Handler.Options.Timeout}.", failure);
                break;
        }

        if (failure is JobLeaseLostException)
        {
            return Recorded(false, running, "lost");
        }

        if (job.Attempt >= job.MaxAttempts)
        {
            logger.JobDiscarded(failure, job.Kind, job.Id, job.Attempt);
            return await EndAsync(running, "discarded", failure);
        }

        TimeSpan after = running.Handler.Options.Backoff(job.Attempt) * (0.9 + (0.2 * Random.Shared.NextDouble()));
        logger.JobFailed(failure, job.Kind, job.Id, job.Attempt, job.MaxAttempts, after);
        return Recorded(await store.RetryAsync(job, Describe(failure), after), running, "retried");
    }

    private async Task<string> EndAsync(RunningJob running, string state, Exception reason)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await JobStore.EndAsync(db, running.Job, state, Describe(reason), CancellationToken.None))
        {
            return Recorded(false, running, state);
        }

        await running.Handler.DiscardAsync(
            scope.ServiceProvider, running.Job.Args, running.Context, reason, db, CancellationToken.None);
        await transaction.CommitAsync();
        return state;
    }

    private string Recorded(bool recorded, RunningJob running, string outcome)
    {
        if (recorded)
        {
            return outcome;
        }

        logger.LeaseLost(running.Job.Kind, running.Job.Id, running.Job.Attempt, running.Job.Fence);
        return "lost";
    }

    private static string Describe(Exception failure)
    {
        string text = $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= MaxErrorLength ? text : text[..MaxErrorLength];
    }
}
