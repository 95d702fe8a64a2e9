using System.Diagnostics;

namespace Aspire.Hosting.Engine;

/// <summary>Why a resource cannot start, and the command that mends it.</summary>
internal sealed class ResourceStartException(string problem, string remedy) : Exception($"{problem}\n{remedy}")
{
    public string Problem => problem;

    public string Remedy => remedy;
}

/// <summary>Finds installed programs, and says how to install those that are missing.</summary>
internal static class Tools
{
    public static string? Find(params ReadOnlySpan<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            foreach (var folder in folders)
            {
                var path = Path.Combine(folder, name);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }

    /// <exception cref="ResourceStartException">The program is not on the PATH.</exception>
    public static string Require(string name, string debianPackage, string brewPackage) =>
        Find(name) ?? throw Missing(name, debianPackage, brewPackage);

    public static ResourceStartException Missing(string name, string debianPackage, string brewPackage) =>
        new($"{name} is not installed.", $"Install it: {InstallCommand(debianPackage, brewPackage)}");

    public static string InstallCommand(string debianPackage, string brewPackage)
    {
        if (OperatingSystem.IsMacOS())
        {
            return $"brew install {brewPackage}";
        }

        var sudo = Environment.IsPrivilegedProcess ? "" : "sudo ";
        return Find("dnf") is not null ? $"{sudo}dnf install {debianPackage}" : $"{sudo}apt-get install {debianPackage}";
    }

    /// <summary>Runs a short command to its end.</summary>
    /// <returns>The exit code, and both outputs as one text.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IEnumerable<string> command, string workingDirectory, CancellationToken cancellationToken)
    {
        var words = command.ToArray();
        var info = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, (await output + await error).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The folder that holds <paramref name="relativePath"/>, searched from <paramref name="start"/> upwards.</summary>
    public static string? FindUpwards(string start, string relativePath)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relativePath);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
