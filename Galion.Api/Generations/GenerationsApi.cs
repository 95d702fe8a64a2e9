using Galion.Api.Accounts;
using Galion.Api.Http;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Billing;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Idempotency;
using Galion.Platform.Jobs;
using Galion.Platform.Providers;
using Galion.Platform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Galion.Api.Generations;

/// <summary>Generations: ask for one, follow it, stop it, keep it or throw it away.</summary>
internal static class GenerationsApi
{
    private static readonly TimeSpan RetryWhenOneMayHaveEnded = TimeSpan.FromSeconds(5);
    private static readonly string[] NoSuchPicture = ["You have no picture with this id as a PNG, JPEG or WebP file, or it is in the trash."];

    public static IHostApplicationBuilder AddGenerationsApi(this IHostApplicationBuilder builder)
    {
        builder.AddGenerations();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<GenerationEventHub>();
        builder.Services.AddHostedService(services => services.GetRequiredService<GenerationEventHub>());
        return builder;
    }

    public static IEndpointRouteBuilder MapGenerations(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/v2/generations").WithTags("Generations").RequireGalionUser();
        group.MapPost("/", CreateGeneration).WithName(nameof(CreateGeneration))
            .WithSummary("Asks for a generation. Send an Idempotency-Key to be able to repeat the request safely.");
        group.MapGet("/", ListGenerations).WithName(nameof(ListGenerations)).WithSummary("Lists the library, or the trash, newest first.");
        group.MapGet("/models", ListModels).WithName(nameof(ListModels)).WithSummary("Lists every model with its price and options.");
        group.MapGet("/{id:guid}", FindGeneration).WithName(nameof(FindGeneration)).WithSummary("Finds one generation with its assets.");
        group.MapGet("/{id:guid}/download", DownloadGeneration).WithName(nameof(DownloadGeneration))
            .Produces(StatusCodes.Status200OK, contentType: ZipDownload.ContentType).WithSummary("Sends a ZIP of everything that a generation made.");
        group.MapGet("/{id:guid}/events", StreamGenerationEvents).WithName(nameof(StreamGenerationEvents))
            .WithSummary("Follows a generation by server-sent events; Last-Event-ID resumes.");
        group.MapPost("/{id:guid}/cancel", CancelGeneration).WithName(nameof(CancelGeneration))
            .WithSummary("Stops a generation; what is finished is kept, and only that is charged.");
        group.MapDelete("/{id:guid}", DeleteGeneration).WithName(nameof(DeleteGeneration))
            .WithSummary("Moves a finished generation to the trash for 30 days.");
        group.MapPost("/{id:guid}/restore", RestoreGeneration).WithName(nameof(RestoreGeneration)).WithSummary("Takes a generation out of the trash.");
        return routes;
    }

    private static async Task<Results<Accepted<CreatedGenerationResponse>, ProblemHttpResult>> CreateGeneration(
        CreateGenerationRequest request, CurrentUser user, HttpContext http, ProviderCatalog catalog, GenerationIntake intake,
        IOptionsMonitor<LimitsOptions> limits, CancellationToken cancellationToken)
    {
        if (!CreateGenerationCheck.TryRead(request, catalog, out GenerationOrder? order, out ProblemHttpResult? problem) ||
            !IdempotencyHeader.TryRead(http.Request, request, "create_generation", out IdempotentRequest? idempotency, out problem))
        {
            return problem;
        }

        int maxUnderWay = limits.CurrentValue.ConcurrentGenerations;
        switch (await intake.AcceptAsync(user.Id, order, idempotency, maxUnderWay, cancellationToken))
        {
            case IntakeOutcome.Accepted accepted:
                if (accepted.Replayed)
                {
                    IdempotencyHeader.MarkReplayed(http);
                }

                return TypedResults.Accepted($"/api/v2/generations/{accepted.Receipt.Id}", accepted.Receipt);
            case IntakeOutcome.InsufficientCredits missing:
                return Problems.InsufficientCredits(
                    "This costs", missing.PriceMillicredits, missing.AvailableMillicredits,
                    "Ask for fewer images, wait for running generations to return what they do not use, or add credits.");
            case IntakeOutcome.MissingAssets absent:
                return Problems.Invalid(
                    ErrorCodes.InvalidOptions, $"{order.Model.Name} cannot find the picture to work on. Nothing was charged.",
                    absent.Options.ToDictionary(
                        name => $"options.{name}", _ => NoSuchPicture));
            case IntakeOutcome.TooManyUnderWay:
                return Problems.TooMany(
                    http, ErrorCodes.ConcurrencyLimited, RetryWhenOneMayHaveEnded,
                    $"{maxUnderWay} of your generations are waiting or running, which is the limit. Nothing was charged. Send the request again when one has ended, or cancel one.");
            case IntakeOutcome.KeyReused:
                return IdempotencyHeader.KeyReused("Nothing was charged.");
            default:
                return IdempotencyHeader.KeyInProgress(http, once: "charged");
        }
    }

    private static async Task<Results<Ok<Page<GenerationResponse>>, ProblemHttpResult>> ListGenerations(
        CurrentUser user, GalionDbContext db, PublicAddress address, HttpRequest http, CancellationToken cancellationToken,
        string? kind = null, string? status = null, int limit = ListQuery.DefaultLimit, string? after = null, bool trashed = false, Guid? asset = null)
    {
        var query = new ListQuery(limit, after);
        GenerationKind? ofKind = query.ReadWord<GenerationKind>(nameof(kind), kind);
        GenerationStatus? inStatus = query.ReadWord<GenerationStatus>(nameof(status), status);
        if (query.HasProblem(out ProblemHttpResult? problem))
        {
            return problem;
        }

        List<Generation> rows = await db.GenerationsOf(user.Id)
            .Where(g => trashed ? g.TrashedAt != null : g.TrashedAt == null)
            .Where(g => ofKind == null || g.Kind == ofKind)
            .Where(g => inStatus == null || g.Status == inStatus)
            .Where(g => query.After == null || g.Id < query.After)
            .Where(g => asset == null || g.Assets.Any(file => file.Id == asset))
            .OrderByDescending(g => g.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        string baseAddress = address.For(http);
        return TypedResults.Ok(query.PageOf(rows, g => g.Id, [.. rows.Take(limit).Select(g => GenerationResponses.From(g, baseAddress))]));
    }

    private static Ok<Page<ModelResponse>> ListModels(ProviderCatalog catalog) => TypedResults.Ok(new Page<ModelResponse>(
        [.. catalog.Models.Select(model => GenerationResponses.From(model, isDefault: catalog.FindDefault(model.Kind) == model))], false, null));

    private static async Task<Results<Ok<GenerationResponse>, ProblemHttpResult>> FindGeneration(
        Guid id, CurrentUser user, GalionDbContext db, JobQueue jobs, PublicAddress address, HttpRequest http, CancellationToken cancellationToken)
    {
        Generation? generation = await db.GenerationsOf(user.Id).SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (generation is null)
        {
            return Problems.NotFound("generation");
        }

        int? queuePosition = generation.Status == GenerationStatus.Queued
            ? await jobs.CountAheadAsync(generation.JobId!.Value, cancellationToken)
            : null;
        return TypedResults.Ok(GenerationResponses.From(generation, address.For(http), queuePosition));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> DownloadGeneration(
        Guid id, CurrentUser user, GalionDbContext db, BlobStore blobs, PublicAddress address, HttpRequest http, CancellationToken cancellationToken)
    {
        Generation? generation = await db.GenerationsOf(user.Id).SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (generation is null)
        {
            return Problems.NotFound("generation");
        }

        GenerationResponse description = GenerationResponses.From(generation, address.For(http));
        return ZipDownload.Send(
            $"galion-{id}.zip", (archive, send) => GenerationArchive.FillAsync(archive, generation, description, blobs, send, cancellationToken), cancellationToken);
    }

    private static async Task<Results<EventStream, NoContent, ProblemHttpResult>> StreamGenerationEvents(
        Guid id, CurrentUser user, GalionDbContext db, GenerationEventHub hub, PublicAddress address, IOptionsMonitor<LimitsOptions> limits,
        CancellationToken cancellationToken,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventIdHeader = null, [FromQuery(Name = "last_event_id")] string? lastEventIdQuery = null)
    {
        Generation? generation = await db.GenerationsOf(user.Id).SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (generation is null)
        {
            return Problems.NotFound("generation");
        }

        if (!EventStream.TryReadLastId(lastEventIdHeader, lastEventIdQuery, out int lastEventId, out ProblemHttpResult? problem))
        {
            return problem;
        }

        // 204 is how a server tells an EventSource to stop reconnecting.
        return generation.IsFinished && lastEventId >= generation.LastEventId
            ? TypedResults.NoContent()
            : new EventStream(new GenerationEventLog(generation, db, address), lastEventId, hub, limits.CurrentValue.PingAfter);
    }

    private static async Task<Results<Ok<GenerationResponse>, ProblemHttpResult>> CancelGeneration(
        Guid id, CurrentUser user, GalionDbContext db, GenerationCancellation cancellation, JobQueue jobs, PublicAddress address, HttpRequest http,
        CancellationToken cancellationToken) =>
        await cancellation.CancelAsync(user.Id, id, cancellationToken)
            ? await FindGeneration(id, user, db, jobs, address, http, cancellationToken)
            : Problems.NotFound("generation");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteGeneration(
        Guid id, CurrentUser user, GalionDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        int trashed = await db.Generations
            .Where(g => g.Id == id && g.UserId == user.Id && g.FinishedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.TrashedAt, g => g.TrashedAt ?? now), cancellationToken);
        if (trashed == 1)
        {
            return TypedResults.NoContent();
        }

        return await db.Generations.AnyAsync(g => g.Id == id && g.UserId == user.Id, cancellationToken)
            ? Problems.Create(
                StatusCodes.Status409Conflict, ErrorCodes.GenerationRunning,
                "What is queued or running cannot go to the trash. Nothing was changed. Cancel it first, or wait until it has ended.")
            : Problems.NotFound("generation");
    }

    private static async Task<Results<Ok<GenerationResponse>, ProblemHttpResult>> RestoreGeneration(
        Guid id, CurrentUser user, GalionDbContext db, JobQueue jobs, PublicAddress address, HttpRequest http, CancellationToken cancellationToken)
    {
        await db.Generations
            .Where(g => g.Id == id && g.UserId == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.TrashedAt, (DateTimeOffset?)null), cancellationToken);
        return await FindGeneration(id, user, db, jobs, address, http, cancellationToken);
    }
}
