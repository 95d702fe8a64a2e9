using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Galion.Api.Generations;
using Galion.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Galion.Api.Http;

/// <param name="Id">1 for the first; they never go back.</param>
/// <param name="Data">As JSON; null for the last event, whose data is what became of it all, as it is when the event is sent.</param>
internal sealed record LoggedEvent(int Id, string Name, string? Data);

/// <summary>The log of events of one piece of work.</summary>
internal interface IEventLog
{
    /// <summary>Whose events they are, as the hub knows it.</summary>
    Guid SubjectId { get; }

    /// <summary>Those after <paramref name="lastEventId"/>, in order.</summary>
    Task<List<LoggedEvent>> ReadAfterAsync(int lastEventId, CancellationToken cancellationToken);

    /// <returns>The data of the last event, as JSON.</returns>
    Task<string> DescribeEndAsync(HttpContext http, CancellationToken cancellationToken);
}

/// <summary>
/// Sends a log of events as <c>text/event-stream</c> until its final one. The log is in the database, so a client may come late, leave and come
/// back, and misses nothing; nothing that happens here touches the work itself.
/// </summary>
/// <param name="lastEventId">The last event that the client has; 0 for none.</param>
/// <param name="pingAfter">Silence after which a comment is sent; naive clients stumble over comments, so they are sent when idle only.</param>
internal sealed class EventStream(IEventLog log, int lastEventId, GenerationEventHub hub, TimeSpan pingAfter) : IResult
{
    /// <summary>Reads where to go on. A browser that reconnects sends the header; a page that opens a new stream cannot set headers and uses the query.</summary>
    public static bool TryReadLastId(string? header, string? query, out int lastEventId, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        lastEventId = 0;
        problem = (header ?? query) is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out lastEventId)
            ? null
            : Problems.Invalid(
                ErrorCodes.ValidationFailed, "The stream cannot be resumed from there.",
                new Dictionary<string, string[]> { ["last_event_id"] = ["Send the id of the last event that arrived."] });
        return problem is null;
    }

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
        using GenerationEventHub.Listener listener = hub.Listen(log.SubjectId);
        await WriteAsync(http, "retry: 1000\n\n", cancellationToken);
        while (true)
        {
            foreach (LoggedEvent @event in await log.ReadAfterAsync(lastEventId, cancellationToken))
            {
                string data = @event.Data ?? await log.DescribeEndAsync(http, cancellationToken);
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

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancellationToken)
    {
        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
    }
}
