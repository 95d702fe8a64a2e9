using System.Text;
using System.Text.Json;
using Galion.Api.Generations;
using Galion.Contracts;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Api.NexusLang;

/// <summary>
/// Sends the events of one run as <c>text/event-stream</c> until its final one. The log is in the database, so a client may come late,
/// leave and come back, and misses no output; nothing that happens here touches the run.
/// </summary>
/// <param name="run">As it was found for its owner.</param>
/// <param name="lastEventId">The last event that the client has; 0 for none.</param>
/// <param name="pingAfter">Silence after which a comment is sent.</param>
internal sealed class NexusRunEventStream(NexusRun run, int lastEventId, GalionDbContext db, GenerationEventHub hub, TimeSpan pingAfter) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";

        IHostApplicationLifetime lifetime = http.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await SendAsync(http, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left or the service stops; the client resumes where it was, here or elsewhere.
        }
    }

    private async Task SendAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using GenerationEventHub.Listener listener = hub.Listen(run.Id);
        await WriteAsync(http, "retry: 1000\n\n", cancellationToken);
        while (true)
        {
            List<NexusRunEvent> events = await db.NexusRunEvents.AsNoTracking()
                .Where(e => e.RunId == run.Id && e.Id > lastEventId)
                .OrderBy(e => e.Id)
                .ToListAsync(cancellationToken);
            foreach (NexusRunEvent @event in events)
            {
                string data = @event.Data ?? await RenderRunAsync(cancellationToken);
                await WriteAsync(http, $"id: {@event.Id}\nevent: {@event.Name}\ndata: {data}\n\n", cancellationToken);
                lastEventId = listener.LastSentId = @event.Id;
                if (@event.Data is null)
                {
                    return;
                }
            }

            if (!await listener.WaitAsync(pingAfter, cancellationToken))
            {
                await WriteAsync(http, ": ping\n\n", cancellationToken);
            }
        }
    }

    private async Task<string> RenderRunAsync(CancellationToken cancellationToken)
    {
        NexusRun final = await db.RunsOf(run.UserId).SingleAsync(r => r.Id == run.Id, cancellationToken);
        return JsonSerializer.Serialize((await db.DescribeAsync([final], whole: true, cancellationToken))[0], GalionJson.Options);
    }

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancellationToken)
    {
        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
    }
}
