using Galion.Contracts.NexusLang;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Jobs;
using Galion.Platform.NexusLang;
using Galion.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Worker.NexusLang;

/// <summary>
/// Ends runs that nobody else will, and removes what is over: guests, what compiling left behind, the trash of projects, old runs, and trees
/// that nothing refers to. Any number of sweepers may run at once.
/// </summary>
internal sealed class NexusSweeper(IServiceScopeFactory scopes, BlobStore blobs, GenerationSignals signals, ILogger<NexusSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private const int TurnsBetweenRemovals = 20;

    /// <returns>How many runs were ended.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        var lifecycle = scope.ServiceProvider.GetRequiredService<NexusRunLifecycle>();
        var jobs = scope.ServiceProvider.GetRequiredService<JobQueue>();
        var candidates = await db.NexusRuns.FromSqlRaw("""
            SELECT r.* FROM nexus_runs r LEFT JOIN jobs j ON j.id = r.job_id
            WHERE r.finished_at IS NULL
              AND ((r.status = 'queued' AND r.start_deadline <= now()) OR j.id IS NULL OR j.finalized_at <= now() - interval '1 minute')
            LIMIT 100
            """).AsNoTracking().Select(r => new { r.Id, JobId = r.JobId!.Value }).ToListAsync(cancellationToken);
        int ended = 0;
        foreach (var candidate in candidates)
        {
            await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await jobs.RequestCancelAsync(candidate.JobId, cancellationToken);
            if (await lifecycle.LockAsync(candidate.Id, cancellationToken) is { IsFinished: false } run)
            {
                NexusRunEnding ending = run.Status == NexusRunStatus.Queued ? NexusRunLifecycle.Expiry : NexusRunLifecycle.Interruption;
                await lifecycle.FinishAsync(run.Id, fence: null, ending, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                signals.Publish(run.Id);
                ended++;
            }
        }

        if (ended > 0)
        {
            log.RunsEnded(ended);
        }

        return ended;
    }

    /// <returns>How many AI calls were ended because their run has.</returns>
    public async Task<int> EndCallsAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        int ended = await scope.ServiceProvider.GetRequiredService<NexusCallCancellation>().CancelOfEndedAsync(cancellationToken);
        if (ended > 0)
        {
            log.CallsEnded(ended);
        }

        return ended;
    }

    /// <summary>Removes what is over. Rows go before their files; a crash in between leaves files that nobody can reach.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        // A guest with credits held is in the middle of something, which ends by itself soon.
        List<string> files = await db.QueryAsync("""
            SELECT blob_name FROM nexus_run_assets a JOIN nexus_runs r ON r.id = a.run_id JOIN users u ON u.id = r.user_id WHERE u.guest_until < now()
            UNION ALL SELECT blob_name FROM nexus_models m JOIN users u ON u.id = m.user_id WHERE u.guest_until < now()
            UNION ALL SELECT blob_name FROM nexus_run_assets a JOIN nexus_runs r ON r.id = a.run_id WHERE r.finished_at < now() - interval '90 days'
            """, [], row => row.GetString(0), cancellationToken);
        int guests = await db.ExecuteAsync("""
            DELETE FROM users WHERE guest_until < now()
              AND NOT EXISTS (SELECT FROM credit_holds WHERE account_id = users.id AND state = 'held')
            """, [], cancellationToken);
        foreach (string statement in (string[])
        [
            "DELETE FROM nexus_runs WHERE purpose <> 'run' AND finished_at < now() - interval '1 hour'",
            "DELETE FROM nexus_runs WHERE finished_at < now() - interval '90 days'",
            "DELETE FROM projects WHERE deleted_at < now() - interval '30 days'",
            "DELETE FROM files WHERE deleted_at < now() - interval '30 days'",
            """
            DELETE FROM source_trees t WHERE used_at < now() - interval '1 day'
              AND NOT EXISTS (SELECT FROM nexus_runs WHERE source_tree_id = t.id)
              AND NOT EXISTS (SELECT FROM checkpoints WHERE source_tree_id = t.id)
              AND NOT EXISTS (SELECT FROM shares WHERE source_tree_id = t.id)
            """,
        ])
        {
            await db.ExecuteAsync(statement, [], cancellationToken);
        }

        foreach (string file in files)
        {
            await blobs.DeleteIfExistsAsync(file, cancellationToken);
        }

        if (guests + files.Count > 0)
        {
            log.NexusSwept(guests, files.Count);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        for (int turn = 0; await timer.WaitForNextTickAsync(stoppingToken); turn++)
        {
            try
            {
                await EndAsync(stoppingToken);
                await EndCallsAsync(stoppingToken);
                if (turn % TurnsBetweenRemovals == 0)
                {
                    await RemoveAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.NexusSweepFailed(exception, nameof(NexusSweeper));
            }
        }
    }
}
