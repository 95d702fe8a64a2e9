using System.Buffers.Binary;
using System.Text;

namespace Galion.Engines.Imaging;

/// <summary>A text that a PNG carries beside its pixels.</summary>
/// <param name="Keyword">1 to 79 Latin-1 characters.</param>
/// <param name="International">Writes UTF-8 (iTXt); otherwise Latin-1 (tEXt), the form that older readers look for.</param>
public sealed record PngText(string Keyword, string Text, bool International);

internal static class PngChunks
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly uint[] CrcTable = CreateCrcTable();

    public static void Write(Stream output, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, data.Length);
        Encoding.ASCII.GetBytes(type, head[4..]);
        output.Write(head);
        output.Write(data);
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(tail, ~Crc(data, Crc(head[4..], uint.MaxValue)));
        output.Write(tail);
    }

    public static void WriteText(Stream output, PngText text)
    {
        var data = new List<byte>(Encoding.Latin1.GetBytes(text.Keyword)) { 0 };
        if (text.International)
        {
            // Not compressed, no language, no translated keyword.
            data.AddRange([0, 0, 0, 0]);
            data.AddRange(Encoding.UTF8.GetBytes(text.Text));
        }
        else
        {
            data.AddRange(Encoding.Latin1.GetBytes(text.Text));
        }

        Write(output, text.International ? "iTXt" : "tEXt", data.ToArray());
    }

    /// <summary>Reads a tEXt or uncompressed iTXt chunk; null when it is malformed or compressed.</summary>
    public static PngText? ReadText(string type, ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf((byte)0);
        if (end is < 1 or > 79)
        {
            return null;
        }

        var keyword = Encoding.Latin1.GetString(data[..end]);
        data = data[(end + 1)..];
        if (type == "tEXt")
        {
            return new PngText(keyword, Encoding.Latin1.GetString(data), International: false);
        }

        if (data.Length < 2 || data[0] != 0)
        {
            return null;
        }

        data = data[2..];
        for (var skipped = 0; skipped < 2; skipped++)
        {
            var separator = data.IndexOf((byte)0);
            if (separator < 0)
            {
                return null;
            }

            data = data[(separator + 1)..];
        }

        return new PngText(keyword, Encoding.UTF8.GetString(data), International: true);
    }

    public static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var value in data)
        {
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] CreateCrcTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < table.Length; n++)
        {
            var crc = n;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
            }

            table[n] = crc;
        }

        return table;
    }
}
