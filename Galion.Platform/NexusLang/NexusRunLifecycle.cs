using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Platform.NexusLang;

/// <summary>How a run ends.</summary>
/// <param name="Status">A final status.</param>
/// <param name="Error">Required unless it succeeded.</param>
/// <param name="IsCharged">Whether the program has run, which is what costs; otherwise the credit returns.</param>
public sealed record NexusRunEnding(NexusRunStatus Status, NexusRunError? Error, bool IsCharged)
{
    public int? ExitCode { get; init; }

    public IReadOnlyList<NexusDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>What compiling or analysing answered, as JSON.</summary>
    public string? Result { get; init; }

    /// <summary>What was printed and is not in the log of events yet.</summary>
    public string LastOutput { get; init; } = "";

    public long OutputCharacters { get; init; }

    /// <summary>Without what it waited.</summary>
    public TimeSpan? Duration { get; init; }

    public TimeSpan? Waited { get; init; }

    public long? MemoryBytes { get; init; }

    public long? Steps { get; init; }
}

/// <summary>
/// The transitions of a run after intake. Each checks the status that it starts from under the row's lock, so that a run ends once. Locks are
/// taken in one order everywhere: job, run, account. A run that began is never begun again: what it did may not be done twice.
/// </summary>
public sealed class NexusRunLifecycle(GalionDbContext db, CreditLedger ledger)
{
    // Longer than any run.
    private static readonly TimeSpan RunningLease = TimeSpan.FromHours(1);

    /// <summary>The end of a run that waited too long.</summary>
    public static NexusRunEnding Expiry { get; } = new(
        NexusRunStatus.Expired,
        new NexusRunError("expired", "No runner was free in time, so the program did not run. Nothing was charged. Please try again.", Retryable: true),
        IsCharged: false);

    /// <summary>The end of a run whose worker went away.</summary>
    public static NexusRunEnding Interruption { get; } = new(
        NexusRunStatus.Failed,
        new NexusRunError(
            "interrupted",
            "The server that ran this program stopped. What was printed before is kept, the run itself was not charged, and it was not begun again because it may have done things already. Run it again if you like.",
            Retryable: true),
        IsCharged: false);

    /// <summary>The end, on its owner's wish, of a run that has not begun.</summary>
    public static NexusRunEnding CanceledBefore { get; } = new(
        NexusRunStatus.Canceled, new NexusRunError("canceled", "You stopped this before it began. Nothing was charged.", Retryable: true), IsCharged: false);

    /// <summary>Gives a run that waits to the attempt with this fencing number and records that it runs.</summary>
    /// <returns>The run, or null when there is nothing to do: it has ended, or ends here because another attempt had begun it.</returns>
    public async Task<NexusRun?> StartAsync(Guid runId, long fence, CancellationToken cancellationToken)
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        NexusRun? run = await LockAsync(runId, cancellationToken);
        if (run is null || run.IsFinished || run.JobFence > fence)
        {
            return null;
        }

        if (run.Status == NexusRunStatus.Running)
        {
            await FinishAsync(runId, fence, Interruption, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return null;
        }

        if (run.PriceMillicredits > 0 && await ledger.ExtendAsync(runId, RunningLease, cancellationToken) is not ResolveOutcome.Applied)
        {
            // Its credit went back meanwhile.
            await FinishAsync(runId, fence, Expiry, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return null;
        }

        string running = JsonSerializer.Serialize(new NexusRunProgress(NexusRunStatus.Running), GalionJson.Options);
        await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE nexus_runs SET status = 'running', job_fence = {fence}, started_at = now() WHERE id = {runId};
             SELECT append_nexus_run_event({runId}, {fence}, {NexusRunEvents.Running}, {running}::jsonb);
             """,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run;
    }

    /// <summary>Ends the run in the caller's transaction: last output, status, final event and money.</summary>
    /// <param name="runId">Which.</param>
    /// <param name="fence">The fencing number of the attempt that ends it; null when its owner or a sweep does.</param>
    /// <param name="ending">How.</param>
    /// <param name="cancellationToken">Stops it, and with it the transaction.</param>
    /// <returns>False when it had ended before or belongs to a newer attempt: then nothing was changed.</returns>
    public async Task<bool> FinishAsync(Guid runId, long? fence, NexusRunEnding ending, CancellationToken cancellationToken)
    {
        NexusRun? run = await LockAsync(runId, cancellationToken);
        if (run is null || run.IsFinished || run.JobFence > fence)
        {
            return false;
        }

        if (ending.LastOutput.Length > 0)
        {
            string output = JsonSerializer.Serialize(new NexusRunOutput(ending.LastOutput), GalionJson.Options);
            await AppendAsync(runId, NexusRunEvents.Output, output, cancellationToken);
        }

        string status = ending.Status.ToString().ToLowerInvariant();
        await AppendAsync(runId, status, data: null, cancellationToken);
        long charge = ending.IsCharged ? run.PriceMillicredits : 0;
        string? error = ending.Error is null ? null : JsonSerializer.Serialize(ending.Error, GalionJson.Options);
        string diagnostics = JsonSerializer.Serialize(ending.Diagnostics, GalionJson.Options);
        long? waitedUs = ending.Waited is { } waited ? (long)waited.TotalMicroseconds : null;
        long? durationUs = ending.Duration is { } duration ? (long)duration.TotalMicroseconds : null;
        await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE nexus_runs SET
               status = {status}, charged_millicredits = {charge}, finished_at = now(), waits_for_input = false, exit_code = {ending.ExitCode},
               error = {error}::jsonb, diagnostics = {diagnostics}::jsonb, result = {ending.Result}::jsonb,
               output_characters = greatest(output_characters, {ending.OutputCharacters}), duration_us = {durationUs}, waited_us = {waitedUs},
               memory_bytes = {ending.MemoryBytes}, steps = {ending.Steps}
             WHERE id = {runId}
             """,
            cancellationToken);

        // Last, because it locks the account's row, which all requests of one person share.
        if (charge > 0)
        {
            ResolveOutcome settled = await ledger.SettleAsync(runId, charge, cancellationToken);
            if (settled is not ResolveOutcome.Applied)
            {
                throw new InvalidOperationException($"The hold of run {runId} could not be settled: {settled}.");
            }
        }
        else if (run.PriceMillicredits > 0)
        {
            await ledger.ReleaseAsync(runId, cancellationToken);
        }

        return true;
    }

    /// <summary>Locks the run's row until the caller's transaction ends.</summary>
    public async Task<NexusRun?> LockAsync(Guid runId, CancellationToken cancellationToken)
    {
        List<NexusRun> rows = await db.NexusRuns
            .FromSql($"SELECT * FROM nexus_runs WHERE id = {runId} FOR UPDATE")
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return rows.SingleOrDefault();
    }

    private Task<int> AppendAsync(Guid runId, string name, string? data, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT append_nexus_run_event({runId}, {long.MaxValue}, {name}, {data}::jsonb)", cancellationToken);
}
