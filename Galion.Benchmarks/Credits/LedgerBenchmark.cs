using System.Globalization;
using Galion.Tests.Fixtures;
using Npgsql;

namespace Galion.Benchmarks.Credits;

/// <summary>
/// Pairs of hold and settle, two durable commits each, driven by pgbench; beside pgbench's own TPC-B, one commit each, on the same server.
/// </summary>
internal static class LedgerBenchmark
{
    private const int Accounts = 10_000;
    private const int Rounds = 3;

    internal static async Task RunAsync(int seconds)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        string connectionString = await server.CreateMigratedDatabaseAsync("ledger");
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);
        await using (NpgsqlCommand grant = database.CreateCommand($"""
            SELECT count(credit_grant(('00000000-0000-0000-0001-' || lpad(a::text, 12, '0'))::uuid, 1000000000000, 'included', 'bench:' || a))
            FROM generate_series(1, {Accounts}) a
            """))
        {
            grant.CommandTimeout = 120;
            await grant.ExecuteScalarAsync();
        }

        await PgbenchAsync(server, "-i", "-q", "-s", "10");
        string folder = Directory.CreateTempSubdirectory("galion-bench").FullName;
        string spread = await WriteScriptAsync(folder, "spread", $"random(1, {Accounts})");
        string hot = await WriteScriptAsync(folder, "hot", "1 + 0");

        Console.WriteLine($"ledger: {seconds} s a run, median of {Rounds} rounds; {Measurements.Machine()}");
        Console.WriteLine($"{"clients",8}{"TPC-B tps",12}{"spread pairs/s",16}{"to TPC-B",10}{"one account pairs/s",21}{"to TPC-B",10}");
        foreach (int clients in (int[])[1, 8, 32])
        {
            List<double>[] rounds = [[], [], []];
            for (int round = 0; round < Rounds; round++)
            {
                rounds[0].Add(await RatePerSecondAsync(server, clients, seconds, null));
                rounds[1].Add(await RatePerSecondAsync(server, clients, seconds, spread));
                rounds[2].Add(await RatePerSecondAsync(server, clients, seconds, hot));
            }

            double[] medians = [.. rounds.Select(Measurements.Median)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{clients,8}{medians[0],12:F0}{medians[1],16:F0}{medians[1] / medians[0],10:P0}{medians[2],21:F0}{medians[2] / medians[0],10:P0}"));
        }

        Directory.Delete(folder, recursive: true);
        await using NpgsqlCommand check = database.CreateCommand("SELECT count(*) FROM credit_all_violations()");
        check.CommandTimeout = 300;
        Console.WriteLine((long)(await check.ExecuteScalarAsync())! == 0 ? "The books balance." : "THE BOOKS DO NOT BALANCE.");
    }

    private static async Task<string> WriteScriptAsync(string folder, string name, string account)
    {
        string path = Path.Combine(folder, $"{name}.sql");
        await File.WriteAllTextAsync(path, $"""
            \set account {account}
            \set hold random(1, 9000000000000000000)
            SELECT outcome FROM credit_hold(('00000000-0000-0000-0001-' || lpad(:account::text, 12, '0'))::uuid, lpad(to_hex(:hold::bigint), 32, '0')::uuid, 10, interval '1 hour');
            SELECT credit_resolve(lpad(to_hex(:hold::bigint), 32, '0')::uuid, 'settled', 7);

            """);
        return path;
    }

    private static async Task<double> RatePerSecondAsync(BenchmarkServer server, int clients, int seconds, string? script)
    {
        string output = await PgbenchAsync(
            server,
            ["-n", "-M", "prepared", "-c", $"{clients}", "-j", $"{Math.Min(clients, 2)}", "-T", $"{seconds}", .. script is null ? (string[])[] : ["-f", script]]);
        string line = output.Split('\n').First(l => l.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    private static Task<string> PgbenchAsync(BenchmarkServer server, params string[] arguments) =>
        Measurements.RunAsync(
            ThrowawayPostgres.BinPath("pgbench"), null, ["-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", .. arguments, "ledger"]);
}
