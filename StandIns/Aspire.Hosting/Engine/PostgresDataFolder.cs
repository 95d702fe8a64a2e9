using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Engine;

/// <param name="Folder">Where <c>postgres</c> and <c>initdb</c> lie.</param>
/// <param name="Version">The major version, such as 15.</param>
internal sealed record PostgresBinaries(string Folder, int Version)
{
    /// <summary>The installation that fits a data folder, or the newest one.</summary>
    /// <exception cref="ResourceStartException">PostgreSQL is not installed, or only in a version that cannot read the data.</exception>
    public static PostgresBinaries Find(int? dataVersion)
    {
        var installed = Candidates()
            .Where(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
            .Select(folder => new PostgresBinaries(folder, VersionOf(folder)))
            .OrderByDescending(binaries => binaries.Version)
            .ToArray();
        if (installed.Length == 0)
        {
            throw Tools.Missing("PostgreSQL", "postgresql", "postgresql@17");
        }

        return dataVersion is null
            ? installed[0]
            : installed.FirstOrDefault(binaries => binaries.Version == dataVersion)
                ?? throw new ResourceStartException(
                    $"the data folder was made by PostgreSQL {dataVersion}, and installed is only {string.Join(", ", installed.Select(binaries => binaries.Version))}.",
                    $"Install the version that reads it: {Tools.InstallCommand($"postgresql-{dataVersion}", $"postgresql@{dataVersion}")}");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Tools.Find("postgres") is { } onPath)
        {
            yield return Path.GetDirectoryName(onPath)!;
        }

        foreach (var (parent, pattern) in new[]
        {
            ("/usr/lib/postgresql", "*"), ("/usr", "pgsql-*"), ("/opt/homebrew/opt", "postgresql*"), ("/usr/local/opt", "postgresql*"),
        })
        {
            foreach (var folder in Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern) : [])
            {
                yield return Path.Combine(folder, "bin");
            }
        }
    }

    private static int VersionOf(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version") { RedirectStandardOutput = true })!;
        // "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return words.Length > 2 && int.TryParse(words[2].Split('.')[0].Trim(), CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}

/// <summary>The data folder of a private PostgreSQL server.</summary>
internal static class PostgresDataFolder
{
    /// <returns>The major version that made the folder; null when there is none yet.</returns>
    /// <exception cref="ResourceStartException">The folder holds something else.</exception>
    public static int? FindVersion(string data)
    {
        if (!Directory.Exists(data))
        {
            return null;
        }

        var file = Path.Combine(data, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ResourceStartException(
                $"its data folder {data} is damaged: it has no readable PG_VERSION.",
                $"Restore it from a backup, or move it away and start anew: mv '{data}' '{data}.damaged'");
    }

    /// <summary>Initialises the folder aside and renames it, so that an interrupted start leaves nothing half made.</summary>
    public static async Task CreateAsync(
        string data, PostgresBinaries binaries, ServerAccount account, string userName, string password, CancellationToken cancellationToken)
    {
        var aside = data + ".new";
        var passwordFile = data + ".password";
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        try
        {
            await account.WriteFileAsync(passwordFile, password, cancellationToken);
            var (exitCode, output) = await Tools.RunAsync(
                account.Command(
                [
                    Path.Combine(binaries.Folder, "initdb"), "-D", aside, "-U", userName, $"--pwfile={passwordFile}",
                    "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions",
                ]),
                Path.GetDirectoryName(data)!,
                cancellationToken);
            if (exitCode != 0)
            {
                throw new ResourceStartException(
                    $"initdb failed: {output}", $"Check the free space and the owner of the folder: df -h '{Path.GetDirectoryName(data)}'; ls -ld '{Path.GetDirectoryName(data)}'");
            }

            Directory.Move(aside, data);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <summary>Waits for the server of an earlier run, whose AppHost was killed, to finish its shutdown.</summary>
    /// <exception cref="ResourceStartException">Another server keeps using the folder.</exception>
    public static async Task WaitUntilUnusedAsync(string data, TimeSpan patience, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + patience;
        while (FindServer(data) is { } processId)
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new ResourceStartException($"another PostgreSQL server (process {processId}) uses {data}.", $"Stop it: kill -INT {processId}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>The process named in postmaster.pid, if it is a living PostgreSQL server.</summary>
    private static int? FindServer(string data)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(data, "postmaster.pid"));
            if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId))
            {
                return null;
            }

            using var process = Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) ? processId : null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
