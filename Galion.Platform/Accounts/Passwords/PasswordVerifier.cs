using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Galion.Platform.Accounts.Passwords;

/// <summary>Compares a password with an account's hash, and does the same work when there is no account, so that the time tells nothing.</summary>
public sealed class PasswordVerifier(IOptions<PasswordHasherOptions> options)
{
    private static readonly GalionUser Nobody = new();

    private readonly PasswordHasher<GalionUser> _hasher = new(options);
    private readonly string _nobodysHash =
        new PasswordHasher<GalionUser>(options).HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <param name="user">Null when the name belongs to nobody: the answer is then always no.</param>
    /// <param name="newHash">A hash by today's parameters, when the stored one was made by weaker ones.</param>
    public bool Verify(GalionUser? user, string password, out string? newHash)
    {
        newHash = null;
        PasswordVerificationResult result = _hasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? _nobodysHash, password);
        if (user?.PasswordHash is null || result == PasswordVerificationResult.Failed)
        {
            return false;
        }

        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            newHash = _hasher.HashPassword(user, password);
        }

        return true;
    }
}
