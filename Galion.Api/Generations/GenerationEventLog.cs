using System.Text.Json;
using Galion.Api.Http;
using Galion.Contracts;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Microsoft.EntityFrameworkCore;

namespace Galion.Api.Generations;

/// <param name="generation">As it was found for its owner.</param>
internal sealed class GenerationEventLog(Generation generation, GalionDbContext db, PublicAddress address) : IEventLog
{
    public Guid SubjectId => generation.Id;

    public async Task<List<LoggedEvent>> ReadAfterAsync(int lastEventId, CancellationToken cancellationToken)
    {
        List<GenerationEvent> events = await db.GenerationEvents.AsNoTracking()
            .Where(e => e.GenerationId == generation.Id && e.Id > lastEventId)
            .OrderBy(e => e.Id)
            .ToListAsync(cancellationToken);
        return [.. events.Select(e => new LoggedEvent(e.Id, e.Name, e.Data?.GetRawText()))];
    }

    public async Task<string> DescribeEndAsync(HttpContext http, CancellationToken cancellationToken)
    {
        Generation final = await db.GenerationsOf(generation.UserId).SingleAsync(g => g.Id == generation.Id, cancellationToken);
        return JsonSerializer.Serialize(GenerationResponses.From(final, address.For(http.Request)), GalionJson.Options);
    }
}
