using Microsoft.AspNetCore.Identity;

namespace Galion.Platform.Accounts.Passwords;

/// <summary>
/// What NIST SP 800-63B asks of a password: long enough, and not one that guessers try first. Any character counts, none is required.
/// The code points are hashed as they were sent: nothing is trimmed, cut or folded.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<GalionUser>
{
    public const string ErrorCode = "WeakPassword";
    public const int MinLength = 8;
    public const int MaxLength = 256;

    private const int MinDistinct = 4;
    private const int MinNameLength = 4;
    // Digits and signs behind a common word ("Dragon1987!") are what guessing programs append, too.
    private const int MaxSuffixLength = 6;
    private const string ProductName = "galion";

    public Task<IdentityResult> ValidateAsync(UserManager<GalionUser> manager, GalionUser user, string? password) =>
        Task.FromResult(FindFault(password ?? "", user) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = ErrorCode, Description = fault })
            : IdentityResult.Success);

    private static string? FindFault(string password, GalionUser user)
    {
        int length = password.EnumerateRunes().Count();
        if (length < MinLength)
        {
            return $"Use at least {MinLength} characters.";
        }

        if (password.Length > MaxLength)
        {
            return $"Use at most {MaxLength} characters.";
        }

        if (password.EnumerateRunes().Distinct().Count() < MinDistinct || IsSequence(password))
        {
            return "This password follows a simple pattern. A few unrelated words are easier to remember and harder to guess.";
        }

        if (IsCommon(password))
        {
            return "This is among the first passwords that an attacker tries. A few unrelated words are a better choice.";
        }

        string[] names = [ProductName, user.UserName ?? "", user.Email?.Split('@')[0] ?? ""];
        foreach (string name in names.Where(n => n.Length >= MinNameLength))
        {
            if (password.Replace(name, "", StringComparison.OrdinalIgnoreCase).Length < Math.Min(MinLength, password.Length))
            {
                return "This password is too close to your name, your e-mail address or ours.";
            }
        }

        return null;
    }

    private static bool IsCommon(string password)
    {
        string plain = password.ToLowerInvariant();
        string word = plain.TrimEnd("0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ".ToCharArray());
        bool suffixIsShort = plain.Length - word.Length <= MaxSuffixLength;
        return CommonPasswords.Contains(plain)
            || CommonPasswords.Contains(UndoLookAlikes(plain))
            || (suffixIsShort && (CommonPasswords.Contains(word) || CommonPasswords.Contains(UndoLookAlikes(word))));
    }

    /// <summary>"p4$$w0rd" is "password" to every guessing program.</summary>
    private static string UndoLookAlikes(string password) => string.Create(password.Length, password, static (target, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = source[i] switch
            {
                '0' => 'o',
                '1' or '!' => 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                char other => other,
            };
        }
    });

    /// <summary>"abcdefgh", "87654321": each character follows the one before by the same step of one.</summary>
    private static bool IsSequence(string password)
    {
        int step = password[1] - password[0];
        if (step is not (1 or -1))
        {
            return false;
        }

        for (int i = 2; i < password.Length; i++)
        {
            if (password[i] - password[i - 1] != step)
            {
                return false;
            }
        }

        return true;
    }
}
