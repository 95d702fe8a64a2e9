using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Worker.Generations;

/// <summary>
/// Empties the trash and deletes what nothing refers to. Rows always go before their files: a crash in between leaves files that the
/// next turn finds, and never a row whose file is gone. Any number of sweepers may work at once.
/// </summary>
internal sealed class StorageSweeper(IServiceScopeFactory scopes, BlobStore blobs, TimeProvider time, ILogger<StorageSweeper> log)
{
    /// <summary>How long the trash can be undone.</summary>
    public static readonly TimeSpan TrashLifetime = TimeSpan.FromDays(30);

    /// <summary>Younger files may belong to a generation that is just being recorded.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromHours(24);

    /// <summary>How long a request can be repeated under its Idempotency-Key.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(48);

    private const int PageSize = 500;
    private const int PurgeBatchSize = 100;

    /// <summary>Deletes what has been in the trash for <see cref="TrashLifetime"/>.</summary>
    /// <returns>How many generations went.</returns>
    public async Task<int> PurgeTrashAsync(CancellationToken cancellationToken)
    {
        int total = 0;
        int count;
        do
        {
            count = await PurgeBatchAsync(cancellationToken);
            total += count;
        }
        while (count == PurgeBatchSize);
        return total;
    }

    /// <summary>Deletes files older than <see cref="MinimumAge"/> that no asset refers to and no unfinished generation is writing.</summary>
    /// <returns>How many files went.</returns>
    public async Task<int> SweepBlobsAsync(CancellationToken cancellationToken)
    {
        await blobs.EnsureContainerAsync(cancellationToken);
        DateTimeOffset newest = time.GetUtcNow() - MinimumAge;
        int deleted = 0;
        await foreach (IReadOnlyList<StoredBlob> page in blobs.ListPagesAsync(BlobNames.Root, PageSize, cancellationToken))
        {
            string[] old = [.. page.Where(blob => blob.LastModified < newest).Select(blob => blob.Name)];
            foreach (string name in await FindUnreferencedAsync(old, cancellationToken))
            {
                await blobs.DeleteIfExistsAsync(name, cancellationToken);
                deleted++;
            }
        }

        if (deleted > 0)
        {
            log.BlobsSwept(deleted);
        }

        return deleted;
    }

    public async Task<int> ForgetKeysAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        return await db.Database.ExecuteSqlAsync(
            $"DELETE FROM idempotency_keys WHERE created_at < {time.GetUtcNow() - KeyLifetime}", cancellationToken);
    }

    private async Task<int> PurgeBatchAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        DateTimeOffset before = time.GetUtcNow() - TrashLifetime;
        List<Guid> ids = await db.Database.SqlQuery<Guid>(
            $"SELECT id FROM generations WHERE trashed_at <= {before} ORDER BY trashed_at LIMIT {PurgeBatchSize} FOR UPDATE SKIP LOCKED")
            .ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            return 0;
        }

        List<Asset> assets = await db.Assets.AsNoTracking().Where(a => ids.Contains(a.GenerationId)).ToListAsync(cancellationToken);
        await db.Generations.Where(g => ids.Contains(g.Id)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        string[] files = [.. assets.SelectMany(a => new[] { a.BlobName, a.ThumbnailBlobName }).OfType<string>()];
        foreach (string file in files)
        {
            await blobs.DeleteIfExistsAsync(file, cancellationToken);
        }

        log.TrashPurged(ids.Count, files.Length);
        return ids.Count;
    }

    private async Task<IEnumerable<string>> FindUnreferencedAsync(string[] names, CancellationToken cancellationToken)
    {
        if (names.Length == 0)
        {
            return [];
        }

        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GalionDbContext>();
        Guid[] generations = [.. names.Select(BlobNames.FindGenerationId).OfType<Guid>().Distinct()];
        HashSet<Guid> unfinished = [.. await db.Generations
            .Where(g => generations.Contains(g.Id) && g.FinishedAt == null).Select(g => g.Id).ToListAsync(cancellationToken)];
        HashSet<string> referenced = [.. await db.Database.SqlQuery<string>(
            $"""
             SELECT blob_name FROM assets WHERE blob_name = ANY({names})
             UNION ALL SELECT thumbnail_blob_name FROM assets WHERE thumbnail_blob_name = ANY({names})
             """).ToListAsync(cancellationToken)];

        // A name that is not of our making is somebody else's business.
        return names.Where(name => !referenced.Contains(name) && BlobNames.FindGenerationId(name) is { } id && !unfinished.Contains(id));
    }
}
