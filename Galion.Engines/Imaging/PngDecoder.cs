using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Galion.Engines.Imaging;

/// <summary>A decoded PNG with its texts.</summary>
public sealed record PngImage(Bitmap Bitmap, IReadOnlyList<PngText> Texts);

/// <summary>
/// Reads 8-bit PNG files without interlacing: grey, RGB, palette, with or without alpha. Everything else, and everything damaged, is an
/// <see cref="InvalidDataException"/> that says why; sizes are checked before memory is taken.
/// </summary>
public static class PngDecoder
{
    private const int MaxTexts = 64;

    public static PngImage Decode(ReadOnlySpan<byte> png) => Read(png, pixels: true, CancellationToken.None);

    /// <summary>The same for large files, which take more than a moment.</summary>
    public static PngImage Read(ReadOnlySpan<byte> png, CancellationToken cancellationToken) => Read(png, pixels: true, cancellationToken);

    /// <summary>The texts alone, without inflating the pixels.</summary>
    public static IReadOnlyList<PngText> ReadTexts(ReadOnlySpan<byte> png) => Read(png, pixels: false, CancellationToken.None).Texts;

    /// <summary>The size that the header tells, (0, 0) when it has none.</summary>
    internal static (int Width, int Height) Size(ReadOnlySpan<byte> png) => png.Length < 29 ? (0, 0)
        : ((int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(png[16..])), (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(png[20..])));

    /// <summary>Whether a file that says it is a PNG is of the kind that is read here.</summary>
    internal static bool Understands(ReadOnlySpan<byte> png) => png.Length >= 29 && png[24] == 8 && png[28] == 0;

    private static PngImage Read(ReadOnlySpan<byte> png, bool pixels, CancellationToken cancellationToken)
    {
        if (!png.StartsWith(PngChunks.Signature))
        {
            throw new InvalidDataException("This is not a PNG file.");
        }

        var header = default(Header?);
        var palette = Array.Empty<byte>();
        var transparency = Array.Empty<byte>();
        var texts = new List<PngText>();
        using var compressed = new MemoryStream(pixels ? png.Length : 0);
        for (var rest = png[8..]; ;)
        {
            if (rest.Length < 12)
            {
                throw new InvalidDataException("The PNG file ends too early.");
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                throw new InvalidDataException("The PNG file ends inside a chunk.");
            }

            var type = Encoding.Latin1.GetString(rest.Slice(4, 4));
            var data = rest.Slice(8, (int)length);
            if (~PngChunks.Crc(rest.Slice(4, (int)length + 4), uint.MaxValue) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
            {
                throw new InvalidDataException($"The checksum of the PNG chunk {type} is wrong.");
            }

            switch (type)
            {
                case "IHDR" when header is null && pixels:
                    header = Header.Parse(data);
                    break;
                case "PLTE":
                    palette = data.ToArray();
                    break;
                case "tRNS":
                    transparency = data.ToArray();
                    break;
                case "tEXt" or "iTXt" when texts.Count < MaxTexts && PngChunks.ReadText(type, data) is { } text:
                    texts.Add(text);
                    break;
                case "IDAT" when pixels:
                    compressed.Write(data);
                    break;
            }

            if (type == "IEND")
            {
                break;
            }

            rest = rest[(12 + (int)length)..];
        }

        if (!pixels)
        {
            return new PngImage(new Bitmap(1, 1, 1), texts);
        }

        if (header is null)
        {
            throw new InvalidDataException("The PNG file has no header.");
        }

        compressed.Position = 0;
        return new PngImage(header.Decode(compressed, palette, transparency, cancellationToken), texts);
    }

    private sealed record Header(int Width, int Height, int ColorType)
    {
        private int SampleCount => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

        public static Header Parse(ReadOnlySpan<byte> data)
        {
            if (data.Length != 13)
            {
                throw new InvalidDataException("The PNG header has a wrong length.");
            }

            var width = BinaryPrimitives.ReadUInt32BigEndian(data);
            var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
            if (width is 0 or > Bitmap.MaxSide || height is 0 or > Bitmap.MaxSide || (long)width * height > Bitmap.MaxPixels)
            {
                throw new InvalidDataException($"A PNG of {width} × {height} pixels is larger than this reader takes.");
            }

            if (data[8] != 8 || data[9] is not (0 or 2 or 3 or 4 or 6))
            {
                throw new InvalidDataException("Only PNG files with 8 bits per sample are read.");
            }

            if (data[10] != 0 || data[11] != 0 || data[12] != 0)
            {
                throw new InvalidDataException("Interlaced PNG files are not read.");
            }

            return new Header((int)width, (int)height, data[9]);
        }

        public Bitmap Decode(Stream compressed, byte[] palette, byte[] transparency, CancellationToken cancellationToken)
        {
            var bitmap = new Bitmap(Width, Height, SampleCount);
            try
            {
                using var zlib = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
                Span<byte> filter = stackalloc byte[1];
                ReadOnlySpan<byte> above = new byte[Width * SampleCount];
                for (var y = 0; y < Height; y++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    zlib.ReadExactly(filter);
                    var row = bitmap.Row(y);
                    zlib.ReadExactly(row);
                    Unfilter(filter[0], row, above, SampleCount);
                    above = row;
                }
            }
            catch (EndOfStreamException)
            {
                throw new InvalidDataException("The PNG file has too few pixels.");
            }

            return ColorType == 3 ? ApplyPalette(bitmap, palette, transparency) : bitmap;
        }

        private static void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int samples)
        {
            for (var x = 0; x < row.Length; x++)
            {
                var left = x >= samples ? row[x - samples] : 0;
                var prediction = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above[x],
                    3 => (left + above[x]) >> 1,
                    4 => PngPredictor.Paeth(left, above[x], x >= samples ? above[x - samples] : 0),
                    _ => throw new InvalidDataException("The PNG file uses an unknown filter."),
                };
                row[x] = (byte)(row[x] + prediction);
            }
        }

        private static Bitmap ApplyPalette(Bitmap indexes, byte[] palette, byte[] transparency)
        {
            var bitmap = new Bitmap(indexes.Width, indexes.Height, transparency.Length > 0 ? 4 : 3);
            for (var n = 0; n < indexes.Pixels.Length; n++)
            {
                var index = indexes.Pixels[n];
                if (index * 3 + 2 >= palette.Length)
                {
                    throw new InvalidDataException("The PNG file uses a colour that its palette lacks.");
                }

                palette.AsSpan(index * 3, 3).CopyTo(bitmap.Pixels.AsSpan(n * bitmap.Channels));
                if (bitmap.Channels == 4)
                {
                    bitmap.Pixels[n * 4 + 3] = index < transparency.Length ? transparency[index] : (byte)255;
                }
            }

            return bitmap;
        }
    }
}
