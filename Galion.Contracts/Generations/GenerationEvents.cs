namespace Galion.Contracts.Generations;

/// <summary>
/// The event names of <c>GET /api/v2/generations/{id}/events</c>. Event ids grow by one from 1; a client that reconnects sends the last
/// one as <c>Last-Event-ID</c> and gets what it missed. After a final event the stream ends.
/// </summary>
public static class GenerationEvents
{
    /// <summary>Data: <see cref="GenerationProgress"/>.</summary>
    public const string Queued = "queued";

    /// <summary>Data: <see cref="GenerationProgress"/>.</summary>
    public const string Running = "running";

    /// <summary>Data: <see cref="GenerationProgress"/>.</summary>
    public const string Progress = "progress";

    /// <summary>Final. Data: <see cref="GenerationResponse"/>.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Final. Data: <see cref="GenerationResponse"/>.</summary>
    public const string Failed = "failed";

    /// <summary>Final. Data: <see cref="GenerationResponse"/>.</summary>
    public const string Canceled = "canceled";

    /// <summary>Final. Data: <see cref="GenerationResponse"/>.</summary>
    public const string Expired = "expired";
}

/// <param name="Progress">0 to 1.</param>
/// <param name="Stage">What is being done, for people: "painting the sky".</param>
/// <param name="EtaMs">Estimated milliseconds to the end.</param>
/// <param name="Preview">A <c>data:image/png;base64,…</c> URL of a low-resolution preview.</param>
public sealed record GenerationProgress(
    GenerationStatus Status, double Progress, string? Stage = null, int? QueuePosition = null, long? EtaMs = null, string? Preview = null);
