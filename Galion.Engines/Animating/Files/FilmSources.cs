using System.IO.Compression;
using Galion.Engines.Audio;
using Galion.Engines.Imaging;

namespace Galion.Engines.Animating.Files;

/// <summary>
/// Puts the given pictures into the film that was made of them, in a place that players pass over: a box behind an MP4, a void element behind
/// a WebM, an application block of a GIF, a private chunk of an animated PNG or of the first frame in a ZIP. The first is the picture to begin
/// with, the second the one to end with; either may be empty.
/// </summary>
internal static class FilmSources
{
    private const byte Void = 0xEC;

    public static ReadOnlySpan<byte> GifBlock => "galionSRC01"u8;

    private static ReadOnlySpan<byte> VoidHead => "galion/source\0"u8;

    private static ReadOnlySpan<byte> MatroskaHead => [0x1A, 0x45, 0xDF, 0xA3];

    /// <summary>What stands behind a film in MP4 or WebM.</summary>
    public static byte[] Tail(string format, ReadOnlySpan<byte> packed)
    {
        if (format != "webm")
        {
            return SourceCarriers.ToBox(packed);
        }

        var length = VoidHead.Length + packed.Length;
        // Element, a length of four bytes, content.
        return [Void, (byte)(0x10 | length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. VoidHead, .. packed];
    }

    /// <returns>Empty when the film holds none, or not all of them.</returns>
    public static IReadOnlyList<byte[]> Find(ReadOnlySpan<byte> film)
    {
        using var packed = new MemoryStream();
        if (film.StartsWith(PngChunks.Signature))
        {
            return SourceCarriers.Find(film);
        }

        if (Mp4Recipe.IsMp4(film))
        {
            SourceCarriers.FromBoxes(film, packed);
        }
        else if (film.StartsWith(MatroskaHead))
        {
            FromVoid(film, packed);
        }
        else if (film.StartsWith("GIF8"u8))
        {
            FromGif(film, packed);
        }
        else if (film.StartsWith("PK"u8) && FirstFrame(film.ToArray()) is { } frame)
        {
            return SourceCarriers.Find(frame);
        }

        return SourceCarriers.Unpack(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    /// <returns>Null when the ZIP is not one of frames.</returns>
    public static byte[]? FirstFrame(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        if (archive.Entries.FirstOrDefault(entry => entry.Name == "frame-00001.png") is not { Length: < 256 << 20 } first)
        {
            return null;
        }

        using var stream = first.Open();
        using var png = new MemoryStream();
        stream.CopyTo(png);
        return png.ToArray();
    }

    /// <summary>The void element, when the film ends with it.</summary>
    private static void FromVoid(ReadOnlySpan<byte> film, MemoryStream packed)
    {
        for (var at = film.LastIndexOf(VoidHead); at >= 5; at = film[..at].LastIndexOf(VoidHead))
        {
            var length = (film[at - 4] & 0x0F) << 24 | film[at - 3] << 16 | film[at - 2] << 8 | film[at - 1];
            if (film[at - 5] == Void && film[at - 4] >> 4 == 1 && at + length == film.Length)
            {
                packed.Write(film[(at + VoidHead.Length)..]);
                return;
            }
        }
    }

    private static void FromGif(ReadOnlySpan<byte> gif, MemoryStream packed)
    {
        if (gif.Length < 13)
        {
            return;
        }

        var at = 13 + ((gif[10] & 0x80) != 0 ? 3 << ((gif[10] & 7) + 1) : 0);
        while (at + 2 < gif.Length && gif[at] == 0x21)
        {
            var isOurs = gif[at + 1] == 0xFF && gif.Length > at + 14 && gif.Slice(at + 3, 11).SequenceEqual(GifBlock);
            at += 2;
            for (var isFirst = true; at < gif.Length && gif[at] != 0 && at + 1 + gif[at] <= gif.Length; isFirst = false)
            {
                if (isOurs && !isFirst)
                {
                    packed.Write(gif.Slice(at + 1, gif[at]));
                }

                at += gif[at] + 1;
            }

            at++;
        }
    }
}
