using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Galion.Tests.Fixtures;

/// <summary>A PostgreSQL cluster of the caller's own, which may be killed and started again. fsync and synchronous_commit are on.</summary>
public sealed class ThrowawayPostgres : IAsyncDisposable
{
    private static readonly string? BinFolder = FindBinFolder();
    private readonly string _folder;
    private readonly string _settings;

    private ThrowawayPostgres(string folder, int port, string settings)
    {
        _folder = folder;
        _settings = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=on -c synchronous_commit=on {settings}";
        Port = port;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=5";
    }

    /// <summary>Whether PostgreSQL's server programs are installed here.</summary>
    public static bool IsAvailable => BinFolder is not null;

    public static string BinPath(string program) =>
        Path.Combine(BinFolder ?? throw new InvalidOperationException("PostgreSQL's server programs are not installed."), program);

    public int Port { get; }

    public string ConnectionString { get; }

    /// <param name="settings">Further options of the server, such as <c>-c shared_buffers=1GB</c>.</param>
    public static async Task<ThrowawayPostgres> StartAsync(string settings = "")
    {
        string folder = Path.Combine(Path.GetTempPath(), $"galion-postgres-{Guid.NewGuid():N}");
        var cluster = new ThrowawayPostgres(folder, FindFreePort(), settings);
        await RunAsPostgresAsync("initdb", "-D", folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        await cluster.StartServerAsync();
        return cluster;
    }

    /// <summary>Starts the server, which recovers if it was killed.</summary>
    public async Task StartServerAsync()
    {
        await RunAsPostgresAsync("pg_ctl", "-D", _folder, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"), "-o", _settings, "start");
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Stops the server as an administrator would, ending all connections.</summary>
    public Task StopServerAsync() => RunAsPostgresAsync("pg_ctl", "-D", _folder, "-m", "fast", "-w", "stop");

    /// <summary>The process that all others of this server descend from.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_folder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Processor time that the server and its ended children have used so far.</summary>
    public TimeSpan CpuTime()
    {
        int postmaster = ProcessId;
        long ticks = 0;
        foreach (int pid in (int[])[postmaster, .. FindChildren(postmaster)])
        {
            // utime and stime; for the postmaster also cutime and cstime, of the children it has buried.
            ticks += StatFields(pid).Skip(11).Take(pid == postmaster ? 4 : 2).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }

        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    /// <summary><c>kill -9</c> of the server and all its processes.</summary>
    public async Task KillAsync()
    {
        string pidFile = Path.Combine(_folder, "postmaster.pid");
        int postmaster = ProcessId;
        int[] children = FindChildren(postmaster);
        foreach (int pid in (int[])[postmaster, .. children])
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
                await process.WaitForExitAsync();
            }
            catch (ArgumentException)
            {
                // It followed the others by itself.
            }
        }

        File.Delete(pidFile);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_folder, "postmaster.pid")))
        {
            await RunAsPostgresAsync("pg_ctl", "-D", _folder, "-m", "immediate", "-w", "stop");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static int[] FindChildren(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out int pid) ? pid : 0)
            .Where(pid => pid > 0 && ParentOf(pid) == parent)];

    private static int ParentOf(int pid) =>
        StatFields(pid) is [_, string parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    /// <returns>The fields of <c>/proc/pid/stat</c> from the state on; empty when the process has ended.</returns>
    private static string[] StatFields(int pid)
    {
        try
        {
            // "pid (name) state ppid …"; the name may hold anything.
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static async Task RunAsPostgresAsync(string program, params string[] arguments)
    {
        // PostgreSQL refuses to run as root.
        bool root = Environment.UserName == "root";
        var start = new ProcessStartInfo(root ? "runuser" : BinPath(program)) { RedirectStandardOutput = true, WorkingDirectory = "/tmp" };
        foreach (string argument in root ? ["-u", "postgres", "--", BinPath(program), .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        // A started server inherits the pipe, so its end cannot be waited for.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with code {process.ExitCode}.");
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? FindBinFolder() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
                .Order(StringComparer.Ordinal).LastOrDefault()
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
}
