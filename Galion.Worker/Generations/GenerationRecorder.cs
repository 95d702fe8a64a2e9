using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Jobs;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Worker.Generations;

/// <summary>Ends a generation and its job in one transaction, and tells those who follow it.</summary>
internal sealed class GenerationRecorder(GalionDbContext db, GenerationLifecycle lifecycle, GenerationSignals signals, CrashPoints crash)
{
    /// <summary>What is done must be recorded although the token that stopped the work is cancelled; the job's lease limits it as well.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(8);

    public async Task RecordAsync(Guid generationId, JobContext context, GenerationEnding ending)
    {
        using var deadline = new CancellationTokenSource(Within);
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(deadline.Token);
        await context.CompleteAsync(db, deadline.Token);
        await lifecycle.FinishAsync(generationId, context.Fence, ending, deadline.Token);
        crash.Reach(CrashPoints.BeforeCommit);
        await transaction.CommitAsync(deadline.Token);
        crash.Reach(CrashPoints.AfterCommit);
        signals.Publish(generationId);
    }
}
