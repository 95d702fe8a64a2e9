using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Galion.Engines.Programs;

namespace Galion.Engines.Imaging;

/// <summary>Reads and writes picture files. PNG is done here; every other format by ffmpeg, always with the same settings and one thread.</summary>
public static class PictureFiles
{
    public const int DefaultQuality = 90;

    private const string Damaged = "The picture's file is damaged and cannot be read.";

    /// <summary>Files larger than this are not read, in bytes.</summary>
    public const int MaxFileBytes = 64 << 20;

    /// <summary>Pictures with more pixels are not read, which bounds the memory of all that is done with them.</summary>
    public const long MaxPixels = 25_000_000;

    /// <summary>Writes JPEG, WebP or AVIF.</summary>
    /// <param name="quality">1 to 100; 100 is the best that the format offers with loss.</param>
    /// <exception cref="NotSupportedException">The format has no transparency and the picture has.</exception>
    /// <exception cref="MissingProgramException">ffmpeg is not installed.</exception>
    public static async Task<byte[]> EncodeAsync(Bitmap bitmap, PictureFormat format, int quality = DefaultQuality, CancellationToken cancellationToken = default)
    {
        if (bitmap.Channels is 2 or 4 && format is not PictureFormat.WebP)
        {
            throw new NotSupportedException($"{PictureFormats.Names[(int)format]} files cannot be transparent here. Take png or webp.");
        }

        List<string> arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-f", "rawvideo", "-pix_fmt", bitmap.Channels switch { 1 => "gray", 2 => "ya8", 3 => "rgb24", _ => "rgba" },
            "-video_size", Invariant($"{bitmap.Width}x{bitmap.Height}"), "-i", "pipe:0", "-frames:v", "1", "-map_metadata", "-1",
            "-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1", "-sws_flags", "lanczos+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact",
        ];
        switch (format)
        {
            case PictureFormat.Jpeg:
                // The quantiser of this encoder runs from 31 down to 2.
                arguments.AddRange(["-c:v", "mjpeg", "-pix_fmt", quality >= 80 ? "yuvj444p" : "yuvj420p", "-q:v", Invariant($"{2 + (100 - quality) * 0.28:0.##}"), "-f", "image2pipe", "pipe:1"]);
                return await ExternalProgram.Ffmpeg.RunAsync(arguments, bitmap.Pixels, cancellationToken);
            case PictureFormat.WebP:
                arguments.AddRange(["-c:v", "libwebp", "-pix_fmt", bitmap.Channels is 2 or 4 ? "yuva420p" : "yuv420p", "-quality", Invariant($"{quality}"), "-compression_level", "4", "-f", "image2pipe", "pipe:1"]);
                return await ExternalProgram.Ffmpeg.RunAsync(arguments, bitmap.Pixels, cancellationToken);
            case PictureFormat.Avif:
                return await EncodeAvifAsync(bitmap, arguments, quality, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(format));
        }
    }

    /// <summary>Reads PNG, JPEG or WebP as 8-bit RGB, with alpha when the file has it; a camera's turn is applied.</summary>
    /// <exception cref="InvalidDataException">It is none of these, damaged, or too large; the message is for people.</exception>
    /// <exception cref="MissingProgramException">ffmpeg is not installed and the file needs it.</exception>
    public static async Task<Bitmap> DecodeAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken = default)
    {
        if (file.Length > MaxFileBytes)
        {
            throw new InvalidDataException($"The picture's file is larger than {MaxFileBytes >> 20} MB.");
        }

        var format = PictureFormats.Recognise(file.Span);
        var (width, height) = format switch
        {
            PictureFormat.Png => PngDecoder.Size(file.Span),
            PictureFormat.Jpeg => SizeOfJpeg(file.Span),
            PictureFormat.WebP => SizeOfWebP(file.Span),
            _ => throw new InvalidDataException("The picture is not a PNG, JPEG or WebP file."),
        };
        if (width < 1 || height < 1 || width > Bitmap.MaxSide || height > Bitmap.MaxSide || (long)width * height > MaxPixels)
        {
            throw new InvalidDataException(
                $"The picture has {width} × {height} pixels by its header; pictures of up to {MaxPixels / 1_000_000} megapixels and {Bitmap.MaxSide} pixels a side are read. Make it smaller first.");
        }

        if (format == PictureFormat.Png && PngDecoder.Understands(file.Span))
        {
            return WithColor(PngDecoder.Read(file.Span, cancellationToken).Bitmap);
        }

        // The kind of file is said, so that nothing else can be smuggled into a program that knows two hundred.
        var demuxer = format switch { PictureFormat.Png => "png_pipe", PictureFormat.Jpeg => "jpeg_pipe", _ => "webp_pipe" };
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-threads", "1", "-f", demuxer, "-i", "pipe:0", "-frames:v", "1", "-sws_flags", "accurate_rnd+full_chroma_int+full_chroma_inp+bitexact",
            "-pix_fmt", format == PictureFormat.Jpeg ? "rgb24" : "rgba", "-c:v", "pam", "-f", "image2pipe", "pipe:1",
        ];
        await using var run = ExternalProgram.Ffmpeg.Start(arguments);
        var writing = FeedAsync(run, file, cancellationToken);
        var bitmap = await ReadPamAsync(run.Output, cancellationToken);
        await writing;
        try
        {
            await run.WaitAsync(cancellationToken);
        }
        catch (ProgramFailedException exception)
        {
            throw new InvalidDataException(Damaged, exception);
        }

        return Opaque(bitmap ?? throw new InvalidDataException(Damaged));
    }

    private static async Task FeedAsync(ProgramRun run, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        await run.WriteAsync(file, cancellationToken);
        run.CloseInput();
    }

    /// <summary>Reads a picture as PAM, a head of lines of text and the bare samples, straight into its memory.</summary>
    /// <returns>Null when there is none, or not all of it.</returns>
    private static async Task<Bitmap?> ReadPamAsync(Stream stream, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, int>();
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < 100 && await stream.ReadAsync(one, cancellationToken) == 1)
        {
            if (one[0] != '\n')
            {
                line.Add(one[0]);
                continue;
            }

            var words = Encoding.ASCII.GetString([.. line]).Split(' ');
            line.Clear();
            if (words[0] == "ENDHDR")
            {
                break;
            }

            if (words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                fields[words[0]] = number;
            }
        }

        if (!fields.TryGetValue("WIDTH", out var width) || !fields.TryGetValue("HEIGHT", out var height) || !fields.TryGetValue("DEPTH", out var channels)
            || width < 1 || height < 1 || (long)width * height > MaxPixels || channels is not (3 or 4))
        {
            return null;
        }

        var bitmap = new Bitmap(width, height, channels);
        return await stream.ReadAtLeastAsync(bitmap.Pixels, bitmap.Pixels.Length, throwOnEndOfStream: false, cancellationToken) == bitmap.Pixels.Length ? bitmap : null;
    }

    private static async Task<byte[]> EncodeAvifAsync(Bitmap bitmap, List<string> arguments, int quality, CancellationToken cancellationToken)
    {
        // The writer of this format goes back in the file to fill in sizes, which a pipe does not allow.
        var path = Path.Combine(Path.GetTempPath(), $"galion-{Guid.NewGuid():N}.avif");
        try
        {
            arguments.AddRange(
            [
                "-vf", "scale=out_color_matrix=bt709:out_range=full,format=yuv444p", "-c:v", "libaom-av1", "-still-picture", "1", "-usage", "allintra", "-cpu-used", "8",
                "-crf", Invariant($"{8 + (100 - quality) * 0.5:0}"), "-b:v", "0", "-color_primaries", "bt709", "-color_trc", "iec61966-2-1", "-colorspace", "bt709", "-color_range", "pc", "-f", "avif", "-y", path,
            ]);
            await ExternalProgram.Ffmpeg.RunAsync(arguments, bitmap.Pixels, cancellationToken);
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int Width, int Height) SizeOfJpeg(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 < file.Length && file[at] == 0xFF;)
        {
            if (file[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            // Fill bytes may stand before a marker.
            at += file[at + 1] == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return (0, 0);
    }

    private static (int Width, int Height) SizeOfWebP(ReadOnlySpan<byte> file)
    {
        if (file.Length < 30)
        {
            return (0, 0);
        }

        var type = file.Slice(12, 4);
        var data = file[20..];
        return type.SequenceEqual("VP8X"u8) ? (1 + (data[4] | (data[5] << 8) | (data[6] << 16)), 1 + (data[7] | (data[8] << 8) | (data[9] << 16)))
            : type.SequenceEqual("VP8L"u8) && BinaryPrimitives.ReadUInt32LittleEndian(data[1..]) is var bits ? (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF))
            : type.SequenceEqual("VP8 "u8) ? (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF)
            : (0, 0);
    }

    /// <summary>Grey pictures as RGB.</summary>
    private static Bitmap WithColor(Bitmap bitmap)
    {
        if (bitmap.Channels >= 3)
        {
            return Opaque(bitmap);
        }

        var result = new Bitmap(bitmap.Width, bitmap.Height, bitmap.Channels + 2);
        for (int from = 0, to = 0; from < bitmap.Pixels.Length; from += bitmap.Channels, to += result.Channels)
        {
            result.Pixels.AsSpan(to, 3).Fill(bitmap.Pixels[from]);
            if (bitmap.Channels == 2)
            {
                result.Pixels[to + 3] = bitmap.Pixels[from + 1];
            }
        }

        return Opaque(result);
    }

    /// <summary>Drops an alpha channel that hides nothing.</summary>
    private static Bitmap Opaque(Bitmap bitmap)
    {
        if (bitmap.Channels != 4)
        {
            return bitmap;
        }

        for (var n = 3; n < bitmap.Pixels.Length; n += 4)
        {
            if (bitmap.Pixels[n] != 255)
            {
                return bitmap;
            }
        }

        var result = new Bitmap(bitmap.Width, bitmap.Height, 3);
        for (int from = 0, to = 0; from < bitmap.Pixels.Length; from += 4, to += 3)
        {
            bitmap.Pixels.AsSpan(from, 3).CopyTo(result.Pixels.AsSpan(to));
        }

        return result;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
