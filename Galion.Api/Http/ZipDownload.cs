using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Galion.Api.Http;

/// <summary>A ZIP file that is sent while it is being filled, so that it takes no more memory or disk than its newest part.</summary>
internal static class ZipDownload
{
    public const string ContentType = "application/zip";

    private const int MemoryBeforeDisk = 1 << 20;

    /// <param name="name">What browsers save it as.</param>
    /// <param name="fill">Adds the entries, and awaits the second argument whenever a part is written: it goes to the reader then.</param>
    /// <param name="cancellationToken">Stops the sending.</param>
    public static PushStreamHttpResult Send(string name, Func<ZipArchive, Func<Task>, Task> fill, CancellationToken cancellationToken) => TypedResults.Stream(
        async body =>
        {
            // The archive also writes synchronously, which must not wait for a slow reader.
            await using var pending = new FileBufferingWriteStream(MemoryBeforeDisk);
            await using (ZipArchive archive = await ZipArchive.CreateAsync(
                pending, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
            {
                await fill(archive, () => pending.DrainBufferAsync(body, cancellationToken));
            }

            await pending.DrainBufferAsync(body, cancellationToken);
        },
        ContentType, name);
}
