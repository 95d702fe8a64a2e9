using System.Diagnostics;
using System.Globalization;
using System.Text;
using Galion.NexusLang.Runner;

namespace Galion.Worker.NexusLang;

/// <summary>
/// One runner, from its start to its end. Whoever has it is the only one who reads and writes it. Killing it is always right: all that
/// matters is on this side of the pipe.
/// </summary>
internal sealed class RunnerProcess : IAsyncDisposable
{
    private const int ShownErrorLength = 2_000;
    private static readonly TimeSpan ErrorsWithin = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly StringBuilder _errors = new();
    private int? _innerId;

    private RunnerProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start) ?? throw new InvalidOperationException("The runner did not start.");
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                if (line.Data is not null && _errors.Length < ShownErrorLength)
                {
                    _errors.AppendLine(line.Data);
                }
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Whose programs it has run; null while it has run none. It never serves anybody else.</summary>
    internal Guid? Owner { get; set; }

    internal int Runs { get; set; }

    internal DateTimeOffset IdleSince { get; set; }

    internal bool FiltersCalls { get; private set; }

    /// <summary>The process that was started: bubblewrap's where there is one.</summary>
    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>Starts a runner and waits until it is warm.</summary>
    /// <exception cref="IOException">It ended before, or answered nonsense.</exception>
    internal static async Task<RunnerProcess> StartAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        var runner = new RunnerProcess(sandbox.Start());
        try
        {
            if (await runner.ReadAsync(cancellationToken) is not (FrameKind.Ready, var content))
            {
                throw new IOException($"The runner ended before it was ready. {await runner.ReadErrorsAsync()}");
            }

            runner.FiltersCalls = Frames.FromJson<Readiness>(content).FiltersCalls;
            return runner;
        }
        catch
        {
            await runner.DisposeAsync();
            throw;
        }
    }

    internal async Task SendAsync(FrameKind kind, byte[] content, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await Frames.WriteAsync(_process.StandardInput.BaseStream, kind, content, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <returns>Null when it has ended.</returns>
    /// <exception cref="InvalidDataException">It wrote what no runner writes.</exception>
    internal Task<(FrameKind Kind, byte[] Content)?> ReadAsync(CancellationToken cancellationToken) =>
        Frames.ReadAsync(_process.StandardOutput.BaseStream, cancellationToken);

    /// <summary>The memory that the runner's own process holds, or null where that cannot be read.</summary>
    internal long? ReadMemoryBytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            _innerId ??= FindInner();
            string[] pages = File.ReadAllText($"/proc/{_innerId}/statm").Split(' ');
            return long.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The processor time that the runner's own process has used, or null where that cannot be read.</summary>
    internal TimeSpan? ReadProcessorTime()
    {
        try
        {
            _innerId ??= OperatingSystem.IsLinux() ? FindInner() : _process.Id;
            using var inner = Process.GetProcessById(_innerId.Value);
            return inner.TotalProcessorTime;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or ArgumentException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The process that programs run in: the last of the chain of only children that bubblewrap starts.</summary>
    internal int FindInner()
    {
        int id = _process.Id;
        while (File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var child])
        {
            id = int.Parse(child, CultureInfo.InvariantCulture);
        }

        return id;
    }

    /// <summary>What a runner that ends wrote to standard error.</summary>
    internal async Task<string> ReadErrorsAsync()
    {
        using var deadline = new CancellationTokenSource(ErrorsWithin);
        await _process.WaitForExitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_errors)
        {
            return _errors.ToString().Trim();
        }
    }

    internal void Kill()
    {
        try
        {
            // Bubblewrap's children die with it.
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _writing.Dispose();
    }
}
