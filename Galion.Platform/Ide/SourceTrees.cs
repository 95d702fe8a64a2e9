using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Galion.Platform.Ide;

/// <summary>Keeps files as they were together at one moment, each tree once.</summary>
public sealed class SourceTrees(GalionDbContext db)
{
    /// <summary>Stores the tree in the caller's transaction, unless it is there already.</summary>
    /// <param name="files">Path to content.</param>
    /// <returns>The tree's id.</returns>
    public async Task<byte[]> StoreAsync(IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        byte[] id = IdOf(files);
        // Most trees have been seen lately; then nothing is locked that others wait for.
        List<bool> known = await db.QueryAsync(
            "SELECT true FROM source_trees WHERE id = $1 AND used_at > now() - interval '1 hour'", [id], row => row.GetBoolean(0), cancellationToken);
        if (known.Count == 0)
        {
            await db.ExecuteAsync(
                """
                INSERT INTO source_trees (id, files, file_count, size_bytes) VALUES ($1, $2, $3, $4)
                ON CONFLICT (id) DO UPDATE SET used_at = now()
                """,
                [
                    id, new NpgsqlParameter { Value = JsonSerializer.Serialize(files), NpgsqlDbType = NpgsqlDbType.Jsonb }, files.Count,
                    files.Values.Sum(content => (long)Encoding.UTF8.GetByteCount(content)),
                ],
                cancellationToken);
        }

        return id;
    }

    public async Task<Dictionary<string, string>> ReadAsync(byte[] id, CancellationToken cancellationToken)
    {
        string files = await db.SourceTrees.Where(t => t.Id == id).Select(t => t.Files).SingleAsync(cancellationToken);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(files)!;
    }

    private static byte[] IdOf(IReadOnlyDictionary<string, string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string path, string content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Append(hash, path);
            Append(hash, content);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>With its length in front, so that no two trees are written alike.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
