using Galion.Api.Accounts;
using Galion.Api.Generations;
using Galion.Api.Http;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Platform.Billing;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Idempotency;
using Galion.Platform.Jobs;
using Galion.Platform.NexusLang;
using Galion.Platform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Galion.Api.NexusLang;

/// <summary>Programs: run them, follow them, feed and stop them, compile and analyse them. Whatever is read here is read in the sandbox.</summary>
internal static class NexusLangApi
{
    private const int MaxInput = 200_000;

    public static IHostApplicationBuilder AddNexusLangApi(this IHostApplicationBuilder builder)
    {
        builder.AddNexusLang();
        builder.Services.AddScoped<NexusRunCheck>();
        builder.Services.AddScoped<NexusRunner>();
        return builder;
    }

    public static IEndpointRouteBuilder MapNexusLang(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/v2/nexuslang").WithTags("NexusLang").RequireGalionUserOrGuest();
        group.MapPost("/run", RunProgram).WithName(nameof(RunProgram)).WithSummary("Runs a program and waits for its end: 1 credit.");
        group.MapPost("/compile", CompileProgram).WithName(nameof(CompileProgram)).WithSummary("Compiles a program to a .nxb file, for free.");
        group.MapPost("/analyze", AnalyzeProgram).WithName(nameof(AnalyzeProgram)).WithSummary("Lists what is wrong with a program, for free.");
        group.MapGet("/examples", ListExamples).WithName(nameof(ListExamples)).WithSummary("Lists programs to begin with.");
        group.MapGet("/limits", FindLimits).WithName(nameof(FindLimits)).WithSummary("Says what the caller's plan allows.");
        group.MapPost("/runs", CreateRun).WithName(nameof(CreateRun))
            .WithSummary("Queues a run: 1 credit. Send an Idempotency-Key to be able to repeat the request safely.");
        group.MapGet("/runs", ListRuns).WithName(nameof(ListRuns)).WithSummary("Lists runs, newest first.");
        group.MapGet("/runs/{id:guid}", FindRun).WithName(nameof(FindRun)).WithSummary("Finds one run with its output.");
        group.MapGet("/runs/{id:guid}/events", StreamRunEvents).WithName(nameof(StreamRunEvents))
            .WithSummary("Follows a run by server-sent events; Last-Event-ID resumes.");
        group.MapPost("/runs/{id:guid}/stdin", SendRunInput).WithName(nameof(SendRunInput)).WithSummary("Gives an interactive run more input, or ends it.");
        group.MapPost("/runs/{id:guid}/cancel", CancelRun).WithName(nameof(CancelRun)).WithSummary("Stops a run; what it printed is kept.");
        group.MapGet("/runs/{id:guid}/assets/{name}", ReadRunAsset).WithName(nameof(ReadRunAsset))
            .WithSummary("Redirects to a signed link of what a run showed, valid for 15 minutes at most.");
        group.MapNexusUsage();
        return routes;
    }

    private static async Task<Results<Ok<NexusRunResult>, ProblemHttpResult>> RunProgram(
        NexusCodeRequest request, CurrentUser user, HttpContext http, NexusRunner runner, CancellationToken cancellationToken)
    {
        CreateNexusRunRequest order = OrderOf(request) with { Stdin = request.Stdin, BudgetCredits = request.BudgetCredits };
        (NexusRun? run, ProblemHttpResult? problem) = await runner.FinishAsync(http, user, order, NexusRunPurpose.Run, cancellationToken);
        return run is null ? problem! : TypedResults.Ok(await runner.DescribeResultAsync(run, cancellationToken));
    }

    private static async Task<Results<Ok<NexusCompileResponse>, ProblemHttpResult>> CompileProgram(
        NexusCodeRequest request, CurrentUser user, HttpContext http, NexusRunner runner, CancellationToken cancellationToken)
    {
        (NexusRun? run, ProblemHttpResult? problem) = await runner.FinishAsync(http, user, OrderOf(request), NexusRunPurpose.Compile, cancellationToken);
        return run is null ? problem! : TypedResults.Ok(NexusRunner.DescribeCompiled(run, request.Code));
    }

    private static async Task<Results<Ok<NexusAnalysisResponse>, ProblemHttpResult>> AnalyzeProgram(
        NexusCodeRequest request, CurrentUser user, HttpContext http, NexusRunner runner, CancellationToken cancellationToken)
    {
        (NexusRun? run, ProblemHttpResult? problem) = await runner.FinishAsync(http, user, OrderOf(request), NexusRunPurpose.Analyze, cancellationToken);
        return run is null ? problem! : TypedResults.Ok(NexusRunner.DescribeAnalysis(run));
    }

    private static CreateNexusRunRequest OrderOf(NexusCodeRequest request) =>
        request.ProjectId is { } project ? new(ProjectId: project, File: request.File) : new(request.Code, File: request.File);

    private static Ok<NexusExamplesResponse> ListExamples() => TypedResults.Ok(new NexusExamplesResponse(NexusExamples.All));

    private static Ok<NexusLimitsResponse> FindLimits(CurrentUser user, IOptionsMonitor<NexusLangOptions> options)
    {
        NexusPlan plan = options.CurrentValue.PlanOf(user.IsGuest);
        return TypedResults.Ok(new NexusLimitsResponse(
            user.IsGuest ? "guest" : "standard", new NexusRunLimits(plan.WallMs, plan.MemoryMb, plan.OutputCharacters, plan.CallDepth, WaitMs: plan.WaitMs),
            Millicredits.ToCredits(Prices.RunMillicredits), plan.MaxBudgetCredits, plan.ConcurrentRuns, 500_000, plan.Projects, plan.FilesPerProject,
            plan.FileBytes, plan.ProjectBytes, plan.Checkpoints, plan.Shares, plan.AccountBytes, TrashDays: 30));
    }

    private static async Task<Results<Accepted<CreatedNexusRunResponse>, ProblemHttpResult>> CreateRun(
        CreateNexusRunRequest request, CurrentUser user, HttpContext http, NexusRunner runner, CancellationToken cancellationToken)
    {
        if (!IdempotencyHeader.TryRead(http.Request, request, "create_nexus_run", out IdempotentRequest? idempotency, out ProblemHttpResult? problem))
        {
            return problem;
        }

        (CreatedNexusRunResponse? receipt, problem) = await runner.AcceptAsync(http, user, request, NexusRunPurpose.Run, idempotency, cancellationToken);
        return receipt is null ? problem! : TypedResults.Accepted($"/api/v2/nexuslang/runs/{receipt.Id}", receipt);
    }

    private static async Task<Results<Ok<Page<NexusRunResponse>>, ProblemHttpResult>> ListRuns(
        CurrentUser user, GalionDbContext db, CancellationToken cancellationToken,
        [FromQuery(Name = "project_id")] Guid? projectId = null, string? status = null, int limit = ListQuery.DefaultLimit, string? after = null)
    {
        var query = new ListQuery(limit, after);
        NexusRunStatus? inStatus = query.ReadWord<NexusRunStatus>(nameof(status), status);
        if (query.HasProblem(out ProblemHttpResult? problem))
        {
            return problem;
        }

        List<NexusRun> rows = await db.RunsOf(user.Id)
            .Where(r => r.Purpose == NexusRunPurpose.Run)
            .Where(r => projectId == null || r.ProjectId == projectId)
            .Where(r => inStatus == null || r.Status == inStatus)
            .Where(r => query.After == null || r.Id < query.After)
            .OrderByDescending(r => r.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(query.PageOf(rows, r => r.Id, await db.DescribeAsync([.. rows.Take(limit)], whole: false, cancellationToken)));
    }

    private static async Task<Results<Ok<NexusRunResponse>, ProblemHttpResult>> FindRun(
        Guid id, CurrentUser user, GalionDbContext db, JobQueue jobs, CancellationToken cancellationToken)
    {
        if (await db.RunsOf(user.Id).SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } run)
        {
            return Problems.NotFound("run");
        }

        int? queuePosition = run.Status == NexusRunStatus.Queued ? await jobs.CountAheadAsync(run.JobId!.Value, cancellationToken) : null;
        return TypedResults.Ok((await db.DescribeAsync([run], whole: true, cancellationToken, queuePosition))[0]);
    }

    private static async Task<Results<EventStream, NoContent, ProblemHttpResult>> StreamRunEvents(
        Guid id, CurrentUser user, GalionDbContext db, GenerationEventHub hub, IOptionsMonitor<LimitsOptions> limits, CancellationToken cancellationToken,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventIdHeader = null, [FromQuery(Name = "last_event_id")] string? lastEventIdQuery = null)
    {
        if (await db.RunsOf(user.Id).SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } run)
        {
            return Problems.NotFound("run");
        }

        if (!EventStream.TryReadLastId(lastEventIdHeader, lastEventIdQuery, out int lastEventId, out ProblemHttpResult? problem))
        {
            return problem;
        }

        // 204 is how a server tells an EventSource to stop reconnecting.
        return run.IsFinished && lastEventId >= run.LastEventId
            ? TypedResults.NoContent()
            : new EventStream(new NexusRunEventLog(run, db), lastEventId, hub, limits.CurrentValue.PingAfter);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SendRunInput(
        Guid id, NexusRunInputRequest request, CurrentUser user, GalionDbContext db, CancellationToken cancellationToken)
    {
        string text = request.Text;
        if (text.Contains('\0'))
        {
            return Problems.Invalid(
                ErrorCodes.ValidationFailed, "This cannot be read by a program.",
                new Dictionary<string, string[]> { ["text"] = ["Must not hold a NUL character."] });
        }

        if (text.Length > 0 && text[^1] != '\n')
        {
            text += "\n";
        }

        int sent = await db.ExecuteAsync(
            """
            UPDATE nexus_runs SET stdin = stdin || $3, stdin_closed = $4
            WHERE id = $1 AND user_id = $2 AND finished_at IS NULL AND NOT stdin_closed AND length(stdin) + length($3) <= $5
            """,
            [id, user.Id, text, request.Close, MaxInput], cancellationToken);
        if (sent == 1)
        {
            return TypedResults.NoContent();
        }

        return await db.RunsOf(user.Id).AnyAsync(r => r.Id == id, cancellationToken)
            ? Problems.Create(
                StatusCodes.Status409Conflict, ErrorCodes.InputClosed,
                $"This run takes no more input: it has ended, its input is closed, or it has had {MaxInput:N0} characters. Nothing was sent.")
            : Problems.NotFound("run");
    }

    private static async Task<Results<Ok<NexusRunResponse>, ProblemHttpResult>> CancelRun(
        Guid id, CurrentUser user, GalionDbContext db, NexusRunCancellation cancellation, JobQueue jobs, CancellationToken cancellationToken) =>
        await cancellation.CancelAsync(user.Id, id, cancellationToken)
            ? await FindRun(id, user, db, jobs, cancellationToken)
            : Problems.NotFound("run");

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> ReadRunAsset(
        Guid id, string name, CurrentUser user, GalionDbContext db, BlobStore blobs, HttpResponse http, CancellationToken cancellationToken,
        bool download = false)
    {
        if (!await db.RunsOf(user.Id).AnyAsync(r => r.Id == id, cancellationToken)
            || await FindFileAsync(db, id, name, cancellationToken) is not var (blob, contentType))
        {
            return Problems.NotFound("asset");
        }

        // What a page shows in place is shown; an SVG that is opened by itself may hold scripts, so it and all else is saved.
        bool isShown = contentType is "image/png" or "image/jpeg" or "image/webp" or "image/gif" || IsSound(contentType);
        Uri link = await blobs.SignReadLinkAsync(blob, download || !isShown ? name : null, cancellationToken);
        http.Headers.CacheControl = "private, max-age=60";
        http.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Redirect(link.AbsoluteUri);
    }

    /// <summary>What the program showed, or else what one of its AI calls made.</summary>
    private static async Task<(string Blob, string ContentType)?> FindFileAsync(GalionDbContext db, Guid runId, string name, CancellationToken cancellationToken)
    {
        if (await db.NexusRunAssets.AsNoTracking().SingleOrDefaultAsync(a => a.RunId == runId && a.Name == name, cancellationToken) is { } shown)
        {
            return (shown.BlobName, shown.ContentType);
        }

        MadeAsset? made = (await db.ReadMadeAsync([runId], cancellationToken)).Find(m => CallAssets.Describe(runId, m.Call, m.Asset).Name == name);
        return made is null ? null : (made.Asset.BlobName, made.Asset.ContentType);
    }

    private static bool IsSound(string contentType) =>
        contentType.StartsWith("audio/", StringComparison.Ordinal) || contentType.StartsWith("video/", StringComparison.Ordinal);
}
