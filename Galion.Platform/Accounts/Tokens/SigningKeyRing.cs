using Microsoft.Extensions.Logging;
using Npgsql;

namespace Galion.Platform.Accounts.Tokens;

/// <summary>
/// The keys of access tokens, shared by every instance through the table <c>signing_keys</c>. A key signs for 90 days; the next one is
/// published ten minutes before it takes over, so that no instance meets a token whose key it does not know, and a foreign key id never
/// costs a query. A key that <c>Galion:Secret</c> cannot open is ignored: whoever can only write to the database cannot make tokens.
/// </summary>
public sealed class SigningKeyRing(NpgsqlDataSource database, PlatformSecret secret, TimeProvider time, ILogger<SigningKeyRing> logger)
    : IDisposable
{
    private static readonly TimeSpan SignsFor = TimeSpan.FromDays(90);
    private static readonly TimeSpan PublishedAhead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ReloadAfter = TimeSpan.FromMinutes(1);
    // The longest life of a token, with room for clocks that differ.
    private static readonly TimeSpan VerifiesAfterwards = TimeSpan.FromHours(1);
    // Any constant does, as long as nothing else in this database locks it.
    private const long RotationLockKey = 0x6761_6c69_6f6e_6b79;

    private readonly byte[] _sealingKey = secret.DeriveKey("signing-key sealing v1");
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private volatile Snapshot? _snapshot;

    /// <summary>The key that signs now.</summary>
    public async ValueTask<SigningKey> FindSignerAsync(CancellationToken cancellationToken)
    {
        Snapshot snapshot = await LoadAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        return snapshot.Keys.FirstOrDefault(key => key.SignsFrom <= now) ?? snapshot.Keys[^1];
    }

    /// <returns>Null when no key that still verifies has this id.</returns>
    public async ValueTask<SigningKey?> FindVerifierAsync(string keyId, CancellationToken cancellationToken) =>
        (await ListPublishedAsync(cancellationToken)).FirstOrDefault(key => key.Id == keyId);

    /// <summary>Every key whose signatures count, the newest first.</summary>
    public async ValueTask<IReadOnlyList<SigningKey>> ListPublishedAsync(CancellationToken cancellationToken)
    {
        SigningKey[] keys = (await LoadAsync(cancellationToken)).Keys;
        DateTimeOffset now = time.GetUtcNow();
        int published = 1;
        while (published < keys.Length && keys[published - 1].SignsFrom + VerifiesAfterwards > now)
        {
            published++;
        }

        return keys[..published];
    }

    public void Dispose()
    {
        foreach (SigningKey key in _snapshot?.Keys ?? [])
        {
            key.Dispose();
        }

        _reloading.Dispose();
    }

    private async ValueTask<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        Snapshot? current = _snapshot;
        if (current is not null && time.GetUtcNow() - current.LoadedAt < ReloadAfter)
        {
            return current;
        }

        // With keys at hand, one caller reloads and the others go on; without any, all have to wait.
        if (!await _reloading.WaitAsync(current is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            return current!;
        }

        try
        {
            if (_snapshot is { } reloaded && reloaded != current)
            {
                return reloaded;
            }

            return _snapshot = new Snapshot(await ReadOrRotateAsync(cancellationToken), time.GetUtcNow());
        }
        catch (NpgsqlException e) when (current is not null)
        {
            Log.SigningKeysNotReloaded(logger, e);
            return _snapshot = current with { LoadedAt = time.GetUtcNow() };
        }
        finally
        {
            _reloading.Release();
        }
    }

    private async Task<SigningKey[]> ReadOrRotateAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        SigningKey[] keys = await ReadAsync(connection, cancellationToken);
        if (!IsNextDue(keys))
        {
            return keys;
        }

        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var locking = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection))
        {
            locking.Parameters.AddWithValue(RotationLockKey);
            await locking.ExecuteNonQueryAsync(cancellationToken);
        }

        keys = await ReadAsync(connection, cancellationToken);
        if (IsNextDue(keys))
        {
            DateTimeOffset now = time.GetUtcNow();
            SigningKey next = SigningKey.Create(keys.Length == 0 ? now : now + PublishedAhead);
            await InsertAsync(connection, next, now, cancellationToken);
            keys = [next, .. keys];
            Log.SigningKeyCreated(logger, next.Id, next.SignsFrom);
        }

        await transaction.CommitAsync(cancellationToken);
        return keys;
    }

    private bool IsNextDue(SigningKey[] keys) =>
        keys.Length == 0 || keys[0].SignsFrom + SignsFor - PublishedAhead <= time.GetUtcNow();

    private async Task<SigningKey[]> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Dictionary<string, SigningKey> known = (_snapshot?.Keys ?? []).ToDictionary(key => key.Id);
        List<SigningKey> keys = [];
        await using var command = new NpgsqlCommand("SELECT id, sealed_private_key, signs_from FROM signing_keys ORDER BY signs_from DESC, id", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            string id = reader.GetString(0);
            SigningKey? key = known.GetValueOrDefault(id)
                ?? SigningKey.TryUnseal(id, reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<DateTimeOffset>(2), _sealingKey);
            if (key is null || key.Id != id)
            {
                Log.SigningKeyNotOpened(logger, id);
                continue;
            }

            keys.Add(key);
        }

        return [.. keys];
    }

    private async Task InsertAsync(NpgsqlConnection connection, SigningKey key, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO signing_keys (id, sealed_private_key, created_at, signs_from) VALUES ($1, $2, $3, $4)", connection);
        command.Parameters.AddWithValue(key.Id);
        command.Parameters.AddWithValue(key.Seal(_sealingKey));
        command.Parameters.AddWithValue(createdAt);
        command.Parameters.AddWithValue(key.SignsFrom);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="Keys">Never empty; the newest first.</param>
    private sealed record Snapshot(SigningKey[] Keys, DateTimeOffset LoadedAt);
}
