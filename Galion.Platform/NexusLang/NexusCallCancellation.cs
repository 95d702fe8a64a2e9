using Galion.Platform.Data;
using Galion.Platform.Generations;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.NexusLang;

/// <summary>
/// Ends the AI calls of runs that have ended or are about to: nobody waits for them any more, so what is not delivered is not made, and what was
/// held for it returns. What was delivered before stays in the library and is paid.
/// </summary>
public sealed class NexusCallCancellation(GalionDbContext db, GenerationCancellation cancellation)
{
    private const int AtOnce = 300;

    /// <returns>How many calls were under way.</returns>
    public Task<int> CancelOfRunAsync(Guid runId, CancellationToken cancellationToken) =>
        CancelAsync(UnderWay.Where(c => c.RunId == runId), cancellationToken);

    /// <summary>For all runs whose worker could not do it.</summary>
    public Task<int> CancelOfEndedAsync(CancellationToken cancellationToken) => CancelAsync(
        UnderWay.Where(c => db.NexusRuns.Any(r => r.Id == c.RunId && r.FinishedAt != null)
            && db.Generations.Any(g => g.Id == c.GenerationId && g.CancelRequestedAt == null)),
        cancellationToken);

    public Task<int> CountUnderWayAsync(Guid runId, CancellationToken cancellationToken) =>
        UnderWay.CountAsync(c => c.RunId == runId, cancellationToken);

    private IQueryable<NexusRunCallRow> UnderWay =>
        db.NexusRunCalls.AsNoTracking().Where(c => db.Generations.Any(g => g.Id == c.GenerationId && g.FinishedAt == null));

    private async Task<int> CancelAsync(IQueryable<NexusRunCallRow> calls, CancellationToken cancellationToken)
    {
        var found = await calls.OrderBy(c => c.GenerationId).Take(AtOnce)
            .Join(db.NexusRuns, c => c.RunId, r => r.Id, (c, r) => new { c.GenerationId, r.UserId })
            .ToListAsync(cancellationToken);
        foreach (var call in found)
        {
            await cancellation.CancelAsync(call.UserId, call.GenerationId, cancellationToken);
        }

        return found.Count;
    }
}
