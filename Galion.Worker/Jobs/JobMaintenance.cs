
namespace Galion.Worker.Jobs;

/// <summary>
/// What keeps the queue moving beside the claims: due jobs become available, jobs of dead workers are rescued or given up, old ones are
/// deleted, and all are counted. Every worker does all of it; the statements skip what another one is just doing.
/// </summary>
internal sealed class JobMaintenance(
    JobStore store, JobHandlers handlers, JobRunner runner, JobLeases leases, JobWorker worker, JobDepth depth, JobWorkerOptions options,
    ILogger<JobMaintenance> logger) : BackgroundService
{
    private static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(15);

    private readonly string[] _kinds = [.. handlers.All.Select(handler => handler.Kind)];
    private long _rescueNotBefore;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            RepeatAsync(options.Promote, PromoteAsync, stoppingToken),
            RepeatAsync(options.Sweep, RescueAsync, stoppingToken),
            RepeatAsync(PruneInterval, store.PruneAsync, stoppingToken),
            RepeatAsync(CountInterval, depth.SampleAsync, stoppingToken));

    /// <summary>Takes the jobs whose leases ran out from their workers.</summary>
    internal async Task RescueAsync(CancellationToken cancellationToken)
    {
        if (Environment.TickCount64 < Volatile.Read(ref _rescueNotBefore))
        {
            return;
        }

        int rescued = await store.RescueAsync(cancellationToken);
        List<ClaimedJob> exhausted = await store.TakeExhaustedAsync(_kinds, cancellationToken);
        foreach (ClaimedJob job in exhausted)
        {
            handlers.TryFind(job.Kind, out JobHandlerEntry? handler);
            using var running = new RunningJob(job, handler!);
            leases.Add(running);
            await runner.DiscardAbandonedAsync(running);
            leases.Remove(running);
        }

        if (rescued + exhausted.Count > 0)
        {
            logger.JobsRescued(rescued, exhausted.Count);
            JobTelemetry.Rescued.Add(rescued + exhausted.Count);
            worker.Wake();
        }
    }

    private async Task<int> PromoteAsync(CancellationToken cancellationToken)
    {
        int promoted = await store.PromoteAsync(cancellationToken);
        if (promoted > 0)
        {
            worker.Wake();
        }

        return promoted;
    }

    private async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, Task> step, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval);
        do
        {
            try
            {
                await step(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // After an outage every lease has run out. Workers that live get one lease's time to renew theirs before anything is taken.
                Volatile.Write(ref _rescueNotBefore, Environment.TickCount64 + (long)options.Lease.TotalMilliseconds);
                logger.MaintenanceFailed(e);
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
