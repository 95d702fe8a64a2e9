using System.Buffers.Binary;
using System.Text;
using Galion.Engines.Recipes;

namespace Galion.Engines.Audio;

/// <summary>
/// The recipe inside MP4 files, sound or video: a free-form item named <see cref="EngineRecipe.Keyword"/> beside title and comment, where players
/// and ffprobe look for tags. ffmpeg itself writes such a tag only in place of those that players show.
/// </summary>
public static class Mp4Recipe
{
    private const int HeaderSize = 8;
    private const int MaxDepth = 8;
    private static readonly byte[] Item = Box("----", [.. Box("mean", [0, 0, 0, 0, .. "com.apple.iTunes"u8]), .. Box("name", [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(EngineRecipe.Keyword)])]);

    /// <returns>The file with the recipe; the places of its samples are moved along.</returns>
    /// <exception cref="InvalidDataException">It is no MP4 file.</exception>
    public static byte[] Add(ReadOnlySpan<byte> mp4, string recipe)
    {
        byte[] item = [.. Item, .. Box("data", [0, 0, 0, 1, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(recipe)])];
        BinaryPrimitives.WriteInt32BigEndian(item, item.Length);

        var path = new List<Range>();
        var (start, end) = (0, mp4.Length);
        foreach (var name in new[] { "moov", "udta", "meta", "ilst" })
        {
            if (Find(mp4, start, end, name) is not { } box)
            {
                // What is missing is made around the item.
                item = name switch
                {
                    "ilst" => Box("ilst", item),
                    "meta" => Meta(item),
                    "udta" => Box("udta", Meta(item)),
                    _ => throw new InvalidDataException("The file is no MP4 file: it has no moov box."),
                };
                break;
            }

            path.Add(box.Start..box.End);
            (start, end) = (box.Start + HeaderSize + (name == "meta" ? 4 : 0), box.End);
        }

        var at = path[^1].End.Value;
        byte[] result = [.. mp4[..at], .. item, .. mp4[at..]];
        foreach (var range in path)
        {
            BinaryPrimitives.WriteInt32BigEndian(result.AsSpan(range.Start.Value), range.End.Value - range.Start.Value + item.Length);
        }

        MoveChunks(result, path[0].Start.Value + HeaderSize, path[0].End.Value + item.Length, at, item.Length, MaxDepth);
        return result;
    }

    /// <summary>Reads a file as <see cref="Add"/> would make it, without holding it twice; its samples must lie behind everything else.</summary>
    /// <exception cref="InvalidDataException">It is no MP4 file, or one that begins with its samples.</exception>
    public static async Task<byte[]> ReadWithAsync(string path, string recipe, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var header = new byte[HeaderSize];
        long position = 0;
        while (position + HeaderSize <= file.Length)
        {
            file.Position = position;
            await file.ReadExactlyAsync(header, cancellationToken);
            if (header.AsSpan(4).SequenceEqual("mdat"u8))
            {
                break;
            }

            position += Math.Max(HeaderSize, BinaryPrimitives.ReadUInt32BigEndian(header));
        }

        var head = new byte[Math.Min(position, file.Length)];
        file.Position = 0;
        await file.ReadExactlyAsync(head, cancellationToken);
        head = Add(head, recipe);
        var result = new byte[head.Length + file.Length - file.Position];
        head.CopyTo(result, 0);
        await file.ReadExactlyAsync(result.AsMemory(head.Length), cancellationToken);
        return result;
    }

    /// <returns>The recipe as text, or null.</returns>
    public static string? Read(ReadOnlySpan<byte> mp4)
    {
        var (start, end) = (0, mp4.Length);
        foreach (var name in new[] { "moov", "udta", "meta", "ilst" })
        {
            if (Find(mp4, start, end, name) is not { } box)
            {
                return null;
            }

            (start, end) = (box.Start + HeaderSize + (name == "meta" ? 4 : 0), box.End);
        }

        while (Find(mp4, start, end, "----") is { } item)
        {
            var body = item.Start + HeaderSize;
            if (Find(mp4, body, item.End, "name") is { } name && Find(mp4, body, item.End, "data") is { } data && name.End - name.Start >= 12 && data.End - data.Start >= 16
                && Encoding.UTF8.GetString(mp4[(name.Start + 12)..name.End]) == EngineRecipe.Keyword)
            {
                return Encoding.UTF8.GetString(mp4[(data.Start + 16)..data.End]);
            }

            start = item.End;
        }

        return null;
    }

    internal static bool IsMp4(ReadOnlySpan<byte> bytes) => bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8);

    private static (int Start, int End)? Find(ReadOnlySpan<byte> mp4, int start, int end, string type)
    {
        Span<byte> wanted = stackalloc byte[4];
        Encoding.ASCII.GetBytes(type, wanted);
        while (start + HeaderSize <= end)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(mp4[start..]);
            size = size switch
            {
                0 => end - start,
                1 when start + 16 <= end => BinaryPrimitives.ReadInt64BigEndian(mp4[(start + 8)..]),
                _ => size,
            };
            if (size < HeaderSize || size > end - start)
            {
                return null;
            }

            if (mp4.Slice(start + 4, 4).SequenceEqual(wanted))
            {
                return (start, start + (int)size);
            }

            start += (int)size;
        }

        return null;
    }

    /// <summary>Tables of chunk offsets count from the start of the file; those that lie behind the insertion move by its length.</summary>
    private static void MoveChunks(Span<byte> mp4, int start, int end, int at, int by, int depth)
    {
        while (start + HeaderSize <= end && depth > 0)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(mp4[start..]);
            if (size < HeaderSize || size > end - start)
            {
                return;
            }

            var type = mp4.Slice(start + 4, 4);
            if (type.SequenceEqual("trak"u8) || type.SequenceEqual("mdia"u8) || type.SequenceEqual("minf"u8) || type.SequenceEqual("stbl"u8))
            {
                MoveChunks(mp4, start + HeaderSize, start + size, at, by, depth - 1);
            }
            else if (size >= HeaderSize + 8 && (type.SequenceEqual("stco"u8) || type.SequenceEqual("co64"u8)))
            {
                var wide = type.SequenceEqual("co64"u8);
                var table = mp4[(start + HeaderSize + 8)..(start + size)];
                for (var width = wide ? 8 : 4; table.Length >= width; table = table[width..])
                {
                    if (wide)
                    {
                        var offset = BinaryPrimitives.ReadInt64BigEndian(table);
                        BinaryPrimitives.WriteInt64BigEndian(table, offset >= at ? offset + by : offset);
                    }
                    else
                    {
                        var offset = BinaryPrimitives.ReadUInt32BigEndian(table);
                        BinaryPrimitives.WriteUInt32BigEndian(table, offset >= at ? offset + (uint)by : offset);
                    }
                }
            }

            start += size;
        }
    }

    private static byte[] Meta(byte[] item) => Box(
        "meta", [0, 0, 0, 0, .. Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "mdirappl"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. Box("ilst", item)]);

    private static byte[] Box(string type, byte[] body)
    {
        byte[] box = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. body];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        return box;
    }
}
