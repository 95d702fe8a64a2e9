using Galion.Contracts;
using Galion.Platform.Data;
using Npgsql;

namespace Galion.Worker;

/// <summary><c>Galion.Worker migrate</c>: brings the database to this build's schema and exits, 0 when it is there.</summary>
internal static class MigrateCommand
{
    internal const string Verb = "migrate";

    internal static async Task<int> RunAsync(string[] args)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        string? connectionString = builder.Configuration.GetConnectionString(ResourceNames.Database);
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            await Console.Error.WriteLineAsync($"migrate: ConnectionStrings__{ResourceNames.Database} is not set.");
            return 2;
        }

        try
        {
            await using NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);
            IReadOnlyList<string> applied = await MigrationRunner.ApplyAsync(database, CancellationToken.None);
            await Console.Out.WriteLineAsync(
                applied.Count == 0 ? "migrate: the schema is up to date." : $"migrate: applied {string.Join(", ", applied)}.");
            return 0;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"migrate: {e.Message}");
            return 1;
        }
    }
}
