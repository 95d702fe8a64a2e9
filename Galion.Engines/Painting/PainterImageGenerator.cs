using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Galion.Engines.Painting.Operations;
using Galion.Engines.Recipes;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Painting;

/// <summary>
/// The painter behind the interface that remote image models have. The additional properties of the options are those of <see cref="Options"/>
/// as numbers, texts or JSON, and the progress under <see cref="EngineProgress.Key"/>; the pictures to work on are the request's original
/// images. Each result has <c>name</c>, <c>width</c>, <c>height</c>, <c>seed</c> and <c>recipe</c> beside its bytes, and what an operation has
/// to say about its own result under <c>note</c>; files that are not plain PNG bring a small picture as <c>thumbnail_png</c>.
/// </summary>
/// <param name="maxThreads">How many threads one picture may use; all processors when 0.</param>
public sealed class PainterImageGenerator(int maxThreads = 0) : IImageGenerator
{
    private static readonly ImageGeneratorMetadata Metadata = new("galion", defaultModelId: Painter.ModelId);

    public static IReadOnlyList<EngineOption> Options => PainterRequest.Options;

    /// <exception cref="ArgumentException">The prompt is missing, or an option or a given picture is wrong; the message is for people.</exception>
    /// <exception cref="Programs.MissingProgramException">The format of the file, or that of a given picture, needs a program that is not installed.</exception>
    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var read = await PainterRequest.ReadAsync(request, options, cancellationToken);
        var reporter = new PaintingReporter(read.Values.Progress, read.Count);
        var contents = new List<AIContent>();
        for (var n = 0; n < read.Count; n++)
        {
            var index = n;
            contents.Add(await Task.Run(() => MakeAsync(read, index, reporter, cancellationToken), cancellationToken));
        }

        reporter.Report(read.Count - 1, 1, "done");
        return new ImageGenerationResponse(contents);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ImageGeneratorMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private async Task<DataContent> MakeAsync(PainterRequest request, int index, PaintingReporter reporter, CancellationToken cancellationToken)
    {
        var bench = new Bench(
            request, index, maxThreads > 0 ? maxThreads : Environment.ProcessorCount, (fraction, stage) => reporter.Report(index, fraction, stage), cancellationToken);
        if (reporter.WantsPreview && index == 0)
        {
            reporter.ReportPreview(bench.Preview());
        }

        var made = bench.Make();
        var file = await made.EncodeAsync(request, cancellationToken);
        var content = new DataContent(file, request.Format.MediaType())
        {
            Name = made.FileName(request.Format),
            AdditionalProperties = new AdditionalPropertiesDictionary
            {
                ["name"] = made.FileName(request.Format),
                ["width"] = made.Width,
                ["height"] = made.Height,
                ["seed"] = made.Seed,
                ["recipe"] = made.Recipe.ToJson(),
            },
        };
        if (request.Format != PictureFormat.Png || request.Values.Whole("bits") != 8)
        {
            // Of these files others cannot make one as easily.
            content.AdditionalProperties["thumbnail_png"] = PngEncoder.Encode(Resample.Fit(made.Bitmap, Thumbnails.DefaultSide, cancellationToken), texts: null, cancellationToken);
        }

        if (made.Note is not null)
        {
            content.AdditionalProperties["note"] = made.Note;
        }

        return content;
    }
}
