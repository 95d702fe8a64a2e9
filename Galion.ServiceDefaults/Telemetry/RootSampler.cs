using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Galion.ServiceDefaults.Telemetry;

/// <summary>
/// Keeps every trace that somebody caused. Probes of health and the polling of queues happen every second for ever, and would bury the
/// traces that people look for.
/// </summary>
internal sealed class RootSampler : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(IsBackgroundCall(samplingParameters) || IsProbe(samplingParameters) ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);

    private static bool IsBackgroundCall(in SamplingParameters parameters) => parameters.Kind == ActivityKind.Client;

    private static bool IsProbe(in SamplingParameters parameters)
    {
        foreach (var (name, value) in parameters.Tags ?? [])
        {
            if (name == "url.path")
            {
                return value is HealthEndpoints.HealthPath or HealthEndpoints.AlivePath;
            }
        }

        return false;
    }
}
