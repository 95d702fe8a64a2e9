using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Galion.Contracts.Generations;
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
/// Makes the video, recording, piece or text of one generation. Running twice does no harm: options and seed are fixed, so a rerun writes
/// the same files over the same blobs, and the transaction that records and charges them happens once, for the run that holds the newest
/// fencing number.
/// </summary>
internal sealed class GenerateMedia<TJob>(
    GalionDbContext db, GenerationLifecycle lifecycle, GenerationRecorder recorder, GenerationSignals signals, BlobStore blobs, IServiceProvider engines,
    CrashPoints crash, ILogger<GenerateMedia<TJob>> log) : IJobHandler<TJob>
    where TJob : IGenerationJob
{
    public async Task<JobOutcome> RunAsync(TJob job, JobContext context, CancellationToken cancellationToken)
    {
        crash.Reach(CrashPoints.AfterClaim);
        var clock = Stopwatch.StartNew();
        Generation? generation = await lifecycle.StartAsync(job.GenerationId, context.Fence, cancellationToken);
        if (generation is null)
        {
            return JobOutcome.Done;
        }

        signals.Publish(generation.Id);
        GenerationEnding ending = await MakeAsync(generation, context, cancellationToken);
        await recorder.RecordAsync(generation.Id, context, ending);
        log.GenerationFinished(generation.Id, ending.Status, ending.UnitsDelivered, generation.Units, generation.Model, clock.ElapsedMilliseconds);
        return JobOutcome.Done;
    }

    public async Task OnDiscardedAsync(TJob job, JobContext context, Exception reason, GalionDbContext transaction, CancellationToken cancellationToken)
    {
        GenerationEnding ending = reason is JobCancelledException ? Canceled : Failed(
            "engine_failed", "This could not be made, although we tried several times. Nothing was charged. Please try again.", retryable: true);
        bool ended = await new GenerationLifecycle(transaction, new CreditLedger(transaction)).FinishAsync(
            job.GenerationId, context.Fence, ending, cancellationToken);
        if (ended && ending.Status == GenerationStatus.Failed)
        {
            log.GenerationGivenUp(reason, job.GenerationId, context.Attempt);
        }
    }

    private static GenerationEnding Canceled { get; } = new(
        GenerationStatus.Canceled, new GenerationError("canceled", "You cancelled this before it was finished. Nothing was charged.", true), []);

    private static GenerationEnding Failed(string code, string message, bool retryable) =>
        new(GenerationStatus.Failed, new GenerationError(code, message, retryable), []);

    private async Task<GenerationEnding> MakeAsync(Generation generation, JobContext context, CancellationToken cancellationToken)
    {
        try
        {
            IMediaMaker maker = engines.GetKeyedService<IMediaMaker>(generation.Model)
                ?? throw new NotSupportedException($"This worker has no engine for {generation.Model}.");
            Dictionary<string, DataContent> inputs = await ReadInputsAsync(generation, cancellationToken);
            MadeMedia made;
            await using (var progress = new ProgressWriter(generation, context.Fence, lifecycle, signals))
            {
                // Making keeps a core busy and must not keep the queue's thread.
                made = await Task.Run(() => maker.MakeAsync(generation, inputs, progress.ForUnit(0), cancellationToken), cancellationToken);
            }

            crash.Reach(CrashPoints.AfterPaint);
            List<Asset> assets = [];
            for (int position = 0; position < made.Files.Count; position++)
            {
                assets.Add(await StoreAsync(generation, position, made, cancellationToken));
                crash.Reach(CrashPoints.AfterBlobUpload);
            }

            return new GenerationEnding(GenerationStatus.Succeeded, Error: null, assets) { UnitsDelivered = Math.Clamp(made.UnitsDelivered, 1, generation.Units) };
        }
        catch (OperationCanceledException) when (context.CancelRequested)
        {
            return Canceled;
        }
        catch (MissingProgramException exception)
        {
            log.GenerationRefused(exception, generation.Id, generation.Model);
            return Failed(
                "program_missing", $"The server lacks a program: {exception.Program.Name}. Nothing was charged. Tell its operator: {exception.Program.InstallCommand}",
                retryable: true);
        }
        catch (ArgumentException exception)
        {
            // The engine says that it can never make this, and why; the words are for the person who asked.
            log.GenerationRefused(exception: null, generation.Id, generation.Model);
            return Failed("refused", $"{exception.Message} Nothing was charged.", retryable: false);
        }
        catch (NotSupportedException exception)
        {
            log.GenerationRefused(exception, generation.Id, generation.Model);
            return Failed("refused", "The model cannot make this. Nothing was charged. Change the words or the options and try again.", retryable: false);
        }
    }

    /// <summary>The account's own files to work on. One that was thrown away since is refused, not replaced.</summary>
    private async Task<Dictionary<string, DataContent>> ReadInputsAsync(Generation generation, CancellationToken cancellationToken)
    {
        Dictionary<string, DataContent> inputs = [];
        foreach ((string option, Guid id) in AssetInputs.Named(generation.Options.EnumerateObject().ToDictionary(value => value.Name, value => value.Value)))
        {
            Asset asset = await AssetInputs.FindAsync(db, generation.UserId, option, id, cancellationToken)
                ?? throw new ArgumentException("What it was to begin or end with was thrown away before the work began.");
            inputs[option] = new DataContent(await blobs.ReadAsync(asset.BlobName, cancellationToken), asset.ContentType);
        }

        return inputs;
    }

    private async Task<Asset> StoreAsync(Generation generation, int position, MadeMedia made, CancellationToken cancellationToken)
    {
        DataContent file = made.Files[position];
        string name = Find<string>(file, "name") ?? throw new InvalidDataException($"{generation.Model} made a file without a name.");
        string blob = BlobNames.File(generation.UserId, generation.Id, position, Path.GetExtension(name).TrimStart('.'));
        await blobs.WriteAsync(blob, file.Data, file.MediaType, cancellationToken);
        string? thumbnail = null;
        if (position == 0 && made.Picture is { } picture)
        {
            thumbnail = BlobNames.Thumbnail(generation.UserId, generation.Id, position, "png");
            await blobs.WriteAsync(
                thumbnail, Thumbnails.CreatePng(picture.Span, Thumbnails.DefaultSide, cancellationToken), "image/png", cancellationToken);
        }

        return new Asset
        {
            Id = Guid.CreateVersion7(),
            GenerationId = generation.Id,
            UserId = generation.UserId,
            Position = position,
            Name = name,
            ContentType = file.MediaType,
            SizeBytes = file.Data.Length,
            Width = (int?)FindNumber(file, "width"),
            Height = (int?)FindNumber(file, "height"),
            DurationMs = FindNumber(file, "duration_ms"),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Data.Span)),
            BlobName = blob,
            ThumbnailBlobName = thumbnail,
            Recipe = Find<JsonElement?>(file, "recipe"),
            CreatedAt = DateTimeOffset.UtcNow,
        };
    }

    private static T? Find<T>(DataContent file, string name) => file.AdditionalProperties?.TryGetValue(name, out T? value) == true ? value : default;

    private static long? FindNumber(DataContent file, string name) => file.AdditionalProperties?.GetValueOrDefault(name) switch
    {
        int whole => whole,
        long whole => whole,
        double number => (long)number,
        _ => null,
    };
}
