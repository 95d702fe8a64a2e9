using System.Text.Json;

namespace Galion.Contracts.Generations;

/// <param name="Progress">0 to 1.</param>
/// <param name="CreditsHeld">What is set aside now; 0 once the generation has ended.</param>
/// <param name="CreditsCharged">What it has cost; 0 until it ends, and 0 when nothing usable was delivered.</param>
/// <param name="QueuePosition">Only while queued.</param>
/// <param name="Error">Only when failed, canceled or expired.</param>
public sealed record GenerationResponse(
    Guid Id, GenerationKind Kind, GenerationStatus Status, string Prompt, string Model, Dictionary<string, JsonElement> Options,
    double Progress, int? QueuePosition, decimal CreditsHeld, decimal CreditsCharged, GenerationError? Error,
    IReadOnlyList<AssetResponse> Assets, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    DateTimeOffset? TrashedAt);

/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people: what happened, what it means for work and credits, what to do.</param>
/// <param name="Retryable">Whether the same request may succeed later.</param>
public sealed record GenerationError(string Code, string Message, bool Retryable);

/// <summary>One file that a generation made.</summary>
/// <param name="Name">A file name, where one generation makes different files: <c>drums.wav</c>.</param>
/// <param name="DurationMs">How long sound or video plays.</param>
/// <param name="Url">Answers with a redirect to a signed link that is valid for 15 minutes at most.</param>
/// <param name="ThumbnailUrl">Likewise, for a WebP or PNG of at most 512 pixels a side.</param>
/// <param name="Recipe">All that is needed to make the file again.</param>
public sealed record AssetResponse(
    Guid Id, string ContentType, long SizeBytes, int? Width, int? Height, string Sha256, string Url, string? ThumbnailUrl, JsonElement? Recipe,
    string? Name = null, long? DurationMs = null);
