using System.Diagnostics;
using System.Drawing;
using System.Security.Cryptography;
using System.Text.Json;
using Galion.Contracts.Generations;
using Galion.Engines;
using Galion.Engines.Imaging;
using Galion.Engines.Programs;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Jobs;
using Galion.Platform.Storage;
using Microsoft.Extensions.AI;

namespace Galion.Worker.Generations;

/// <summary>
/// Makes the images of one generation, one after the other, and records each as it is finished. Running twice does no harm: a rerun skips
/// what is recorded; options and seed are fixed, so the others get the same bytes, over the same blobs; and the transaction that ends and
/// charges it all happens once, for the run that holds the newest fencing number.
/// </summary>
internal sealed class GenerateImage(
    GalionDbContext db, GenerationLifecycle lifecycle, GenerationRecorder recorder, GenerationSignals signals, BlobStore blobs, IServiceProvider engines,
    CrashPoints crash, ILogger<GenerateImage> log) : IJobHandler<GenerateImageJob>
{
    private const string Png = "image/png";

    private static readonly GenerationEnding GivenUp = new(
        GenerationStatus.Failed,
        new GenerationError(
            "engine_failed", "The pictures could not be made, although we tried several times. Nothing was charged. Please try again.", true),
        [])
    {
        ErrorWhenPartial = new GenerationError(
            "engine_failed",
            "Not all pictures could be made, although we tried several times. The finished ones are kept, and only they were charged.", true),
    };

    public async Task<JobOutcome> RunAsync(GenerateImageJob job, JobContext context, CancellationToken cancellationToken)
    {
        crash.Reach(CrashPoints.AfterClaim);
        var clock = Stopwatch.StartNew();
        Generation? generation = await lifecycle.StartAsync(job.GenerationId, context.Fence, cancellationToken);
        if (generation is null)
        {
            return JobOutcome.Done;
        }

        signals.Publish(generation.Id);
        var delivery = new Delivery();
        GenerationEnding ending;
        try
        {
            await MakeAsync(generation, context, delivery, cancellationToken);
            ending = new GenerationEnding(GenerationStatus.Succeeded, Error: null, delivery.Unrecorded);
        }
        catch (OperationCanceledException) when (context.CancelRequested)
        {
            ending = new GenerationEnding(GenerationStatus.Canceled, CanceledError(delivery.Count, generation.Units), delivery.Unrecorded);
        }
        catch (MissingProgramException exception)
        {
            log.GenerationRefused(exception, generation.Id, generation.Model);
            ending = new GenerationEnding(GenerationStatus.Failed, MissingProgramError(exception), delivery.Unrecorded);
        }
        catch (ArgumentException exception)
        {
            // The engine says that it can never make this, and why; the words are for the person who asked.
            log.GenerationRefused(exception: null, generation.Id, generation.Model);
            ending = new GenerationEnding(GenerationStatus.Failed, RefusedError(delivery.Count, exception.Message), delivery.Unrecorded);
        }
        catch (NotSupportedException exception)
        {
            // Anything else may pass, and the queue tries again.
            log.GenerationRefused(exception, generation.Id, generation.Model);
            ending = new GenerationEnding(GenerationStatus.Failed, RefusedError(delivery.Count, "The model cannot make this."), delivery.Unrecorded);
        }

        await recorder.RecordAsync(generation.Id, context, ending);
        log.GenerationFinished(
            generation.Id, ending.Status, delivery.Count, generation.Units, generation.Model, clock.ElapsedMilliseconds);
        return JobOutcome.Done;
    }

    public async Task OnDiscardedAsync(
        GenerateImageJob job, JobContext context, Exception reason, GalionDbContext transaction, CancellationToken cancellationToken)
    {
        GenerationEnding ending = reason is JobCancelledException
            ? GenerationCancellation.Ending
            : GivenUp;
        var ledger = new CreditLedger(transaction);
        bool ended = await new GenerationLifecycle(transaction, ledger).FinishAsync(job.GenerationId, context.Fence, ending, cancellationToken);
        if (ended && ending.Status == GenerationStatus.Failed)
        {
            log.GenerationGivenUp(reason, job.GenerationId, context.Attempt);
        }
    }

    private async Task MakeAsync(Generation generation, JobContext context, Delivery delivery, CancellationToken cancellationToken)
    {
        if (!ImageOptions.TryParse(generation.Options.Deserialize<Dictionary<string, JsonElement>>(), out ImageOptions? options, out _) ||
            engines.GetKeyedService<IImageGenerator>(generation.Model) is not { } engine)
        {
            throw new NotSupportedException($"This worker has no engine for {generation.Model} with these options.");
        }

        HashSet<int> kept = generation.Units > 1 ? await lifecycle.FindKeptAsync(generation.Id, cancellationToken) : [];
        delivery.Kept = kept.Count;
        List<AIContent> inputs = await ReadInputsAsync(generation, options, cancellationToken);
        for (int position = 0; position < generation.Units; position++)
        {
            if (kept.Contains(position))
            {
                continue;
            }

            Asset asset = await MakeOneAsync(engine, generation, context.Fence, options, inputs, position, cancellationToken);
            crash.Reach(CrashPoints.AfterBlobUpload);
            if (position == generation.Units - 1)
            {
                // Recorded with the end, in one transaction.
                delivery.Unrecorded.Add(asset);
                return;
            }

            using var deadline = new CancellationTokenSource(GenerationRecorder.Within);
            if (!await lifecycle.KeepAsync(asset, context.Fence, deadline.Token))
            {
                throw new JobLeaseLostException(context.JobId, context.Fence);
            }

            delivery.Kept++;
            crash.Reach(CrashPoints.AfterKeep);
        }
    }

    /// <summary>The account's own pictures to work on. One that was thrown away since is refused, not replaced.</summary>
    private async Task<List<AIContent>> ReadInputsAsync(Generation generation, ImageOptions options, CancellationToken cancellationToken)
    {
        List<AIContent> inputs = [];
        foreach ((string option, Guid id) in AssetInputs.Named(options.ToJson()))
        {
            Asset asset = await AssetInputs.FindAsync(db, generation.UserId, option, id, cancellationToken)
                ?? throw new ArgumentException("The picture to work on was thrown away before the work began.");
            inputs.Add(new DataContent(await blobs.ReadAsync(asset.BlobName, cancellationToken), asset.ContentType));
        }

        return inputs;
    }

    private async Task<Asset> MakeOneAsync(
        IImageGenerator engine, Generation generation, long fence, ImageOptions options, List<AIContent> inputs, int position,
        CancellationToken cancellationToken)
    {
        // One writer for each picture: it must be gone before the database is used otherwise.
        await using var progress = new ProgressWriter(generation, fence, lifecycle, signals);
        DataContent picture = await PaintAsync(engine, generation, options, inputs, position, progress.ForUnit(position), cancellationToken);
        crash.Reach(CrashPoints.AfterPaint);
        return await StoreAsync(generation, position, picture, cancellationToken);
    }

    /// <summary>One call for each picture, so that a cancelled generation keeps those that are finished.</summary>
    private static async Task<DataContent> PaintAsync(
        IImageGenerator engine, Generation generation, ImageOptions options, List<AIContent> inputs, int position, IProgress<EngineProgress> progress,
        CancellationToken cancellationToken)
    {
        long seed = (options.Seed!.Value + position) % (ImageOptions.MaxSeed + 1);
        var request = new ImageGenerationOptions
        {
            ModelId = generation.Model,
            Count = 1,
            ImageSize = options.KeepsSize ? null : new Size(options.Width, options.Height),
            ResponseFormat = ImageGenerationResponseFormat.Data,
            AdditionalProperties = new AdditionalPropertiesDictionary { [EngineProgress.Key] = progress },
        };
        foreach ((string name, JsonElement value) in (options with { Seed = seed, Count = 1 }).ToJson())
        {
            if (!AssetInputs.Options.Contains(name))
            {
                request.AdditionalProperties[name] = value;
            }
        }

        // Painting keeps a core busy and must not keep the queue's thread.
        ImageGenerationResponse response = await Task.Run(
            () => engine.GenerateAsync(new ImageGenerationRequest(generation.Prompt, inputs.Count > 0 ? inputs : null), request, cancellationToken), cancellationToken);
        return response.Contents.OfType<DataContent>().FirstOrDefault()
            ?? throw new InvalidDataException($"{generation.Model} answered without a picture.");
    }

    private async Task<Asset> StoreAsync(Generation generation, int position, DataContent picture, CancellationToken cancellationToken)
    {
        string ending = picture.MediaType switch { "image/jpeg" => "jpg", "image/openraster" => "ora", string type => type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..] };
        string name = BlobNames.File(generation.UserId, generation.Id, position, ending);
        string thumbnailName = BlobNames.Thumbnail(generation.UserId, generation.Id, position, "png");
        byte[] thumbnail = Find<byte[]>(picture, "thumbnail_png") ?? Thumbnails.CreatePng(picture.Data.Span, Thumbnails.DefaultSide, cancellationToken);
        await Task.WhenAll(
            blobs.WriteAsync(name, picture.Data, picture.MediaType, cancellationToken),
            blobs.WriteAsync(thumbnailName, thumbnail, Png, cancellationToken));
        return new Asset
        {
            Id = Guid.CreateVersion7(),
            GenerationId = generation.Id,
            UserId = generation.UserId,
            Position = position,
            ContentType = picture.MediaType,
            SizeBytes = picture.Data.Length,
            Width = Find<int?>(picture, "width"),
            Height = Find<int?>(picture, "height"),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(picture.Data.Span)),
            BlobName = name,
            ThumbnailBlobName = thumbnailName,
            Recipe = Find<JsonElement?>(picture, "recipe"),
            CreatedAt = DateTimeOffset.UtcNow,
        };
    }

    private static T? Find<T>(DataContent picture, string name) => picture.AdditionalProperties?.TryGetValue(name, out T? value) == true ? value : default;

    private static GenerationError CanceledError(int finished, int units) => new(
        "canceled",
        finished == 0
            ? "You cancelled this before a picture was finished. Nothing was charged."
            : $"You cancelled this when {finished} of {units} pictures were finished. They are kept, and only they were charged.",
        true);

    private static GenerationError RefusedError(int finished, string reason) => new(
        "refused",
        finished == 0
            ? $"{reason} Nothing was charged. Change the prompt or the options and try again."
            : $"{reason} The finished pictures are kept, and only they were charged.",
        false);

    private static GenerationError MissingProgramError(MissingProgramException exception) => new(
        "program_missing", $"The server lacks a program: {exception.Program.Name}. What is not finished was not charged. Tell its operator: {exception.Program.InstallCommand}", true);

    /// <summary>What there is to show at the end of a run.</summary>
    private sealed class Delivery
    {
        /// <summary>Pictures that are recorded, by this run or one before it.</summary>
        public int Kept { get; set; }

        /// <summary>The last picture, which is recorded with the end.</summary>
        public List<Asset> Unrecorded { get; } = [];

        public int Count => Kept + Unrecorded.Count;
    }
}
