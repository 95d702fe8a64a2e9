using System.Diagnostics;
using System.Globalization;
using Galion.Contracts;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Galion.Worker.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Galion.Benchmarks.Jobs;

/// <summary>
/// Throughput and latency of the queue with 20 slots, beside graphile-worker and pg-boss on the same server. Every contestant runs jobs that
/// do nothing, in one process; every completion is durable.
/// </summary>
internal static class QueueBenchmark
{
    private const int Slots = 20;
    private const int Rounds = 3;
    private const int LatencySamples = 200;
    private const int Accounts = 1000;

    internal static async Task RunAsync(int jobs)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        Console.WriteLine($"queue: {jobs} jobs, {Slots} slots, median of {Rounds} rounds; {Measurements.Machine()}");
        Console.WriteLine($"{"",-46}{"jobs/s",10}{"lowest",10}{"highest",10}{"CPU ms/job",12}{"p50 ms",9}{"p95 ms",9}{"p99 ms",9}");

        var contestants = new List<(string Name, Func<string, Task<QueueFigures>> Run)>
        {
            ("galion, a statement per completion", name => OursAsync(server, name, jobs, coalesce: false)),
            ("galion, completions share statements", name => OursAsync(server, name, jobs, coalesce: true)),
            ("galion, with hold + settle", name => PaidAsync(server, name, jobs / 2)),
        };
        // The peers' scripts warm up by themselves: each is a process of its own.
        foreach ((string name, Func<string, Task<QueueFigures>> warmUp) in contestants)
        {
            await warmUp($"warm_up_{contestants.FindIndex(contestant => contestant.Name == name)}");
        }

        if (PeerQueues.Find() is { } peers)
        {
            contestants.Add(("graphile-worker 0.17.3", name => peers.RunAsync(server, name, "graphile.mjs", jobs, Slots, LatencySamples)));
            contestants.Add(("pg-boss 12.5.4, batches of 50", name => peers.RunAsync(server, name, "pg-boss.mjs", jobs, Slots, 20, 50)));
            contestants.Add(("pg-boss 12.5.4, one by one", name => peers.RunAsync(server, name, "pg-boss.mjs", Slots * 20, Slots, 20, 1)));
        }
        else
        {
            Console.WriteLine("The peers are not installed: npm ci in Galion.Benchmarks/peers.");
        }

        // Interleaved, so that a moment of noise does not fall on one contestant alone.
        var rounds = new List<QueueFigures>[contestants.Count];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contestants.Count; i++)
            {
                (rounds[i] ??= []).Add(await contestants[i].Run($"contestant_{i}_{round}"));
            }
        }

        double first = Measurements.Median(rounds[0].Select(figures => figures.JobsPerSecond));
        for (int i = 0; i < contestants.Count; i++)
        {
            double[] rates = [.. rounds[i].Select(figures => figures.JobsPerSecond)];
            double[] latencies = [.. rounds[i].SelectMany(figures => figures.LatenciesMs)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{contestants[i].Name,-46}{Measurements.Median(rates),10:F0}{rates.Min(),10:F0}{rates.Max(),10:F0}{Measurements.Median(rounds[i].Select(figures => figures.CpuMsPerJob)),12:F3}{Measurements.Percentile(latencies, 0.5),9:F1}{Measurements.Percentile(latencies, 0.95),9:F1}{Measurements.Percentile(latencies, 0.99),9:F1}   {Measurements.Median(rates) / first:P0}"));
        }
    }

    private static async Task<QueueFigures> OursAsync(BenchmarkServer server, string name, int jobs, bool coalesce)
    {
        string connectionString = await server.CreateMigratedDatabaseAsync(name);
        var progress = new Progress();
        using IHost worker = BuildWorker(connectionString, progress, coalesce);
        var database = worker.Services.GetRequiredService<NpgsqlDataSource>();
        await ExecuteAsync(database, $$"""
            INSERT INTO jobs (kind, args, max_attempts) SELECT 'noop', '{"number": 1}', 5 FROM generate_series(1, {{jobs}})
            """);
        await ExecuteAsync(database, "VACUUM ANALYZE jobs");

        await worker.StartAsync();
        await progress.FirstStarted.Task;
        long start = Stopwatch.GetTimestamp();
        TimeSpan cpu = CpuTime(server);
        while (await CountAsync(database, "SELECT count(*) FROM (SELECT FROM jobs WHERE finalized_at IS NULL LIMIT 1) open") > 0)
        {
            await Task.Delay(10);
        }

        double rate = jobs / Stopwatch.GetElapsedTime(start).TotalSeconds;
        double cpuMs = (CpuTime(server) - cpu).TotalMilliseconds / jobs;
        List<double> latencies = await MeasureLatencyAsync(worker, progress);
        await worker.StopAsync();
        return new QueueFigures(rate, cpuMs, latencies);
    }

    private static async Task<List<double>> MeasureLatencyAsync(IHost worker, Progress progress)
    {
        await Task.Delay(1000);
        List<double> latencies = [];
        for (int i = 0; i < LatencySamples; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5 + (Random.Shared.NextDouble() * 10)));
            var started = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            progress.OnStart = started;
            await using AsyncServiceScope scope = worker.Services.CreateAsyncScope();
            var queue = scope.ServiceProvider.GetRequiredService<JobQueue>();
            long before = Stopwatch.GetTimestamp();
            await queue.EnqueueAsync(new NoopJob(i), null, CancellationToken.None);
            latencies.Add(Stopwatch.GetElapsedTime(before, await started.Task).TotalMilliseconds);
        }

        return latencies;
    }

    /// <summary>The whole way of paid work: hold and enqueue in one transaction, then settle and complete in another.</summary>
    private static async Task<QueueFigures> PaidAsync(BenchmarkServer server, string name, int jobs)
    {
        string connectionString = await server.CreateMigratedDatabaseAsync(name);
        using IHost worker = BuildWorker(connectionString, new Progress(), coalesce: true);
        var database = worker.Services.GetRequiredService<NpgsqlDataSource>();
        await ExecuteAsync(database, $"""
            SELECT count(credit_grant(md5(a::text)::uuid, 1000000000, 'included', 'bench:' || a)) FROM generate_series(0, {Accounts - 1}) a
            """);
        Guid[] accounts = await AccountsAsync(database);

        await worker.StartAsync();
        long start = Stopwatch.GetTimestamp();
        TimeSpan cpu = CpuTime(server);
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) <= jobs)
            {
                await using AsyncServiceScope scope = worker.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
                await using var transaction = await db.Database.BeginTransactionAsync();
                var hold = Guid.CreateVersion7();
                await scope.ServiceProvider.GetRequiredService<JobQueue>().EnqueueAsync(new PaidJob(hold), null, CancellationToken.None);
                await scope.ServiceProvider.GetRequiredService<CreditLedger>().HoldAsync(
                    accounts[number % accounts.Length], hold, 10, TimeSpan.FromHours(1), CancellationToken.None);
                await transaction.CommitAsync();
            }
        }));
        while (await CountAsync(database, "SELECT count(*) FROM (SELECT FROM jobs WHERE finalized_at IS NULL LIMIT 1) open") > 0)
        {
            await Task.Delay(10);
        }

        double rate = jobs / Stopwatch.GetElapsedTime(start).TotalSeconds;
        double cpuMs = (CpuTime(server) - cpu).TotalMilliseconds / jobs;
        await worker.StopAsync();
        if (await CountAsync(database, "SELECT count(*) FROM credit_all_violations()") > 0
            || await CountAsync(database, "SELECT count(*) FROM credit_holds WHERE state = 'settled'") != jobs)
        {
            throw new InvalidOperationException("The books do not balance after the benchmark.");
        }

        return new QueueFigures(rate, cpuMs, []);
    }

    private static TimeSpan CpuTime(BenchmarkServer server) => server.CpuTime() + Environment.CpuUsage.TotalTime;

    private static IHost BuildWorker(string connectionString, Progress progress, bool coalesce)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{ResourceNames.Database}"] = connectionString,
            [$"{JobWorkerOptions.Section}:{nameof(JobWorkerOptions.Slots)}"] = $"{Slots}",
            [$"{JobWorkerOptions.Section}:{nameof(JobWorkerOptions.CoalesceCompletions)}"] = $"{coalesce}",
        });
        builder.AddGalionDatabase().AddCredits().AddJobQueue();
        builder.Services.AddSingleton(progress).AddMetrics();
        builder.AddJobs([], jobs => jobs.AddHandler<NoopJob, NoopHandler>().AddHandler<PaidJob, PaidHandler>());
        return builder.Build();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using NpgsqlCommand command = database.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using NpgsqlCommand command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<Guid[]> AccountsAsync(NpgsqlDataSource database)
    {
        await using NpgsqlCommand command = database.CreateCommand("SELECT array_agg(id) FROM credit_accounts WHERE kind = 'customer'");
        return (Guid[])(await command.ExecuteScalarAsync())!;
    }
}

/// <param name="CpuMsPerJob">Processor time of server and worker together, which other work on the machine changes far less than the rate.</param>
internal sealed record QueueFigures(double JobsPerSecond, double CpuMsPerJob, IReadOnlyList<double> LatenciesMs);

internal sealed class Progress
{
    internal TaskCompletionSource FirstStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource<long>? OnStart { get; set; }
}

internal sealed record NoopJob(int Number) : IJob
{
    public static string Kind => "noop";
}

internal sealed class NoopHandler(Progress progress) : IJobHandler<NoopJob>
{
    public Task<JobOutcome> RunAsync(NoopJob job, JobContext context, CancellationToken cancellationToken)
    {
        progress.OnStart?.TrySetResult(Stopwatch.GetTimestamp());
        progress.FirstStarted.TrySetResult();
        return Task.FromResult(JobOutcome.Done);
    }
}

internal sealed record PaidJob(Guid HoldId) : IJob
{
    public static string Kind => "paid";
}

/// <summary>Idempotent: the settlement and the job's end commit together.</summary>
internal sealed class PaidHandler : IJobHandler<PaidJob>
{
    public Task<JobOutcome> RunAsync(PaidJob job, JobContext context, CancellationToken cancellationToken) =>
        Task.FromResult(JobOutcome.Charge(job.HoldId, 7));
}
