using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Galion.Platform.Data;

/// <summary>
/// Applies the numbered SQL files embedded from <c>Data/Migrations</c>, each in its own transaction, in order of their numbers.
/// Several processes may call it at once: an advisory lock lets one work while the others wait and then find nothing to do.
/// </summary>
public static class MigrationRunner
{
    // Any constant does, as long as nothing else in this database locks it.
    private const long AdvisoryLockKey = 0x47414c494f4e; // "GALION"
    private const string ResourceMarker = ".Data.Migrations.";

    /// <returns>The names of the migrations that this call applied.</returns>
    /// <exception cref="InvalidOperationException">An applied migration was edited afterwards, or the database is newer than this program.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        List<Migration> migrations = LoadEmbedded();
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, "SELECT pg_advisory_lock($1)", [AdvisoryLockKey], cancellationToken);
        try
        {
            return await ApplyPendingAsync(connection, migrations, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_unlock($1)", [AdvisoryLockKey], CancellationToken.None);
        }
    }

    private static async Task<List<string>> ApplyPendingAsync(
        NpgsqlConnection connection, List<Migration> migrations, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, """
            CREATE TABLE IF NOT EXISTS schema_migrations (
              version int PRIMARY KEY,
              name text NOT NULL,
              checksum text NOT NULL,
              applied_at timestamptz NOT NULL DEFAULT now()
            )
            """, [], cancellationToken);

        Dictionary<int, string> applied = await LoadAppliedAsync(connection, cancellationToken);
        int newestKnown = migrations.Count == 0 ? 0 : migrations[^1].Version;
        if (applied.Count > 0 && applied.Keys.Max() > newestKnown)
        {
            throw new InvalidOperationException(
                $"The database is at version {applied.Keys.Max()}, but this program knows versions up to {newestKnown}. Run a newer build.");
        }

        List<string> done = [];
        foreach (Migration migration in migrations)
        {
            if (applied.TryGetValue(migration.Version, out string? checksum))
            {
                if (checksum != migration.Checksum)
                {
                    throw new InvalidOperationException(
                        $"Migration {migration.Name} was changed after it had been applied. Restore the file and add a new migration instead.");
                }

                continue;
            }

            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, migration.Sql, [], cancellationToken);
            await ExecuteAsync(
                connection, "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)",
                [migration.Version, migration.Name, migration.Checksum], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            done.Add(migration.Name);
        }

        return done;
    }

    private static async Task<Dictionary<int, string>> LoadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Dictionary<int, string> applied = [];
        await using var command = new NpgsqlCommand("SELECT version, checksum FROM schema_migrations", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        }

        return applied;
    }

    private static List<Migration> LoadEmbedded()
    {
        Assembly assembly = typeof(MigrationRunner).Assembly;
        List<Migration> migrations = [];
        foreach (string resource in assembly.GetManifestResourceNames().Where(r => r.Contains(ResourceMarker, StringComparison.Ordinal)))
        {
            string fileName = resource[(resource.IndexOf(ResourceMarker, StringComparison.Ordinal) + ResourceMarker.Length)..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            string sql = reader.ReadToEnd();
            migrations.Add(new Migration(
                int.Parse(fileName.AsSpan(0, 4)), fileName[..^".sql".Length], sql,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))));
        }

        migrations.Sort((a, b) => a.Version.CompareTo(b.Version));
        for (int i = 1; i < migrations.Count; i++)
        {
            if (migrations[i].Version == migrations[i - 1].Version)
            {
                throw new InvalidOperationException($"{migrations[i - 1].Name} and {migrations[i].Name} have the same number.");
            }
        }

        return migrations;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Migration(int Version, string Name, string Sql, string Checksum);
}
