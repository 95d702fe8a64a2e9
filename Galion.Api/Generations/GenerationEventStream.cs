using System.Text;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Microsoft.EntityFrameworkCore;

namespace Galion.Api.Generations;

/// <summary>
/// Sends the events of one generation as <c>text/event-stream</c> until its final one. The log is in the database, so a client may come
/// late, leave and come back; nothing that happens here touches the generation.
/// </summary>
/// <param name="generation">As it was found for its owner.</param>
/// <param name="lastEventId">The last event that the client has; 0 for none.</param>
/// <param name="pingAfter">Silence after which a comment is sent; naive clients stumble over comments, so they are sent when idle only.</param>
internal sealed class GenerationEventStream(
    Generation generation, int lastEventId, GalionDbContext db, GenerationEventHub hub, PublicAddress address, TimeSpan pingAfter) : IResult
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
        using GenerationEventHub.Listener listener = hub.Listen(generation.Id);
        await WriteAsync(http, "retry: 1000\n\n", cancellationToken);
        while (true)
        {
            List<GenerationEvent> events = await db.GenerationEvents.AsNoTracking()
                .Where(e => e.GenerationId == generation.Id && e.Id > lastEventId)
                .OrderBy(e => e.Id)
                .ToListAsync(cancellationToken);
            foreach (GenerationEvent @event in events)
            {
                string data = @event.Data?.GetRawText() ?? await RenderGenerationAsync(http, cancellationToken);
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

    private async Task<string> RenderGenerationAsync(HttpContext http, CancellationToken cancellationToken)
    {
        Generation final = await db.GenerationsOf(generation.UserId).SingleAsync(g => g.Id == generation.Id, cancellationToken);
        return JsonSerializer.Serialize(GenerationResponses.From(final, address.For(http.Request)), GalionJson.Options);
    }

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancellationToken)
    {
        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
    }
}
