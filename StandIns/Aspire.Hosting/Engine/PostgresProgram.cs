using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace Aspire.Hosting.Engine;

/// <summary>Runs a private PostgreSQL server from the installed binaries.</summary>
internal sealed class PostgresProgram(PostgresServerResource server, StateDirectory state) : LaunchableProgram
{
    private static readonly TimeSpan PatienceWithEarlierRun = TimeSpan.FromSeconds(10);

    private static readonly string[] ForUse = ["-c", "max_connections=200"];

    /// <summary>Nothing here has to survive a power cut, and each test has a connection pool of its own.</summary>
    private static readonly string[] ForTests =
        ["-c", "max_connections=500", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"];

    public override async Task<LaunchPlan> PrepareAsync(CancellationToken cancellationToken)
    {
        var account = await ServerAccount.FindAsync(cancellationToken);
        var folder = await account.CreateFolderAsync(state, server.Name, cancellationToken);
        var isPersistent = server.Annotations.OfType<ContainerMountAnnotation>().Any();
        var data = Path.Combine(folder, isPersistent ? "data" : "ephemeral");
        if (!isPersistent && Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        var binaries = PostgresBinaries.Find(PostgresDataFolder.FindVersion(data));
        if (!Directory.Exists(data))
        {
            await PostgresDataFolder.CreateAsync(
                data, binaries, account, await UserNameAsync(cancellationToken), server.PasswordParameter.ValueNow, cancellationToken);
        }

        await PostgresDataFolder.WaitUntilUnusedAsync(data, PatienceWithEarlierRun, cancellationToken);
        var command = account.Command(
        [
            Path.Combine(binaries.Folder, "postgres"), "-D", data,
            "-h", "127.0.0.1",
            "-p", server.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture),
            "-c", "unix_socket_directories=",
            .. state.IsTemporary || !isPersistent ? ForTests : ForUse,
        ]);
        return new LaunchPlan(command[0], command[1..], folder, new Dictionary<string, string>())
        {
            // "Fast shutdown": ends sessions, writes a checkpoint. SIGTERM would wait for every client to leave.
            StopSignal = "INT",
        };
    }

    public override async Task<string?> FindProblemAsync(CancellationToken cancellationToken) =>
        await PostgresProbe.FindProblemAsync(await ServerConnectionAsync(server, cancellationToken), cancellationToken);

    public override bool IsWarning(string line, bool isError) => line.Contains(" PANIC: ", StringComparison.Ordinal);

    /// <summary>The connection string of the server's own maintenance database.</summary>
    public static async Task<string> ServerConnectionAsync(IResourceWithConnectionString server, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(await server.GetConnectionStringAsync(cancellationToken)) { Pooling = false, Timeout = 3 };
        builder.Database ??= "postgres";
        return builder.ConnectionString;
    }

    private async Task<string> UserNameAsync(CancellationToken cancellationToken) =>
        await server.UserNameReference.GetValueAsync(cancellationToken) ?? "postgres";
}

/// <summary>A database on a server: created when it is missing.</summary>
internal sealed class PostgresDatabaseProgram(PostgresDatabaseResource database) : ResourceProgram
{
    private bool _exists;

    public override async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        if (!_exists && !database.IsExternal())
        {
            await using var connection = new NpgsqlConnection(await PostgresProgram.ServerConnectionAsync(database.Parent, cancellationToken));
            await connection.OpenAsync(cancellationToken);
            await using var find = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", connection)
            {
                Parameters = { new() { Value = database.DatabaseName } },
            };
            if (!(bool)(await find.ExecuteScalarAsync(cancellationToken))!)
            {
                var quoted = database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal);
                await using var create = new NpgsqlCommand($"CREATE DATABASE \"{quoted}\"", connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
            }

            _exists = true;
        }

        return await PostgresProbe.FindProblemAsync(
            await ((IResourceWithConnectionString)database).GetConnectionStringAsync(cancellationToken), cancellationToken);
    }
}

internal static class PostgresProbe
{
    public static async Task<string?> FindProblemAsync(string? connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var withoutPool = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 3 };
            await using var connection = new NpgsqlConnection(withoutPool.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return null;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            throw new ResourceStartException(
                $"the server refuses the password: {exception.MessageText}. The data folder was made with another one than secrets.json holds.",
                "Put the secrets.json back that belongs to the data, or start anew (removes all data): ./galion reset");
        }
        catch (NpgsqlException exception)
        {
            return exception.Message;
        }
    }
}
