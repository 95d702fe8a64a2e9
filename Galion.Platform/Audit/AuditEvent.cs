using System.Net;

namespace Galion.Platform.Audit;

/// <summary>One thing that happened to an account. Rows are only ever added; the database refuses to change them.</summary>
public sealed class AuditEvent
{
    public long Id { get; private init; }

    public DateTimeOffset OccurredAt { get; private init; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Whose account; null when it was no known one.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The session, API key or project that it was about, where there is one.</summary>
    public Guid? SubjectId { get; init; }

    public IPAddress? IpAddress { get; init; }

    public string? RequestId { get; init; }
}

/// <summary>The values of <see cref="AuditEvent.Action"/>. They are stored: add, never rename.</summary>
public static class AuditActions
{
    public const string AccountRegistered = "account.registered";
    public const string GuestStarted = "guest.started";
    public const string LoginSucceeded = "login.succeeded";
    public const string LoginFailed = "login.failed";
    public const string LoginRefused = "login.refused";
    public const string SessionEnded = "session.ended";
    public const string RefreshTokenReused = "session.refresh_token_reused";
    public const string ApiKeyCreated = "api_key.created";
    public const string ApiKeyRevoked = "api_key.revoked";
    public const string ShareCreated = "share.created";
    public const string ShareRemoved = "share.removed";
}
