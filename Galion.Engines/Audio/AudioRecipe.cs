using System.Buffers.Binary;
using System.Text;
using Galion.Engines.Recipes;

namespace Galion.Engines.Audio;

/// <summary>Reads the recipe that an audio file carries, whatever its format: WAV, FLAC, MP3, Ogg (Opus or Vorbis) and MP4.</summary>
public static class AudioRecipe
{
    private const int MaxTagBytes = 4 << 20;

    /// <returns>The recipe, or null when the file has none, or is no audio file.</returns>
    public static EngineRecipe? Read(ReadOnlySpan<byte> file) => EngineRecipe.TryParse(
        WavFile.IsWav(file) ? WavFile.ReadRecipe(file)
        : file.StartsWith("fLaC"u8) ? ReadFlac(file)
        : file.StartsWith("ID3"u8) ? ReadId3(file)
        : file.StartsWith("OggS"u8) ? ReadOgg(file)
        : Mp4Recipe.IsMp4(file) ? Mp4Recipe.Read(file)
        : null);

    private static string? ReadFlac(ReadOnlySpan<byte> flac)
    {
        for (var at = 4; at + 4 <= flac.Length;)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(flac[at..]) & 0xFF_FFFF;
            var (type, last) = (flac[at] & 0x7F, (flac[at] & 0x80) != 0);
            if (at + 4 + size > flac.Length)
            {
                return null;
            }

            if (type == 4)
            {
                return ReadComments(flac.Slice(at + 4, size));
            }

            if (last)
            {
                return null;
            }

            at += 4 + size;
        }

        return null;
    }

    /// <summary>The list of comments that FLAC, Opus and Vorbis share.</summary>
    private static string? ReadComments(ReadOnlySpan<byte> block)
    {
        if (!Take(ref block, out _) || block.Length < 4)
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(block);
        block = block[4..];
        for (var n = 0u; n < count && Take(ref block, out var comment); n++)
        {
            var equals = comment.IndexOf((byte)'=');
            if (equals > 0 && Encoding.UTF8.GetString(comment[..equals]).Equals(EngineRecipe.Keyword, StringComparison.OrdinalIgnoreCase))
            {
                return Encoding.UTF8.GetString(comment[(equals + 1)..]);
            }
        }

        return null;

        static bool Take(ref ReadOnlySpan<byte> block, out ReadOnlySpan<byte> text)
        {
            text = [];
            if (block.Length < 4)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt32LittleEndian(block);
            if (length > block.Length - 4)
            {
                return false;
            }

            text = block.Slice(4, (int)length);
            block = block[(4 + (int)length)..];
            return true;
        }
    }

    private static string? ReadOgg(ReadOnlySpan<byte> ogg)
    {
        // The comments are the second packet; it may span pages.
        var packets = new List<byte[]>();
        var packet = new MemoryStream();
        while (ogg.Length >= 27 && ogg.StartsWith("OggS"u8) && packets.Count < 2 && packet.Length < MaxTagBytes)
        {
            int segments = ogg[26];
            if (ogg.Length < 27 + segments)
            {
                break;
            }

            var at = 27 + segments;
            foreach (var length in ogg.Slice(27, segments))
            {
                if (at + length > ogg.Length)
                {
                    return null;
                }

                packet.Write(ogg.Slice(at, length));
                at += length;
                if (length < 255)
                {
                    packets.Add(packet.ToArray());
                    packet.SetLength(0);
                }
            }

            ogg = ogg[at..];
        }

        return packets.Count < 2 ? null
            : packets[1].AsSpan().StartsWith("OpusTags"u8) ? ReadComments(packets[1].AsSpan(8))
            : packets[1].AsSpan().StartsWith("\u0003vorbis"u8) ? ReadComments(packets[1].AsSpan(7))
            : null;
    }

    private static string? ReadId3(ReadOnlySpan<byte> mp3)
    {
        if (mp3.Length < 10 || mp3[3] is not (3 or 4))
        {
            return null;
        }

        var version = mp3[3];
        var end = Math.Min(mp3.Length, 10 + SyncSafe(mp3[6..]));
        for (var at = 10; at + 10 <= end && mp3[at] != 0;)
        {
            var size = version == 4 ? SyncSafe(mp3[(at + 4)..]) : BinaryPrimitives.ReadInt32BigEndian(mp3[(at + 4)..]);
            if (size < 1 || size > end - at - 10)
            {
                return null;
            }

            if (mp3.Slice(at, 4).SequenceEqual("TXXX"u8))
            {
                var frame = mp3.Slice(at + 10, size);
                var encoding = frame[0] switch
                {
                    0 => Encoding.Latin1,
                    1 => Encoding.Unicode,
                    2 => Encoding.BigEndianUnicode,
                    _ => Encoding.UTF8,
                };
                var parts = encoding.GetString(frame[1..]).Split('\0', 2);
                if (parts.Length == 2 && parts[0].Trim('\uFEFF') == EngineRecipe.Keyword)
                {
                    return parts[1].Trim('\uFEFF', '\0');
                }
            }

            at += 10 + size;
        }

        return null;

        static int SyncSafe(ReadOnlySpan<byte> bytes) => (bytes[0] & 0x7F) << 21 | (bytes[1] & 0x7F) << 14 | (bytes[2] & 0x7F) << 7 | bytes[3] & 0x7F;
    }
}
