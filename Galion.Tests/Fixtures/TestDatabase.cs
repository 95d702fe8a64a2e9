using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Galion.Tests.Fixtures;

/// <summary>
/// A migrated database of one test's own, dropped when disposed. It is cloned from a template that is migrated once per test process,
/// which takes tens of milliseconds instead of seconds.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string RunName = $"galion_test_{Environment.ProcessId}_{Guid.NewGuid():N}"[..32];
    private static readonly Lazy<NpgsqlDataSource> Server = new(() => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(TestServers.Postgres) { ApplicationName = "galion-tests", MaxPoolSize = 8 }.ConnectionString));
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);
    private static int _count;

    private readonly string _name;

    private TestDatabase(string name)
    {
        _name = name;
        ConnectionString = ConnectionStringTo(name, maxPoolSize: 60);
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public static async Task<TestDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        string template = await Template.Value.WaitAsync(cancellationToken);
        string name = $"{RunName}_{Interlocked.Increment(ref _count)}";
        await ExecuteOnServerAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"", cancellationToken);
        return new TestDatabase(name);
    }

    /// <summary>An empty database, for tests of the migrations themselves.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(CancellationToken cancellationToken)
    {
        string name = $"{RunName}_{Interlocked.Increment(ref _count)}";
        await ExecuteOnServerAsync($"CREATE DATABASE \"{name}\" TEMPLATE template0", cancellationToken);
        return new TestDatabase(name);
    }

    /// <summary>A context of the caller's own, outside any service provider.</summary>
    public GalionDbContext CreateContext() =>
        new(new DbContextOptionsBuilder<GalionDbContext>().UseNpgsql(DataSource).Options);

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using NpgsqlCommand command = CreateCommand(sql, parameters);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using NpgsqlCommand command = CreateCommand(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await ExecuteOnServerAsync($"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)", CancellationToken.None);
    }

    private NpgsqlCommand CreateCommand(string sql, object[] parameters)
    {
        NpgsqlCommand command = DataSource.CreateCommand(sql);
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command;
    }

    private static async Task<string> CreateTemplateAsync()
    {
        string name = $"{RunName}_template";
        await ExecuteOnServerAsync($"CREATE DATABASE \"{name}\" TEMPLATE template0", CancellationToken.None);
        if (!TestServers.IsPostgresTemporary)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => DropTemplate(name);
        }

        // Cloning requires that nobody is connected to the template, so the connection must not linger in a pool.
        string connectionString = new NpgsqlConnectionStringBuilder(ConnectionStringTo(name, maxPoolSize: 1)) { Pooling = false }.ConnectionString;
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);
        await MigrationRunner.ApplyAsync(database, CancellationToken.None);
        return name;
    }

    private static void DropTemplate(string name)
    {
        using NpgsqlCommand command = Server.Value.CreateCommand($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteOnServerAsync(string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Server.Value.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string ConnectionStringTo(string database, int maxPoolSize) =>
        new NpgsqlConnectionStringBuilder(TestServers.Postgres)
        {
            Database = database,
            ApplicationName = "galion-tests",
            MaxPoolSize = maxPoolSize,
            IncludeErrorDetail = true,
        }.ConnectionString;
}
