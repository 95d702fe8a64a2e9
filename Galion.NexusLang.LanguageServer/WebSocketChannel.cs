using System.Net.WebSockets;

namespace Galion.NexusLang.LanguageServer;

/// <summary>One message of the protocol in each message of a WebSocket, as editors in browsers send them.</summary>
internal sealed class WebSocketChannel(WebSocket socket, int maxMessageBytes) : IMessageChannel
{
    private byte[] _buffer = new byte[16384];

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received;
            try
            {
                received = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            }
            catch (WebSocketException)
            {
                // The browser was closed or lost its network: the same as saying good-bye.
                return null;
            }

            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += received.Count;
            if (received.EndOfMessage)
            {
                return _buffer.AsSpan(0, length).ToArray();
            }

            if (length >= maxMessageBytes)
            {
                throw new InvalidDataException($"A message is longer than {maxMessageBytes} bytes.");
            }

            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Min(length * 2, maxMessageBytes));
            }
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
}
