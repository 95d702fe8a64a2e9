using Galion.Platform.Accounts.Sessions;
using Galion.Platform.Audit;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.Extensions.Options;

namespace Galion.Platform.Accounts;

/// <summary>
/// Starts sessions for people without an account who want to try a program. A guest is a row like any other person, so that ownership, limits
/// and credits work as always, and goes with all it made when its hour is over.
/// </summary>
public sealed class GuestSessions(
    GalionDbContext db, SessionStore sessions, CreditLedger credits, AttemptLimiter limiter, AuditLog audit, TimeProvider time,
    IOptions<NexusLangOptions> options)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const long StartMillicredits = 10_000;

    private readonly AttemptLimit _perAddress = new("guest address", options.Value.GuestsPerHour, TimeSpan.FromHours(1));

    /// <returns>The session, or how long this network has to wait for one.</returns>
    public async Task<(SessionTokens? Tokens, TimeSpan RetryAfter)> StartAsync(RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (origin.Address is { } address
            && await limiter.TakeAsync(_perAddress, AttemptLimiter.NetworkOf(address), cancellationToken) is { } wait)
        {
            return (null, wait);
        }

        DateTimeOffset now = time.GetUtcNow();
        Guid id = Guid.CreateVersion7(now);
        string name = $"guest-{id:N}";
        string email = $"{name}@guest.invalid";
        var guest = new GalionUser
        {
            Id = id,
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            CreatedAt = now,
            UpdatedAt = now,
            // Without a password nobody signs in with it, and nothing but its one session leads to it.
            GuestUntil = now + Lifetime,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Users.Add(guest);
        audit.Add(AuditActions.GuestStarted, id, origin);
        await db.SaveChangesAsync(cancellationToken);
        SessionTokens tokens = await sessions.StartAsync(guest, cancellationToken);
        await credits.GrantAsync(id, StartMillicredits, CreditSource.Included, $"guest:{id}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (tokens, default);
    }
}
