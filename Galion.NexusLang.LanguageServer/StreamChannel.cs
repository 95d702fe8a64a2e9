using System.Globalization;
using System.Text;

namespace Galion.NexusLang.LanguageServer;

/// <summary>Messages behind a header with their length, as editors send them over a process's input and output.</summary>
internal sealed class StreamChannel(Stream input, Stream output, int maxMessageBytes) : IMessageChannel
{
    private const int MaxHeaderBytes = 4096;

    private readonly byte[] _buffer = new byte[16384];
    private int _start;
    private int _end;

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        if (await ReadHeaderAsync(cancellation) is not { } length)
        {
            return null;
        }

        if (length > maxMessageBytes)
        {
            if (!await SkipAsync(length, cancellation))
            {
                return null;
            }

            throw new OversizedMessageException(maxMessageBytes);
        }

        byte[] message = new byte[length];
        int filled = (int)Math.Min(length, _end - _start);
        _buffer.AsSpan(_start, filled).CopyTo(message);
        _start += filled;
        int read = await input.ReadAtLeastAsync(message.AsMemory(filled), (int)length - filled, throwOnEndOfStream: false, cancellation);
        if (read < length - filled)
        {
            return null;
        }

        return message;
    }

    /// <returns>False when the input ends before.</returns>
    private async ValueTask<bool> SkipAsync(long length, CancellationToken cancellation)
    {
        while (true)
        {
            int taken = (int)Math.Min(length, _end - _start);
            _start += taken;
            length -= taken;
            if (length == 0)
            {
                return true;
            }

            (_start, _end) = (0, await input.ReadAsync(_buffer, cancellation));
            if (_end == 0)
            {
                return false;
            }
        }
    }

    private async ValueTask<long?> ReadHeaderAsync(CancellationToken cancellation)
    {
        long? length = null;
        var line = new StringBuilder();
        for (int read = 0; read < MaxHeaderBytes; read++)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await input.ReadAsync(_buffer, cancellation));
                if (_end == 0)
                {
                    return null;
                }
            }

            char c = (char)_buffer[_start++];
            if (c != '\n')
            {
                line.Append(c);
                continue;
            }

            string header = line.ToString().TrimEnd('\r');
            line.Clear();
            if (header.Length == 0)
            {
                return length ?? throw new InvalidDataException("A message has no Content-Length.");
            }

            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = long.TryParse(header.AsSpan(15), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long value) && value >= 0
                    ? value
                    : throw new InvalidDataException("The Content-Length of a message is not a number.");
            }
        }

        throw new InvalidDataException($"The header of a message is longer than {MaxHeaderBytes} bytes.");
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await output.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {message.Length}\r\n\r\n"), cancellation);
        await output.WriteAsync(message, cancellation);
        await output.FlushAsync(cancellation);
    }
}
