using Galion.Contracts.Generations;
using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Platform.Generations;

/// <summary>
/// Ends a generation on its owner's wish. What waits ends at once and costs nothing. What runs is told to stop; its worker keeps the
/// pictures that are finished and charges those alone. What has ended stays as it is, so that cancelling twice does no harm.
/// </summary>
public sealed class GenerationCancellation(GalionDbContext db, GenerationLifecycle lifecycle, JobQueue jobs, GenerationSignals signals)
{
    /// <summary>The end on its owner's wish of what nobody works on.</summary>
    public static GenerationEnding Ending { get; } = new(
        GenerationStatus.Canceled, new GenerationError("canceled", "You cancelled this before anything was finished. Nothing was charged.", true), [])
    {
        ErrorWhenPartial = new GenerationError("canceled", "You cancelled this. The finished pictures are kept, and only they were charged.", true),
    };

    /// <returns>False when this person has no such generation.</returns>
    public async Task<bool> CancelAsync(Guid userId, Guid generationId, CancellationToken cancellationToken)
    {
        var found = await db.Generations
            .Where(g => g.Id == generationId && g.UserId == userId)
            .Select(g => new { g.JobId, IsFinished = g.FinishedAt != null })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || found.IsFinished)
        {
            return found is not null;
        }

        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        CancelOutcome outcome = await jobs.RequestCancelAsync(found.JobId!.Value, cancellationToken);
        Generation? generation = await lifecycle.LockAsync(generationId, cancellationToken);
        if (generation is null or { IsFinished: true })
        {
            return true;
        }

        if (generation.Status == GenerationStatus.Running && outcome == CancelOutcome.Signalled)
        {
            await db.Database.ExecuteSqlAsync(
                $"UPDATE generations SET cancel_requested_at = coalesce(cancel_requested_at, now()) WHERE id = {generationId}",
                cancellationToken);
        }
        else
        {
            await lifecycle.FinishAsync(generationId, fence: null, Ending, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        signals.Publish(generationId);
        return true;
    }
}
