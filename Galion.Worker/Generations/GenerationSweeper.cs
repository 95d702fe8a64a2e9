using Galion.Contracts.Generations;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Worker.Generations;

/// <summary>
/// Ends generations that nobody else will: those that could not start in time, and those whose job is gone. Any number of sweepers may run
/// at once.
/// </summary>
internal sealed class GenerationSweeper(IServiceScopeFactory scopes, GenerationSignals signals, ILogger<GenerationSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private static readonly GenerationEnding LostJob = new(
        GenerationStatus.Failed,
        new GenerationError("engine_failed", "The pictures could not be made. Nothing was charged. Please try again.", true), [])
    {
        ErrorWhenPartial = new GenerationError(
            "engine_failed", "Not all pictures could be made. The finished ones are kept, and only they were charged. Please try again.", true),
    };

    private static readonly GenerationEnding CanceledJob = new(
        GenerationStatus.Canceled, new GenerationError("canceled", "You cancelled this. Nothing was charged.", true), [])
    {
        ErrorWhenPartial = new GenerationError("canceled", "You cancelled this. The finished pictures are kept, and only they were charged.", true),
    };

    /// <returns>How many generations expired.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        int expired = await EndEachAsync(
            "SELECT * FROM generations WHERE status = 'queued' AND start_deadline <= now() ORDER BY start_deadline LIMIT 100",
            generation => generation.Status == GenerationStatus.Queued ? GenerationLifecycle.Expiry : null, cancellationToken);
        if (expired > 0)
        {
            log.GenerationsExpired(expired);
        }

        return expired;
    }

    /// <returns>How many generations had lost their job.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        int recovered = await EndEachAsync(
            """
            SELECT g.* FROM generations g LEFT JOIN jobs j ON j.id = g.job_id
            WHERE g.finished_at IS NULL AND (j.id IS NULL OR j.finalized_at <= now() - interval '1 minute')
            LIMIT 100
            """,
            generation => generation.CancelRequestedAt is null ? LostJob : CanceledJob, cancellationToken);
        if (recovered > 0)
        {
            log.GenerationsRecovered(recovered);
        }

        return recovered;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExpireAsync(stoppingToken);
                await RecoverAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.SweepFailed(exception, nameof(GenerationSweeper));
            }
        }
    }

    /// <param name="select">The candidates of one sweep.</param>
    /// <param name="decide">The ending of a candidate, once its row is locked; null leaves it alone.</param>
    /// <param name="cancellationToken">Stops after the current one.</param>
    private async Task<int> EndEachAsync(string select, Func<Generation, GenerationEnding?> decide, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        var lifecycle = scope.ServiceProvider.GetRequiredService<GenerationLifecycle>();
        var jobs = scope.ServiceProvider.GetRequiredService<JobQueue>();
        int ended = 0;
        foreach (Generation candidate in await db.Generations.FromSqlRaw(select).AsNoTracking().ToListAsync(cancellationToken))
        {
            await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await jobs.RequestCancelAsync(candidate.JobId!.Value, cancellationToken);
            if (await lifecycle.LockAsync(candidate.Id, cancellationToken) is { IsFinished: false } generation &&
                decide(generation) is { } ending &&
                await lifecycle.FinishAsync(generation.Id, fence: null, ending, cancellationToken))
            {
                await transaction.CommitAsync(cancellationToken);
                signals.Publish(generation.Id);
                ended++;
            }
        }

        return ended;
    }
}
