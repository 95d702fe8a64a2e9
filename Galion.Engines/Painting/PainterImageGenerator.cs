using System.Diagnostics;
using Galion.Engines.Imaging;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Painting;

/// <summary>
/// The painter behind the interface that remote image models have. Additional properties of the options: <c>width</c>, <c>height</c>,
/// <c>seed</c>, <c>count</c>, <c>negative_prompt</c>, <c>style</c>, <c>palette</c>, <c>detail</c> as numbers, texts or JSON, and the progress
/// under <see cref="EngineProgress.Key"/>. Each result is a PNG with <c>width</c>, <c>height</c>, <c>seed</c> and <c>recipe</c> beside it.
/// </summary>
/// <param name="maxThreads">How many threads one picture may use; all processors when 0.</param>
public sealed class PainterImageGenerator(int maxThreads = 0) : IImageGenerator
{
    private const int PreviewSide = 192;

    private static readonly ImageGeneratorMetadata Metadata = new("galion", defaultModelId: Painter.ModelId);

    /// <exception cref="ArgumentException">The prompt is missing, an option is wrong, or original images are given, which the painter does not edit.</exception>
    public Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = string.IsNullOrWhiteSpace(request.Prompt) ? throw new ArgumentException("The painter needs a prompt.", nameof(request)) : request.Prompt;
        if (request.OriginalImages?.Any() == true)
        {
            throw new ArgumentException("The painter does not edit images.", nameof(request));
        }

        var painterRequest = PainterRequest.From(options);
        return Task.Run(() => Generate(prompt, painterRequest, cancellationToken), cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ImageGeneratorMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private ImageGenerationResponse Generate(string prompt, PainterRequest request, CancellationToken cancellationToken)
    {
        var reporter = new Reporter(request.Progress, request.Count);
        if (request.Progress is not null)
        {
            reporter.ReportPreview(PaintPreview(prompt, request.Options, cancellationToken));
        }

        var contents = new List<AIContent>();
        for (var n = 0; n < request.Count; n++)
        {
            var options = request.OptionsOf(n);
            var index = n;
            var picture = Painter.Paint(prompt, options, maxThreads, (fraction, stage) => reporter.Report(index, fraction, stage), cancellationToken);
            var png = PngEncoder.Encode(picture.Bitmap, picture.Recipe.ToTexts(), cancellationToken);
            contents.Add(new DataContent(png, "image/png")
            {
                AdditionalProperties = new AdditionalPropertiesDictionary
                {
                    ["width"] = options.Width,
                    ["height"] = options.Height,
                    ["seed"] = options.Seed,
                    ["recipe"] = picture.Recipe.ToJson(),
                },
            });
        }

        reporter.Report(request.Count - 1, 1, "done");
        return new ImageGenerationResponse(contents);
    }

    /// <summary>The same scene painted small: scenes are independent of resolution, so this shows what is coming for a few percent of the work.</summary>
    private byte[] PaintPreview(string prompt, PainterOptions options, CancellationToken cancellationToken)
    {
        var longest = Math.Max(options.Width, options.Height);
        var small = options with
        {
            Width = Math.Max(16, options.Width * PreviewSide / longest),
            Height = Math.Max(16, options.Height * PreviewSide / longest),
            Detail = "draft",
        };
        return PngEncoder.Encode(Painter.Paint(prompt, small, maxThreads, progress: null, cancellationToken).Bitmap, texts: null, cancellationToken);
    }

    private sealed class Reporter(IProgress<EngineProgress>? progress, int count)
    {
        private const float PreviewFraction = 0.04f;
        private const double FirstEstimate = 0.12;
        private readonly long _started = Stopwatch.GetTimestamp();

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
}
