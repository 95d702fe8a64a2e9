using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Galion.Engines.Cli;

/// <summary>
/// One line on the terminal that says how far the work is. Where standard error is no terminal, such as in a log, a line of its own every few seconds;
/// what takes less stays silent there.
/// </summary>
internal sealed class ProgressBar : IProgress<EngineProgress>, IAsyncDisposable
{
    private const int Cells = 28;
    private const int MinMilliseconds = 80;
    private const int LogMilliseconds = 5_000;
    private readonly Lock _lock = new();
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private long _lastShown = Console.IsErrorRedirected ? Stopwatch.GetTimestamp() : 0;
    private int _lastLength;

    public void Report(EngineProgress value)
    {
        lock (_lock)
        {
            if (!_isTerminal)
            {
                Log(value);
                return;
            }

            if (value.Fraction < 1 && _lastShown != 0 && Stopwatch.GetElapsedTime(_lastShown).TotalMilliseconds < MinMilliseconds)
            {
                return;
            }

            _lastShown = Stopwatch.GetTimestamp();
            var full = (int)(Math.Clamp(value.Fraction, 0, 1) * Cells);
            var line = new StringBuilder("\r").Append('█', full).Append('░', Cells - full)
                .Append(CultureInfo.InvariantCulture, $" {value.Fraction * 100,3:0} %  {value.Stage}");
            if (value.EtaMs is > 1_000)
            {
                line.Append(CultureInfo.InvariantCulture, $", {value.EtaMs / 1_000} s left");
            }

            var length = line.Length;
            Console.Error.Write(line.Append(' ', Math.Max(0, _lastLength - length)).ToString());
            _lastLength = length;
        }
    }

    private void Log(EngineProgress value)
    {
        if (Stopwatch.GetElapsedTime(_lastShown).TotalMilliseconds < LogMilliseconds)
        {
            return;
        }

        _lastShown = Stopwatch.GetTimestamp();
        var left = value.EtaMs is > 1_000 ? string.Create(CultureInfo.InvariantCulture, $", {value.EtaMs / 1_000} s left") : "";
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Fraction * 100:0} %  {value.Stage}{left}"));
    }

    public ValueTask DisposeAsync()
    {
        if (_lastLength > 0)
        {
            Console.Error.Write($"\r{new string(' ', _lastLength)}\r");
        }

        return ValueTask.CompletedTask;
    }
}
