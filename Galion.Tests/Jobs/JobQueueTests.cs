using System.Diagnostics;
using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Galion.Tests.Fixtures;
using Galion.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Galion.Tests.Jobs;

public sealed class JobQueueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_exists_if_and_only_if_its_transaction_commits()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        await using (GalionDbContext db = bench.Database.CreateContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            await new JobQueue(db).EnqueueAsync(new ProbeJob("rolled back"), null, Cancel);
            await transaction.RollbackAsync(Cancel);
        }

        await bench.EnqueueAsync("committed");
        await bench.AddWorker().DrainAsync(Cancel);

        Assert.Equal("committed", Assert.Single(bench.Probe.Runs).Name);
    }

    [Fact]
    public async Task Sixteen_claimers_share_a_hundred_jobs_each_once()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        for (int i = 0; i < 100; i++)
        {
            await bench.EnqueueAsync($"{i}");
        }

        JobStore[] stores = [.. Enumerable.Range(0, 16).Select(_ => new JobStore(bench.Database.DataSource, new JobWorkerOptions()))];
        List<ClaimedJob>[] claims = await Task.WhenAll(
            stores.Select(store => store.ClaimAsync([ProbeJob.Kind], [10], 10)));

        long[] claimed = [.. claims.SelectMany(jobs => jobs).Select(job => job.Id)];
        Assert.Equal(100, claimed.Length);
        Assert.Equal(100, claimed.Distinct().Count());
    }

    [Fact]
    public async Task Two_workers_run_every_job_once()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        await bench.AddWorker().StartAsync(Cancel);
        await bench.AddWorker().StartAsync(Cancel);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => bench.EnqueueAsync($"{i}")));
        await JobBench.WaitAsync(
            async () => await bench.Database.ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'completed'", Cancel) == 200,
            "all jobs are completed");

        Assert.Equal(200, bench.Probe.Runs.Select(run => run.Name).Distinct().Count());
        Assert.Equal(200, bench.Probe.Runs.Count);
    }

    [Fact]
    public async Task An_idle_worker_is_woken_long_before_it_would_poll()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        await bench.AddWorker(configure: options => options.Poll = TimeSpan.FromHours(1)).StartAsync(Cancel);
        long first = await bench.EnqueueAsync("first");
        await bench.WaitForStateAsync(first, "completed");
        await Task.Delay(500, Cancel); // beyond the moments in which a worker that found something looks again

        long second = await bench.EnqueueAsync("second");
        await bench.WaitForStateAsync(second, "completed");
    }

    [Fact]
    public async Task A_worker_that_hears_no_notification_finds_jobs_by_polling()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        await bench.Database.ExecuteAsync("DROP TRIGGER jobs_wake_workers ON jobs", Cancel);
        await bench.AddWorker().StartAsync(Cancel);

        long id = await bench.EnqueueAsync("unheard");

        await bench.WaitForStateAsync(id, "completed");
    }

    [Fact]
    public async Task Jobs_start_by_priority_and_then_in_their_order()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        await bench.EnqueueAsync("third", new EnqueueOptions { Priority = 3 });
        await bench.EnqueueAsync("second", new EnqueueOptions { Priority = 1 });
        await bench.EnqueueAsync(new OtherJob("first"), new EnqueueOptions { Priority = 1 });
        await bench.Database.ExecuteAsync("UPDATE jobs SET priority = 2 WHERE args->>'name' = 'second'", Cancel);

        await bench.AddWorker(configure: options => options.Slots = 1).DrainAsync(Cancel);

        Assert.Equal(["first", "second", "third"], bench.Probe.Runs.Select(run => run.Name));
    }

    [Fact]
    public async Task A_scheduled_job_waits_for_its_time()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        TestWorker worker = bench.AddWorker();
        long id = await bench.EnqueueAsync("later", new EnqueueOptions { RunAt = DateTimeOffset.UtcNow.AddHours(1) });

        await worker.DrainAsync(Cancel);
        Assert.Equal("scheduled", await bench.StateAsync(id));

        await bench.Database.ExecuteAsync("UPDATE jobs SET run_at = now()", Cancel);
        await worker.DrainAsync(Cancel);
        Assert.Equal("completed", await bench.StateAsync(id));
    }

    [Fact]
    public async Task An_unfinished_job_with_the_same_unique_key_is_returned_instead_of_another()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        var once = new EnqueueOptions { UniqueKey = "report:7" };

        long[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.EnqueueAsync("once", once)));
        Assert.Single(ids.Distinct());
        await bench.AddWorker().DrainAsync(Cancel);
        long again = await bench.EnqueueAsync("once", once);

        Assert.Single(bench.Probe.Runs);
        Assert.DoesNotContain(again, ids);
    }

    [Fact]
    public async Task A_kind_never_runs_more_jobs_at_once_than_its_limit_and_leaves_room_for_others()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        var release = new TaskCompletionSource();
        bench.Probe.Run = async (name, _, cancellationToken) =>
        {
            if (name.StartsWith("slow", StringComparison.Ordinal))
            {
                await release.Task.WaitAsync(cancellationToken);
            }

            return JobOutcome.Done;
        };
        for (int i = 0; i < 10; i++)
        {
            await bench.EnqueueAsync($"slow {i}");
        }

        long other = await bench.EnqueueAsync(new OtherJob("quick"), new EnqueueOptions { Priority = 4 });
        await bench.AddWorker(handler => handler.Concurrency = 2, worker => worker.Slots = 4).StartAsync(Cancel);

        await bench.WaitForStateAsync(other, "completed");
        Assert.Equal(2L, await bench.Database.ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'running'", Cancel));
        release.SetResult();
        await JobBench.WaitAsync(
            async () => await bench.Database.ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'completed'", Cancel) == 11, "all end");
        Assert.InRange(bench.Probe.MostRunning, 2, 3);
    }

    [Fact]
    public async Task Waiting_jobs_know_how_many_are_ahead()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        await bench.EnqueueAsync("first");
        await bench.EnqueueAsync(new OtherJob("of another kind"));
        long last = await bench.EnqueueAsync("last");
        long urgent = await bench.EnqueueAsync("urgent", new EnqueueOptions { Priority = 1 });

        Assert.Equal(2, await bench.WithQueueAsync(queue => queue.CountAheadAsync(last, Cancel)));
        Assert.Equal(0, await bench.WithQueueAsync(queue => queue.CountAheadAsync(urgent, Cancel)));
        await bench.AddWorker().DrainAsync(Cancel);
        Assert.Null(await bench.WithQueueAsync(queue => queue.CountAheadAsync(last, Cancel)));
    }

    [Fact]
    public async Task The_trace_of_the_request_continues_in_the_job()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        ActivityTraceId? seen = null;
        bench.Probe.Run = (_, _, _) =>
        {
            seen = Activity.Current?.TraceId;
            return Task.FromResult(JobOutcome.Done);
        };
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Galion.Jobs",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);

        using (var request = new Activity("request").Start())
        {
            await bench.EnqueueAsync("traced");
            Activity.Current = null;
            await bench.AddWorker().DrainAsync(Cancel);
            Assert.Equal(request.TraceId, seen);
        }
    }

    [Fact]
    public async Task A_schedule_enqueues_once_per_time_however_many_workers_run()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        JobSchedule[] schedules = [JobSchedule.Repeat("hourly probe", TimeSpan.FromHours(1), new ProbeJob("by the clock"))];
        await using TestWorker one = WithSchedules();
        await using TestWorker two = WithSchedules();

        for (int i = 0; i < 3; i++)
        {
            await Task.WhenAll(Tick(one), Tick(two));
        }

        Assert.Equal(1L, await bench.Database.ScalarAsync<long>("SELECT count(*) FROM jobs", Cancel));

        TestWorker WithSchedules() => TestWorker.Create(
            bench.Database.ConnectionString, jobs => jobs.AddHandler<ProbeJob, ProbeHandler>(), services: services => services.AddSingleton(bench.Probe),
            schedules: schedules);

        static Task Tick(TestWorker worker) => ActivatorUtilities.CreateInstance<JobScheduler>(worker.Services).TickAsync(Cancel);
    }

    [Fact]
    public void Schedules_are_due_at_whole_multiples_and_daily_times_in_utc()
    {
        var now = new DateTimeOffset(2026, 11, 20, 15, 7, 31, TimeSpan.Zero);

        Assert.Equal(
            new DateTimeOffset(2026, 11, 20, 15, 5, 0, TimeSpan.Zero),
            JobSchedule.Repeat("a", TimeSpan.FromMinutes(5), new ProbeJob("a")).LastDue(now));
        Assert.Equal(
            new DateTimeOffset(2026, 11, 19, 16, 30, 0, TimeSpan.Zero),
            JobSchedule.DailyAt("b", new TimeOnly(16, 30), new ProbeJob("b")).LastDue(now));
    }
}
