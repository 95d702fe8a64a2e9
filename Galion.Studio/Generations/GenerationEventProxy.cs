using System.Net;
using Galion.Contracts.Generations;

namespace Galion.Studio.Generations;

/// <summary>
/// Hands the API's event stream to the browser, which holds no token of its own. Ids pass through untouched, so that a browser that comes
/// back says which event it saw last.
/// </summary>
internal static class GenerationEventProxy
{
    public static async Task StreamAsync(Guid id, HttpContext context, IGenerationsApi api)
    {
        var aborted = context.RequestAborted;
        // A reconnect by the browser itself carries the header; one that our script starts can only write an address.
        var lastEventId = context.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? context.Request.Query["last_event_id"].FirstOrDefault();
        try
        {
            using var events = await api.ReadEventsAsync(id, lastEventId, aborted);
            if (events.StatusCode != HttpStatusCode.OK)
            {
                context.Response.StatusCode = (int)events.StatusCode;
                return;
            }
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            // Proxies in front must not collect the events into blocks.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await using var stream = await events.Content.ReadAsStreamAsync(aborted);
            var buffer = new byte[8 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, aborted)) > 0;)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), aborted);
                await context.Response.Body.FlushAsync(aborted);
            }
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The reader left. The generation goes on.
        }
        catch (Exception e) when (e is HttpRequestException or IOException && context.Response.HasStarted)
        {
            // The API went away in the middle. Ending the stream makes the browser come back with the last id.
            context.Abort();
        }
    }
}
