using System.Diagnostics;
using Galion.Engines.Imaging;

namespace Galion.Engines.Painting;

/// <summary>Tells the progress of all pictures of a request as one.</summary>
internal sealed class PaintingReporter(IProgress<EngineProgress>? progress, int count)
{
    private const float PreviewFraction = 0.04f;
    private const double FirstEstimate = 0.12;
    private readonly long _started = Stopwatch.GetTimestamp();

    public bool WantsPreview => progress is not null;

    public void ReportPreview(byte[] preview) => progress?.Report(new EngineProgress(PreviewFraction, "sketching", EtaMs: null, preview));

    public void Report(int index, float fraction, string stage)
    {
        if (progress is null)
        {
            return;
        }

        var total = PreviewFraction + (1 - PreviewFraction) * ((index + fraction) / count);
        var elapsed = Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
        long? eta = total >= FirstEstimate ? (long)(elapsed * (1 - total) / total) : null;
        progress.Report(new EngineProgress(Math.Min(1, total), count > 1 && fraction < 1 ? $"{stage} ({index + 1} of {count})" : stage, eta));
    }
}
