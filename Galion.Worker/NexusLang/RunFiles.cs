using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Galion.Contracts.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Runner;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Galion.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Galion.Worker.NexusLang;

/// <summary>What a run shows, and the models that programs of its person keep.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing that needs releasing.")]
internal sealed class RunFiles(NexusRun run, long fence, IServiceScopeFactory scopes)
{
    private const int MaxAssets = 64;
    private const long MaxAssetBytes = 32 << 20;
    private const int MaxModels = 20;
    private const int MaxModelBytes = 16 << 20;

    // Everything else is handed out as bytes that no browser shows.
    private static readonly HashSet<string> MediaTypes =
    [
        "image/png", "image/svg+xml", "image/jpeg", "image/webp", "image/gif", "audio/wav", "audio/mpeg", "audio/ogg", "audio/flac", "video/mp4",
        "video/webm", "text/csv", "text/plain", "application/json",
    ];

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly HashSet<string> _names = [];
    private long _bytes;

    internal async Task<NexusRunAsset> ShowAsync(BytesArgument asset, CancellationToken cancellationToken)
    {
        if (!AssetNames.IsPlain(asset.Name))
        {
            throw new NexusHostException("What is shown needs a plain file name.");
        }

        await _writing.WaitAsync(cancellationToken);
        try
        {
            _names.Add(asset.Name);
            _bytes += asset.Data.Length;
            if (_names.Count > MaxAssets || _bytes > MaxAssetBytes)
            {
                throw new NexusHostException($"A run can show {MaxAssets} files of together {MaxAssetBytes >> 20} MB, and this would be more.");
            }

            string mediaType = MediaTypes.Contains(asset.MediaType) ? asset.MediaType : "application/octet-stream";
            string blob = BlobNames.RunFile(run.UserId, run.Id, Hash(asset.Name));
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<BlobStore>().WriteAsync(blob, asset.Data, mediaType, cancellationToken);
            int rows = await scope.ServiceProvider.GetRequiredService<GalionDbContext>().ExecuteAsync(
                """
                INSERT INTO nexus_run_assets (run_id, name, content_type, size_bytes, blob_name)
                SELECT id, $3, $4, $5, $6 FROM nexus_runs WHERE id = $1 AND job_fence = $2 AND finished_at IS NULL
                ON CONFLICT (run_id, name) DO UPDATE SET content_type = excluded.content_type, size_bytes = excluded.size_bytes
                """,
                [run.Id, fence, asset.Name, mediaType, (long)asset.Data.Length, blob], cancellationToken);
            return rows == 1
                ? new NexusRunAsset(asset.Name, mediaType, asset.Data.Length, CallAssets.AddressOf(run.Id, asset.Name))
                : throw new NexusHostException("This run has ended.");
        }
        finally
        {
            _writing.Release();
        }
    }

    internal async Task<byte[]?> LoadModelAsync(string name, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        string? blob = await scope.ServiceProvider.GetRequiredService<GalionDbContext>().NexusModels
            .Where(m => m.UserId == run.UserId && m.Name == name).Select(m => m.BlobName).SingleOrDefaultAsync(cancellationToken);
        return blob is null ? null : await scope.ServiceProvider.GetRequiredService<BlobStore>().ReadAsync(blob, cancellationToken);
    }

    internal async Task SaveModelAsync(BytesArgument model, CancellationToken cancellationToken)
    {
        if (!AssetNames.IsPlain(model.Name))
        {
            throw new NexusHostException("A model needs a plain file name.");
        }

        if (model.Data.Length > MaxModelBytes)
        {
            throw new NexusHostException($"A model can have {MaxModelBytes >> 20} MB, and this one has more.");
        }

        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        if (await db.NexusModels.CountAsync(m => m.UserId == run.UserId && m.Name != model.Name, cancellationToken) >= MaxModels)
        {
            throw new NexusHostException($"An account can keep {MaxModels} models. Save this one under the name of one that is no longer needed.");
        }

        string blob = BlobNames.Model(run.UserId, Hash(model.Name));
        await scope.ServiceProvider.GetRequiredService<BlobStore>().WriteAsync(blob, model.Data, "application/octet-stream", cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO nexus_models (user_id, name, size_bytes, blob_name) VALUES ($1, $2, $3, $4)
            ON CONFLICT (user_id, name) DO UPDATE SET size_bytes = excluded.size_bytes, updated_at = now()
            """,
            [run.UserId, model.Name, (long)model.Data.Length, blob], cancellationToken);
    }

    /// <summary>A name for the store that follows from the file's and is plain everywhere.</summary>
    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];
}
