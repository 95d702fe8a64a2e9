using Galion.Engines.Imaging;

namespace Galion.Engines.Painting;

/// <summary>Tells the progress of all pictures of a request as one.</summary>
internal sealed class PaintingReporter(IProgress<EngineProgress>? progress, int count)
{
    private const float PreviewFraction = 0.04f;
    private readonly RemainingTime _remaining = new(from: 0.12);

    public bool WantsPreview => progress is not null;

    public void ReportPreview(byte[] preview) => progress?.Report(new EngineProgress(PreviewFraction, "sketching", EtaMs: null, preview));

    public void Report(int index, float fraction, string stage)
    {
        if (progress is null)
        {
            return;
        }

        var total = PreviewFraction + (1 - PreviewFraction) * ((index + fraction) / count);
        progress.Report(new EngineProgress(Math.Min(1, total), count > 1 && fraction < 1 ? $"{stage} ({index + 1} of {count})" : stage, _remaining.At(total)));
    }
}
