using Galion.Platform.Accounts.Sessions;
using Galion.Platform.Audit;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Galion.Platform.Accounts;

public abstract record SignUpOutcome
{
    public sealed record SignedUp(SessionTokens Tokens) : SignUpOutcome;

    /// <summary>The e-mail address or the username belongs to an account. Which of them is not told.</summary>
    public sealed record Taken : SignUpOutcome;

    public sealed record WeakPassword(string Fault) : SignUpOutcome;

    /// <summary>Too many accounts from this address.</summary>
    public sealed record Throttled(TimeSpan RetryAfter) : SignUpOutcome;
}

/// <summary>Creates accounts: the person, the first session, the credits to start with and the audit row commit together or not at all.</summary>
public sealed class SignUp(
    GalionDbContext db, UserManager<GalionUser> users, SessionStore sessions, CreditLedger credits, AttemptLimiter limiter, AuditLog audit,
    TimeProvider time, IOptions<AccountsOptions> options)
{
    private const long StartMillicredits = 100_000;

    private readonly AttemptLimit _perAddress = new("sign-up address", options.Value.SignUpsPerHour, TimeSpan.FromHours(1));

    public async Task<SignUpOutcome> SignUpAsync(
        string email, string username, string password, string? fullName, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (origin.Address is { } address
            && await limiter.TakeAsync(_perAddress, AttemptLimiter.NetworkOf(address), cancellationToken) is { } wait)
        {
            return new SignUpOutcome.Throttled(wait);
        }

        DateTimeOffset now = time.GetUtcNow();
        var user = new GalionUser { Email = email, UserName = username, FullName = fullName, LastLoginAt = now };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await CreateAsync(user, password, origin, now) is { } refusal)
        {
            return refusal;
        }

        SessionTokens tokens = await sessions.StartAsync(user, cancellationToken);
        await GrantAsync(user, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SignUpOutcome.SignedUp(tokens);
    }

    /// <summary>Creates the account of whoever runs this installation, unless the address or name has one; nobody is signed in.</summary>
    /// <returns>Null when it was created.</returns>
    internal async Task<SignUpOutcome?> CreateOwnerAsync(string email, string username, string password, CancellationToken cancellationToken)
    {
        var owner = new GalionUser { Email = email, UserName = username, EmailConfirmed = true, IsAdmin = true };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await CreateAsync(owner, password, new RequestOrigin(Address: null, RequestId: null), time.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        await GrantAsync(owner, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <returns>Why not, or null when the account was created.</returns>
    private async Task<SignUpOutcome?> CreateAsync(GalionUser user, string password, RequestOrigin origin, DateTimeOffset now)
    {
        user.Id = Guid.CreateVersion7(now);
        user.CreatedAt = now;
        user.UpdatedAt = now;
        audit.Add(AuditActions.AccountRegistered, user.Id, origin);
        try
        {
            IdentityResult created = await users.CreateAsync(user, password);
            return created.Succeeded ? null : Explain(created);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new SignUpOutcome.Taken();
        }
    }

    private async Task GrantAsync(GalionUser user, CancellationToken cancellationToken) =>
        await credits.GrantAsync(user.Id, StartMillicredits, CreditSource.Included, $"signup:{user.Id}", cancellationToken);

    private static SignUpOutcome Explain(IdentityResult refused)
    {
        if (refused.Errors.FirstOrDefault(e => e.Code == Passwords.PasswordRules.ErrorCode) is { } weak)
        {
            return new SignUpOutcome.WeakPassword(weak.Description);
        }

        if (refused.Errors.All(e => e.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName)))
        {
            return new SignUpOutcome.Taken();
        }

        // The request's validation lets nothing through that Identity refuses for another reason.
        throw new InvalidOperationException($"Identity refused an account: {string.Join(", ", refused.Errors.Select(e => e.Code))}");
    }
}
