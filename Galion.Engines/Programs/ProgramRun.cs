using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Galion.Engines.Programs;

/// <summary>A running program, fed and read through pipes. Disposing of it kills it, with what it started, if it still runs.</summary>
public sealed class ProgramRun : IAsyncDisposable
{
    private const int LastWordsLength = 4_000;
    private readonly ExternalProgram _program;
    private readonly Process _process;
    private readonly Task<string> _complaints;

    internal ProgramRun(ExternalProgram program, Process process)
    {
        _program = program;
        _process = process;
        _complaints = ReadLastWordsAsync(process.StandardError);
    }

    internal int Id => _process.Id;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Writes to the program's standard input. A program that has read enough and closed it is no error: its exit code tells.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            // The pipe is closed; WaitAsync says why, if that was a failure.
        }
    }

    /// <summary>Gives the pipe to the program's standard input a megabyte, where the system lets it: large pieces then pass in few switches between the two.</summary>
    public void WidenInput()
    {
        const int setPipeSize = 1_031;
        const int most = 1 << 20;
        if (OperatingSystem.IsLinux() && _process.StandardInput.BaseStream is System.IO.Pipes.PipeStream pipe)
        {
            // Refused where a user's pipes hold too much already; the pipe then stays as it is.
            _ = SetPipeSize(pipe.SafePipeHandle, setPipeSize, most);
        }
    }

    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // What was still buffered found the pipe closed; WaitAsync says why, if that was a failure.
        }
    }

    /// <exception cref="ProgramFailedException">It ended with an exit code other than 0.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        if (_process.ExitCode != 0)
        {
            throw new ProgramFailedException(_program, _process.ExitCode, await _complaints);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int SetPipeSize(SafeHandle pipe, int command, int size);

    private static async Task<string> ReadLastWordsAsync(StreamReader errors)
    {
        var last = "";
        var buffer = new char[1_024];
        try
        {
            for (int read; (read = await errors.ReadAsync(buffer)) > 0;)
            {
                last += new string(buffer, 0, read);
                last = last.Length > LastWordsLength ? last[^LastWordsLength..] : last;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Killed while it was complaining.
        }

        return last.Trim();
    }
}
