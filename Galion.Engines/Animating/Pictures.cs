using System.Security.Cryptography;
using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Galion.Engines.Programs;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Animating;

/// <summary>The pictures that a request gives: to begin with and to end with.</summary>
internal sealed record Pictures(Bitmap? Start, Bitmap? End)
{
    public static Pictures None { get; } = new(null, null);

    /// <summary>Their files, when the film takes them along: the first and the last, either of them empty, or none at all.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Sources { get; private init; } = [];

    /// <exception cref="ArgumentException">The recipe names a picture that is not given.</exception>
    public static void Check(DataContent? start, DataContent? end, OptionValues values)
    {
        Check(start, "start frame", AnimatorOptions.StartFrame, values);
        Check(end, "end frame", AnimatorOptions.EndFrame, values);
    }

    /// <summary>
    /// Reads them and brings them to the size of the frames, one after the other, so that no two large ones are held at once. Files too large
    /// to be taken along are made smaller first, always in the same way, and the film is made of what it takes along. The options then
    /// name them.
    /// </summary>
    /// <exception cref="ArgumentException">One cannot be read, or is not the one that the recipe names.</exception>
    public static async Task<Pictures> ReadAsync(DataContent? start, DataContent? end, OptionValues values, Shot shot, CancellationToken cancellationToken)
    {
        var most = SourceCarriers.MaxBytes / (start is null || end is null ? 1 : 2);
        var keeps = values.Text(AnimatorOptions.Source) != AnimatorOptions.SourceName;
        var (startPicture, startFile) = await ReadAsync(start, "start frame", AnimatorOptions.StartFrame, values, shot, keeps ? most : int.MaxValue, cancellationToken);
        var (endPicture, endFile) = await ReadAsync(end, "end frame", AnimatorOptions.EndFrame, values, shot, keeps ? most : int.MaxValue, cancellationToken);
        var size = startFile.Length + endFile.Length;
        return new Pictures(startPicture, endPicture) { Sources = keeps && size is > 0 and <= SourceCarriers.MaxBytes ? [startFile, endFile] : [] };
    }

    private static async Task<(Bitmap? Picture, ReadOnlyMemory<byte> File)> ReadAsync(
        DataContent? content, string what, string option, OptionValues values, Shot shot, int most, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return (null, default);
        }

        var expected = values.Text(option);
        if (content.Data.Length > most && Hash(content.Data) != expected)
        {
            content = await ReduceAsync(content, what, shot, most, cancellationToken);
        }

        var hash = Hash(content.Data);
        if (expected is not null && expected != hash)
        {
            throw new ArgumentException($"The {what} is not the picture that the recipe was made with: that one has the SHA-256 {expected}, this one {hash}.");
        }

        values.Decide(option, hash);
        var fitted = PicturePlate.Fit(await PictureReader.ReadAsync(content, what, cancellationToken), shot.Width, shot.Height);
        Sweeping.After(shot.Width, shot.Height);
        return (fitted, content.Data);
    }

    /// <summary>Without ffmpeg, which writes small files, the picture stays as it is and is only named.</summary>
    private static async Task<DataContent> ReduceAsync(DataContent content, string what, Shot shot, int most, CancellationToken cancellationToken)
    {
        if (!ExternalProgram.Ffmpeg.IsInstalled)
        {
            return content;
        }

        var fitted = PicturePlate.Fit(await PictureReader.ReadAsync(content, what, cancellationToken), shot.Width, shot.Height);
        Sweeping.After(shot.Width, shot.Height);
        var file = PngEncoder.Encode(fitted, texts: null, cancellationToken);
        for (var quality = 95; file.Length > most && quality > 0; quality -= 15)
        {
            // At the lowest quality even noise at 1080p takes less than half a megabyte.
            file = await PictureFiles.EncodeAsync(fitted, PictureFormat.Jpeg, quality, cancellationToken);
        }

        return new DataContent(file, "image/png");
    }

    private static void Check(DataContent? content, string what, string option, OptionValues values)
    {
        if (content is null && values.Text(option) is { } expected)
        {
            throw new ArgumentException($"The recipe was made with a picture as its {what}, which the file does not hold. Give it again: the picture whose SHA-256 is {expected}.");
        }
    }

    private static string Hash(ReadOnlyMemory<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data.Span));
}
