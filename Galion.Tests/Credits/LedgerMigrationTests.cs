using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Galion.Tests.Credits;

/// <summary>Books that were written entry by entry, before a transfer became one row.</summary>
public sealed class LedgerMigrationTests
{
    private const string OldBooks = """
        SELECT credit_grant('00000000-0000-0000-0000-0000000000aa', 10000, 'included', 'grant:a');
        SELECT credit_grant('00000000-0000-0000-0000-0000000000aa', 500, 'purchased', 'grant:b');
        SELECT credit_hold('00000000-0000-0000-0000-0000000000aa', '00000000-0000-0000-0000-000000000001', 4000, '1 hour');
        SELECT credit_hold('00000000-0000-0000-0000-0000000000aa', '00000000-0000-0000-0000-000000000002', 1000, '1 hour');
        SELECT credit_hold('00000000-0000-0000-0000-0000000000aa', '00000000-0000-0000-0000-000000000003', 2000, '1 hour');
        SELECT credit_resolve('00000000-0000-0000-0000-000000000001', 'settled', 3000);
        SELECT credit_resolve('00000000-0000-0000-0000-000000000002', 'released', 0);
        """;

    private const string AllEntries = """
        SELECT string_agg(concat_ws(' ', transfer_id, account_id, account_version, available_change, held_change,
                                    available_before, available_after, held_before, held_after), ', ' ORDER BY transfer_id, account_id)
        FROM credit_entries
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_books_keep_every_entry_and_go_on()
    {
        await using TestDatabase database = await TestDatabase.CreateEmptyAsync(Cancel);
        await database.ExecuteAsync(await ReadMigrationAsync("0002_credits"), Cancel);
        await database.ExecuteAsync(OldBooks, Cancel);
        string before = await database.ScalarAsync<string>(AllEntries, Cancel);

        await database.ExecuteAsync($"BEGIN; {await ReadMigrationAsync("0006_ledger_in_one_row")} COMMIT", Cancel);

        Assert.Equal(before, await database.ScalarAsync<string>(AllEntries, Cancel));
        Assert.Equal("replayed", await database.ScalarAsync<string>(
            "SELECT credit_grant('00000000-0000-0000-0000-0000000000aa', 10000, 'included', 'grant:a')", Cancel));
        Assert.Equal("applied", await database.ScalarAsync<string>(
            "SELECT credit_resolve('00000000-0000-0000-0000-000000000003', 'settled', 2000)", Cancel));
        Assert.Equal(5500, await database.ScalarAsync<long>(
            "SELECT available FROM credit_accounts WHERE kind = 'customer' AND held = 0 AND version = 8", Cancel));
        using var conservation = new CreditConservation(database.DataSource, NullLogger<CreditConservation>.Instance);
        Assert.Empty(await conservation.CheckAllAsync(Cancel));
    }

    private static async Task<string> ReadMigrationAsync(string name)
    {
        await using Stream file = typeof(MigrationRunner).Assembly.GetManifestResourceStream($"Galion.Platform.Data.Migrations.{name}.sql")!;
        return await new StreamReader(file).ReadToEndAsync(Cancel);
    }
}
