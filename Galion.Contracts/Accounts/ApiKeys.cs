using System.ComponentModel.DataAnnotations;

namespace Galion.Contracts.Accounts;

/// <param name="Name">What the key is for, 1 to 100 characters.</param>
/// <param name="ExpiresInDays">1 to 3650 days; null never expires.</param>
public sealed record CreateApiKeyRequest(
    [property: Required, StringLength(100, MinimumLength = 1), RegularExpression(Patterns.OneLine, ErrorMessage = "Use one line of text.")] string Name,
    [property: Range(1, 3650)] int? ExpiresInDays = null);

/// <summary>A key as its owner may see it later: never the secret.</summary>
public sealed record ApiKeyResponse(
    Guid Id, string Name, string Prefix, string LastFour, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt);

/// <summary>The answer to the creation of a key: the only time that <see cref="Key"/> is shown.</summary>
public sealed record CreatedApiKeyResponse(
    Guid Id, string Name, string Key, string Prefix, string LastFour, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
