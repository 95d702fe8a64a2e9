using System.Text.Json;
using Galion.Api.Http;
using Galion.Contracts;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Api.NexusLang;

/// <param name="run">As it was found for its owner.</param>
internal sealed class NexusRunEventLog(NexusRun run, GalionDbContext db) : IEventLog
{
    public Guid SubjectId => run.Id;

    public Task<List<LoggedEvent>> ReadAfterAsync(int lastEventId, CancellationToken cancellationToken) => db.NexusRunEvents
        .Where(e => e.RunId == run.Id && e.Id > lastEventId)
        .OrderBy(e => e.Id)
        .Select(e => new LoggedEvent(e.Id, e.Name, e.Data))
        .ToListAsync(cancellationToken);

    public async Task<string> DescribeEndAsync(HttpContext http, CancellationToken cancellationToken)
    {
        NexusRun final = await db.RunsOf(run.UserId).SingleAsync(r => r.Id == run.Id, cancellationToken);
        return JsonSerializer.Serialize((await db.DescribeAsync([final], whole: true, cancellationToken))[0], GalionJson.Options);
    }
}
