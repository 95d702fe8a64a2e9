using System.Collections.Concurrent;
using System.Text.Json;
using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Galion.Tests.Fixtures;
using Galion.Worker.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Galion.Tests.Jobs;

/// <summary>A job whose behaviour the test supplies.</summary>
internal sealed record ProbeJob(string Name) : IJob
{
    public static string Kind => "probe";
}

/// <summary>A second kind, to tell limits and priorities of kinds apart.</summary>
internal sealed record OtherJob(string Name) : IJob
{
    public static string Kind => "other";
}

/// <summary>What the probes do, and what they did.</summary>
internal sealed class Probe
{
    internal Func<string, JobContext, CancellationToken, Task<JobOutcome>> Run { get; set; } =
        static (_, _, _) => Task.FromResult(JobOutcome.Done);

    internal ConcurrentQueue<(string Name, int Attempt, long Fence)> Runs { get; } = [];

    internal ConcurrentQueue<(string Name, Exception Reason)> Discarded { get; } = [];

    internal int Running;
    internal int MostRunning;

    internal async Task<JobOutcome> RunAsync(string name, JobContext context, CancellationToken cancellationToken)
    {
        int running = Interlocked.Increment(ref Running);
        InterlockedMax(ref MostRunning, running);
        Runs.Enqueue((name, context.Attempt, context.Fence));
        try
        {
            return await Run(name, context, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref Running);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}

internal sealed class ProbeHandler(Probe probe) : IJobHandler<ProbeJob>, IJobHandler<OtherJob>
{
    public Task<JobOutcome> RunAsync(ProbeJob job, JobContext context, CancellationToken cancellationToken) =>
        probe.RunAsync(job.Name, context, cancellationToken);

    public Task<JobOutcome> RunAsync(OtherJob job, JobContext context, CancellationToken cancellationToken) =>
        probe.RunAsync(job.Name, context, cancellationToken);

    public Task OnDiscardedAsync(ProbeJob job, JobContext context, Exception reason, GalionDbContext db, CancellationToken cancellationToken)
    {
        probe.Discarded.Enqueue((job.Name, reason));
        return Task.CompletedTask;
    }
}

/// <summary>A queue on a database of its own, with as many workers as a test wants.</summary>
internal sealed class JobBench : IAsyncDisposable
{
    private readonly List<TestWorker> _workers = [];

    private JobBench(TestDatabase database) => Database = database;

    internal TestDatabase Database { get; }

    internal Probe Probe { get; } = new();

    internal static async Task<JobBench> CreateAsync(CancellationToken cancellationToken) =>
        new(await TestDatabase.CreateAsync(cancellationToken));

    internal TestWorker AddWorker(Action<JobHandlerOptions>? handler = null, Action<JobWorkerOptions>? configure = null, Probe? probe = null)
    {
        TestWorker worker = TestWorker.Create(
            Database.ConnectionString,
            jobs => jobs.AddHandler<ProbeJob, ProbeHandler>(Fast).AddHandler<OtherJob, ProbeHandler>(),
            options =>
            {
                options.Lease = TimeSpan.FromSeconds(2);
                options.Heartbeat = TimeSpan.FromSeconds(0.4);
                options.Sweep = TimeSpan.FromSeconds(0.3);
                options.Promote = TimeSpan.FromSeconds(0.1);
                options.ShutdownGrace = TimeSpan.FromSeconds(0.3);
                configure?.Invoke(options);
            },
            services => services.AddSingleton(probe ?? Probe));
        _workers.Add(worker);
        return worker;

        void Fast(JobHandlerOptions options)
        {
            options.Backoff = static _ => TimeSpan.Zero;
            handler?.Invoke(options);
        }
    }

    internal async Task<long> EnqueueAsync<TJob>(TJob job, EnqueueOptions? options = null)
        where TJob : IJob
    {
        await using GalionDbContext db = Database.CreateContext();
        return await new JobQueue(db).EnqueueAsync(job, options, CancellationToken.None);
    }

    internal Task<long> EnqueueAsync(string name, EnqueueOptions? options = null) => EnqueueAsync(new ProbeJob(name), options);

    internal async Task<T> WithQueueAsync<T>(Func<JobQueue, Task<T>> step)
    {
        await using GalionDbContext db = Database.CreateContext();
        return await step(new JobQueue(db));
    }

    internal Task<string> StateAsync(long id) =>
        Database.ScalarAsync<string>("SELECT state FROM jobs WHERE id = $1", CancellationToken.None, id);

    internal Task<short> AttemptAsync(long id) =>
        Database.ScalarAsync<short>("SELECT attempt FROM jobs WHERE id = $1", CancellationToken.None, id);

    internal async Task<string[]> ErrorsAsync(long id)
    {
        string json = await Database.ScalarAsync<string>("SELECT errors::text FROM jobs WHERE id = $1", CancellationToken.None, id);
        using JsonDocument errors = JsonDocument.Parse(json);
        return [.. errors.RootElement.EnumerateArray().Select(error => error.GetProperty("error").GetString()!)];
    }

    internal Task WaitForStateAsync(long id, string state) => WaitAsync(async () => await StateAsync(id) == state, $"job {id} is {state}");

    internal static async Task WaitAsync(Func<Task<bool>> condition, string what, double seconds = 30)
    {
        long deadline = Environment.TickCount64 + (long)(seconds * 1000);
        while (!await condition())
        {
            Assert.True(Environment.TickCount64 < deadline, $"Waited {seconds} s in vain until {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestWorker worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
