using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Galion.Engines.Imaging;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class PngTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pixels_and_texts_survive_the_file(int channels)
    {
        var bitmap = new Bitmap(37, 23, channels);
        new Random(channels).NextBytes(bitmap.Pixels);
        bitmap.Row(5).Fill(77);
        PngText[] texts = [new("plain", "caf\u00e9", International: false), new("wide", "żółw 🐢", International: true)];

        var image = PngDecoder.Decode(Encode(bitmap, texts));

        Assert.Equal(bitmap.Pixels, image.Bitmap.Pixels);
        Assert.Equal(texts, image.Texts);
    }

    [Fact]
    public void Palette_pictures_are_read()
    {
        var png = Build(1, 1, colorType: 3, interlace: 0, [("PLTE", [10, 20, 30, 200, 100, 50]), ("IDAT", Deflate([0, 1]))]);

        Assert.Equal([200, 100, 50], PngDecoder.Decode(png).Bitmap.Pixels);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(9_000, 1, 0)]
    [InlineData(0, 1, 0)]
    public void What_is_not_supported_is_refused(int width, int height, byte interlace) =>
        Assert.Throws<InvalidDataException>(() => PngDecoder.Decode(Build(width, height, colorType: 2, interlace, [("IDAT", Deflate([0, 0, 0, 0]))])));

    [Fact]
    public void Damaged_files_are_refused_whatever_byte_is_hit()
    {
        var png = Encode(new Bitmap(8, 8, 3));
        for (var n = 0; n < png.Length; n++)
        {
            var damaged = (byte[])png.Clone();
            damaged[n] ^= 0x5A;
            Assert.Throws<InvalidDataException>(() => PngDecoder.Decode(damaged));
            Assert.Throws<InvalidDataException>(() => PngDecoder.Decode(png.AsSpan(0, n)));
        }
    }

    [Fact]
    public void A_thumbnail_keeps_aspect_ratio_and_mean_light()
    {
        var bitmap = new Bitmap(640, 320, 3);
        for (var n = 0; n < bitmap.Pixels.Length; n++)
        {
            // A chequerboard of black and white has half the light, which sRGB writes as 188.
            bitmap.Pixels[n] = (byte)((n / 3 % 640 + n / 3 / 640) % 2 * 255);
        }

        var thumbnail = PngDecoder.Decode(Thumbnails.CreatePng(Encode(bitmap), 64, TestContext.Current.CancellationToken)).Bitmap;

        Assert.Equal((64, 32), (thumbnail.Width, thumbnail.Height));
        Assert.All(thumbnail.Pixels, value => Assert.InRange(value, 185, 191));
    }

    private static byte[] Encode(Bitmap bitmap, PngText[]? texts = null) => PngEncoder.Encode(bitmap, texts, TestContext.Current.CancellationToken);

    private static byte[] Build(int width, int height, byte colorType, byte interlace, (string Type, byte[] Data)[] chunks)
    {
        using var output = new MemoryStream();
        output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (8, colorType, interlace);
        foreach (var (type, data) in chunks.Prepend(("IHDR", header)).Append(("IEND", [])))
        {
            var body = Encoding.ASCII.GetBytes(type).Concat(data).ToArray();
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            output.Write(number);
            output.Write(body);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(body));
            output.Write(number);
        }

        return output.ToArray();
    }

    /// <summary>Written out bit by bit, so that it shares nothing with the table of the codec.</summary>
    private static uint Crc32(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static byte[] Deflate(byte[] data)
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.Optimal))
        {
            zlib.Write(data);
        }

        return output.ToArray();
    }
}
