using System.Collections.Concurrent;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Galion.Tests.Credits;

public sealed class CreditCrashTests
{
    private const int Kills = 3;
    private const int Clients = 8;
    private const long GrantPerClient = 100_000_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Sums alone do not prove durability: books from which acknowledged steps vanished still balance. So the clients keep a journal of what
    /// the database acknowledged, and every line of it must be found afterwards.
    /// </summary>
    [Fact]
    public async Task Killing_postgres_under_load_loses_nothing_that_was_acknowledged()
    {
        Assert.SkipUnless(ThrowawayPostgres.IsAvailable, "PostgreSQL's server programs are not installed.");
        await using ThrowawayPostgres cluster = await ThrowawayPostgres.StartAsync();
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await MigrationRunner.ApplyAsync(database, Cancel);

        using var load = new CancellationTokenSource();
        var journal = new Journal();
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(_ => RunClientAsync(database, journal, load.Token))];
        for (int kill = 0; kill < Kills; kill++)
        {
            int before = journal.Count;
            await WaitAsync(() => journal.Count > before + 200);
            await cluster.KillAsync();
            await cluster.StartServerAsync();
        }

        int last = journal.Count;
        await WaitAsync(() => journal.Count > last + 200);
        await load.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Equal(
            journal.Holds.Count,
            await CountAsync(database, "SELECT count(*) FROM credit_holds WHERE id = ANY($1)", [.. journal.Holds]));
        Assert.Equal(
            journal.Settlements.Count,
            await CountAsync(database, "SELECT count(*) FROM credit_holds WHERE id = ANY($1) AND state = 'settled'", [.. journal.Settlements]));
        using var conservation = new CreditConservation(database, NullLogger<CreditConservation>.Instance);
        Assert.Empty(await conservation.CheckAllAsync(Cancel));
    }

    private static async Task RunClientAsync(NpgsqlDataSource database, Journal journal, CancellationToken stop)
    {
        var user = Guid.CreateVersion7();
        bool granted = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var db = new GalionDbContext(new DbContextOptionsBuilder<GalionDbContext>().UseNpgsql(database).Options);
                var ledger = new CreditLedger(db);
                if (!granted)
                {
                    await ledger.GrantAsync(user, GrantPerClient, CreditSource.Included, user.ToString(), CancellationToken.None);
                    granted = true;
                }

                var hold = Guid.CreateVersion7();
                Assert.IsType<HoldOutcome.Held>(await ledger.HoldAsync(user, hold, 10, TimeSpan.FromHours(1), CancellationToken.None));
                journal.Holds.Add(hold);
                Assert.Equal(ResolveOutcome.Applied, await ledger.SettleAsync(hold, 7, CancellationToken.None));
                journal.Settlements.Add(hold);
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException { InnerException: NpgsqlException })
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql, Guid[] ids)
    {
        await using NpgsqlCommand command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = ids });
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, Cancel);
        }
    }

    private sealed class Journal
    {
        internal ConcurrentBag<Guid> Holds { get; } = [];

        internal ConcurrentBag<Guid> Settlements { get; } = [];

        internal int Count => Settlements.Count;
    }
}
