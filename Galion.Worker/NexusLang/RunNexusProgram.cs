using System.Diagnostics;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.NexusLang.Runner;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Ide;
using Galion.Platform.Jobs;
using Galion.Platform.NexusLang;
using Galion.Worker.Generations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Galion.Worker.NexusLang;

/// <summary>
/// Runs, compiles or analyses one program in a runner. Running twice does no harm because it never happens: a run that another attempt began
/// is ended here as interrupted, with its output, and without a charge.
/// </summary>
internal sealed class RunNexusProgram<TJob>(
    GalionDbContext db, NexusRunLifecycle lifecycle, SourceTrees trees, RunnerPool pool, RunSlots slots, NexusRunHostFactory hosts, NexusCallCancellation calls, GenerationSignals signals,
    NpgsqlDataSource database, CrashPoints crash, ILogger<RunNexusProgram<TJob>> log) : IJobHandler<TJob>
    where TJob : INexusRunJob
{
    // What is done must be recorded although the token that stopped the work is cancelled; the job's lease limits it as well.
    private static readonly TimeSpan RecordWithin = TimeSpan.FromSeconds(8);

    // Most engines stop at once; the run's end does not wait for one that does not.
    private static readonly TimeSpan CallsEndWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CallsLook = TimeSpan.FromMilliseconds(50);

    private const int MaxMessage = 20_000;

    public async Task<JobOutcome> RunAsync(TJob job, JobContext context, CancellationToken cancellationToken)
    {
        crash.Reach(CrashPoints.AfterClaim);
        if (await FindOwnerAsync(job.RunId, cancellationToken) is not { } owner)
        {
            return JobOutcome.Done;
        }

        // Compiling and analysing are quick and have limits of their own.
        using RunSlot? slot = typeof(TJob) == typeof(RunNexusProgramJob) ? await slots.EnterAsync(owner, cancellationToken) : null;
        // Before the run begins: without a runner it is still one that waits, and the queue tries again.
        RunnerProcess runner = await pool.RentAsync(owner, cancellationToken);
        bool isSound = false;
        try
        {
            NexusRun? run = await lifecycle.StartAsync(job.RunId, context.Fence, cancellationToken);
            if (run is null)
            {
                isSound = true;
                await calls.CancelOfEndedAsync(cancellationToken);
                signals.Publish(job.RunId);
                return JobOutcome.Done;
            }

            signals.Publish(run.Id);
            isSound = await RunAsync(run, runner, slot, context, cancellationToken);
            return JobOutcome.Done;
        }
        finally
        {
            await pool.ReturnAsync(runner, isSound);
        }
    }

    public async Task OnDiscardedAsync(TJob job, JobContext context, Exception reason, GalionDbContext transaction, CancellationToken cancellationToken)
    {
        NexusRun? run = await transaction.NexusRuns.FindAsync([job.RunId], cancellationToken);
        NexusRunEnding ending = run is { Status: NexusRunStatus.Running } ? NexusRunLifecycle.Interruption
            : reason is JobCancelledException ? NexusRunLifecycle.CanceledBefore
            : new NexusRunEnding(
                NexusRunStatus.Failed,
                new NexusRunError(
                    "no_runner", "No process could be started for this program, although we tried several times. Nothing was charged. Please try again later.",
                    Retryable: true),
                IsCharged: false);
        transaction.ChangeTracker.Clear();
        await new NexusRunLifecycle(transaction, new CreditLedger(transaction)).FinishAsync(job.RunId, context.Fence, ending, cancellationToken);
    }

    /// <returns>Whether the runner may serve its person again.</returns>
    private async Task<bool> RunAsync(NexusRun run, RunnerProcess runner, RunSlot? slot, JobContext context, CancellationToken cancellationToken)
    {
        NexusRunLimits limits = JsonSerializer.Deserialize<NexusRunLimits>(run.Limits, GalionJson.Options)!;
        Dictionary<string, string> files = await trees.ReadAsync(run.SourceTreeId, cancellationToken);
        var order = new WorkOrder(
            run.Purpose.ToString().ToLowerInvariant(), run.File, files, limits.Steps ?? long.MaxValue / 4, (long)limits.MemoryMb << 20,
            limits.OutputCharacters, limits.CallDepth, limits.WallMs, limits.WaitMs);

        await using var events = new RunEventWriter(run.Id, context.Fence, database, signals);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, events.Lost);
        ProgramRunResult result;
        await using (NexusRunHost host = hosts.Create(run, context.Fence, events))
        {
            result = await new ProgramRun(runner, order, events, host, slot).RunAsync(stop.Token);
        }

        if (events.Lost.IsCancellationRequested)
        {
            throw new JobLeaseLostException(context.JobId, context.Fence);
        }

        crash.Reach(CrashPoints.AfterPaint);
        if (result.Breach is Breach.Lost or Breach.Memory or Breach.Output or Breach.Depth)
        {
            log.RunnerLost(run.Id, $"{result.Breach} {result.Detail}");
        }

        bool isInterrupted = cancellationToken.IsCancellationRequested && !context.CancelRequested;
        NexusRunEnding ending = Describe(run, limits, result, context.CancelRequested, isInterrupted) with
        {
            LastOutput = await events.TakeRestAsync(),
            OutputCharacters = events.Characters,
            Duration = result.Elapsed,
            Waited = result.Waited,
            MemoryBytes = result.PeakBytes,
        };
        using var deadline = new CancellationTokenSource(RecordWithin);
        await EndCallsAsync(run.Id, deadline.Token);
        await RecordAsync(run, context, ending, deadline.Token);
        log.RunFinished(run.Id, ending.Status, (long)result.Elapsed.TotalMilliseconds);
        return result.Report is { Limit: null } && !isInterrupted && !context.CancelRequested;
    }

    /// <summary>What nobody waits for any more is not made: what was held for it returns, so that the receipt can say so.</summary>
    private async Task EndCallsAsync(Guid runId, CancellationToken cancellationToken)
    {
        try
        {
            var clock = Stopwatch.StartNew();
            int underWay = await calls.CancelOfRunAsync(runId, cancellationToken);
            while (underWay > 0 && clock.Elapsed < CallsEndWithin)
            {
                await Task.Delay(CallsLook, cancellationToken);
                underWay = await calls.CountUnderWayAsync(runId, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            // The sweeper ends them.
            log.CallsLeft(exception, runId);
        }
    }

    private async Task RecordAsync(NexusRun run, JobContext context, NexusRunEnding ending, CancellationToken cancellationToken)
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await context.CompleteAsync(db, cancellationToken);
        await lifecycle.FinishAsync(run.Id, context.Fence, ending, cancellationToken);
        crash.Reach(CrashPoints.BeforeCommit);
        await transaction.CommitAsync(cancellationToken);
        crash.Reach(CrashPoints.AfterCommit);
        signals.Publish(run.Id);
    }

    private async Task<Guid?> FindOwnerAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand("SELECT user_id FROM nexus_runs WHERE id = $1 AND finished_at IS NULL");
        command.Parameters.AddWithValue(runId);
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    private static NexusRunEnding Describe(NexusRun run, NexusRunLimits limits, ProgramRunResult result, bool isCanceled, bool isInterrupted)
    {
        if (isInterrupted && result.Report is null or { Limit: "stopped" })
        {
            return NexusRunLifecycle.Interruption;
        }

        if (result.Report is not { } report)
        {
            return EndOfRunner(limits, result, isCanceled);
        }

        NexusDiagnostic[] diagnostics = [.. report.Findings.Select(f => new NexusDiagnostic(
            f.Code, f.Severity, Clean(f.Message), Clean(f.File), f.Line, f.Column, f.EndLine, f.EndColumn, f.Suggestion is null ? null : Clean(f.Suggestion)))];
        Finding? firstError = report.Findings.FirstOrDefault(f => f.Severity == "error");
        if (run.Purpose == NexusRunPurpose.Analyze || (firstError is null && report.Binary is not null))
        {
            return new NexusRunEnding(NexusRunStatus.Succeeded, Error: null, IsCharged: false) { Diagnostics = diagnostics, Result = ResultOf(run, report) };
        }

        if (firstError is not null)
        {
            string message = string.Join('\n', report.Findings.Where(f => f.Severity == "error").Take(5).Select(f => f.Text));
            return new NexusRunEnding(
                NexusRunStatus.Failed, new NexusRunError(firstError.Code, Clean(message)), IsCharged: false)
            { Diagnostics = diagnostics };
        }

        bool isRun = run.Purpose == NexusRunPurpose.Run;
        NexusRunError? error = report.ErrorCode is null ? null : new NexusRunError(Clean(report.ErrorCode), Clean(report.Error ?? ""), report.Limit);
        if (isCanceled && report.Limit == "stopped")
        {
            return new NexusRunEnding(NexusRunStatus.Canceled, Canceled, IsCharged: isRun) { Diagnostics = diagnostics };
        }

        bool isGood = error is null && report.ExitCode is 0;
        return new NexusRunEnding(
            isGood ? NexusRunStatus.Succeeded : NexusRunStatus.Failed,
            error ?? (isGood ? null : new NexusRunError("exit", $"The program ended with exit code {report.ExitCode}.")),
            // NexusLang's own failures are not the person's to pay.
            IsCharged: isRun && error?.Code != "NX0999")
        {
            ExitCode = report.ExitCode is { } code ? Math.Clamp(code, 0, 255) : null,
            Diagnostics = diagnostics,
            Steps = report.Steps,
        };
    }

    private static NexusRunError Canceled { get; } = new(
        "canceled", "You stopped this run. What it printed is kept. It had begun, so it costs what a run costs.", Retryable: true);

    private static NexusRunEnding EndOfRunner(NexusRunLimits limits, ProgramRunResult result, bool isCanceled) => result.Breach switch
    {
        Breach.Time => Limit("NX0902", $"The program ran longer than {limits.WallMs / 1000.0:0.###} seconds and was ended.", "time"),
        Breach.Waiting => Limit(
            "NX0906", $"The program waited for input and for AI calls longer than {limits.WaitMs / 1000.0:0.###} seconds and was ended.", "waiting"),
        Breach.Memory => Limit("NX0903", $"The program needs more than {limits.MemoryMb} MB of memory and was ended.", "memory"),
        Breach.Output => Limit("NX0904", $"The program printed more than {limits.OutputCharacters:N0} characters and was ended.", "output"),
        Breach.Depth => Limit("NX0318", "Calls are nested too deep: the stack is used up.", "depth"),
        Breach.Stopped when isCanceled => new NexusRunEnding(NexusRunStatus.Canceled, Canceled, IsCharged: true),
        Breach.Stopped => NexusRunLifecycle.Interruption,
        _ => new NexusRunEnding(
            NexusRunStatus.Failed,
            new NexusRunError(
                "runner_lost",
                "The process that ran this program ended unexpectedly. Only this run is affected; what it printed is kept, and nothing was charged. If it happens again, the program asks for more than a run may have.",
                Retryable: true),
            IsCharged: false),
    };

    private static NexusRunEnding Limit(string code, string message, string limit) =>
        new(NexusRunStatus.Failed, new NexusRunError(code, $"error {code}: {message}\n", limit), IsCharged: true) { ExitCode = 1 };

    private static string ResultOf(NexusRun run, WorkReport report) => JsonSerializer.Serialize(
        new NexusCheckResult(report.Binary, report.ElapsedMs, run.Purpose == NexusRunPurpose.Compile), GalionJson.Options);

    /// <summary>PostgreSQL stores no NUL, and nobody reads a message without end.</summary>
    private static string Clean(string text) => (text.Length > MaxMessage ? text[..MaxMessage] : text).Replace('\0', '\uFFFD');
}
