namespace Galion.Contracts;

/// <summary>The stable <c>code</c> of every problem document under <c>/api/v2</c>. Codes are added, never renamed.</summary>
public static class ErrorCodes
{
    public const string ValidationFailed = "validation_failed";
    public const string InvalidJson = "invalid_json";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string BodyTooLarge = "body_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string RateLimited = "rate_limited";
    public const string ConcurrencyLimited = "concurrency_limited";
    public const string Unavailable = "unavailable";
    public const string Internal = "internal_error";

    public const string Unauthenticated = "unauthenticated";
    public const string InvalidCredentials = "invalid_credentials";
    public const string InvalidToken = "invalid_token";
    public const string AccountLocked = "account_locked";
    public const string AccountDisabled = "account_disabled";
    public const string AccountExists = "account_exists";
    public const string WeakPassword = "weak_password";
    public const string Forbidden = "forbidden";
    public const string KeyLimitReached = "key_limit_reached";

    public const string InsufficientCredits = "insufficient_credits";
    public const string IdempotencyKeyReused = "idempotency_key_reused";
    public const string IdempotencyInProgress = "idempotency_in_progress";
    public const string InvalidOptions = "invalid_options";
    public const string UnknownModel = "unknown_model";
    public const string KindUnavailable = "kind_unavailable";
    public const string AlreadyFinished = "already_finished";
    public const string GenerationRunning = "generation_running";

    public const string PathTaken = "path_taken";
    public const string NotInTrash = "not_in_trash";
    public const string VersionConflict = "version_conflict";
    public const string PlanLimitReached = "plan_limit_reached";
    public const string InputClosed = "input_closed";
}
