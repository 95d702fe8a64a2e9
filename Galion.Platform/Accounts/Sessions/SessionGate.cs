using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Galion.Platform.Accounts.Sessions;

/// <summary>
/// Answers, for every request with an access token, whether its session still lives. The database is asked at most once per session
/// and <see cref="RemembersFor"/>: a session that ends on one instance, or a person who is disabled, is shut out of all of them by then.
/// </summary>
public sealed class SessionGate(NpgsqlDataSource database) : IDisposable
{
    public static readonly TimeSpan RemembersFor = TimeSpan.FromSeconds(3);

    // Beyond this many sessions within three seconds the rest is looked up each time.
    private readonly MemoryCache _open = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    public async ValueTask<bool> IsOpenAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue(sessionId, out Guid owner))
        {
            return owner == userId;
        }

        await using NpgsqlCommand command = database.CreateCommand("""
            SELECT EXISTS (
              SELECT FROM sessions s JOIN users u ON u.id = s.user_id
              WHERE s.id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL)
            """);
        command.Parameters.AddWithValue(sessionId);
        command.Parameters.AddWithValue(userId);
        if (!(bool)(await command.ExecuteScalarAsync(cancellationToken))!)
        {
            return false;
        }

        using ICacheEntry entry = _open.CreateEntry(sessionId);
        entry.Value = userId;
        entry.Size = 1;
        entry.AbsoluteExpirationRelativeToNow = RemembersFor;
        return true;
    }

    /// <summary>Makes this instance ask again at once.</summary>
    internal void Forget(Guid sessionId) => _open.Remove(sessionId);

    public void Dispose() => _open.Dispose();
}
