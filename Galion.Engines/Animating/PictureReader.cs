using Galion.Engines.Imaging;
using Galion.Engines.Programs;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Animating;

/// <summary>Reads the pictures that a request gives: pictures as the painter reads them, and of a video its last frame.</summary>
internal static class PictureReader
{
    private const int MaxVideoBytes = 256 << 20;
    private const string MaxSide = "2400";

    /// <param name="what">What the request calls it, for messages.</param>
    /// <exception cref="ArgumentException">It is no picture that can be read.</exception>
    public static async Task<Bitmap> ReadAsync(DataContent content, string what, CancellationToken cancellationToken)
    {
        try
        {
            return VideoDemuxer(content.Data.Span) is { } demuxer
                ? await LastFrameAsync(content.Data, demuxer, cancellationToken)
                : await PictureFiles.DecodeAsync(content.Data, cancellationToken);
        }
        catch (Exception exception) when (exception is ProgramFailedException or InvalidDataException or FileNotFoundException)
        {
            var reason = exception is InvalidDataException ? exception.Message : "It is damaged, or of a kind that is not read.";
            throw new ArgumentException($"The {what} could not be read. {reason}", exception);
        }
    }

    public static bool IsVideo(ReadOnlySpan<byte> bytes) => VideoDemuxer(bytes) is not null;

    /// <summary>The part of ffmpeg that reads it; naming it keeps everything else that ffmpeg can do out of reach of the file.</summary>
    private static string? VideoDemuxer(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? "matroska"
        : bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8) && !bytes[8..12].SequenceEqual("avif"u8) ? "mov"
        : null;

    private static async Task<Bitmap> LastFrameAsync(ReadOnlyMemory<byte> video, string demuxer, CancellationToken cancellationToken)
    {
        if (video.Length > MaxVideoBytes)
        {
            throw new InvalidDataException($"The video is larger than {MaxVideoBytes >> 20} MB.");
        }

        var folder = Directory.CreateTempSubdirectory("galion-picture-").FullName;
        try
        {
            var (source, target) = (Path.Combine(folder, "source"), Path.Combine(folder, "picture.png"));
            await File.WriteAllBytesAsync(source, video, cancellationToken);
            string[] arguments =
            [
                "-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-protocol_whitelist", "file", "-threads", "1", "-f", demuxer, "-sseof", "-1", "-i", source, "-map", "0:v:0",
                "-vf", $"scale='min({MaxSide},iw)':'min({MaxSide},ih)':force_original_aspect_ratio=decrease:flags=bicubic+accurate_rnd+bitexact", "-pix_fmt", "rgb24",
                // The frames overwrite each other, so that the last one stays.
                "-update", "1", "-c:v", "png", "-f", "image2", target,
            ];
            await ExternalProgram.Ffmpeg.RunAsync(arguments, cancellationToken: cancellationToken);
            return PngDecoder.Decode(await File.ReadAllBytesAsync(target, cancellationToken)).Bitmap;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
