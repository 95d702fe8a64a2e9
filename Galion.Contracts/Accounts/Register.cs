using System.ComponentModel.DataAnnotations;

namespace Galion.Contracts.Accounts;

/// <summary>A new account. The password follows NIST SP 800-63B: 8 to 256 characters, no composition rule, not a known one.</summary>
public sealed record RegisterRequest(
    [property: Required(ErrorMessage = "Enter your e-mail address."), StringLength(254),
        RegularExpression(Patterns.EmailAddress, ErrorMessage = "This is not an e-mail address.")] string Email,
    [property: Required(ErrorMessage = "Choose a username."),
        RegularExpression("^[A-Za-z0-9_-]{3,50}$", ErrorMessage = "Use 3 to 50 letters, digits, hyphens or underscores.")] string Username,
    [property: Required(ErrorMessage = "Choose a password."),
        StringLength(256, MinimumLength = 8, ErrorMessage = "Use 8 to 256 characters.")] string Password,
    [property: StringLength(200), RegularExpression(Patterns.OneLine, ErrorMessage = "Use one line of text.")] string? FullName = null);

/// <summary>A signed-in session.</summary>
/// <param name="AccessToken">ES256 JWT for the <c>Authorization: Bearer</c> header.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="RefreshToken">Opaque, for one use: each refresh hands out the next.</param>
public sealed record SessionResponse(
    string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, Guid UserId, string Email, string Username);
