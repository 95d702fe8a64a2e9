using Galion.Platform.Audit;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Accounts.ApiKeys;

/// <summary>Creates and revokes the API keys of one person.</summary>
public sealed class ApiKeyStore(GalionDbContext db, ApiKeyCodec codec, ApiKeyGate gate, AuditLog audit, TimeProvider time)
{
    /// <returns>The row and the key itself, which nobody can ever show again; null when the person has as many keys as allowed.</returns>
    public async Task<(ApiKey Row, string Key)?> CreateAsync(
        Guid userId, string name, TimeSpan? lifetime, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The person's row is the lock under which keys are counted: without it, two requests could both take the last place.
        await db.Database.ExecuteSqlAsync($"SELECT FROM users WHERE id = {userId} FOR NO KEY UPDATE", cancellationToken);
        int active = await db.ApiKeys.CountAsync(
            k => k.UserId == userId && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > DateTimeOffset.UtcNow), cancellationToken);
        if (active >= ApiKey.MaxActivePerUser)
        {
            return null;
        }

        string key = ApiKeyCodec.Create();
        DateTimeOffset now = time.GetUtcNow();
        var row = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Name = name,
            KeyHash = codec.Hash(key),
            Prefix = key[..(ApiKeyCodec.Prefix.Length + 4)],
            LastFour = key[^4..],
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };
        db.ApiKeys.Add(row);
        audit.Add(AuditActions.ApiKeyCreated, userId, origin, row.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (row, key);
    }

    /// <summary>Revoking a revoked key changes nothing and succeeds.</summary>
    /// <returns>False when the person has no such key.</returns>
    public async Task<bool> RevokeAsync(Guid userId, Guid keyId, RequestOrigin origin, CancellationToken cancellationToken)
    {
        ApiKey? key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == keyId && k.UserId == userId, cancellationToken);
        if (key is null)
        {
            return false;
        }

        if (key.RevokedAt is null)
        {
            key.RevokedAt = time.GetUtcNow();
            audit.Add(AuditActions.ApiKeyRevoked, userId, origin, key.Id);
            await db.SaveChangesAsync(cancellationToken);
            gate.Forget(key.KeyHash);
        }

        return true;
    }
}
