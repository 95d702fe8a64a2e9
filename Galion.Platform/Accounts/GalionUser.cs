using Microsoft.AspNetCore.Identity;

namespace Galion.Platform.Accounts;

/// <summary>A person with an account. Sign-in state is Identity's; the rest is what the person told us.</summary>
public sealed class GalionUser : IdentityUser<Guid>
{
    public string? FullName { get; set; }

    public string? AvatarUrl { get; set; }

    public string? Bio { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? LastLoginAt { get; set; }

    /// <summary>When set, the account can neither sign in nor use its keys.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Set for a guest, who tries things out without an account: when the row goes, and all that hangs on it.</summary>
    public DateTimeOffset? GuestUntil { get; init; }

    /// <summary>Whether the person runs this installation.</summary>
    public bool IsAdmin { get; set; }
}
