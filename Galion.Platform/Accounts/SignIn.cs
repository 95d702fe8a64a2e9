using Galion.Platform.Accounts.Passwords;
using Galion.Platform.Accounts.Sessions;
using Galion.Platform.Audit;
using Galion.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Galion.Platform.Accounts;

public abstract record SignInOutcome
{
    public sealed record SignedIn(SessionTokens Tokens) : SignInOutcome;

    /// <summary>No such account, or not its password: which of them is not told to anybody.</summary>
    public sealed record WrongCredentials : SignInOutcome;

    /// <summary>Too many wrong passwords for this name; even the right one is refused meanwhile.</summary>
    public sealed record Locked(TimeSpan RetryAfter) : SignInOutcome;

    /// <summary>Too many failures from this address.</summary>
    public sealed record Throttled(TimeSpan RetryAfter) : SignInOutcome;

    /// <summary>The password was right, but the account has been disabled.</summary>
    public sealed record Disabled : SignInOutcome;
}

/// <summary>Signs a person in by password.</summary>
public sealed class SignIn(
    GalionDbContext db, ILookupNormalizer normalizer, PasswordVerifier passwords, SessionStore sessions, AttemptLimiter limiter,
    AuditLog audit, IOptions<AccountsOptions> options)
{
    private static readonly AttemptLimit PerAccount = new("login account", Attempts: 5, TimeSpan.FromMinutes(15));

    private readonly AttemptLimit _perAddress = new("login address", options.Value.FailedLoginsPerAddress, TimeSpan.FromMinutes(15));

    /// <param name="name">E-mail address or username.</param>
    public async Task<SignInOutcome> SignInAsync(string name, string password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        string? network = origin.Address is { } address ? AttemptLimiter.NetworkOf(address) : null;
        if (network is not null && await limiter.TakeAsync(_perAddress, network, cancellationToken) is { } wait)
        {
            return new SignInOutcome.Throttled(wait);
        }

        GalionUser? user = await FindUserAsync(name, cancellationToken);
        // An unknown name is locked exactly as a known one is, or else the lock would tell them apart.
        string subject = user?.Id.ToString() ?? normalizer.NormalizeName(name)!;
        if (await limiter.TakeAsync(PerAccount, subject, cancellationToken) is { } locked)
        {
            await AuditAsync(AuditActions.LoginRefused, user, origin, cancellationToken);
            return new SignInOutcome.Locked(locked);
        }

        if (!passwords.Verify(user, password, out string? newHash))
        {
            await AuditAsync(AuditActions.LoginFailed, user, origin, cancellationToken);
            return new SignInOutcome.WrongCredentials();
        }

        await limiter.ResetAsync(PerAccount, subject, cancellationToken);
        if (network is not null)
        {
            await limiter.GiveBackAsync(_perAddress, network, cancellationToken);
        }

        if (user!.DisabledAt is not null)
        {
            await AuditAsync(AuditActions.LoginRefused, user, origin, cancellationToken);
            return new SignInOutcome.Disabled();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await RecordLoginAsync(user, newHash, cancellationToken);
        audit.Add(AuditActions.LoginSucceeded, user.Id, origin);
        SessionTokens tokens = await sessions.StartAsync(user, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SignInOutcome.SignedIn(tokens);
    }

    private Task<GalionUser?> FindUserAsync(string name, CancellationToken cancellationToken)
    {
        // Usernames have no at sign, so a name can only be one of the two.
        string? normalized = normalizer.NormalizeName(name);
        return name.Contains('@', StringComparison.Ordinal)
            ? db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken)
            : db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == normalized, cancellationToken);
    }

    private async Task RecordLoginAsync(GalionUser user, string? newHash, CancellationToken cancellationToken)
    {
        await db.Users.Where(u => u.Id == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastLoginAt, u => DateTimeOffset.UtcNow), cancellationToken);
        if (newHash is not null)
        {
            // Only over the hash that was verified: a password changed meanwhile must not come back.
            await db.Users.Where(u => u.Id == user.Id && u.PasswordHash == user.PasswordHash)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, newHash), cancellationToken);
        }
    }

    private async Task AuditAsync(string action, GalionUser? user, RequestOrigin origin, CancellationToken cancellationToken)
    {
        audit.Add(action, user?.Id, origin);
        await db.SaveChangesAsync(cancellationToken);
    }
}
