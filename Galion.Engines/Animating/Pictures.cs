using System.Security.Cryptography;
using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Animating;

/// <summary>The pictures that a request gives: to begin with and to end with.</summary>
internal sealed record Pictures(Bitmap? Start, Bitmap? End)
{
    public static Pictures None { get; } = new(null, null);

    /// <summary>Reads them, and writes into the options which they were, because a recipe cannot hold them.</summary>
    /// <exception cref="ArgumentException">One cannot be read, or is not the one that the recipe names.</exception>
    public static async Task<Pictures> ReadAsync(DataContent? start, DataContent? end, OptionValues values, CancellationToken cancellationToken) => new(
        await ReadAsync(start, "start frame", AnimatorOptions.StartFrame, values, cancellationToken),
        await ReadAsync(end, "end frame", AnimatorOptions.EndFrame, values, cancellationToken));

    private static async Task<Bitmap?> ReadAsync(DataContent? content, string what, string option, OptionValues values, CancellationToken cancellationToken)
    {
        var expected = values.Text(option);
        if (content is null)
        {
            return expected is null ? null : throw new ArgumentException($"The recipe was made with a picture as its {what}. Give the same picture again; the file does not hold it.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Data.Span));
        if (expected is not null && expected != hash)
        {
            throw new ArgumentException($"The {what} is not the picture that the recipe was made with.");
        }

        values.Decide(option, hash);
        return await PictureReader.ReadAsync(content, what, cancellationToken);
    }
}
