using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Galion.Worker.Jobs;

internal static class JobTelemetry
{
    internal const string Name = "Galion.Jobs";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Wait = Meter.CreateHistogram<double>(
        "galion.jobs.wait", "s", "From the time a job was due to its start");

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "galion.jobs.duration", "s", "From the start of an attempt to its end");

    internal static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "galion.jobs.attempts", "{attempt}", "Attempts by kind and outcome");

    internal static readonly Counter<long> Rescued = Meter.CreateCounter<long>(
        "galion.jobs.rescued", "{job}", "Jobs taken from workers that stopped renewing their leases");

    /// <summary>Continues the trace of the request that enqueued the job.</summary>
    internal static Activity? StartAttempt(ClaimedJob job)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext.TryParse(job.TraceParent, null, isRemote: true, out ActivityContext parent);
        Activity? activity = Source.StartActivity($"job {job.Kind}", ActivityKind.Consumer, parent);
        activity?.SetTag("job.id", job.Id).SetTag("job.kind", job.Kind).SetTag("job.attempt", job.Attempt);
        return activity;
    }
}
