namespace Galion.Contracts.NexusLang;

/// <summary>
/// The event names of <c>GET /api/v2/nexuslang/runs/{id}/events</c>. Event ids grow by one from 1; a client that reconnects sends the last
/// one as <c>Last-Event-ID</c> and gets what it missed, output included. After a final event the stream ends.
/// </summary>
public static class NexusRunEvents
{
    /// <summary>Data: <see cref="NexusRunProgress"/>.</summary>
    public const string Queued = "queued";

    /// <summary>Data: <see cref="NexusRunProgress"/>.</summary>
    public const string Running = "running";

    /// <summary>Data: <see cref="NexusRunOutput"/>. All of them, in order, are all that was printed.</summary>
    public const string Output = "output";

    /// <summary>The program waits for a line. Data: <see cref="NexusRunPrompt"/>.</summary>
    public const string Input = "input";

    /// <summary>An AI call was paid for. Data: <see cref="NexusRunCall"/>.</summary>
    public const string Call = "call";

    /// <summary>The program showed something; one of the same name takes its place. Data: <see cref="NexusRunAsset"/>.</summary>
    public const string Asset = "asset";

    /// <summary>What the reader should know, such as which answers are offline ones. Data: <see cref="NexusRunOutput"/>.</summary>
    public const string Notice = "notice";

    /// <summary>Final. Data: <see cref="NexusRunResponse"/>.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Final. Data: <see cref="NexusRunResponse"/>.</summary>
    public const string Failed = "failed";

    /// <summary>Final. Data: <see cref="NexusRunResponse"/>.</summary>
    public const string Canceled = "canceled";

    /// <summary>Final. Data: <see cref="NexusRunResponse"/>.</summary>
    public const string Expired = "expired";
}

public sealed record NexusRunProgress(NexusRunStatus Status, int? QueuePosition = null);

public sealed record NexusRunOutput(string Text);

/// <param name="Prompt">What the program asks; it is not part of the output.</param>
public sealed record NexusRunPrompt(string Prompt);
