using Galion.Platform.Data;
using Galion.Tests.Fixtures;
using Npgsql;

namespace Galion.Benchmarks;

/// <summary>A PostgreSQL cluster for one benchmark: fsync and synchronous_commit on, and each contestant in a database of its own.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly ThrowawayPostgres _cluster;

    private BenchmarkServer(ThrowawayPostgres cluster) => _cluster = cluster;

    internal int Port => _cluster.Port;

    internal int ProcessId => _cluster.ProcessId;

    internal TimeSpan CpuTime() => _cluster.CpuTime();

    internal static async Task<BenchmarkServer> StartAsync() =>
        new(await ThrowawayPostgres.StartAsync("-c shared_buffers=1GB -c max_wal_size=8GB -c max_connections=200"));

    /// <returns>The connection string of a new, empty database.</returns>
    internal async Task<string> CreateDatabaseAsync(string name)
    {
        await using NpgsqlDataSource server = NpgsqlDataSource.Create(_cluster.ConnectionString);
        await using NpgsqlCommand command = server.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_cluster.ConnectionString) { Database = name, MaxPoolSize = 60 }.ConnectionString;
    }

    internal async Task<string> CreateMigratedDatabaseAsync(string name)
    {
        string connectionString = await CreateDatabaseAsync(name);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);
        await MigrationRunner.ApplyAsync(database, CancellationToken.None);
        return connectionString;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
