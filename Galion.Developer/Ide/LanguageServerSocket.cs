using System.Net.WebSockets;
using Galion.NexusLang.LanguageServer;
using Galion.Web.Session;

namespace Galion.Developer.Ide;

/// <summary>The language server behind the editor, one session for each open page.</summary>
internal sealed class LanguageServerSocket
{
    public const string Path = "/ide/language-server";

    /// <summary>Of all people together; who comes too late writes without its help and is let in when another leaves.</summary>
    private const int MaxSessions = 200;

    private readonly LanguageServerOptions _options = new()
    {
        ReferenceUrl = Docs.ReferencePages.Language,
        MaxMessageBytes = 4 << 20,
        MaxDocumentCharacters = 512_000,
    };

    private int _sessions;

    /// <summary>A browser opens sockets to any site and sends its cookies along, so the page that asks must be one of ours.</summary>
    public async Task AcceptAsync(HttpContext context, GuestSession guest)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        if (!IsOwnPage(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (!guest.IsKnown(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (Interlocked.Increment(ref _sessions) > MaxSessions)
        {
            Interlocked.Decrement(ref _sessions);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        try
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            await LanguageServer.ServeAsync(socket, _options, context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _sessions);
        }
    }

    private static bool IsOwnPage(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
        && string.Equals(origin.Authority, new Uri($"{origin.Scheme}://{request.Host}").Authority, StringComparison.OrdinalIgnoreCase);
}
