using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Tests.Fixtures;
using Npgsql;
using Xunit;

namespace Galion.Tests.Credits;

public sealed class CreditLedgerTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forty_concurrent_holds_on_credit_for_ten_hold_exactly_ten()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 50_000, Cancel);

        HoldOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            _ => bench.WithLedgerAsync(ledger => ledger.HoldAsync(bench.User, Guid.CreateVersion7(), 5000, Lease, Cancel))));

        Assert.Equal(10, outcomes.Count(outcome => outcome is HoldOutcome.Held));
        Assert.Equal(30, outcomes.Count(outcome => outcome is HoldOutcome.Insufficient));
        Assert.Equal(new CreditBalance(0, 50_000, 0, 50_000, 0), await bench.FindBalanceAsync());
    }

    [Fact]
    public async Task A_hold_that_loses_the_race_for_the_last_credits_is_refused()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        await using GalionDbContext winner = bench.Database.CreateContext();
        await using var transaction = await winner.Database.BeginTransactionAsync(Cancel);
        await new CreditLedger(winner).HoldAsync(bench.User, Guid.CreateVersion7(), 10_000, Lease, Cancel);

        // It still sees the credits, and then waits for the account's row.
        Task<HoldOutcome> loser = bench.WithLedgerAsync(ledger => ledger.HoldAsync(bench.User, Guid.CreateVersion7(), 10_000, Lease, Cancel));
        while (await bench.Database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", Cancel) == 0)
        {
            await Task.Delay(10, Cancel);
        }

        await transaction.CommitAsync(Cancel);

        Assert.Equal(new HoldOutcome.Insufficient(0), await loser);
        Assert.Equal(1L, await bench.Database.ScalarAsync<long>("SELECT count(*) FROM credit_holds", Cancel));
    }

    [Fact]
    public async Task Settling_less_than_was_held_returns_the_rest()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 100_000, Cancel);
        Guid hold = await bench.HoldAsync(20_000);

        Assert.Equal(ResolveOutcome.Applied, await bench.WithLedgerAsync(ledger => ledger.SettleAsync(hold, 15_000, Cancel)));

        Assert.Equal(new CreditBalance(85_000, 0, 15_000, 100_000, 0), await bench.FindBalanceAsync());
    }

    [Fact]
    public async Task A_hold_larger_than_the_balance_is_refused_and_says_what_is_available()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 4999, Cancel);

        HoldOutcome outcome = await bench.WithLedgerAsync(ledger => ledger.HoldAsync(bench.User, Guid.CreateVersion7(), 5000, Lease, Cancel));

        Assert.Equal(new HoldOutcome.Insufficient(4999), outcome);
    }

    [Fact]
    public async Task Settling_more_than_was_held_is_refused_and_the_hold_stays()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 100_000, Cancel);
        Guid hold = await bench.HoldAsync(5000);

        Assert.Equal(ResolveOutcome.ExceedsHold, await bench.WithLedgerAsync(ledger => ledger.SettleAsync(hold, 5001, Cancel)));

        Assert.Equal(new CreditBalance(95_000, 5000, 0, 100_000, 0), await bench.FindBalanceAsync());
    }

    [Fact]
    public async Task A_hold_resolves_once_whoever_else_tries()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 100_000, Cancel);
        Guid hold = await bench.HoldAsync(5000);

        ResolveOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => bench.WithLedgerAsync(
            ledger => i % 2 == 0 ? ledger.SettleAsync(hold, 5000, Cancel) : ledger.ReleaseAsync(hold, Cancel))));

        Assert.Single(outcomes, ResolveOutcome.Applied);
        CreditBalance balance = await bench.FindBalanceAsync();
        Assert.Equal(0, balance.HeldMillicredits);
        Assert.Equal(100_000 - balance.UsedThisMonthMillicredits, balance.AvailableMillicredits);
    }

    [Fact]
    public async Task The_second_resolution_names_the_first()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 100_000, Cancel);
        Guid settled = await bench.HoldAsync(5000);
        Guid released = await bench.HoldAsync(5000);
        await bench.WithLedgerAsync(ledger => ledger.SettleAsync(settled, 4000, Cancel));
        await bench.WithLedgerAsync(ledger => ledger.ReleaseAsync(released, Cancel));

        Assert.Equal(ResolveOutcome.AlreadyApplied, await bench.WithLedgerAsync(ledger => ledger.SettleAsync(settled, 4000, Cancel)));
        Assert.Equal(ResolveOutcome.AlreadySettled, await bench.WithLedgerAsync(ledger => ledger.SettleAsync(settled, 3000, Cancel)));
        Assert.Equal(ResolveOutcome.AlreadySettled, await bench.WithLedgerAsync(ledger => ledger.ReleaseAsync(settled, Cancel)));
        Assert.Equal(ResolveOutcome.AlreadyApplied, await bench.WithLedgerAsync(ledger => ledger.ReleaseAsync(released, Cancel)));
        Assert.Equal(ResolveOutcome.AlreadyReleased, await bench.WithLedgerAsync(ledger => ledger.SettleAsync(released, 1, Cancel)));
        Assert.Equal(ResolveOutcome.NotFound, await bench.WithLedgerAsync(ledger => ledger.ReleaseAsync(Guid.CreateVersion7(), Cancel)));
    }

    [Fact]
    public async Task Every_step_repeated_fifty_times_at_once_happens_once()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        var hold = Guid.CreateVersion7();

        CreditTransferOutcome[] grants = await FiftyTimesAsync(
            ledger => ledger.GrantAsync(bench.User, 7000, CreditSource.Purchased, "payment:1", Cancel));
        HoldOutcome[] holds = await FiftyTimesAsync(ledger => ledger.HoldAsync(bench.User, hold, 16_000, Lease, Cancel));
        ResolveOutcome[] settlements = await FiftyTimesAsync(ledger => ledger.SettleAsync(hold, 12_000, Cancel));

        Assert.Single(grants, CreditTransferOutcome.Applied);
        Assert.All(holds, outcome => Assert.IsType<HoldOutcome.Held>(outcome));
        Assert.Single(holds, outcome => outcome is HoldOutcome.Held { AlreadyHeld: false });
        Assert.Single(settlements, ResolveOutcome.Applied);
        Assert.Equal(49, settlements.Count(outcome => outcome == ResolveOutcome.AlreadyApplied));
        Assert.Equal(new CreditBalance(5000, 0, 12_000, 10_000, 7000), await bench.FindBalanceAsync());

        Task<T[]> FiftyTimesAsync<T>(Func<CreditLedger, Task<T>> step) =>
            Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bench.WithLedgerAsync(step)));
    }

    [Fact]
    public async Task A_hold_id_that_was_released_reserves_nothing_when_it_comes_again()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        Guid hold = await bench.HoldAsync(5000);
        await bench.WithLedgerAsync(ledger => ledger.ReleaseAsync(hold, Cancel));

        HoldOutcome again = await bench.WithLedgerAsync(ledger => ledger.HoldAsync(bench.User, hold, 5000, Lease, Cancel));

        Assert.IsType<HoldOutcome.AlreadyResolved>(again);
    }

    [Fact]
    public async Task A_key_used_for_something_else_is_an_error()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        Guid hold = await bench.HoldAsync(5000);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => bench.WithLedgerAsync(ledger => ledger.HoldAsync(bench.User, hold, 4000, Lease, Cancel)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => bench.WithLedgerAsync(ledger => ledger.GrantAsync(bench.User, 1, CreditSource.Included, LedgerBench.FirstGrantKey, Cancel)));
    }

    [Fact]
    public async Task A_hold_rolled_back_with_its_work_leaves_nothing()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        await using (GalionDbContext db = bench.Database.CreateContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            await new CreditLedger(db).HoldAsync(bench.User, Guid.CreateVersion7(), 5000, Lease, Cancel);
            await transaction.RollbackAsync(Cancel);
        }

        Assert.Equal(new CreditBalance(10_000, 0, 0, 10_000, 0), await bench.FindBalanceAsync());
    }

    [Fact]
    public async Task A_refused_hold_leaves_its_transaction_usable()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        await using GalionDbContext db = bench.Database.CreateContext();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        var ledger = new CreditLedger(db);

        Assert.IsType<HoldOutcome.Insufficient>(await ledger.HoldAsync(bench.User, Guid.CreateVersion7(), 10_001, Lease, Cancel));
        Assert.IsType<HoldOutcome.Held>(await ledger.HoldAsync(bench.User, Guid.CreateVersion7(), 10_000, Lease, Cancel));
        await transaction.CommitAsync(Cancel);

        Assert.Equal(10_000, (await bench.FindBalanceAsync()).HeldMillicredits);
    }

    [Theory]
    [InlineData("UPDATE credit_entries SET available_change = 1")]
    [InlineData("DELETE FROM credit_entries")]
    [InlineData("TRUNCATE credit_entries")]
    [InlineData("UPDATE credit_transfers SET amount = 1")]
    [InlineData("TRUNCATE credit_transfers")]
    [InlineData("TRUNCATE credit_holds")]
    [InlineData("DELETE FROM credit_transfers")]
    [InlineData("DELETE FROM credit_holds")]
    [InlineData("UPDATE credit_accounts SET available = -1 WHERE kind = 'customer'")]
    [InlineData("UPDATE credit_accounts SET available = 1 WHERE kind = 'revenue'")]
    [InlineData("UPDATE credit_holds SET state = 'held', settled_amount = NULL, resolved_at = NULL WHERE state <> 'held'")]
    [InlineData("INSERT INTO credit_holds (id, account_id, amount, expires_at) VALUES (gen_random_uuid(), gen_random_uuid(), 0, now())")]
    [InlineData("INSERT INTO credit_holds (id, account_id, amount, state, expires_at) VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'settled', now())")]
    [InlineData("""
        INSERT INTO credit_holds (id, account_id, amount, state, settled_amount, expires_at, resolved_at)
        VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'settled', 2, now(), now())
        """)]
    public async Task The_database_itself_refuses_to_rewrite_the_books(string sql)
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        Guid hold = await bench.HoldAsync(5000);
        await bench.WithLedgerAsync(ledger => ledger.SettleAsync(hold, 5000, Cancel));

        await Assert.ThrowsAsync<PostgresException>(() => bench.Database.ExecuteAsync(sql, Cancel));
    }

    [Theory]
    [InlineData("'grant', 5, 'included', NULL, 6, 0")]
    [InlineData("'grant', 5, NULL, NULL, 5, 0")]
    [InlineData("'grant', 5, 'elsewhere', NULL, 5, 0")]
    [InlineData("'gift', 5, 'included', NULL, 5, 0")]
    [InlineData("'hold', 5, NULL, NULL, -5, 5")]
    [InlineData("'hold', 5, NULL, gen_random_uuid(), -5, 6")]
    [InlineData("'hold', 0, NULL, gen_random_uuid(), 0, 0")]
    [InlineData("'settle', 5, NULL, gen_random_uuid(), -1, -4")]
    [InlineData("'settle', 5, NULL, gen_random_uuid(), 1, -5")]
    [InlineData("'release', 5, NULL, gen_random_uuid(), 4, -5")]
    public async Task The_database_itself_refuses_a_transfer_that_does_not_move_what_it_says(string transfer)
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        string sql = $"""
            INSERT INTO credit_transfers (kind, amount, source, hold_id, available_change, held_change,
                                          account_id, account_version, idempotency_key, available_after, held_after)
            SELECT {transfer}, account_id, 2, 'planted', 10, 10 FROM credit_transfers
            """;

        PostgresException refusal = await Assert.ThrowsAsync<PostgresException>(() => bench.Database.ExecuteAsync(sql, Cancel));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refusal.SqlState);
    }

    [Fact]
    public async Task The_entries_of_every_transfer_name_both_sides_and_sum_to_zero()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        Guid hold = await bench.HoldAsync(5000);
        await bench.WithLedgerAsync(ledger => ledger.SettleAsync(hold, 4000, Cancel));

        string entries = await bench.Database.ScalarAsync<string>("""
            SELECT string_agg(format('%s %s %s %s', t.kind, a.kind, e.available_change, e.held_change), ', ' ORDER BY t.id, a.kind)
            FROM credit_entries e JOIN credit_transfers t ON t.id = e.transfer_id JOIN credit_accounts a ON a.id = e.account_id
            """, Cancel);

        Assert.Equal(
            "grant customer 10000 0, grant included -10000 0, hold customer -5000 5000, settle customer 1000 -5000, settle revenue 4000 0",
            entries);
    }

    [Fact]
    public async Task A_hold_that_loses_the_race_for_the_last_credits_leaves_nothing_behind()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 10_000, Cancel);
        await using GalionDbContext db = bench.Database.CreateContext();
        await using var faster = await db.Database.BeginTransactionAsync(Cancel);
        await new CreditLedger(db).HoldAsync(bench.User, Guid.CreateVersion7(), 9_000, Lease, Cancel);

        var hold = Guid.CreateVersion7();
        Task<HoldOutcome> slower = bench.WithLedgerAsync(ledger => ledger.HoldAsync(bench.User, hold, 2_000, Lease, Cancel));
        while (await bench.Database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", Cancel) == 0)
        {
            await Task.Delay(10, Cancel);
        }

        await faster.CommitAsync(Cancel);

        Assert.Equal(new HoldOutcome.Insufficient(1_000), await slower);
        Assert.Equal(1L, await bench.Database.ScalarAsync<long>("SELECT count(*) FROM credit_holds", Cancel));
        Assert.IsType<HoldOutcome.Held>(await bench.WithLedgerAsync(ledger => ledger.HoldAsync(bench.User, hold, 1_000, Lease, Cancel)));
    }

    [Fact]
    public async Task One_grant_under_one_key_from_many_clients_is_made_once()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 1, Cancel);

        CreditTransferOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => bench.WithLedgerAsync(
            ledger => ledger.GrantAsync(bench.User, 100, CreditSource.Purchased, "twelve", Cancel))));

        Assert.Equal(1, outcomes.Count(outcome => outcome == CreditTransferOutcome.Applied));
        Assert.Equal(101, (await bench.FindBalanceAsync()).AvailableMillicredits);
    }

    [Fact]
    public async Task Every_hold_on_one_account_from_many_clients_ends_with_books_that_balance()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 1_000_000, Cancel);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async client =>
        {
            var random = new Random(client);
            for (int i = 0; i < 15; i++)
            {
                Guid hold = await bench.HoldAsync(random.Next(1, 5000));
                await bench.WithLedgerAsync(ledger => random.Next(3) == 0
                    ? ledger.ReleaseAsync(hold, Cancel)
                    : ledger.SettleAsync(hold, random.Next(0, 2) == 0 ? 0 : 1, Cancel));
            }
        }));

        Assert.Equal(0, (await bench.FindBalanceAsync()).HeldMillicredits);
    }
}
