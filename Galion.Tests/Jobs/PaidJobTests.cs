using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Galion.Tests.Fixtures;
using Npgsql;
using Xunit;

namespace Galion.Tests.Jobs;

/// <summary>Jobs that end with <see cref="JobOutcome.Charge"/>.</summary>
public sealed class PaidJobTests
{
    private const long Held = 1_000;
    private static readonly Guid User = Guid.CreateVersion7();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_charged_job_is_completed_and_settled_for_what_it_used(bool coalesce)
    {
        await using JobBench bench = await CreateAsync();
        Guid hold = await HoldAsync(bench);
        bench.Probe.Run = (_, _, _) => Task.FromResult(JobOutcome.Charge(hold, 700));
        long id = await bench.EnqueueAsync("paid");

        await bench.AddWorker(configure: options => options.CoalesceCompletions = coalesce).DrainAsync(Cancel);

        Assert.Equal("completed", await bench.StateAsync(id));
        Assert.Equal((0, 700), await FindHeldAndUsedAsync(bench));
    }

    [Fact]
    public async Task A_hold_that_cannot_be_settled_fails_its_own_job_and_none_of_those_that_end_with_it()
    {
        await using JobBench bench = await CreateAsync();
        Guid[] holds = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => HoldAsync(bench)));
        bench.Probe.Run = (name, _, _) => Task.FromResult(JobOutcome.Charge(holds[int.Parse(name)], name == "3" ? Held + 1 : 10));
        long[] ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => bench.EnqueueAsync($"{number}", new EnqueueOptions { MaxAttempts = 1 })));

        // While somebody has the account, the jobs that end gather behind the first one and share a statement.
        await using NpgsqlConnection connection = await bench.Database.DataSource.OpenConnectionAsync(Cancel);
        await using NpgsqlTransaction busy = await connection.BeginTransactionAsync(Cancel);
        await using (var wait = new NpgsqlCommand("SELECT pg_advisory_xact_lock(uuid_hash_extended($1, 0))", connection, busy))
        {
            wait.Parameters.Add(new NpgsqlParameter { Value = User });
            await wait.ExecuteNonQueryAsync(Cancel);
        }

        Task drained = bench.AddWorker().DrainAsync(Cancel);
        await JobBench.WaitAsync(() => Task.FromResult(bench.Probe.Runs.Count == 6 && bench.Probe.Running == 0), "all handlers are done");
        await busy.CommitAsync(Cancel);
        await drained;

        string[] states = await Task.WhenAll(ids.Select(bench.StateAsync));
        Assert.Equal(["completed", "completed", "completed", "discarded", "completed", "completed"], states);
        Assert.Contains("exceeds_hold", Assert.Single(await bench.ErrorsAsync(ids[3])), StringComparison.Ordinal);
        Assert.Equal((Held, 50), await FindHeldAndUsedAsync(bench));
    }

    [Fact]
    public async Task A_job_that_lost_its_lease_is_not_charged()
    {
        await using JobBench bench = await CreateAsync();
        Guid hold = await HoldAsync(bench);
        bench.Probe.Run = async (_, context, _) =>
        {
            await bench.Database.ExecuteAsync("UPDATE jobs SET fence = fence + 1 WHERE id = $1", Cancel, context.JobId);
            return JobOutcome.Charge(hold, 700);
        };
        long id = await bench.EnqueueAsync("late");

        await bench.AddWorker(configure: options => options.Lease = TimeSpan.FromMinutes(1)).DrainAsync(Cancel);

        Assert.Equal("running", await bench.StateAsync(id));
        Assert.Equal((Held, 0), await FindHeldAndUsedAsync(bench));
    }

    [Fact]
    public async Task Paid_jobs_of_two_workers_on_a_few_accounts_are_each_charged_once()
    {
        await using JobBench bench = await CreateAsync();
        Guid[] holds = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => HoldAsync(bench)));
        bench.Probe.Run = (name, _, _) => Task.FromResult(JobOutcome.Charge(holds[int.Parse(name)], 1));
        for (int number = 0; number < holds.Length; number++)
        {
            await bench.EnqueueAsync($"{number}");
        }

        await Task.WhenAll(bench.AddWorker().DrainAsync(Cancel), bench.AddWorker().DrainAsync(Cancel));

        Assert.Equal(60, bench.Probe.Runs.Count);
        Assert.Equal((0, 60), await FindHeldAndUsedAsync(bench));
        Assert.Equal(0, await bench.Database.ScalarAsync<long>("SELECT count(*) FROM credit_all_violations()", Cancel));
    }

    [Theory]
    [InlineData("state = 'available', lease_until = now()")]
    [InlineData("state = 'running'")]
    [InlineData("state = 'completed'")]
    [InlineData("state = 'sleeping'")]
    [InlineData("priority = 5")]
    [InlineData("attempt = -1")]
    [InlineData("max_attempts = 0")]
    public async Task The_database_itself_refuses_a_job_that_makes_no_sense(string change)
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        await bench.EnqueueAsync("odd");

        PostgresException refusal = await Assert.ThrowsAsync<PostgresException>(
            () => bench.Database.ExecuteAsync($"UPDATE jobs SET {change}", Cancel));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refusal.SqlState);
    }

    private static async Task<JobBench> CreateAsync()
    {
        JobBench bench = await JobBench.CreateAsync(Cancel);
        await using GalionDbContext db = bench.Database.CreateContext();
        await new CreditLedger(db).GrantAsync(User, 1_000_000, CreditSource.Included, "test", Cancel);
        return bench;
    }

    private static async Task<Guid> HoldAsync(JobBench bench)
    {
        var hold = Guid.CreateVersion7();
        await using GalionDbContext db = bench.Database.CreateContext();
        Assert.IsType<HoldOutcome.Held>(await new CreditLedger(db).HoldAsync(User, hold, Held, TimeSpan.FromMinutes(5), Cancel));
        return hold;
    }

    private static async Task<(long Held, long Used)> FindHeldAndUsedAsync(JobBench bench)
    {
        await using GalionDbContext db = bench.Database.CreateContext();
        CreditBalance balance = await new CreditLedger(db).FindBalanceAsync(User, Cancel);
        return (balance.HeldMillicredits, balance.UsedThisMonthMillicredits);
    }
}
