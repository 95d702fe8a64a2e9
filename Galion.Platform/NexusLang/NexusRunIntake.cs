using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Platform.Billing;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Ide;
using Galion.Platform.Idempotency;
using Galion.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Platform.NexusLang;

/// <summary>Takes a run in: key, sources, run, first event, job and hold are one transaction. Compiling and analysing are free and hold nothing.</summary>
public sealed class NexusRunIntake(
    GalionDbContext db, SourceTrees trees, CreditLedger ledger, JobQueue jobs, IdempotencyKeys keys, TimeProvider time)
{
    /// <summary>How long a run may wait for a free runner: somebody looks at the screen.</summary>
    public static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(10);

    // Outlives the deadline, so that the sweep of expired runs returns the credit and not the sweep of holds.
    private static readonly TimeSpan HoldLease = StartWithin + TimeSpan.FromMinutes(20);

    // Only what has not begun is tried again: a program may have done things that must not be done twice.
    private const short Attempts = 3;

    // Those are quick; more than these at once is no person typing.
    private const int FreeUnderWay = 8;

    /// <param name="userId">Who asks.</param>
    /// <param name="order">For what.</param>
    /// <param name="idempotency">The key of the request, if it has one.</param>
    /// <param name="maxUnderWay">How many runs of one person may wait or run at the same time, this one among them.</param>
    /// <param name="cancellationToken">Stops it, and then nothing was taken in.</param>
    public async Task<NexusIntakeOutcome> AcceptAsync(
        Guid userId, NexusRunOrder order, IdempotentRequest? idempotency, int maxUnderWay, CancellationToken cancellationToken)
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (idempotency is not null)
        {
            (IdempotencyClaim claim, string? stored) = await keys.ClaimAsync(userId, idempotency, cancellationToken);
            switch (claim)
            {
                case IdempotencyClaim.Replay:
                    return new NexusIntakeOutcome.Accepted(
                        JsonSerializer.Deserialize<CreatedNexusRunResponse>(stored!, GalionJson.Options)!, Replayed: true);
                case IdempotencyClaim.Reused:
                    return new NexusIntakeOutcome.KeyReused();
                case IdempotencyClaim.InProgress:
                    return new NexusIntakeOutcome.KeyInProgress();
            }
        }

        byte[] treeId = await trees.StoreAsync(order.Files, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        bool isPaid = order.Purpose == NexusRunPurpose.Run;
        var run = new NexusRun
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Purpose = order.Purpose,
            ProjectId = order.ProjectId,
            ShareToken = order.ShareToken,
            File = order.File,
            Title = ProgramTitle.Of(order.Files[order.File]),
            SourceTreeId = treeId,
            Stdin = order.Stdin,
            StdinClosed = order.StdinClosed,
            Limits = JsonSerializer.Serialize(order.Limits, GalionJson.Options),
            BudgetMillicredits = order.BudgetMillicredits,
            PriceMillicredits = isPaid ? Prices.RunMillicredits : 0,
            Status = NexusRunStatus.Queued,
            CreatedAt = now,
            StartDeadline = now + StartWithin,
        };
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        int others = await db.NexusRuns.CountAsync(r => r.UserId == userId && r.FinishedAt == null && r.Id != run.Id, cancellationToken);
        var options = new EnqueueOptions { MaxAttempts = Attempts, Priority = PriorityBeside(others) };
        long jobId = isPaid
            ? await jobs.EnqueueAsync(new RunNexusProgramJob(run.Id), options, cancellationToken)
            : await jobs.EnqueueAsync(new CheckNexusProgramJob(run.Id), options, cancellationToken);
        int queuePosition = await jobs.CountAheadAsync(jobId, cancellationToken) ?? 0;
        decimal price = Millicredits.ToCredits(run.PriceMillicredits);
        var receipt = new CreatedNexusRunResponse(
            run.Id, run.Status, price, price, Millicredits.ToCredits(run.BudgetMillicredits), queuePosition);
        string queued = JsonSerializer.Serialize(new NexusRunProgress(NexusRunStatus.Queued, queuePosition), GalionJson.Options);
        await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE nexus_runs SET job_id = {jobId} WHERE id = {run.Id};
             SELECT append_nexus_run_event({run.Id}, 0, {NexusRunEvents.Queued}, {queued}::jsonb);
             """,
            cancellationToken);
        if (idempotency is not null)
        {
            await keys.StoreResponseAsync(userId, idempotency, JsonSerializer.Serialize(receipt, GalionJson.Options), cancellationToken);
        }

        // Last, because it locks the account's row, which all requests of one person share.
        if (isPaid)
        {
            HoldOutcome hold = await ledger.HoldAsync(userId, run.Id, run.PriceMillicredits, HoldLease, cancellationToken);
            if (hold is HoldOutcome.Insufficient insufficient)
            {
                return new NexusIntakeOutcome.InsufficientCredits(run.PriceMillicredits, insufficient.AvailableMillicredits);
            }

            if (hold is not HoldOutcome.Held)
            {
                throw new InvalidOperationException($"The new run {run.Id} found its hold used.");
            }
        }

        // Exact for paid runs, because the hold has locked the account: of several requests at once, each counts what those before it added.
        int underWay = await db.NexusRuns.CountAsync(
            r => r.UserId == userId && r.FinishedAt == null && (r.PriceMillicredits > 0) == isPaid, cancellationToken);
        if (underWay > (isPaid ? maxUnderWay : FreeUnderWay))
        {
            return new NexusIntakeOutcome.TooManyUnderWay();
        }

        await transaction.CommitAsync(cancellationToken);
        return new NexusIntakeOutcome.Accepted(receipt, Replayed: false);
    }

    /// <summary>Whoever has many under way comes after those who have few: nobody's first program waits behind all of somebody else's.</summary>
    private static short PriorityBeside(int others) => others switch { 0 => 1, < 3 => 2, < 6 => 3, _ => 4 };
}
