using Galion.Platform.Credits;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Xunit;

namespace Galion.Tests.Credits;

public sealed class CreditExpiryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sweeper_returns_what_ran_out_and_leaves_the_rest()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 100_000, Cancel);
        Guid lapsed = await bench.HoldAsync(5000);
        await bench.HoldAsync(7000);
        await bench.LetLeaseRunOutAsync(lapsed);

        Assert.Equal(1, await bench.Sweeper.SweepAsync(Cancel));
        Assert.Equal(0, await bench.Sweeper.SweepAsync(Cancel));

        Assert.Equal(new CreditBalance(93_000, 7000, 0, 100_000, 0), await bench.FindBalanceAsync());
    }

    [Fact]
    public async Task A_hold_that_is_extended_does_not_expire()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 100_000, Cancel);
        Guid hold = await bench.HoldAsync(5000, TimeSpan.FromSeconds(30));

        await bench.WithLedgerAsync(ledger => ledger.ExtendAsync(hold, TimeSpan.FromHours(1), Cancel));

        Assert.True(await bench.Database.ScalarAsync<bool>("SELECT expires_at > now() + interval '50 minutes' FROM credit_holds", Cancel));
    }

    [Fact]
    public async Task An_expired_hold_can_be_neither_settled_nor_extended_even_before_the_sweeper_comes()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 100_000, Cancel);
        Guid hold = await bench.HoldAsync(5000);
        await bench.LetLeaseRunOutAsync(hold);

        Assert.Equal(ResolveOutcome.Expired, await bench.WithLedgerAsync(ledger => ledger.ExtendAsync(hold, TimeSpan.FromHours(1), Cancel)));
        Assert.Equal(ResolveOutcome.Expired, await bench.WithLedgerAsync(ledger => ledger.SettleAsync(hold, 5000, Cancel)));

        Assert.Equal(new CreditBalance(100_000, 0, 0, 100_000, 0), await bench.FindBalanceAsync());
    }

    [Fact]
    public async Task Sweepers_and_settlements_racing_for_the_same_holds_resolve_each_once()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 1_000_000, Cancel);
        List<Guid> holds = [];
        for (int i = 0; i < 40; i++)
        {
            holds.Add(await bench.HoldAsync(1000));
        }

        foreach (Guid hold in holds.Where((_, index) => index % 2 == 0))
        {
            await bench.LetLeaseRunOutAsync(hold);
        }

        Task<ResolveOutcome>[] settlements =
            [.. holds.Select(hold => bench.WithLedgerAsync(ledger => ledger.SettleAsync(hold, 1000, Cancel)))];
        Task<int>[] sweeps = [.. Enumerable.Range(0, 4).Select(_ => bench.Sweeper.SweepAsync(Cancel))];
        await Task.WhenAll(sweeps);
        ResolveOutcome[] outcomes = await Task.WhenAll(settlements);

        Assert.Equal(20, outcomes.Count(outcome => outcome == ResolveOutcome.Applied));
        Assert.Equal(20, outcomes.Count(outcome => outcome == ResolveOutcome.Expired));
        Assert.Equal(new CreditBalance(980_000, 0, 20_000, 1_000_000, 0), await bench.FindBalanceAsync());
    }

    [Theory]
    [InlineData("UPDATE credit_accounts SET available = available + 1 WHERE kind = 'customer'")]
    [InlineData("UPDATE credit_accounts SET version = version + 1 WHERE kind = 'customer'")]
    [InlineData("UPDATE credit_holds SET amount = amount + 1 WHERE state = 'held'")]
    [InlineData("""
        ALTER TABLE credit_transfers DISABLE TRIGGER USER;
        INSERT INTO credit_transfers (kind, account_id, account_version, amount, source, idempotency_key,
                                      available_change, held_change, available_after, held_after)
        SELECT 'grant', account_id, account_version + 1, 5, 'included', 'planted', 6, 0, available_after + 6, held_after
        FROM credit_transfers ORDER BY id DESC LIMIT 1
        """)]
    public async Task The_conservation_check_finds_money_that_appeared(string planted)
    {
        LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        await bench.HoldAsync(1000);
        Assert.Empty(await bench.Conservation.CheckAllAsync(Cancel));

        await bench.Database.ExecuteAsync(planted, Cancel);

        Assert.NotEmpty(await bench.Conservation.CheckRecentAsync(Cancel));
        Assert.Equal(
            HealthStatus.Degraded, (await bench.Conservation.CheckHealthAsync(new HealthCheckContext(), Cancel)).Status);
        await bench.Database.DisposeAsync();
    }
}
