using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Galion.Worker.NexusLang;

/// <summary>
/// How a runner is started: in bubblewrap where that works, which leaves it without network, other processes, environment, and files beyond
/// the runtime and its own; and as a plain process otherwise, which is then held by its resource limits and its refused system calls.
/// </summary>
/// <param name="bubblewrap">The program; null for none.</param>
/// <param name="heapMb">The largest heap of a runner.</param>
internal sealed class Sandbox(string? bubblewrap, int heapMb)
{
    private const string Program = "Galion.NexusLang.Runner";

    private static readonly string[] RunnerFiles =
        [$"{Program}.dll", $"{Program}.runtimeconfig.json", $"{Program}.deps.json", "Galion.NexusLang.dll"];

    // The C library and what the runtime is linked to.
    private static readonly string[] SystemFolders = ["/usr/lib", "/usr/lib64", "/lib", "/lib64"];

    // No terminal. So runners can stay in the Worker's session, in which the kernel ranks their threads against each other; in sessions of their own
    // each could count as much as the whole Worker.
    private static readonly string[] Devices = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"];

    internal bool IsIsolated => bubblewrap is not null;

    internal static string? FindBubblewrap() =>
        OperatingSystem.IsLinux()
            ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, "bwrap")).FirstOrDefault(File.Exists)
            : null;

    internal ProcessStartInfo Start()
    {
        string folder = AppContext.BaseDirectory;
        string? dotnet = FindDotnet();
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        if (bubblewrap is null || dotnet is null)
        {
            start.FileName = dotnet ?? Path.Combine(folder, Program);
            if (dotnet is not null)
            {
                start.ArgumentList.Add(Path.Combine(folder, $"{Program}.dll"));
            }

            foreach ((string name, string value) in Variables())
            {
                start.Environment[name] = value;
            }

            return start;
        }

        start.FileName = bubblewrap;
        AddAll("--unshare-all", "--uid", "65534", "--gid", "65534", "--die-with-parent", "--clearenv", "--hostname", "runner");
        AddAll("--proc", "/proc", "--tmpfs", "/tmp");
        foreach (string device in Devices)
        {
            AddAll("--dev-bind", device, device);
        }

        foreach (string system in SystemFolders)
        {
            AddAll("--ro-bind-try", system, system);
        }

        AddAll("--ro-bind", Path.GetDirectoryName(dotnet)!, "/dotnet");
        foreach (string file in RunnerFiles.Where(file => File.Exists(Path.Combine(folder, file))))
        {
            AddAll("--ro-bind", Path.Combine(folder, file), $"/runner/{file}");
        }

        foreach ((string name, string value) in Variables())
        {
            AddAll("--setenv", name, value);
        }

        AddAll("--chdir", "/", "--cap-drop", "ALL", "--", "/dotnet/dotnet", $"/runner/{Program}.dll");
        return start;

        void AddAll(params ReadOnlySpan<string> arguments)
        {
            foreach (string argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }
        }
    }

    private IEnumerable<(string Name, string Value)> Variables() =>
    [
        ("DOTNET_EnableDiagnostics", "0"),
        ("DOTNET_gcServer", "0"),
        ("DOTNET_gcConcurrent", "0"),
        ("DOTNET_GCHeapHardLimit", $"0x{((long)heapMb << 20).ToString("X", CultureInfo.InvariantCulture)}"),
        ("DOTNET_EnableWriteXorExecute", "0"),
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"),
    ];

    /// <returns>The program that runs this program, or null when it was published together with its runtime.</returns>
    private static string? FindDotnet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : null;
    }
}
