using Galion.Contracts.NexusLang;

namespace Galion.Platform.NexusLang;

/// <summary>What is wanted of a program. All of them read what strangers wrote, and so go the same way into the sandbox.</summary>
public enum NexusRunPurpose
{
    Run,
    Compile,
    Analyze,
}

/// <summary>One run of a program, and how it went. The id is also the id of its credit hold.</summary>
public sealed class NexusRun
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public NexusRunPurpose Purpose { get; init; }

    public Guid? ProjectId { get; init; }

    /// <summary>The file that begins, one of the tree's.</summary>
    public required string File { get; init; }

    /// <summary>What that file begins with, for lists.</summary>
    public required string Title { get; init; }

    /// <summary>The link that it was run from.</summary>
    public string? ShareToken { get; init; }

    public required byte[] SourceTreeId { get; init; }

    /// <summary>All input so far.</summary>
    public required string Stdin { get; init; }

    /// <summary>Whether no more input comes.</summary>
    public bool StdinClosed { get; init; }

    /// <summary><see cref="NexusRunLimits"/> as JSON.</summary>
    public required string Limits { get; init; }

    public long BudgetMillicredits { get; init; }

    /// <summary>What was held at intake; 0 for what is free.</summary>
    public long PriceMillicredits { get; init; }

    public long ChargedMillicredits { get; set; }

    public NexusRunStatus Status { get; set; }

    public long? JobId { get; set; }

    public long JobFence { get; set; }

    public int LastEventId { get; set; }

    public bool WaitsForInput { get; set; }

    public int? ExitCode { get; set; }

    /// <summary><see cref="NexusRunError"/> as JSON.</summary>
    public string? Error { get; set; }

    /// <summary>Of <see cref="NexusDiagnostic"/>, as JSON.</summary>
    public string? Diagnostics { get; set; }

    /// <summary>What compiling or analysing answered, as JSON.</summary>
    public string? Result { get; set; }

    public long OutputCharacters { get; set; }

    public long? DurationUs { get; set; }

    public long? WaitedUs { get; set; }

    public long? MemoryBytes { get; set; }

    public long? Steps { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>A run that has not started by then expires, and its credit returns.</summary>
    public DateTimeOffset StartDeadline { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CancelRequestedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public bool IsFinished => FinishedAt is not null;
}

/// <summary>One line of a run's event log.</summary>
public sealed class NexusRunEvent
{
    public Guid RunId { get; init; }

    /// <summary>1 for the first event.</summary>
    public int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>As JSON; null for a final event, whose data is the run as it is when the event is sent.</summary>
    public string? Data { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An AI call of a run, which became a generation.</summary>
public sealed class NexusRunCallRow
{
    public Guid RunId { get; init; }

    public Guid GenerationId { get; init; }

    public required string Kind { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Something that a run showed.</summary>
public sealed class NexusRunAssetRow
{
    public Guid RunId { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; set; }

    public long SizeBytes { get; set; }

    public required string BlobName { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A trained model that programs keep from run to run.</summary>
public sealed class NexusModelRow
{
    public Guid UserId { get; init; }

    public required string Name { get; init; }

    public long SizeBytes { get; set; }

    public required string BlobName { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What compiling or analysing answered, beside its diagnostics.</summary>
/// <param name="Binary">The <c>.nxb</c> file.</param>
public sealed record NexusCheckResult(byte[]? Binary, double ElapsedMs, bool IsCompiled);
