using System.IO.Compression;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Generations;
using Galion.Platform.Storage;

namespace Galion.Api.Generations;

/// <summary>Everything that a generation made, and what the API says of it, as one ZIP file.</summary>
internal static class GenerationArchive
{
    private const int PartBytes = 256 << 10;

    /// <param name="archive">Where the files go.</param>
    /// <param name="generation">With its assets.</param>
    /// <param name="description">Goes along as <c>generation.json</c>.</param>
    /// <param name="blobs">Where the files come from.</param>
    /// <param name="send">Awaited after each part.</param>
    /// <param name="cancellationToken">Stops between parts.</param>
    public static async Task FillAsync(
        ZipArchive archive, Generation generation, GenerationResponse description, BlobStore blobs, Func<Task> send, CancellationToken cancellationToken)
    {
        byte[] part = new byte[PartBytes];
        foreach (Asset asset in generation.Assets.OrderBy(asset => asset.Position))
        {
            await using Stream file = await blobs.OpenAsync(asset.BlobName, cancellationToken);
            // Pictures, films and most sounds are compressed already.
            await using Stream entry = await archive.CreateEntry(NameOf(asset), CompressionLevel.NoCompression).OpenAsync(cancellationToken);
            for (int read; (read = await file.ReadAsync(part, cancellationToken)) > 0;)
            {
                await entry.WriteAsync(part.AsMemory(0, read), cancellationToken);
                await send();
            }
        }

        await using Stream text = await archive.CreateEntry("generation.json").OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(text, description, GalionJson.Options, cancellationToken);
    }

    /// <summary>The file's own name; pictures, which have none, are numbered from 1.</summary>
    private static string NameOf(Asset asset) => asset.Name ?? $"{asset.Position + 1}{Path.GetExtension(asset.BlobName)}";
}
