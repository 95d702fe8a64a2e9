using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Galion.Tests.AppHost;

/// <summary>The AppHost in a process of its own, as <c>./galion run</c> starts it, with free ports and the data in a temporary folder.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly DirectoryInfo? _ownedState;

    private AppHostProcess(Process process, DirectoryInfo state, bool ownsState)
    {
        _process = process;
        StatePath = state.FullName;
        _ownedState = ownsState ? state : null;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string StatePath { get; }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _lines);

    public static AppHostProcess Start(params string[] args) => StartIn(null, path: null, args);

    /// <summary>Starts it with its data on a disk of this size, which only it and its children see; see <see cref="SmallDisk"/>.</summary>
    public static AppHostProcess StartOnSmallDisk(int megabytes, int filledMegabytes = 0) =>
        Start(Directory.CreateTempSubdirectory("galion-apphost-"), ownsState: true, path: null, state => SmallDisk.Command(state, megabytes, filledMegabytes), []);

    /// <param name="statePath">The folder of another run, to share it; null makes a new one.</param>
    /// <param name="path">The PATH on which programs are looked for; null keeps that of the tests.</param>
    public static AppHostProcess StartIn(string? statePath, string? path, params string[] args) => Start(
        statePath is null ? Directory.CreateTempSubdirectory("galion-apphost-") : new DirectoryInfo(statePath),
        ownsState: statePath is null, path, static _ => [], args);

    /// <exception cref="TimeoutException">The text was not written in time; the message holds what was.</exception>
    public async Task WaitForOutputAsync(string text, TimeSpan timeout)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (clock.Elapsed > timeout || (_process.HasExited && !Output.Contains(text, StringComparison.Ordinal)))
            {
                throw new TimeoutException($"\"{text}\" was not written. Output:\n{Output}");
            }

            await Task.Delay(Poll, TestContext.Current.CancellationToken);
        }
    }

    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(timeout, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public Task SignalAsync(string signal) => SignalAsync(signal, _process.Id);

    public static async Task SignalAsync(string signal, int processId)
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {processId.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Every process below <paramref name="root"/>, in any depth and whatever its process group.</summary>
    public static async Task<int[]> FindDescendantsAsync(int root)
    {
        ILookup<int, int> children = (await ReadProcessesAsync()).ToLookup(process => process.Parent, process => process.Id);
        List<int> found = [];
        Queue<int> open = new([root]);
        while (open.TryDequeue(out int parent))
        {
            foreach (int child in children[parent])
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return [.. found];
    }

    /// <returns>Those of <paramref name="processIds"/> that still run when <paramref name="timeout"/> is over; usually none.</returns>
    public static async Task<int[]> WaitUntilGoneAsync(int[] processIds, TimeSpan timeout)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            HashSet<int> living = [.. (await ReadProcessesAsync()).Where(process => !process.IsZombie).Select(process => process.Id)];
            int[] left = [.. processIds.Where(living.Contains)];
            if (left.Length == 0 || clock.Elapsed > timeout)
            {
                return left;
            }

            await Task.Delay(Poll, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            int[] processes = await FindDescendantsAsync(_process.Id);
            await SignalAsync("TERM");
            await _process.WaitForExitAsync(CancellationToken.None);
            await WaitUntilGoneAsync(processes, TimeSpan.FromSeconds(10));
        }

        _process.Dispose();
        _ownedState?.Delete(recursive: true);
    }

    public static string FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);

    private static async Task<(int Id, int Parent, bool IsZombie)[]> ReadProcessesAsync()
    {
        using Process ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid=,stat="]) { RedirectStandardOutput = true })!;
        string output = await ps.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(parts => (int.Parse(parts[0]), int.Parse(parts[1]), parts[2].StartsWith('Z')))];
    }

    /// <param name="wrap">The command that runs the command behind it, given the state folder; nothing when it needs none.</param>
    private static AppHostProcess Start(DirectoryInfo state, bool ownsState, string? path, Func<string, string[]> wrap, string[] args)
    {
        if (!OperatingSystem.IsWindows())
        {
            state.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        string[] command =
        [
            .. wrap(state.FullName),
            path is null ? Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet" : FindOnPath("dotnet"),
            typeof(Projects.Galion_AppHost).Assembly.Location,
            $"--Aspire:Store:Path={state.FullName}", "--DcpPublisher:RandomizePorts=true", .. args,
        ];
        ProcessStartInfo info = new(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The servers that a developer's shell names are not the ones under test.
        foreach (string name in info.Environment.Keys.Where(name => name.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToArray())
        {
            info.Environment.Remove(name);
        }

        if (path is not null)
        {
            info.Environment["PATH"] = path;
        }

        Process process = Process.Start(info)!;
        process.StandardInput.Close();
        return new AppHostProcess(process, state, ownsState);
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
