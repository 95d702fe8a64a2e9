using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public static class KnownResourceStates
{
    public static readonly string NotStarted = "NotStarted";
    public static readonly string Waiting = "Waiting";
    public static readonly string Starting = "Starting";
    public static readonly string Running = "Running";
    public static readonly string Stopping = "Stopping";
    public static readonly string Exited = "Exited";
    public static readonly string Finished = "Finished";
    public static readonly string FailedToStart = "FailedToStart";

    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, Style: null);
}

/// <summary>What is known about a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    public required string ResourceType { get; init; }

    public ResourceStateSnapshot? State { get; init; }

    public int? ExitCode { get; init; }

    public HealthStatus? HealthStatus { get; internal init; }

    public DateTime? StartTimeStamp { get; init; }

    public DateTime? StopTimeStamp { get; init; }

    /// <summary>Why the resource is not in the state it should be in.</summary>
    internal string? Problem { get; init; }

    /// <summary>How often the process was started again after it died.</summary>
    internal int Restarts { get; init; }

    internal int? ProcessId { get; init; }
}

public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    public IResource Resource => resource;

    public string ResourceId => resourceId;

    public CustomResourceSnapshot Snapshot => snapshot;
}
