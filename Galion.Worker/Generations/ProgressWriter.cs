using Galion.Contracts.Generations;
using Galion.Engines;
using Galion.Platform.Generations;
using Npgsql;

namespace Galion.Worker.Generations;

/// <summary>
/// Writes an engine's reports to the event log from a loop of its own: at most four a second, whatever the engine's pace, always the
/// newest. Progress is a courtesy, so a report that cannot be written is dropped. Dispose it before the database is used otherwise.
/// </summary>
internal sealed class ProgressWriter : IAsyncDisposable
{
    /// <summary>Larger previews are left out of the log. Any PNG of 192 × 192 pixels fits, even one that could not be compressed.</summary>
    public const int MaxPreviewBytes = 160 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Generation _generation;
    private readonly long _fence;
    private readonly GenerationLifecycle _lifecycle;
    private readonly GenerationSignals _signals;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly Lock _lock = new();
    private readonly Task _loop;
    private GenerationProgress? _newest;
    private string? _preview;

    public ProgressWriter(Generation generation, long fence, GenerationLifecycle lifecycle, GenerationSignals signals)
    {
        _generation = generation;
        _fence = fence;
        _lifecycle = lifecycle;
        _signals = signals;
        _loop = Task.Run(WriteAsync);
    }

    /// <summary>The progress of one of the generation's units, as part of the whole.</summary>
    public IProgress<EngineProgress> ForUnit(int index) => new UnitProgress(this, index);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
        _arrived.Dispose();
    }

    private void Report(int unit, EngineProgress report)
    {
        int units = _generation.Units;
        double fraction = Math.Round(Math.Clamp((unit + Math.Clamp(report.Fraction, 0, 1)) / units, 0, 1), 3);
        string stage = units == 1 ? report.Stage : $"{unit + 1} of {units}: {report.Stage}";
        lock (_lock)
        {
            if (report.PreviewPng is { Length: > 0 and <= MaxPreviewBytes } png)
            {
                _preview = $"data:image/png;base64,{Convert.ToBase64String(png)}";
            }

            _newest = new GenerationProgress(GenerationStatus.Running, fraction, stage, EtaMs: report.EtaMs * (units - unit));
            if (_arrived.CurrentCount == 0)
            {
                _arrived.Release();
            }
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                await _arrived.WaitAsync(_stopping.Token);
                if (!await WriteNewestAsync())
                {
                    return;
                }

                await Task.Delay(Interval, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> WriteNewestAsync()
    {
        GenerationProgress progress;
        lock (_lock)
        {
            progress = _newest! with { Preview = _preview };
            _preview = null;
        }

        try
        {
            if (!await _lifecycle.ReportProgressAsync(_generation.Id, _fence, progress, _stopping.Token))
            {
                return false;
            }
        }
        catch (NpgsqlException)
        {
            return true;
        }

        _signals.Publish(_generation.Id);
        return true;
    }

    /// <summary>Reports on the engine's own thread: <see cref="Progress{T}"/> would post them to the pool, out of order.</summary>
    private sealed class UnitProgress(ProgressWriter writer, int index) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value) => writer.Report(index, value);
    }
}
