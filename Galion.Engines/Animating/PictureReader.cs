using System.Globalization;
using Galion.Engines.Imaging;
using Galion.Engines.Programs;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Animating;

/// <summary>Reads the pictures that a request gives: PNG without help, JPEG, WebP, GIF and the last frame of a video through ffmpeg.</summary>
internal static class PictureReader
{
    private const int MaxBytes = 64 << 20;
    private const int MaxSide = 2_400;

    /// <exception cref="ArgumentException">It is no picture that can be read.</exception>
    public static async Task<Bitmap> ReadAsync(DataContent content, string what, CancellationToken cancellationToken)
    {
        var bytes = content.Data;
        if (bytes.IsEmpty || bytes.Length > MaxBytes)
        {
            throw new ArgumentException($"The {what} must be a picture of at most {MaxBytes >> 20} MB.");
        }

        if (bytes.Span.StartsWith(PngChunks.Signature))
        {
            try
            {
                return PngDecoder.Decode(bytes.Span).Bitmap;
            }
            catch (InvalidDataException)
            {
                // Interlaced and 16-bit files are read by the program below.
            }
        }

        return await DecodeAsync(bytes, what, IsVideo(bytes.Span), cancellationToken);
    }

    public static bool IsVideo(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 12 && (bytes[4..8].SequenceEqual("ftyp"u8) && !bytes[8..12].SequenceEqual("avif"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]));

    /// <summary>The file is read from a folder of its own with no way to other files or addresses.</summary>
    private static async Task<Bitmap> DecodeAsync(ReadOnlyMemory<byte> bytes, string what, bool video, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("galion-picture-").FullName;
        try
        {
            var (source, target) = (Path.Combine(folder, "source"), Path.Combine(folder, "picture.png"));
            await File.WriteAllBytesAsync(source, bytes, cancellationToken);
            List<string> arguments = ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-protocol_whitelist", "file,pipe"];
            if (video)
            {
                arguments.AddRange(["-sseof", "-1"]);
            }

            var side = MaxSide.ToString(CultureInfo.InvariantCulture);
            arguments.AddRange(["-i", source, "-map", "0:v:0", "-vf", $"scale={side}:{side}:force_original_aspect_ratio=decrease:flags=bicubic+accurate_rnd+bitexact", "-pix_fmt", "rgb24"]);
            // A video's frames overwrite each other, so that the last one stays.
            arguments.AddRange(video ? ["-update", "1"] : ["-frames:v", "1"]);
            arguments.AddRange(["-c:v", "png", "-f", "image2", target]);
            await ExternalProgram.Ffmpeg.RunAsync(arguments, cancellationToken: cancellationToken);
            return PngDecoder.Decode(await File.ReadAllBytesAsync(target, cancellationToken)).Bitmap;
        }
        catch (Exception exception) when (exception is ProgramFailedException or InvalidDataException or FileNotFoundException)
        {
            throw new ArgumentException($"The {what} could not be read. PNG, JPEG, WebP and the animator's own videos are.", exception);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
