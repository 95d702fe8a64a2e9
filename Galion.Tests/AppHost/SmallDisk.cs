using System.Diagnostics;
using System.Globalization;

namespace Galion.Tests.AppHost;

/// <summary>
/// A small disk in memory, mounted over a folder in a mount namespace of its own: the command that it wraps sees it, nothing else does, and
/// it is gone with the last process on it. An ordinary user makes the mount as the root of a user namespace and becomes himself again in one
/// more namespace, because PostgreSQL refuses to run as root.
/// </summary>
internal static class SmallDisk
{
    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    /// <summary>Skips the running test, and says why, where such a disk cannot be made.</summary>
    public static void SkipUnlessAvailable() =>
        Assert.SkipWhen(
            Obstacle.Value is not null, $"NOT TESTED: a full disk. This machine allows no mount namespace (unshare): {Obstacle.Value}");

    /// <summary>The words in front of a command that run it on the disk.</summary>
    /// <param name="folder">The mount point; it exists and is empty.</param>
    /// <param name="megabytes">The size of the disk.</param>
    /// <param name="filledMegabytes">How much of it is taken by the file <c>filler</c>.</param>
    public static string[] Command(string folder, int megabytes, int filledMegabytes)
    {
        string mount = string.Create(
            CultureInfo.InvariantCulture,
            $"mount -t tmpfs -o size={megabytes}m,mode=755 galion-test '{folder}' && head -c {filledMegabytes}M /dev/zero > '{folder}/filler' && ");
        return Environment.IsPrivilegedProcess
            ? ["unshare", "--mount", "sh", "-c", mount + "exec \"$@\"", "sh"]
            : ["unshare", "--mount", "--map-root-user", "sh", "-c", mount + $"exec unshare --user --map-user={Run("id", "-u").Output} --map-group={Run("id", "-g").Output} \"$@\"", "sh"];
    }

    /// <summary>The disk's folder as a process on it sees it, from outside.</summary>
    public static string Find(int processId, string folder) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/root{folder}");

    /// <summary>Writes until nothing fits any more.</summary>
    public static void Fill(string folder)
    {
        // Never freed by a rename or a truncation of somebody else, and in steps that leave less than a block.
        using FileStream filler = new(Path.Combine(folder, "filler"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (int step = 1 << 20; step >= 512; step /= 2)
        {
            byte[] zeros = new byte[step];
            try
            {
                while (true)
                {
                    filler.Write(zeros);
                }
            }
            catch (IOException)
            {
                // Less than a step is left.
            }
        }
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "it is not Linux.";
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("galion-disk-");
        try
        {
            string[] command = [.. Command(folder.FullName, megabytes: 1, filledMegabytes: 0), "true"];
            (int exitCode, string output) = Run(command[0], command[1..]);
            return exitCode == 0 ? null : output;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return exception.Message;
        }
        finally
        {
            folder.Delete();
        }
    }

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim());
    }
}
