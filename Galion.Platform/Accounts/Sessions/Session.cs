namespace Galion.Platform.Accounts.Sessions;

/// <summary>
/// One sign-in of one person, and the family of refresh tokens that keeps it going. The tokens are numbered and derived from this row
/// and the platform's secret, so that the row needs to remember a single number, and two refreshes at once can never fork the family.
/// </summary>
public sealed class Session
{
    public const int TokenSaltLength = 32;

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>Random, so that the platform's secret alone makes no token.</summary>
    public required byte[] TokenSalt { get; init; }

    /// <summary>The number of the only refresh token that is good.</summary>
    public int TokenNumber { get; set; } = 1;

    public required DateTimeOffset TokenIssuedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Absolute: refreshing does not move it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>One of <see cref="SessionEndReasons"/>.</summary>
    public string? EndReason { get; set; }
}

/// <summary>The values of <see cref="Session.EndReason"/>. They are stored: add, never rename.</summary>
public static class SessionEndReasons
{
    public const string Logout = "logout";
    public const string RefreshTokenReused = "refresh_token_reused";
}
