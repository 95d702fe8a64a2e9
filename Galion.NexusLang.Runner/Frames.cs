using System.Buffers.Binary;
using System.Text.Json;

namespace Galion.NexusLang.Runner;

/// <summary>What a frame is. The numbers are the wire's.</summary>
internal enum FrameKind : byte
{
    /// <summary>To the runner: a <see cref="WorkOrder"/>.</summary>
    Start = 1,

    /// <summary>To the runner: a <see cref="CallAnswer"/>.</summary>
    Answer = 2,

    /// <summary>To the runner: end the program. No content.</summary>
    Stop = 3,

    /// <summary>From the runner: it is warm and waits for work. A <see cref="Readiness"/>.</summary>
    Ready = 10,

    /// <summary>From the runner: text that was printed, in UTF-8.</summary>
    Output = 11,

    /// <summary>From the runner: a <see cref="HostCall"/>; its answer comes with the same number.</summary>
    Call = 12,

    /// <summary>
    /// From the runner: the program only waits for answers now. How many it has had (4 bytes, little-endian): when more are on their way, this is old.
    /// </summary>
    Waiting = 14,

    /// <summary>From the runner: a <see cref="WorkReport"/>. It then waits for work.</summary>
    Ended = 13,
}

/// <summary>
/// What goes through the pipes between the Worker and a runner: the length of the content (4 bytes, little-endian), the kind (1 byte), and the
/// content, JSON unless it says otherwise.
/// </summary>
internal static class Frames
{
    /// <summary>The largest content. What comes out of the sandbox is believed no further than that.</summary>
    internal const int MaxBytes = 48 << 20;

    private const int HeaderBytes = 5;

    internal static async Task WriteAsync(Stream to, FrameKind kind, byte[] content, CancellationToken cancellationToken)
    {
        await to.WriteAsync(Enframe(kind, content), cancellationToken);
        await to.FlushAsync(cancellationToken);
    }

    internal static void Write(Stream to, FrameKind kind, byte[] content)
    {
        to.Write(Enframe(kind, content));
        to.Flush();
    }

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The frame is not one of ours.</exception>
    internal static async Task<(FrameKind Kind, byte[] Content)?> ReadAsync(Stream from, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        int read = await from.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken);
        if (read < HeaderBytes)
        {
            return null;
        }

        var content = new byte[ReadLength(header)];
        try
        {
            await from.ReadExactlyAsync(content, cancellationToken);
        }
        catch (EndOfStreamException)
        {
            return null;
        }

        return ((FrameKind)header[4], content);
    }

    /// <summary>Like <see cref="ReadAsync"/>, on this thread.</summary>
    internal static (FrameKind Kind, byte[] Content)? Read(Stream from)
    {
        var header = new byte[HeaderBytes];
        if (from.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return null;
        }

        var content = new byte[ReadLength(header)];
        return from.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length ? null : ((FrameKind)header[4], content);
    }

    /// <summary>One piece, so that frames of several threads never mix, and one wake-up at the other end.</summary>
    private static byte[] Enframe(FrameKind kind, byte[] content)
    {
        if (content.Length > MaxBytes)
        {
            throw new InvalidDataException($"A frame of {content.Length} bytes is too large.");
        }

        var frame = new byte[HeaderBytes + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, content.Length);
        frame[4] = (byte)kind;
        content.CopyTo(frame, HeaderBytes);
        return frame;
    }

    private static int ReadLength(byte[] header)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length is >= 0 and <= MaxBytes ? length : throw new InvalidDataException($"A frame claims {length} bytes.");
    }

    internal static byte[] ToJson<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), WireJson.Default);

    /// <exception cref="JsonException">It is not what it should be.</exception>
    internal static T FromJson<T>(ReadOnlySpan<byte> content) =>
        (T?)JsonSerializer.Deserialize(content, typeof(T), WireJson.Default) ?? throw new JsonException($"A {typeof(T).Name} is null.");
}
