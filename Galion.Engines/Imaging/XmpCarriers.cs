using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Galion.Engines.Imaging;

/// <summary>Puts an XMP packet where each format keeps it, and finds it again.</summary>
internal static class XmpCarriers
{
    private const int SegmentBytes = 65_000;
    private static ReadOnlySpan<byte> JpegHead => "http://ns.adobe.com/xap/1.0/\0"u8;

    private static ReadOnlySpan<byte> JpegExtension => "http://ns.adobe.com/xmp/extension/\0"u8;

    /// <summary>The type that marks XMP in files built of boxes.</summary>
    private static ReadOnlySpan<byte> BoxUuid => [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

    public static byte[] Insert(byte[] file, PictureFormat format, string packet, int width, int height) => format switch
    {
        PictureFormat.Jpeg => IntoJpeg(file, packet),
        PictureFormat.WebP => IntoWebP(file, Encoding.UTF8.GetBytes(packet), width, height),
        PictureFormat.Avif => IntoAvif(file, Encoding.UTF8.GetBytes(packet)),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <returns>The packets found, the main one first; a long JPEG recipe is in the second.</returns>
    public static IReadOnlyList<string> Find(ReadOnlySpan<byte> file) => PictureFormats.Recognise(file) switch
    {
        PictureFormat.Jpeg => FromJpeg(file),
        PictureFormat.WebP => FromWebP(file),
        PictureFormat.Avif => FromAvif(file),
        _ => [],
    };

    private static byte[] IntoJpeg(byte[] file, string packet)
    {
        var bytes = Encoding.UTF8.GetBytes(packet);
        using var output = new MemoryStream(file.Length + bytes.Length + 1_024);
        // The application segments of the file itself, such as JFIF's, must stay first.
        var start = 2;
        while (start + 4 <= file.Length && file[start] == 0xFF && file[start + 1] == 0xE0)
        {
            start += 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(start + 2));
        }

        output.Write(file.AsSpan(0, start));
        if (bytes.Length <= SegmentBytes)
        {
            WriteSegment(output, JpegHead, bytes);
        }
        else
        {
            // A segment holds 64 kB: the standard's way out is a short packet that names a long one, which follows in pieces.
            var name = Convert.ToHexString(SHA256.HashData(bytes).AsSpan(0, 16));
            WriteSegment(output, JpegHead, Encoding.UTF8.GetBytes(
                $"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{name}"/></rdf:RDF></x:xmpmeta>"""));
            Span<byte> sizes = stackalloc byte[8];
            for (var offset = 0; offset < bytes.Length; offset += SegmentBytes)
            {
                BinaryPrimitives.WriteInt32BigEndian(sizes, bytes.Length);
                BinaryPrimitives.WriteInt32BigEndian(sizes[4..], offset);
                WriteSegment(output, [.. JpegExtension, .. Encoding.ASCII.GetBytes(name), .. sizes], bytes.AsSpan(offset, Math.Min(SegmentBytes, bytes.Length - offset)));
            }
        }

        output.Write(file.AsSpan(start));
        return output.ToArray();
    }

    private static void WriteSegment(MemoryStream output, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var length = head.Length + body.Length + 2;
        output.Write([0xFF, 0xE1, (byte)(length >> 8), (byte)length]);
        output.Write(head);
        output.Write(body);
    }

    private static List<string> FromJpeg(ReadOnlySpan<byte> file)
    {
        var packets = new List<string>();
        using var extended = new MemoryStream();
        for (var at = 2; at + 4 <= file.Length && file[at] == 0xFF && file[at + 1] != 0xDA;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                break;
            }

            var body = file.Slice(at + 4, length - 2);
            if (file[at + 1] == 0xE1 && body.StartsWith(JpegHead))
            {
                packets.Add(Encoding.UTF8.GetString(body[JpegHead.Length..]));
            }
            else if (file[at + 1] == 0xE1 && body.StartsWith(JpegExtension) && body.Length > JpegExtension.Length + 40)
            {
                extended.Write(body[(JpegExtension.Length + 40)..]);
            }

            at += 2 + length;
        }

        if (extended.Length > 0)
        {
            packets.Add(Encoding.UTF8.GetString(extended.GetBuffer(), 0, (int)extended.Length));
        }

        return packets;
    }

    /// <summary>Rewrites the simple form of the file as the extended one, which alone may hold metadata.</summary>
    private static byte[] IntoWebP(byte[] file, byte[] packet, int width, int height)
    {
        using var output = new MemoryStream(file.Length + packet.Length + 64);
        output.Write(file.AsSpan(0, 12));
        var (hasHeader, hasAlpha) = (false, false);
        foreach (var (type, start, length) in Chunks(file))
        {
            hasHeader |= type == "VP8X";
            // Lossless pictures tell alpha by a bit of their own header.
            hasAlpha |= type == "ALPH" || (type == "VP8L" && length > 5 && (file[start + 4] & 0x10) != 0) || (type == "VP8X" && (file[start] & 0x10) != 0);
        }

        Span<byte> header = stackalloc byte[10];
        header.Clear();
        header[0] = (byte)(0x04 | (hasAlpha ? 0x10 : 0));
        WriteWhole24(header[4..], width - 1);
        WriteWhole24(header[7..], height - 1);
        WriteChunk(output, "VP8X", header);
        foreach (var (type, start, length) in Chunks(file))
        {
            if (type != "VP8X")
            {
                WriteChunk(output, type, file.AsSpan(start, length));
            }
        }

        WriteChunk(output, "XMP ", packet);
        var result = output.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(4), result.Length - 8);
        return result;
    }

    private static void WriteWhole24(Span<byte> target, int value) => (target[0], target[1], target[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));

    private static void WriteChunk(MemoryStream output, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[8];
        Encoding.ASCII.GetBytes(type, head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], data.Length);
        output.Write(head);
        output.Write(data);
        if ((data.Length & 1) != 0)
        {
            output.WriteByte(0);
        }
    }

    private static List<(string Type, int Start, int Length)> Chunks(ReadOnlySpan<byte> file)
    {
        var chunks = new List<(string, int, int)>();
        for (var at = 12; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]);
            if (length < 0 || length > file.Length - at - 8)
            {
                break;
            }

            chunks.Add((Encoding.Latin1.GetString(file.Slice(at, 4)), at + 8, length));
            at += 8 + length + (length & 1);
        }

        return chunks;
    }

    private static List<string> FromWebP(ReadOnlySpan<byte> file)
    {
        var packets = new List<string>();
        foreach (var (type, start, length) in Chunks(file))
        {
            if (type == "XMP ")
            {
                packets.Add(Encoding.UTF8.GetString(file.Slice(start, length)));
            }
        }

        return packets;
    }

    /// <summary>A box at the end moves nothing that other boxes point at.</summary>
    private static byte[] IntoAvif(byte[] file, byte[] packet)
    {
        var result = new byte[file.Length + 24 + packet.Length];
        file.CopyTo(result, 0);
        var box = result.AsSpan(file.Length);
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        "uuid"u8.CopyTo(box[4..]);
        BoxUuid.CopyTo(box[8..]);
        packet.CopyTo(box[24..]);
        return result;
    }

    private static List<string> FromAvif(ReadOnlySpan<byte> file)
    {
        var packets = new List<string>();
        for (var at = 0; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length < 8 || length > file.Length - at)
            {
                break;
            }

            if (length > 24 && file[(at + 4)..].StartsWith("uuid"u8) && file[(at + 8)..].StartsWith(BoxUuid))
            {
                packets.Add(Encoding.UTF8.GetString(file.Slice(at + 24, (int)length - 24)));
            }

            at += (int)length;
        }

        return packets;
    }
}
