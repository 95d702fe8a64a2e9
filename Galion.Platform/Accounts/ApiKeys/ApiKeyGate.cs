using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Galion.Platform.Accounts.ApiKeys;

/// <summary>For whom a key speaks.</summary>
public sealed record ApiKeyIdentity(Guid KeyId, Guid UserId);

/// <summary>
/// Answers, for every request with an API key, whose it is. The database is asked at most once per key and <see cref="RemembersFor"/>:
/// a revoked or expired key, or one of a disabled person, is refused by every instance by then.
/// </summary>
public sealed class ApiKeyGate(NpgsqlDataSource database, ApiKeyCodec codec) : IDisposable
{
    public static readonly TimeSpan RemembersFor = TimeSpan.FromSeconds(3);

    private readonly MemoryCache _good = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <returns>Null when the key is malformed, unknown, expired, revoked or its owner disabled.</returns>
    public async ValueTask<ApiKeyIdentity?> VerifyAsync(string key, CancellationToken cancellationToken)
    {
        if (!ApiKeyCodec.IsWellFormed(key))
        {
            return null;
        }

        // The cache holds hashes, not keys: a memory dump of the process gives none away.
        byte[] hash = codec.Hash(key);
        string cacheKey = Convert.ToHexString(hash);
        if (_good.TryGetValue(cacheKey, out ApiKeyIdentity? identity))
        {
            return identity;
        }

        if ((identity = await FindAsync(hash, cancellationToken)) is not null)
        {
            using ICacheEntry entry = _good.CreateEntry(cacheKey);
            entry.Value = identity;
            entry.Size = 1;
            entry.AbsoluteExpirationRelativeToNow = RemembersFor;
        }

        return identity;
    }

    /// <summary>Makes this instance ask again at once.</summary>
    public void Forget(byte[] keyHash) => _good.Remove(Convert.ToHexString(keyHash));

    public void Dispose() => _good.Dispose();

    private async Task<ApiKeyIdentity?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        // The update writes at most once a minute and key; in between the statement only reads.
        await using NpgsqlCommand command = database.CreateCommand("""
            WITH good AS (
              SELECT k.id, k.user_id, k.last_used_at FROM api_keys k JOIN users u ON u.id = k.user_id
              WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) AND u.disabled_at IS NULL
            ), used AS (
              UPDATE api_keys k SET last_used_at = now() FROM good
              WHERE k.id = good.id AND (good.last_used_at IS NULL OR good.last_used_at < now() - interval '1 minute')
            )
            SELECT id, user_id FROM good
            """);
        command.Parameters.AddWithValue(hash);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new ApiKeyIdentity(reader.GetGuid(0), reader.GetGuid(1)) : null;
    }
}
