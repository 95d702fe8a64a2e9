using System.Security.Cryptography;
using Galion.Platform.Accounts.Tokens;
using Galion.Platform.Audit;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Galion.Platform.Accounts.Sessions;

/// <summary>What a signed-in person holds.</summary>
public sealed record SessionTokens(GalionUser User, string AccessToken, string RefreshToken);

/// <summary>Starts, continues and ends sessions.</summary>
public sealed class SessionStore(
    GalionDbContext db, RefreshTokenCodec codec, AccessTokens accessTokens, SessionGate gate, AuditLog audit, TimeProvider time,
    ILogger<SessionStore> logger)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    /// <summary>
    /// How long the token just replaced still works: two tabs may refresh at once, and an answer may get lost. It returns the
    /// successor that already exists, never another one.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Starts a session within the caller's transaction.</summary>
    public async Task<SessionTokens> StartAsync(GalionUser user, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            UserId = user.Id,
            TokenSalt = RandomNumberGenerator.GetBytes(Session.TokenSaltLength),
            TokenIssuedAt = now,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return await IssueAsync(user, session, session.TokenNumber, cancellationToken);
    }

    /// <summary>Trades a refresh token for the next one. A token that was already traded ends its session: one of its two holders stole it.</summary>
    /// <returns>Null when the token is not good, for whatever reason.</returns>
    public async Task<SessionTokens?> RefreshAsync(string refreshToken, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (RefreshTokenCodec.TryRead(refreshToken) is not { } token
            || await FindGenuineAsync(token, cancellationToken) is not { } session
            || await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == session.UserId, cancellationToken) is not { DisabledAt: null } user)
        {
            return null;
        }

        int next = token.Number + 1;
        int replaced = await db.Sessions
            .Where(s => s.Id == token.SessionId && s.TokenNumber == token.Number && s.EndedAt == null && s.ExpiresAt > DateTimeOffset.UtcNow)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.TokenNumber, next).SetProperty(s => s.TokenIssuedAt, s => DateTimeOffset.UtcNow), cancellationToken);
        if (replaced == 1)
        {
            return await IssueAsync(user, session, next, cancellationToken);
        }

        // Not the newest, or no longer: which of the two is only certain now that the update has waited for its rivals.
        var current = await db.Sessions.AsNoTracking().Where(s => s.Id == token.SessionId).Select(s => new
        {
            s.TokenNumber,
            IsOpen = s.EndedAt == null && s.ExpiresAt > DateTimeOffset.UtcNow,
            InGrace = s.TokenIssuedAt > DateTimeOffset.UtcNow - Grace,
        }).SingleOrDefaultAsync(cancellationToken);
        if (current is not { IsOpen: true } || token.Number >= current.TokenNumber)
        {
            return null;
        }

        if (token.Number == current.TokenNumber - 1 && current.InGrace)
        {
            return await IssueAsync(user, session, current.TokenNumber, cancellationToken);
        }

        Log.RefreshTokenReused(logger, token.SessionId);
        audit.Add(AuditActions.RefreshTokenReused, session.UserId, origin, token.SessionId);
        await EndAsync(token.SessionId, SessionEndReasons.RefreshTokenReused, cancellationToken);
        return null;
    }

    /// <summary>Ends the session that the refresh token belongs to; an already used one may end it, too.</summary>
    /// <returns>False when the token is not genuine.</returns>
    public async Task<bool> LogOutAsync(string refreshToken, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (RefreshTokenCodec.TryRead(refreshToken) is not { } token
            || await FindGenuineAsync(token, cancellationToken) is not { } session)
        {
            return false;
        }

        await LogOutAsync(session.UserId, session.Id, origin, cancellationToken);
        return true;
    }

    /// <inheritdoc cref="LogOutAsync(string, RequestOrigin, CancellationToken)"/>
    public Task LogOutAsync(Guid userId, Guid sessionId, RequestOrigin origin, CancellationToken cancellationToken)
    {
        audit.Add(AuditActions.SessionEnded, userId, origin, sessionId);
        return EndAsync(sessionId, SessionEndReasons.Logout, cancellationToken);
    }

    private async Task EndAsync(Guid sessionId, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Sessions.Where(s => s.Id == sessionId && s.EndedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.EndedAt, s => DateTimeOffset.UtcNow).SetProperty(s => s.EndReason, reason), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        gate.Forget(sessionId);
    }

    private async Task<Session?> FindGenuineAsync(PresentedRefreshToken token, CancellationToken cancellationToken)
    {
        Session? session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == token.SessionId, cancellationToken);
        return session is not null && codec.IsGenuine(token, session.TokenSalt) ? session : null;
    }

    private async Task<SessionTokens> IssueAsync(GalionUser user, Session session, int number, CancellationToken cancellationToken) =>
        new(user,
            await accessTokens.IssueAsync(new AccessTokenClaims(user.Id, session.Id), cancellationToken),
            codec.Write(session.Id, number, session.TokenSalt));
}
