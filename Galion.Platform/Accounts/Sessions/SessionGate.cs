using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Galion.Platform.Accounts.Sessions;

/// <param name="IsGuest">Whether somebody tries things out without an account.</param>
public sealed record OpenSession(Guid UserId, bool IsGuest);

/// <summary>
/// Answers, for every request with an access token, whether its session still lives. The database is asked at most once per session
/// and <see cref="RemembersFor"/>: a session that ends on one instance, or a person who is disabled, is shut out of all of them by then.
/// </summary>
public sealed class SessionGate(NpgsqlDataSource database) : IDisposable
{
    public static readonly TimeSpan RemembersFor = TimeSpan.FromSeconds(3);

    // Beyond this many sessions within three seconds the rest is looked up each time.
    private readonly MemoryCache _open = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <returns>Null when the session has ended, or is somebody else's.</returns>
    public async ValueTask<OpenSession?> FindAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue(sessionId, out OpenSession? known))
        {
            return known!.UserId == userId ? known : null;
        }

        await using NpgsqlCommand command = database.CreateCommand("""
            SELECT u.guest_until IS NOT NULL FROM sessions s JOIN users u ON u.id = s.user_id
            WHERE s.id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL
              AND (u.guest_until IS NULL OR u.guest_until > now())
            """);
        command.Parameters.AddWithValue(sessionId);
        command.Parameters.AddWithValue(userId);
        if (await command.ExecuteScalarAsync(cancellationToken) is not bool isGuest)
        {
            return null;
        }

        var session = new OpenSession(userId, isGuest);
        using ICacheEntry entry = _open.CreateEntry(sessionId);
        entry.Value = session;
        entry.Size = 1;
        entry.AbsoluteExpirationRelativeToNow = RemembersFor;
        return session;
    }

    /// <summary>Makes this instance ask again at once.</summary>
    internal void Forget(Guid sessionId) => _open.Remove(sessionId);

    public void Dispose() => _open.Dispose();
}
