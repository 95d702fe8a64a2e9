using System.Buffers.Binary;
using System.Text;
using Galion.Engines.Animating.Files;
using Galion.Engines.Audio;
using Galion.Engines.Imaging;
using Galion.Engines.Recipes;

namespace Galion.Engines.Animating;

/// <summary>Reads the recipe out of any file that the animator makes: MP4, WebM, GIF, animated PNG, poster and the ZIP of frames.</summary>
public static class AnimatorRecipe
{
    private const int MaxDepth = 5;
    private const uint Segment = 0x18538067;
    private const uint Tags = 0x1254C367;
    private const uint Tag = 0x7373;
    private const uint SimpleTag = 0x67C8;
    private const uint TagName = 0x45A3;
    private const uint TagString = 0x4487;

    /// <returns>The recipe, or null when the file has none that this version reads.</returns>
    public static EngineRecipe? Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return EngineRecipe.TryParse(
                Mp4Recipe.IsMp4(file) ? Mp4Recipe.Read(file)
                : file.StartsWith(PngChunks.Signature) ? PngDecoder.ReadTexts(file).FirstOrDefault(text => text.Keyword == EngineRecipe.Keyword)?.Text
                : file.StartsWith("GIF8"u8) ? ReadGif(file)
                : file.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? ReadMatroska(file, MaxDepth)
                : file.StartsWith("PK"u8) ? ReadZip(file.ToArray())
                : null);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The given pictures that a film holds: the one to begin with and the one to end with, each empty when there was none.</summary>
    /// <returns>Empty when the film holds no pictures.</returns>
    public static IReadOnlyList<byte[]> ReadSources(ReadOnlySpan<byte> film)
    {
        try
        {
            return FilmSources.Find(film);
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static string? ReadZip(byte[] zip) => FilmSources.FirstFrame(zip) is { } png
        ? PngDecoder.ReadTexts(png).FirstOrDefault(text => text.Keyword == EngineRecipe.Keyword)?.Text : null;

    /// <summary>The first comment that starts with the keyword; comments stand before the first frame.</summary>
    private static string? ReadGif(ReadOnlySpan<byte> gif)
    {
        if (gif.Length < 13)
        {
            return null;
        }

        var at = 13 + ((gif[10] & 0x80) != 0 ? 3 << ((gif[10] & 7) + 1) : 0);
        while (at + 2 < gif.Length && gif[at] == 0x21)
        {
            var label = gif[at + 1];
            at += 2;
            var text = new List<byte>();
            while (at < gif.Length && gif[at] != 0)
            {
                var length = gif[at];
                if (at + 1 + length > gif.Length)
                {
                    return null;
                }

                text.AddRange(gif.Slice(at + 1, length));
                at += length + 1;
            }

            at++;
            if (label == 0xFE && Encoding.UTF8.GetString([.. text]) is { } comment && comment.StartsWith(EngineRecipe.Keyword + "=", StringComparison.Ordinal))
            {
                return comment[(EngineRecipe.Keyword.Length + 1)..];
            }
        }

        return null;
    }

    /// <summary>Walks the elements of a Matroska file down to its tags.</summary>
    private static string? ReadMatroska(ReadOnlySpan<byte> bytes, int depth)
    {
        var name = "";
        while (bytes.Length > 2)
        {
            var (id, idLength) = Number(bytes, keepMarker: true);
            if (idLength == 0 || idLength >= bytes.Length)
            {
                return null;
            }

            var (size, sizeLength) = Number(bytes[idLength..], keepMarker: false);
            if (sizeLength == 0)
            {
                return null;
            }

            var body = bytes[(idLength + sizeLength)..];
            // An unknown size, all ones, runs to the end.
            var length = size == (1L << (7 * sizeLength)) - 1 ? body.Length : (int)Math.Min(size, body.Length);
            body = body[..length];
            switch ((uint)id)
            {
                case Segment or Tags or Tag or SimpleTag when depth > 0 && ReadMatroska(body, depth - 1) is { } found:
                    return found;
                case TagName:
                    name = Encoding.UTF8.GetString(body);
                    break;
                case TagString when name.Equals(EngineRecipe.Keyword, StringComparison.OrdinalIgnoreCase):
                    return Encoding.UTF8.GetString(body).TrimEnd('\0');
            }

            bytes = bytes[(idLength + sizeLength + length)..];
        }

        return null;
    }

    private static (long Value, int Length) Number(ReadOnlySpan<byte> bytes, bool keepMarker)
    {
        if (bytes.IsEmpty || bytes[0] == 0)
        {
            return (0, 0);
        }

        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;
        if (length > bytes.Length)
        {
            return (0, 0);
        }

        Span<byte> wide = stackalloc byte[8];
        bytes[..length].CopyTo(wide[(8 - length)..]);
        var value = BinaryPrimitives.ReadInt64BigEndian(wide);
        return (keepMarker ? value : value & ((1L << (7 * length)) - 1), length);
    }
}
