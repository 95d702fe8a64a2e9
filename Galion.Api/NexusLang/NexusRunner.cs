using System.Diagnostics;
using Galion.Api.Accounts;
using Galion.Api.Generations;
using Galion.Api.Http;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Platform.Billing;
using Galion.Platform.Data;
using Galion.Platform.Idempotency;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Galion.Api.NexusLang;

/// <summary>Takes runs in, and waits for their end where an endpoint answers with it.</summary>
internal sealed class NexusRunner(GalionDbContext db, NexusRunCheck check, NexusRunIntake intake, GenerationEventHub hub)
{
    private static readonly TimeSpan RetryWhenOneMayHaveEnded = TimeSpan.FromSeconds(2);

    // Longer than any run of the standard plan with the queue before it.
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(100);

    public async Task<(CreatedNexusRunResponse? Receipt, ProblemHttpResult? Problem)> AcceptAsync(
        HttpContext http, CurrentUser user, CreateNexusRunRequest request, NexusRunPurpose purpose, IdempotentRequest? idempotency,
        CancellationToken cancellationToken)
    {
        (NexusRunOrder? order, ProblemHttpResult? problem) = await check.ReadAsync(user, request, purpose, cancellationToken);
        if (order is null)
        {
            return (null, problem);
        }

        int maxUnderWay = check.PlanOf(user).ConcurrentRuns;
        switch (await intake.AcceptAsync(user.Id, order, idempotency, maxUnderWay, cancellationToken))
        {
            case NexusIntakeOutcome.Accepted accepted:
                if (accepted.Replayed)
                {
                    IdempotencyHeader.MarkReplayed(http);
                }

                return (accepted.Receipt, null);
            case NexusIntakeOutcome.InsufficientCredits missing:
                return (null, Problems.InsufficientCredits(
                    "The program did not run: a run costs", missing.PriceMillicredits, missing.AvailableMillicredits,
                    "Add credits, or wait for what is held to return."));
            case NexusIntakeOutcome.TooManyUnderWay:
                return (null, Problems.TooMany(
                    http, ErrorCodes.ConcurrencyLimited, RetryWhenOneMayHaveEnded,
                    $"As many of your programs wait or run as may: {maxUnderWay}. Nothing was charged. Send it again when one has ended, or stop one."));
            case NexusIntakeOutcome.KeyReused:
                return (null, IdempotencyHeader.KeyReused("Nothing was charged."));
            default:
                return (null, IdempotencyHeader.KeyInProgress(http, once: "charged"));
        }
    }

    /// <summary>Takes a run in and waits for its end. A client that leaves changes nothing about the run.</summary>
    public async Task<(NexusRun? Run, ProblemHttpResult? Problem)> FinishAsync(
        HttpContext http, CurrentUser user, CreateNexusRunRequest request, NexusRunPurpose purpose, CancellationToken cancellationToken)
    {
        (CreatedNexusRunResponse? receipt, ProblemHttpResult? problem) = await AcceptAsync(http, user, request, purpose, idempotency: null, cancellationToken);
        if (receipt is null)
        {
            return (null, problem);
        }

        var clock = Stopwatch.StartNew();
        using GenerationEventHub.Listener listener = hub.Listen(receipt.Id);
        while (clock.Elapsed < MostWaiting)
        {
            NexusRun run = await db.RunsOf(user.Id).SingleAsync(r => r.Id == receipt.Id, cancellationToken);
            if (run.IsFinished)
            {
                return (run, null);
            }

            listener.LastSentId = run.LastEventId;
            await listener.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken);
        }

        http.Response.Headers.RetryAfter = "5";
        return (null, Problems.Create(
            StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable,
            $"The program waits or runs longer than an answer may take. It goes on and nothing is lost: its end will be at /api/v2/nexuslang/runs/{receipt.Id}.",
            KeyValuePair.Create("run_id", (object?)receipt.Id)));
    }

    public async Task<NexusRunResult> DescribeResultAsync(NexusRun run, CancellationToken cancellationToken) => new(
        await NexusRunResponses.ReadOutputAsync(db, run.Id, cancellationToken), (run.DurationUs ?? 0) / 1000.0, run.Status == NexusRunStatus.Succeeded,
        NexusRunResponses.Read<NexusRunError>(run.Error)?.Message, run.Id, run.ExitCode, Millicredits.ToCredits(run.ChargedMillicredits));

    /// <summary>What a compiled run made of some source.</summary>
    public static NexusCompileResponse DescribeCompiled(NexusRun run, string source)
    {
        NexusDiagnostic[]? diagnostics = NexusRunResponses.Read<NexusDiagnostic[]>(run.Diagnostics);
        if (NexusRunResponses.Read<NexusCheckResult>(run.Result) is not { Binary: { } binary } result)
        {
            return new NexusCompileResponse(false, Error: NexusRunResponses.Read<NexusRunError>(run.Error)?.Message, Diagnostics: diagnostics);
        }

        double ratio = Math.Round((double)System.Text.Encoding.UTF8.GetByteCount(source) / binary.Length, 3);
        return new NexusCompileResponse(true, binary.Length, ratio, result.ElapsedMs, Convert.ToBase64String(binary), Diagnostics: diagnostics);
    }

    public static NexusAnalysisResponse DescribeAnalysis(NexusRun run)
    {
        NexusDiagnostic[] diagnostics = NexusRunResponses.Read<NexusDiagnostic[]>(run.Diagnostics) ?? [];
        return new NexusAnalysisResponse(
            [.. diagnostics.Where(d => d.Severity == "error")], [.. diagnostics.Where(d => d.Severity == "warning")],
            [.. diagnostics.Select(d => d.Suggestion).OfType<string>().Distinct()]);
    }
}
