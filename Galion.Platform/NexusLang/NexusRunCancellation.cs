using Galion.Contracts.NexusLang;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Platform.NexusLang;

/// <summary>Ends a run on its owner's wish: at once when it waits, through its worker when it runs. Stopping twice does no harm.</summary>
public sealed class NexusRunCancellation(GalionDbContext db, NexusRunLifecycle lifecycle, JobQueue jobs, GenerationSignals signals)
{
    /// <returns>False when this person has no such run.</returns>
    public async Task<bool> CancelAsync(Guid userId, Guid runId, CancellationToken cancellationToken)
    {
        var found = await db.NexusRuns
            .Where(r => r.Id == runId && r.UserId == userId)
            .Select(r => new { r.JobId, IsFinished = r.FinishedAt != null })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || found.IsFinished)
        {
            return found is not null;
        }

        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        CancelOutcome outcome = await jobs.RequestCancelAsync(found.JobId!.Value, cancellationToken);
        NexusRun? run = await lifecycle.LockAsync(runId, cancellationToken);
        if (run is null or { IsFinished: true })
        {
            return true;
        }

        if (run.Status == NexusRunStatus.Running)
        {
            await db.Database.ExecuteSqlAsync(
                $"UPDATE nexus_runs SET cancel_requested_at = coalesce(cancel_requested_at, now()) WHERE id = {runId}", cancellationToken);
        }

        // A run whose job is gone without having ended it has lost its worker.
        if (run.Status == NexusRunStatus.Queued || outcome != CancelOutcome.Signalled)
        {
            NexusRunEnding ending = run.Status == NexusRunStatus.Queued ? NexusRunLifecycle.CanceledBefore : NexusRunLifecycle.Interruption;
            await lifecycle.FinishAsync(runId, fence: null, ending, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        signals.Publish(runId);
        return true;
    }
}
