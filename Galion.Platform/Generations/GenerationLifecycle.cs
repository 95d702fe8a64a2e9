using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Platform.Generations;

/// <summary>How a generation ends.</summary>
/// <param name="Status">A final status.</param>
/// <param name="Error">Required unless it succeeded.</param>
/// <param name="Assets">What was delivered and is not recorded yet; what <see cref="GenerationLifecycle.KeepAsync"/> recorded counts as well.</param>
public sealed record GenerationEnding(GenerationStatus Status, GenerationError? Error, IReadOnlyList<Asset> Assets)
{
    /// <summary>The units that were delivered and are paid, whatever the status; every asset is one unless the kind counts otherwise.</summary>
    public int UnitsDelivered { get; init; } = Assets.Count;

    /// <summary>Takes the place of <see cref="Error"/> when something was delivered, which whoever ends a dead run's work cannot know.</summary>
    public GenerationError? ErrorWhenPartial { get; init; }
}

/// <summary>
/// The transitions of a generation after intake. Each checks the status that it starts from under the row's lock, so that a generation
/// ends once, whoever comes first: its worker, its owner or a sweep. Locks are taken in one order everywhere, which callers that touch
/// the job keep to: job, generation, account.
/// </summary>
public sealed class GenerationLifecycle(GalionDbContext db, CreditLedger ledger)
{
    // Longer than any attempt of a job and the pause after it, so that a hold never runs out under a worker.
    private static readonly TimeSpan RunningLease = TimeSpan.FromHours(1);

    /// <summary>The end of a generation that waited too long.</summary>
    public static GenerationEnding Expiry { get; } = new(
        GenerationStatus.Expired,
        new GenerationError("expired", "No worker was free in time, so this was not made. Nothing was charged. Please try again.", true), []);

    /// <summary>Gives the generation to the run with this fencing number and records that it runs.</summary>
    /// <returns>The generation, or null when it has ended or belongs to a newer run: then there is nothing to do.</returns>
    public async Task<Generation?> StartAsync(Guid generationId, long fence, CancellationToken cancellationToken)
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        int started = await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE generations SET
               status = 'running', job_fence = {fence}, started_at = coalesce(started_at, now()),
               progress = least(1, (SELECT count(*) FROM assets WHERE generation_id = generations.id)::float8 / units)
             WHERE id = {generationId} AND finished_at IS NULL AND job_fence <= {fence}
             """,
            cancellationToken);
        if (started == 0)
        {
            return null;
        }

        if (await ledger.ExtendAsync(generationId, RunningLease, cancellationToken) is not ResolveOutcome.Applied)
        {
            // Its credits went back meanwhile; to make it now would be a gift that nobody asked for.
            await FinishAsync(generationId, fence, Expiry, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return null;
        }

        Generation generation = await db.Generations.AsNoTracking().SingleAsync(g => g.Id == generationId, cancellationToken);
        await AppendEventAsync(
            generationId, GenerationEvents.Running, new GenerationProgress(GenerationStatus.Running, generation.Progress), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return generation;
    }

    /// <returns>False when the generation no longer belongs to this run.</returns>
    public async Task<bool> ReportProgressAsync(Guid generationId, long fence, GenerationProgress progress, CancellationToken cancellationToken)
    {
        string data = JsonSerializer.Serialize(progress, GalionJson.Options);
        int events = await db.ExecuteAsync(
            """
            WITH owned AS (
              UPDATE generations SET progress = $3, last_event_id = last_event_id + 1
              WHERE id = $1 AND status = 'running' AND job_fence = $2
              RETURNING id, last_event_id
            )
            INSERT INTO generation_events (generation_id, id, name, data) SELECT id, last_event_id, $4, $5::jsonb FROM owned
            """,
            [generationId, fence, progress.Progress, GenerationEvents.Progress, data], cancellationToken);
        return events == 1;
    }

    /// <summary>The positions that <see cref="KeepAsync"/> recorded, in this run or one before it.</summary>
    public async Task<HashSet<int>> FindKeptAsync(Guid generationId, CancellationToken cancellationToken) =>
        [.. await db.Assets.Where(a => a.GenerationId == generationId).Select(a => a.Position).ToListAsync(cancellationToken)];

    /// <summary>
    /// Records one finished unit of several, in a transaction of its own: no later run makes it again, and it is kept and paid however the
    /// generation ends.
    /// </summary>
    /// <returns>False when the generation no longer belongs to this run: then nothing was recorded.</returns>
    public async Task<bool> KeepAsync(Asset asset, long fence, CancellationToken cancellationToken)
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(asset.GenerationId, cancellationToken) is not { IsFinished: false } generation || generation.JobFence != fence)
        {
            return false;
        }

        db.Add(asset);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Ends the generation in the caller's transaction: files, status, final event and money. Nothing usable delivered costs nothing;
    /// part of the units costs that part.
    /// </summary>
    /// <param name="generationId">Which.</param>
    /// <param name="fence">The fencing number of the run that ends it; null when its owner or a sweep does.</param>
    /// <param name="ending">How.</param>
    /// <param name="cancellationToken">Stops it, and with it the transaction.</param>
    /// <returns>False when it had ended before or belongs to a newer run: then nothing was changed.</returns>
    public async Task<bool> FinishAsync(Guid generationId, long? fence, GenerationEnding ending, CancellationToken cancellationToken)
    {
        Generation? generation = await LockAsync(generationId, cancellationToken);
        if (generation is null || generation.IsFinished || generation.JobFence > fence)
        {
            return false;
        }

        int kept = generation.Units > 1 ? (await FindKeptAsync(generationId, cancellationToken)).Count : 0;
        int delivered = kept + ending.UnitsDelivered;
        // What expires has lost its hold already; what was finished by then is a gift.
        long charge = ending.Status == GenerationStatus.Expired ? 0 : generation.PriceMillicredits * delivered / generation.Units;
        db.AddRange(ending.Assets);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();

        string status = ending.Status.ToString().ToLowerInvariant();
        GenerationError? error = (delivered > 0 ? ending.ErrorWhenPartial : null) ?? ending.Error;
        await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE generations SET
               status = {status}, charged_millicredits = {charge}, finished_at = now(),
               progress = CASE WHEN {status} = 'succeeded' THEN 1 ELSE progress END,
               error_code = {error?.Code}, error_message = {error?.Message}, error_retryable = {error?.Retryable}
             WHERE id = {generationId};
             DELETE FROM generation_events WHERE generation_id = {generationId} AND name = {GenerationEvents.Progress};
             """,
            cancellationToken);
        await AppendEventAsync(generationId, status, data: null, cancellationToken);

        // Last, because it locks the account's row, which all requests of one person share.
        if (charge > 0)
        {
            ResolveOutcome settled = await ledger.SettleAsync(generationId, charge, cancellationToken);
            if (settled is not ResolveOutcome.Applied)
            {
                throw new InvalidOperationException($"The hold of generation {generationId} could not be settled: {settled}.");
            }
        }
        else
        {
            await ledger.ReleaseAsync(generationId, cancellationToken);
        }

        return true;
    }

    /// <summary>Locks the generation's row until the caller's transaction ends.</summary>
    public async Task<Generation?> LockAsync(Guid generationId, CancellationToken cancellationToken)
    {
        List<Generation> rows = await db.Generations
            .FromSql($"SELECT * FROM generations WHERE id = {generationId} FOR UPDATE")
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return rows.SingleOrDefault();
    }

    private async Task AppendEventAsync(Guid generationId, string name, GenerationProgress? data, CancellationToken cancellationToken)
    {
        string? json = data is null ? null : JsonSerializer.Serialize(data, GalionJson.Options);
        await db.Database.ExecuteSqlAsync($"SELECT append_generation_event({generationId}, {name}, {json}::jsonb)", cancellationToken);
    }
}
