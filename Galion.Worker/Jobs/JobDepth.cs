using System.Diagnostics.Metrics;

namespace Galion.Worker.Jobs;

/// <summary>
/// The metric <c>galion.jobs.depth</c>: how many jobs wait and run, by kind and state. Counted now and then, and only while somebody reads
/// metrics. Every worker counts the whole queue, so take one worker's figure and not their sum.
/// </summary>
internal sealed class JobDepth : IDisposable
{
    private static readonly string[] States = ["available", "scheduled", "retryable", "running"];

    private readonly Meter _meter;
    private readonly ObservableGauge<long> _gauge;
    private readonly JobHandlers _handlers;
    private readonly JobStore _store;
    private volatile Measurement<long>[] _latest = [];

    public JobDepth(JobHandlers handlers, JobStore store)
    {
        _handlers = handlers;
        _store = store;
        _meter = new Meter(new MeterOptions(JobTelemetry.Name) { Scope = this });
        _gauge = _meter.CreateObservableGauge(
            "galion.jobs.depth", () => _latest, "{job}", "Unfinished jobs in the whole queue by kind and state");
    }

    internal async Task SampleAsync(CancellationToken cancellationToken)
    {
        if (!_gauge.Enabled)
        {
            return;
        }

        Dictionary<(string Kind, string State), long> counts = [];
        foreach (JobHandlerEntry handler in _handlers.All)
        {
            foreach (string state in States)
            {
                counts[(handler.Kind, state)] = 0;
            }
        }

        foreach ((string kind, string state, long count) in await _store.CountUnfinishedAsync(cancellationToken))
        {
            counts[(kind, state)] = count;
        }

        _latest = [.. counts.Select(entry => new Measurement<long>(entry.Value, new("kind", entry.Key.Kind), new("state", entry.Key.State)))];
    }

    public void Dispose() => _meter.Dispose();
}
