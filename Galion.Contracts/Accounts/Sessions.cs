using System.ComponentModel.DataAnnotations;

namespace Galion.Contracts.Accounts;

/// <param name="Email">The e-mail address or the username.</param>
public sealed record LoginRequest(
    [property: Required, StringLength(254), RegularExpression(Patterns.OneLine)] string Email,
    [property: Required, StringLength(256)] string Password);

public sealed record RefreshRequest([property: Required, StringLength(512)] string RefreshToken);

/// <summary>Ends the session of the given refresh token; without one, the session of the access token.</summary>
public sealed record LogoutRequest([property: StringLength(512)] string? RefreshToken = null);

/// <summary>The person behind the token or key.</summary>
public sealed record MeResponse(
    Guid Id, string Email, string Username, string? FullName, string? AvatarUrl, string? Bio, bool IsVerified, DateTimeOffset CreatedAt);

public sealed record VerifyTokenResponse(bool Valid, Guid UserId, string Email, string Username);
