using System.Diagnostics;

namespace Galion.Engines.Cli;

/// <summary>
/// One line on the terminal that says how far the work is. Where standard error is no terminal, such as in a log, a line of its own every few seconds;
/// what takes less stays silent there.
/// </summary>
internal sealed class ProgressBar : IProgress<EngineProgress>, IAsyncDisposable
{
    private const int MinMilliseconds = 80;
    private const int LogMilliseconds = 5_000;
    private const int UsualColumns = 80;

    /// <summary>Terminals write ^C behind the line when the work is stopped; it may not begin another line.</summary>
    private const int EchoLength = 2;

    private readonly Lock _lock = new();
    private readonly bool _isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
    private long _lastShown;
    private string _last = "";

    public ProgressBar() => _lastShown = _isTerminal ? 0 : Stopwatch.GetTimestamp();

    public void Report(EngineProgress value)
    {
        lock (_lock)
        {
            if (_lastShown != 0 && Stopwatch.GetElapsedTime(_lastShown).TotalMilliseconds < (_isTerminal ? MinMilliseconds : LogMilliseconds))
            {
                return;
            }

            _lastShown = Stopwatch.GetTimestamp();
            if (_isTerminal)
            {
                Show(ProgressLine.Draw(value, Columns()));
            }
            else
            {
                Console.Error.WriteLine(ProgressLine.Tell(value));
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_last.Length > 0)
            {
                Console.Error.Write($"\r{new string(' ', Columns() + EchoLength)}\r");
                _last = "";
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>In one piece, over the line before and only when it differs, so that nothing flickers.</summary>
    private void Show(string line)
    {
        if (line != _last)
        {
            Console.Error.Write("\r" + line.PadRight(_last.Length));
            _last = line;
        }
    }

    /// <summary>How much of a line there is to write on: less than all of it, or terminals begin the next.</summary>
    private static int Columns()
    {
        try
        {
            return (Console.WindowWidth > 0 ? Console.WindowWidth : UsualColumns) - EchoLength - 1;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            return UsualColumns - EchoLength - 1;
        }
    }
}
