using Galion.Platform.Data;
using Galion.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Xunit;

namespace Galion.Tests.Data;

public sealed class MigrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrating_twice_changes_nothing_the_second_time()
    {
        await using TestDatabase database = await TestDatabase.CreateEmptyAsync(Cancel);

        IReadOnlyList<string> first = await MigrationRunner.ApplyAsync(database.DataSource, Cancel);
        IReadOnlyList<string> second = await MigrationRunner.ApplyAsync(database.DataSource, Cancel);

        Assert.Contains("0001_accounts", first);
        Assert.Empty(second);
    }

    [Fact]
    public async Task Eight_processes_migrating_at_once_apply_each_migration_once()
    {
        await using TestDatabase database = await TestDatabase.CreateEmptyAsync(Cancel);

        IReadOnlyList<string>[] applied = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => MigrationRunner.ApplyAsync(database.DataSource, Cancel)));

        string[] all = [.. applied.SelectMany(names => names)];
        Assert.Equal(all.Distinct(), all);
        Assert.Equal(all.Length, await database.ScalarAsync<long>("SELECT count(*) FROM schema_migrations", Cancel));
    }

    [Fact]
    public async Task A_migration_edited_after_it_was_applied_is_refused()
    {
        await using TestDatabase database = await TestDatabase.CreateEmptyAsync(Cancel);
        await MigrationRunner.ApplyAsync(database.DataSource, Cancel);
        await database.ExecuteAsync("UPDATE schema_migrations SET checksum = 'other' WHERE version = 1", Cancel);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => MigrationRunner.ApplyAsync(database.DataSource, Cancel));

        Assert.Contains("0001_accounts", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        await using TestDatabase database = await TestDatabase.CreateEmptyAsync(Cancel);
        await MigrationRunner.ApplyAsync(database.DataSource, Cancel);
        await database.ExecuteAsync("INSERT INTO schema_migrations (version, name, checksum) VALUES (9999, 'from_the_future', '')", Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => MigrationRunner.ApplyAsync(database.DataSource, Cancel));
    }

    [Fact]
    public async Task The_model_and_the_migrated_schema_agree()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(Cancel);
        await using GalionDbContext db = database.CreateContext();
        Dictionary<(string Table, string Column), bool> columns = await LoadColumnsAsync(database);

        List<string> differences = [];
        foreach (IEntityType entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null && !e.IsMappedToJson()))
        {
            string table = entity.GetTableName()!;
            foreach (IProperty property in entity.GetProperties())
            {
                string column = property.GetColumnName();
                if (!columns.TryGetValue((table, column), out bool nullable))
                {
                    differences.Add($"{table}.{column} is missing");
                }
                else if (nullable != property.IsNullable)
                {
                    differences.Add($"{table}.{column} is {(nullable ? "nullable" : "not null")} in the schema only");
                }
            }
        }

        Assert.Empty(differences);
    }

    private static async Task<Dictionary<(string Table, string Column), bool>> LoadColumnsAsync(TestDatabase database)
    {
        Dictionary<(string, string), bool> columns = [];
        await using NpgsqlCommand command = database.DataSource.CreateCommand(
            "SELECT table_name, column_name, is_nullable = 'YES' FROM information_schema.columns WHERE table_schema = 'public'");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            columns.Add((reader.GetString(0), reader.GetString(1)), reader.GetBoolean(2));
        }

        return columns;
    }
}
