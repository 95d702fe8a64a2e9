namespace Galion.Platform.Accounts.ApiKeys;

/// <summary>A key with which programs act for a person. The key itself is not here: only its keyed hash.</summary>
public sealed class ApiKey
{
    /// <summary>How many keys that work one person may have.</summary>
    public const int MaxActivePerUser = 50;

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Name { get; init; }

    public required byte[] KeyHash { get; init; }

    /// <summary>The key's first characters, by which its owner recognises it.</summary>
    public required string Prefix { get; init; }

    public required string LastFour { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
