using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Contracts.NexusLang;
using Galion.Platform.Billing;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Api.NexusLang;

/// <param name="Call">The kind of the call that made it.</param>
internal sealed record MadeAsset(Guid RunId, string Call, Asset Asset);

/// <summary>Turns runs into what crosses the wire.</summary>
internal static class NexusRunResponses
{
    /// <summary>The runs of one person, to read only: another's are not found.</summary>
    public static IQueryable<NexusRun> RunsOf(this GalionDbContext db, Guid userId) => db.NexusRuns.AsNoTracking().Where(r => r.UserId == userId);

    /// <param name="whole">With output and diagnostics, which lists leave out.</param>
    public static async Task<NexusRunResponse[]> DescribeAsync(
        this GalionDbContext db, IReadOnlyList<NexusRun> runs, bool whole, CancellationToken cancellationToken, int? queuePosition = null)
    {
        Guid[] ids = [.. runs.Select(r => r.Id)];
        var calls = await db.NexusRunCalls.Where(c => ids.Contains(c.RunId)).OrderBy(c => c.CreatedAt)
            .Join(db.Generations, c => c.GenerationId, g => g.Id, (c, g) => new
            {
                c.RunId,
                c.Kind,
                c.GenerationId,
                Cost = g.FinishedAt == null ? g.PriceMillicredits : g.ChargedMillicredits,
            })
            .ToListAsync(cancellationToken);
        List<NexusRunAssetRow> assets = await db.NexusRunAssets.AsNoTracking().Where(a => ids.Contains(a.RunId)).OrderBy(a => a.CreatedAt)
            .ToListAsync(cancellationToken);
        ILookup<Guid, NexusRunAsset> made = (await db.ReadMadeAsync(ids, cancellationToken)).ToLookup(m => m.RunId, m => CallAssets.Describe(m.RunId, m.Call, m.Asset));
        Guid?[] projectIds = [.. runs.Select(r => r.ProjectId).Where(id => id is not null).Distinct()];
        Dictionary<Guid, string> projects = projectIds.Length == 0 ? [] : await db.Projects
            .Where(p => projectIds.Contains(p.Id) && p.DeletedAt == null)
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
        var responses = new NexusRunResponse[runs.Count];
        for (int i = 0; i < responses.Length; i++)
        {
            NexusRun run = runs[i];
            var ownCalls = calls.Where(c => c.RunId == run.Id).ToArray();
            decimal charged = Millicredits.ToCredits(run.ChargedMillicredits);
            decimal aiCredits = Millicredits.ToCredits(ownCalls.Sum(c => c.Cost));
            responses[i] = new NexusRunResponse(
                run.Id, run.Status, run.ProjectId, run.File, run.Title, whole ? await ReadOutputAsync(db, run.Id, cancellationToken) : null, run.ExitCode,
                Read<NexusRunError>(run.Error), whole ? Read<NexusDiagnostic[]>(run.Diagnostics) : null, run.OutputCharacters, run.DurationUs / 1000.0,
                run.MemoryBytes, run.Steps, Read<NexusRunLimits>(run.Limits)!, Millicredits.ToCredits(run.BudgetMillicredits),
                run.IsFinished ? 0 : Millicredits.ToCredits(run.PriceMillicredits), charged, aiCredits,
                [.. ownCalls.Select(c => new NexusRunCall(c.Kind, c.GenerationId, Millicredits.ToCredits(c.Cost)))],
                [.. assets.Where(a => a.RunId == run.Id).Select(a => new NexusRunAsset(
                    a.Name, a.ContentType, a.SizeBytes, CallAssets.AddressOf(run.Id, a.Name))), .. made[run.Id]],
                run.WaitsForInput, queuePosition, run.CreatedAt, run.StartedAt, run.FinishedAt,
                run.ProjectId is { } projectId ? projects.GetValueOrDefault(projectId) : null, run.ShareToken, run.WaitedUs / 1000.0, charged + aiCredits);
        }

        return responses;
    }

    /// <summary>The main files of what AI calls of these runs made, oldest first; texts are none.</summary>
    public static Task<List<MadeAsset>> ReadMadeAsync(this GalionDbContext db, Guid[] runIds, CancellationToken cancellationToken) => db.NexusRunCalls
        .Where(c => runIds.Contains(c.RunId))
        .OrderBy(c => c.CreatedAt)
        .Join(db.Generations.Where(g => g.Kind != GenerationKind.Text), c => c.GenerationId, g => g.Id, (c, g) => c)
        .Join(
            db.Assets.Where(a => !db.Assets.Any(before => before.GenerationId == a.GenerationId && before.Position < a.Position)),
            c => c.GenerationId, a => a.GenerationId, (c, a) => new MadeAsset(c.RunId, c.Kind, a))
        .AsNoTracking()
        .ToListAsync(cancellationToken);

    /// <summary>All that the run has printed and that is written down.</summary>
    public static async Task<string> ReadOutputAsync(GalionDbContext db, Guid runId, CancellationToken cancellationToken) => string.Concat(
        await db.Database.SqlQuery<string>(
            $"SELECT data->>'text' AS \"Value\" FROM nexus_run_events WHERE run_id = {runId} AND name = {NexusRunEvents.Output} ORDER BY id")
            .ToListAsync(cancellationToken));

    public static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, GalionJson.Options);
}
