using Galion.Platform.Data;
using Galion.Platform.Jobs;

namespace Galion.Worker.Jobs;

/// <summary>A job that is enqueued again and again, at fixed times in UTC.</summary>
/// <param name="Name">Stored; renaming a schedule may run it once more.</param>
/// <param name="Every">The distance of its times, which are whole multiples of it since the epoch, shifted by <paramref name="Offset"/>.</param>
internal sealed record JobSchedule(string Name, TimeSpan Every, TimeSpan Offset, Func<JobQueue, CancellationToken, Task> EnqueueAsync)
{
    internal static JobSchedule Repeat<TJob>(string name, TimeSpan every, TJob job)
        where TJob : IJob =>
        new(name, every, TimeSpan.Zero, (queue, cancellationToken) => queue.EnqueueAsync(job, null, cancellationToken));

    internal static JobSchedule DailyAt<TJob>(string name, TimeOnly time, TJob job)
        where TJob : IJob =>
        Repeat(name, TimeSpan.FromDays(1), job) with { Offset = time.ToTimeSpan() };

    /// <summary>The last time at or before <paramref name="now"/> at which the job was due.</summary>
    internal DateTimeOffset LastDue(DateTimeOffset now)
    {
        long ticks = (now.UtcTicks - Offset.Ticks) / Every.Ticks * Every.Ticks;
        return new DateTimeOffset(ticks + Offset.Ticks, TimeSpan.Zero);
    }
}

/// <summary>
/// Enqueues scheduled jobs. Any number of workers may do so: the time is recorded in the transaction that enqueues, and only the first
/// records it. Times that passed while no worker ran are made up for by one job.
/// </summary>
internal sealed class JobScheduler(
    IReadOnlyList<JobSchedule> schedules, IServiceScopeFactory scopes, TimeProvider time, ILogger<JobScheduler> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, DateTimeOffset> _seen = [];

    internal async Task TickAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (JobSchedule schedule in schedules)
        {
            DateTimeOffset due = schedule.LastDue(now);
            if (_seen.TryGetValue(schedule.Name, out DateTimeOffset last) && last >= due)
            {
                continue;
            }

            try
            {
                await EnqueueOnceAsync(schedule, due, cancellationToken);
                _seen[schedule.Name] = due;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.ScheduleFailed(e, schedule.Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TickAsync(stoppingToken);
        }
    }

    private async Task EnqueueOnceAsync(JobSchedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        int recorded = await db.ExecuteAsync("""
            INSERT INTO job_schedules (name, last_due_at) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET last_due_at = excluded.last_due_at WHERE job_schedules.last_due_at < excluded.last_due_at
            """, [schedule.Name, due], cancellationToken);
        if (recorded == 1)
        {
            await schedule.EnqueueAsync(scope.ServiceProvider.GetRequiredService<JobQueue>(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
