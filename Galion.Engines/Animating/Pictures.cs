using System.Security.Cryptography;
using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Animating;

/// <summary>The pictures that a request gives: to begin with and to end with.</summary>
internal sealed record Pictures(Bitmap? Start, Bitmap? End)
{
    public static Pictures None { get; } = new(null, null);

    /// <summary>Writes into the options which pictures are given, because a recipe cannot hold them.</summary>
    /// <exception cref="ArgumentException">One is not the one that the recipe names.</exception>
    public static void Name(DataContent? start, DataContent? end, OptionValues values)
    {
        Name(start, "start frame", AnimatorOptions.StartFrame, values);
        Name(end, "end frame", AnimatorOptions.EndFrame, values);
    }

    /// <summary>Reads them and brings them to the size of the frames, one after the other, so that no two large ones are held at once.</summary>
    /// <exception cref="ArgumentException">One cannot be read.</exception>
    public static async Task<Pictures> ReadAsync(DataContent? start, DataContent? end, Shot shot, CancellationToken cancellationToken) => new(
        await ReadAsync(start, "start frame", shot, cancellationToken), await ReadAsync(end, "end frame", shot, cancellationToken));

    private static async Task<Bitmap?> ReadAsync(DataContent? content, string what, Shot shot, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return null;
        }

        var fitted = PicturePlate.Fit(await PictureReader.ReadAsync(content, what, cancellationToken), shot.Width, shot.Height);
        Sweeping.After(shot.Width, shot.Height);
        return fitted;
    }

    private static void Name(DataContent? content, string what, string option, OptionValues values)
    {
        var expected = values.Text(option);
        if (content is null)
        {
            if (expected is not null)
            {
                throw new ArgumentException($"The recipe was made with a picture as its {what}, which the file does not hold. Give it again: the picture whose SHA-256 is {expected}.");
            }

            return;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Data.Span));
        if (expected is not null && expected != hash)
        {
            throw new ArgumentException($"The {what} is not the picture that the recipe was made with: that one has the SHA-256 {expected}, this one {hash}.");
        }

        values.Decide(option, hash);
    }
}
