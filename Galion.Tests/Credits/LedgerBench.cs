using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Galion.Tests.Credits;

/// <summary>A ledger with one account, on a database of its own. Disposing it checks that the books balance.</summary>
internal sealed class LedgerBench : IAsyncDisposable
{
    internal const string FirstGrantKey = "test";

    private LedgerBench(TestDatabase database, Guid user)
    {
        Database = database;
        User = user;
        Conservation = new CreditConservation(database.DataSource, NullLogger<CreditConservation>.Instance);
        Sweeper = new CreditSweeper(database.DataSource, NullLogger<CreditSweeper>.Instance);
    }

    internal TestDatabase Database { get; }

    internal Guid User { get; }

    internal CreditConservation Conservation { get; }

    internal CreditSweeper Sweeper { get; }

    internal static async Task<LedgerBench> CreateAsync(long grant, CancellationToken cancellationToken)
    {
        var bench = new LedgerBench(await TestDatabase.CreateAsync(cancellationToken), Guid.CreateVersion7());
        await bench.WithLedgerAsync(
            ledger => ledger.GrantAsync(bench.User, grant, CreditSource.Included, FirstGrantKey, cancellationToken));
        return bench;
    }

    /// <summary>Runs one step as a client of its own, with its own connection.</summary>
    internal async Task<T> WithLedgerAsync<T>(Func<CreditLedger, Task<T>> step)
    {
        await using GalionDbContext db = Database.CreateContext();
        return await step(new CreditLedger(db));
    }

    internal async Task<Guid> HoldAsync(long millicredits, TimeSpan? lease = null)
    {
        var hold = Guid.CreateVersion7();
        HoldOutcome outcome = await WithLedgerAsync(
            ledger => ledger.HoldAsync(User, hold, millicredits, lease ?? TimeSpan.FromMinutes(5), CancellationToken.None));
        Assert.IsType<HoldOutcome.Held>(outcome);
        return hold;
    }

    internal Task<CreditBalance> FindBalanceAsync() => WithLedgerAsync(ledger => ledger.FindBalanceAsync(User, CancellationToken.None));

    internal Task LetLeaseRunOutAsync(Guid hold) =>
        Database.ExecuteAsync(
            "UPDATE credit_holds SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1", CancellationToken.None, hold);

    public async ValueTask DisposeAsync()
    {
        IReadOnlyList<string> violations = await Conservation.CheckAllAsync(CancellationToken.None);
        Conservation.Dispose();
        Sweeper.Dispose();
        await Database.DisposeAsync();
        Assert.Empty(violations);
    }
}
