using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Galion.Tests.Fixtures;
using Galion.Worker.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Galion.Tests.Jobs;

public sealed class JobRescueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_job_of_a_dead_worker_is_resumed_by_another()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        long id = await bench.EnqueueAsync("orphan");
        await ClaimAndDieAsync(bench);
        await bench.AddWorker().StartAsync(Cancel);

        await bench.WaitForStateAsync(id, "completed");

        Assert.Equal(("orphan", 2, 2L), Assert.Single(bench.Probe.Runs));
        Assert.Contains("stopped without a word", Assert.Single(await bench.ErrorsAsync(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_kills_every_worker_is_parked_and_its_handler_has_the_last_say()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        long id = await bench.EnqueueAsync("poison", new EnqueueOptions { MaxAttempts = 1 });
        await ClaimAndDieAsync(bench);
        await bench.AddWorker().StartAsync(Cancel);

        await bench.WaitForStateAsync(id, "discarded");

        Assert.Empty(bench.Probe.Runs);
        Assert.IsType<JobAbandonedException>(Assert.Single(bench.Probe.Discarded).Reason);
    }

    [Fact]
    public async Task A_worker_that_wakes_up_late_can_complete_nothing()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        long id = await bench.EnqueueAsync("contested");
        ClaimedJob stale = await ClaimAndDieAsync(bench);
        var store = new JobStore(bench.Database.DataSource, new JobWorkerOptions());
        await store.RescueAsync(Cancel);
        ClaimedJob fresh = Assert.Single(await store.ClaimAsync([ProbeJob.Kind], [1], 1));

        Assert.False(await store.CompleteAsync(stale.Id, stale.Fence));
        Assert.Empty(await store.CompleteManyAsync([new Completion(stale.Id, stale.Fence)]));
        Assert.False(await store.RetryAsync(stale, "late", TimeSpan.Zero));
        Assert.False(await store.HandBackAsync(stale));
        await using (GalionDbContext db = bench.Database.CreateContext())
        {
            var context = new JobContext(stale.Id, stale.Attempt, stale.MaxAttempts, stale.Fence);
            await Assert.ThrowsAsync<JobLeaseLostException>(() => context.CompleteAsync(db, Cancel));
        }

        Assert.Equal(stale.Fence + 1, fresh.Fence);
        Assert.True(await store.CompleteAsync(id, fresh.Fence));
        Assert.False(await store.CompleteAsync(id, fresh.Fence));
    }

    [Fact]
    public async Task A_handler_whose_lease_was_taken_is_cancelled_and_its_result_does_not_count()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        bench.Probe.Run = async (_, context, cancellationToken) =>
        {
            if (context.Fence == 1)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return JobOutcome.Done;
        };
        await bench.AddWorker().StartAsync(Cancel);
        long id = await bench.EnqueueAsync("stolen");
        await bench.WaitForStateAsync(id, "running");

        await bench.Database.ExecuteAsync("UPDATE jobs SET state = 'available', lease_until = NULL WHERE id = $1", Cancel, id);

        await bench.WaitForStateAsync(id, "completed");
        Assert.Equal([1L, 2L], bench.Probe.Runs.Select(run => run.Fence));
        Assert.Empty(bench.Probe.Discarded);
    }

    [Fact]
    public async Task A_job_that_runs_longer_than_its_lease_keeps_it_even_when_every_pool_thread_is_blocked()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        bench.Probe.Run = (_, _, _) =>
        {
            Thread.Sleep(TimeSpan.FromSeconds(4)); // two leases
            return Task.FromResult(JobOutcome.Done);
        };
        await bench.AddWorker().StartAsync(Cancel);
        long[] ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => bench.EnqueueAsync($"blocking {i}")));

        foreach (long id in ids)
        {
            await bench.WaitForStateAsync(id, "completed");
            Assert.Equal(1, await bench.AttemptAsync(id));
        }
    }

    [Fact]
    public async Task A_heartbeat_does_not_wait_for_a_job_that_is_just_being_completed()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        long locked = await bench.EnqueueAsync("locked");
        long other = await bench.EnqueueAsync("other");
        var store = new JobStore(bench.Database.DataSource, new JobWorkerOptions());
        await store.ClaimAsync([ProbeJob.Kind], [2], 2);
        await using NpgsqlConnection blocker = await bench.Database.DataSource.OpenConnectionAsync(Cancel);
        await using NpgsqlTransaction transaction = await blocker.BeginTransactionAsync(Cancel);
        await using (var update = new NpgsqlCommand($"UPDATE jobs SET priority = 1 WHERE id = {locked}", blocker, transaction))
        {
            await update.ExecuteNonQueryAsync(Cancel);
        }

        await bench.Database.ExecuteAsync("UPDATE jobs SET lease_until = now() WHERE id = $1", Cancel, other);
        await using NpgsqlConnection heartbeat = await bench.Database.DataSource.OpenConnectionAsync(Cancel);
        (long Id, bool Lost, bool CancelRequested)[] beats = [.. store.Heartbeat(heartbeat, [locked, other], [1, 1])];

        Assert.Equal([(locked, false, false), (other, false, false)], beats.OrderBy(beat => beat.Id));
        Assert.True(await bench.Database.ScalarAsync<bool>("SELECT lease_until > now() + interval '5 seconds' FROM jobs WHERE id = $1", Cancel, other));
    }

    [Fact]
    public async Task A_worker_that_stops_hands_its_jobs_back_without_charging_an_attempt()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        bench.Probe.Run = async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return JobOutcome.Done;
        };
        TestWorker worker = await bench.AddWorker().StartAsync(Cancel);
        long id = await bench.EnqueueAsync("interrupted");
        await bench.WaitForStateAsync(id, "running");

        await worker.StopAsync(Cancel);

        Assert.Equal("available", await bench.StateAsync(id));
        Assert.Equal(0, await bench.AttemptAsync(id));
        Assert.Empty(bench.Probe.Discarded);
    }

    [Fact]
    public async Task A_worker_that_stops_lets_short_jobs_finish()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        var release = new TaskCompletionSource();
        bench.Probe.Run = async (_, _, _) =>
        {
            await release.Task;
            return JobOutcome.Done;
        };
        TestWorker worker = await bench.AddWorker(configure: options => options.ShutdownGrace = TimeSpan.FromSeconds(20)).StartAsync(Cancel);
        long id = await bench.EnqueueAsync("nearly done");
        await bench.WaitForStateAsync(id, "running");

        Task stop = worker.StopAsync(Cancel);
        release.SetResult();
        await stop;

        Assert.Equal("completed", await bench.StateAsync(id));
    }

    [Fact]
    public async Task A_worker_survives_a_restart_of_postgres_and_goes_on()
    {
        Assert.SkipUnless(ThrowawayPostgres.IsAvailable, "PostgreSQL's server programs are not installed.");
        await using ThrowawayPostgres cluster = await ThrowawayPostgres.StartAsync();
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await MigrationRunner.ApplyAsync(database, Cancel);
        var probe = new Probe();
        await using TestWorker worker = TestWorker.Create(
            cluster.ConnectionString, jobs => jobs.AddHandler<ProbeJob, ProbeHandler>(), services: services => services.AddSingleton(probe),
            schedules: [JobSchedule.Repeat("every second", TimeSpan.FromSeconds(1), new OtherJob("by the clock"))]);
        await worker.StartAsync(Cancel);
        await EnqueueAsync("before");
        await JobBench.WaitAsync(() => Task.FromResult(probe.Runs.Count == 1), "the first job ran");

        await cluster.StopServerAsync();
        await cluster.StartServerAsync();
        await EnqueueAsync("after");

        await JobBench.WaitAsync(() => Task.FromResult(probe.Runs.Any(run => run.Name == "after")), "the second job ran");

        async Task EnqueueAsync(string name)
        {
            await using AsyncServiceScope scope = worker.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<JobQueue>().EnqueueAsync(new ProbeJob(name), null, Cancel);
        }
    }

    /// <summary>Claims the next job as a worker that then stops renewing its lease.</summary>
    private static async Task<ClaimedJob> ClaimAndDieAsync(JobBench bench)
    {
        var store = new JobStore(bench.Database.DataSource, new JobWorkerOptions());
        ClaimedJob job = Assert.Single(await store.ClaimAsync([ProbeJob.Kind], [1], 1));
        await bench.Database.ExecuteAsync("UPDATE jobs SET lease_until = now() - interval '1 second' WHERE id = $1", Cancel, job.Id);
        return job;
    }
}
