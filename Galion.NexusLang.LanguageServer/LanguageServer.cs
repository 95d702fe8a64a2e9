using System.Net.WebSockets;

namespace Galion.NexusLang.LanguageServer;

/// <summary>
/// Serves editors by the Language Server Protocol. One call serves one connection to its end; connections share nothing. Nothing that an
/// editor sends makes it throw: a broken message is answered with an error, a broken channel ends the connection.
/// </summary>
public static class LanguageServer
{
    /// <summary>Serves an editor over a pair of streams, with a header before each message.</summary>
    /// <returns>0 when the editor said good-bye properly, 1 when it just went or broke the rules.</returns>
    public static async Task<int> ServeAsync(Stream input, Stream output, LanguageServerOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var session = new LanguageSession(new StreamChannel(input, output, options.MaxMessageBytes), options);
        try
        {
            return await session.RunAsync(cancellation) ? 0 : 1;
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException)
        {
            return 1;
        }
    }

    /// <summary>
    /// Serves an editor over a WebSocket, one message of the protocol in each text message, and closes it at the end. Call it for people who
    /// are signed in, with the files of their own project.
    /// </summary>
    public static async Task ServeAsync(WebSocket socket, LanguageServerOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(options);
        WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure;
        try
        {
            await using var session = new LanguageSession(new WebSocketChannel(socket, options.MaxMessageBytes), options);
            await session.RunAsync(cancellation);
        }
        catch (InvalidDataException)
        {
            status = WebSocketCloseStatus.MessageTooBig;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            status = WebSocketCloseStatus.EndpointUnavailable;
        }
        catch (Exception problem) when (problem is WebSocketException or IOException or ObjectDisposedException)
        {
            // The browser went while it was being answered.
        }

        await CloseAsync(socket, status);
    }

    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var limited = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await socket.CloseOutputAsync(status, null, limited.Token);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side has gone already.
        }
    }
}
