using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Engine;

/// <summary>How to start a resource.</summary>
internal sealed record LaunchPlan(
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The signal that asks the program to end in good order.</summary>
    public string StopSignal { get; init; } = "TERM";
}

/// <summary>
/// A program under the watch of a small shell script (guard.sh). The guard notices the end of this process by a pipe that
/// closes, so that not even <c>kill -9</c> of the AppHost leaves anything running.
/// </summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    /// <summary>How long a program may take to end after its stop signal. Three in a row stay below ten seconds.</summary>
    public const int StopSeconds = 3;

    private static readonly string Script = ReadScript();
    private readonly Process _process;
    private readonly Task _output;

    private GuardedProcess(Process process, Action<string, bool> onLine)
    {
        _process = process;
        _output = Task.WhenAll(
            ReadLinesAsync(process.StandardOutput, isError: false, onLine),
            ReadLinesAsync(process.StandardError, isError: true, onLine));
    }

    public int ProcessId => _process.Id;

    /// <param name="onLine">Called for each line of output; the second argument tells standard error from standard output.</param>
    public static GuardedProcess Start(LaunchPlan plan, Action<string, bool> onLine)
    {
        var info = new ProcessStartInfo
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A session of its own keeps Ctrl+C, and a signal sent to the AppHost's whole group, from reaching the guard.
        string[] session = Tools.Find("setsid") is { } setsid
            ? [setsid]
            : Tools.Find("perl") is { } perl ? [perl, "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV"] : [];
        string[] command =
        [
            .. session, Tools.Require("bash", "bash", "bash"), "-c", Script, "guard",
            plan.StopSignal, StopSeconds.ToString(CultureInfo.InvariantCulture), plan.FileName, .. plan.Arguments,
        ];
        info.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in plan.Environment)
        {
            info.Environment[name] = value;
        }

        return new GuardedProcess(Process.Start(info)!, onLine);
    }

    /// <summary>Completes with the exit code (128 + n after signal n) when the program has ended and its output is read.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        // A process that left the group may hold the pipes open: its output is not worth waiting for.
        await Task.WhenAny(_output, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None));
        return _process.ExitCode;
    }

    /// <summary>Asks the program to end, kills it after <see cref="StopSeconds"/>, and returns when it is gone.</summary>
    public async Task StopAsync()
    {
        CloseInput();
        var exited = _process.WaitForExitAsync(CancellationToken.None);
        if (await Task.WhenAny(exited, Task.Delay(TimeSpan.FromSeconds(StopSeconds + 1), CancellationToken.None)) != exited)
        {
            _process.Kill(entireProcessTree: true);
            await exited;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The guard is gone already.
        }
    }

    private static async Task ReadLinesAsync(StreamReader reader, bool isError, Action<string, bool> onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                onLine(line, isError);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe broke with the process.
        }
    }

    private static string ReadScript()
    {
        using var stream = typeof(GuardedProcess).Assembly.GetManifestResourceStream("guard.sh")!;
        using var reader = new StreamReader(stream);
        // Without its comments, which would fill the list of processes.
        return string.Join('\n', reader.ReadToEnd().Split('\n').Where(line => !line.TrimStart().StartsWith('#')));
    }
}
