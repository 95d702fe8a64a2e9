using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Billing;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Idempotency;
using Galion.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Platform.Generations;

/// <summary>What became of a request for a generation.</summary>
public abstract record IntakeOutcome
{
    /// <param name="Replayed">True when an earlier request with the same key was answered with this receipt.</param>
    public sealed record Accepted(CreatedGenerationResponse Receipt, bool Replayed) : IntakeOutcome;

    public sealed record InsufficientCredits(long PriceMillicredits, long AvailableMillicredits) : IntakeOutcome;

    /// <summary>As many as may be are waiting or running.</summary>
    public sealed record TooManyUnderWay : IntakeOutcome;

    /// <param name="Options">The options that name pictures which the account has not. Those of other people are the same as none.</param>
    public sealed record MissingAssets(IReadOnlyList<string> Options) : IntakeOutcome;

    /// <summary>What it was to be recorded with is over.</summary>
    public sealed record Unwanted : IntakeOutcome;

    public sealed record KeyReused : IntakeOutcome;

    public sealed record KeyInProgress : IntakeOutcome;
}

/// <summary>
/// Takes a generation in: key, generation, first event, job and hold are one transaction, so that nothing is ever held for work that
/// does not exist, and no work exists that nothing is held for.
/// </summary>
public sealed class GenerationIntake(GalionDbContext db, CreditLedger ledger, JobQueue jobs, IdempotencyKeys keys, TimeProvider time)
{
    /// <summary>How long a generation may wait for a free worker.</summary>
    public static readonly TimeSpan StartWithin = TimeSpan.FromHours(24);

    // Outlives the deadline, so that the sweep of expired generations returns the credits and not the sweep of holds.
    private static readonly TimeSpan HoldLease = StartWithin + TimeSpan.FromHours(1);

    // What fails three times in a row is not going to be better the fourth time, and somebody waits for the answer.
    private static readonly EnqueueOptions JobOptions = new() { MaxAttempts = 3 };

    /// <param name="userId">Who asks.</param>
    /// <param name="order">For what.</param>
    /// <param name="idempotency">The key of the request, if it has one.</param>
    /// <param name="maxUnderWay">How many generations of one person may wait or run at the same time, this one among them.</param>
    /// <param name="cancellationToken">Stops it, and then nothing was taken in.</param>
    /// <param name="record">Records the new generation elsewhere in the same transaction; false takes nothing in.</param>
    public async Task<IntakeOutcome> AcceptAsync(
        Guid userId, GenerationOrder order, IdempotentRequest? idempotency, int maxUnderWay, CancellationToken cancellationToken,
        Func<GalionDbContext, Guid, Task<bool>>? record = null)
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (idempotency is not null)
        {
            (IdempotencyClaim claim, string? stored) = await keys.ClaimAsync(userId, idempotency, cancellationToken);
            switch (claim)
            {
                case IdempotencyClaim.Replay:
                    return new IntakeOutcome.Accepted(
                        JsonSerializer.Deserialize<CreatedGenerationResponse>(stored!, GalionJson.Options)!, Replayed: true);
                case IdempotencyClaim.Reused:
                    return new IntakeOutcome.KeyReused();
                case IdempotencyClaim.InProgress:
                    return new IntakeOutcome.KeyInProgress();
            }
        }

        List<string> missing = [];
        foreach ((string option, Guid asset) in AssetInputs.Named(order.Options))
        {
            if (await AssetInputs.FindAsync(db, userId, option, asset, cancellationToken) is null)
            {
                missing.Add(option);
            }
        }

        if (missing.Count > 0)
        {
            return new IntakeOutcome.MissingAssets(missing);
        }

        DateTimeOffset now = time.GetUtcNow();
        var generation = new Generation
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Kind = order.Model.Kind,
            Model = order.Model.Id,
            Prompt = order.Prompt,
            Options = JsonSerializer.SerializeToElement(order.Options),
            Units = order.Units,
            PriceMillicredits = order.PriceMillicredits,
            Status = GenerationStatus.Queued,
            CreatedAt = now,
            StartDeadline = now + StartWithin,
        };
        db.Add(generation);
        await db.SaveChangesAsync(cancellationToken);
        if (record is not null && !await record(db, generation.Id))
        {
            return new IntakeOutcome.Unwanted();
        }

        long jobId = await jobs.EnqueueAsync(generation.Kind, generation.Id, JobOptions, cancellationToken);
        int queuePosition = await jobs.CountAheadAsync(jobId, cancellationToken) ?? 0;

        var receipt = new CreatedGenerationResponse(
            generation.Id, generation.Kind, generation.Status, Millicredits.ToCredits(generation.PriceMillicredits), queuePosition);
        await RecordQueuedAsync(generation.Id, jobId, queuePosition, cancellationToken);
        if (idempotency is not null)
        {
            string response = JsonSerializer.Serialize(receipt, GalionJson.Options);
            await keys.StoreResponseAsync(userId, idempotency, response, cancellationToken);
        }

        // Last, because it locks the account's row, which all requests of one person share.
        HoldOutcome hold = await ledger.HoldAsync(userId, generation.Id, generation.PriceMillicredits, HoldLease, cancellationToken);
        if (hold is HoldOutcome.Insufficient insufficient)
        {
            return new IntakeOutcome.InsufficientCredits(generation.PriceMillicredits, insufficient.AvailableMillicredits);
        }

        if (hold is not HoldOutcome.Held)
        {
            throw new InvalidOperationException($"The new generation {generation.Id} found its hold used.");
        }

        // Exact, because the hold has locked the account: of several requests at once, each counts what those before it added.
        if (await db.Generations.CountAsync(g => g.UserId == userId && g.FinishedAt == null, cancellationToken) > maxUnderWay)
        {
            return new IntakeOutcome.TooManyUnderWay();
        }

        await transaction.CommitAsync(cancellationToken);
        return new IntakeOutcome.Accepted(receipt, Replayed: false);
    }

    private async Task RecordQueuedAsync(Guid generationId, long jobId, int queuePosition, CancellationToken cancellationToken)
    {
        string data = JsonSerializer.Serialize(
            new GenerationProgress(GenerationStatus.Queued, 0, QueuePosition: queuePosition), GalionJson.Options);
        await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE generations SET job_id = {jobId} WHERE id = {generationId};
             SELECT append_generation_event({generationId}, {GenerationEvents.Queued}, {data}::jsonb);
             """,
            cancellationToken);
    }
}
