using System.Buffers.Binary;

namespace Galion.Engines.Imaging;

/// <summary>
/// Puts the given pictures into the file that was made of them, in a place that readers of pictures pass over: a private chunk, segment or box.
/// </summary>
internal static class SourceCarriers
{
    /// <summary>Most bytes of given pictures that a file takes along.</summary>
    public const int MaxBytes = 2 << 20;

    public const string PngChunk = "gsRc";
    private const int SegmentBytes = 65_000;
    private static readonly byte[] PngEnd = [0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82];

    private static ReadOnlySpan<byte> JpegHead => "galion/source\0"u8;

    private static ReadOnlySpan<byte> WebPChunk => "GSRC"u8;

    private static ReadOnlySpan<byte> BoxUuid => [0x1B, 0x7D, 0x43, 0x0E, 0x5C, 0x92, 0x4F, 0x31, 0xA6, 0x08, 0x2D, 0xE7, 0x90, 0x5A, 0xC4, 0x6B];

    /// <param name="file">With its recipe.</param>
    /// <param name="sources">Files, in the order in which the operation takes them.</param>
    public static byte[] Insert(byte[] file, PictureFormat format, IReadOnlyList<ReadOnlyMemory<byte>> sources)
    {
        var data = Pack(sources).AsSpan();
        return format switch
        {
            PictureFormat.Png => IntoPng(file, data),
            PictureFormat.Jpeg => IntoJpeg(file, data),
            PictureFormat.WebP => IntoWebP(file, data),
            PictureFormat.Avif => [.. file, .. ToBox(data)],
            _ => file,
        };
    }

    /// <summary>Files one after the other, each after its length.</summary>
    public static byte[] Pack(IReadOnlyList<ReadOnlyMemory<byte>> sources)
    {
        using var packed = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var source in sources)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, source.Length);
            packed.Write(length);
            packed.Write(source.Span);
        }

        return packed.ToArray();
    }

    /// <summary>A box that files of the MP4 family may end with.</summary>
    public static byte[] ToBox(ReadOnlySpan<byte> data) => [.. Whole(data.Length + 24), .. "uuid"u8, .. BoxUuid, .. data];

    /// <returns>The files that <see cref="Insert"/> put in; none when there are none, or not all of them.</returns>
    public static IReadOnlyList<byte[]> Find(ReadOnlySpan<byte> file)
    {
        using var packed = new MemoryStream();
        switch (PictureFormats.Recognise(file))
        {
            case PictureFormat.Png:
                Collect(file, 8, tail: 4, bigEndian: true, "gsRc"u8, packed);
                break;
            case PictureFormat.Jpeg:
                FromJpeg(file, packed);
                break;
            case PictureFormat.WebP:
                Collect(file, 12, tail: -1, bigEndian: false, WebPChunk, packed);
                break;
            case PictureFormat.Avif:
                FromBoxes(file, packed);
                break;
        }

        return Unpack(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public static List<byte[]> Unpack(ReadOnlySpan<byte> data)
    {
        var sources = new List<byte[]>();
        while (data.Length >= 4)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(data);
            if (length < 0 || length > data.Length - 4)
            {
                return [];
            }

            sources.Add(data.Slice(4, length).ToArray());
            data = data[(4 + length)..];
        }

        return sources;
    }

    private static byte[] IntoPng(byte[] file, ReadOnlySpan<byte> data)
    {
        using var output = new MemoryStream(file.Length + data.Length + 12);
        output.Write(file.AsSpan(0, file.Length - PngEnd.Length));
        PngChunks.Write(output, PngChunk, data);
        output.Write(PngEnd);
        return output.ToArray();
    }

    private static byte[] IntoJpeg(byte[] file, ReadOnlySpan<byte> data)
    {
        // The application segments of the file itself, such as JFIF's, must stay first.
        var start = 2;
        while (start + 4 <= file.Length && file[start] == 0xFF && file[start + 1] is 0xE0 or 0xE1)
        {
            start += 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(start + 2));
        }

        using var output = new MemoryStream(file.Length + data.Length + data.Length / 1_000 + 64);
        output.Write(file.AsSpan(0, start));
        for (; data.Length > 0; data = data[Math.Min(SegmentBytes, data.Length)..])
        {
            var piece = data[..Math.Min(SegmentBytes, data.Length)];
            var length = JpegHead.Length + piece.Length + 2;
            output.Write([0xFF, 0xEF, (byte)(length >> 8), (byte)length]);
            output.Write(JpegHead);
            output.Write(piece);
        }

        output.Write(file.AsSpan(start));
        return output.ToArray();
    }

    private static void FromJpeg(ReadOnlySpan<byte> file, MemoryStream packed)
    {
        for (var at = 2; at + 4 <= file.Length && file[at] == 0xFF && file[at + 1] != 0xDA;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                return;
            }

            var body = file.Slice(at + 4, length - 2);
            if (file[at + 1] == 0xEF && body.StartsWith(JpegHead))
            {
                packed.Write(body[JpegHead.Length..]);
            }

            at += 2 + length;
        }
    }

    private static byte[] IntoWebP(byte[] file, ReadOnlySpan<byte> data)
    {
        byte[] result = [.. file, .. WebPChunk, .. new byte[4], .. data, .. new byte[data.Length & 1]];
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(file.Length + 4), data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(4), result.Length - 8);
        return result;
    }

    public static void FromBoxes(ReadOnlySpan<byte> file, MemoryStream packed)
    {
        for (var at = 0; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length < 8 || length > file.Length - at)
            {
                return;
            }

            if (length > 24 && file[(at + 4)..].StartsWith("uuid"u8) && file[(at + 8)..].StartsWith(BoxUuid))
            {
                packed.Write(file.Slice(at + 24, (int)length - 24));
            }

            at += (int)length;
        }
    }

    /// <summary>Collects the chunks of one type out of those of PNG (length, type, data, checksum) and of WebP (type, length, data, filled up to an even length).</summary>
    private static void Collect(ReadOnlySpan<byte> file, int start, int tail, bool bigEndian, ReadOnlySpan<byte> type, MemoryStream packed)
    {
        for (var at = start; at + 8 <= file.Length;)
        {
            var length = bigEndian ? BinaryPrimitives.ReadInt32BigEndian(file[at..]) : BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]);
            if (length < 0 || length > file.Length - at - 8)
            {
                return;
            }

            if (file[(bigEndian ? at + 4 : at)..].StartsWith(type))
            {
                packed.Write(file.Slice(at + 8, length));
            }

            at += 8 + length + (tail < 0 ? length & 1 : tail);
        }
    }

    private static byte[] Whole(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
