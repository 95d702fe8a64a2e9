using System.Text.Json;
using Galion.Contracts.Generations;

namespace Galion.Platform.Generations;

/// <summary>What a customer asked for, and how it went. The id is also the id of its credit hold.</summary>
public sealed class Generation
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public GenerationKind Kind { get; init; }

    public required string Model { get; init; }

    public required string Prompt { get; init; }

    /// <summary>Complete: random choices such as the seed were made at intake, so that a rerun makes the same bytes.</summary>
    public JsonElement Options { get; init; }

    /// <summary>How many units, such as images, were asked for.</summary>
    public int Units { get; init; }

    /// <summary>What was held for all units at intake.</summary>
    public long PriceMillicredits { get; init; }

    public long ChargedMillicredits { get; set; }

    public GenerationStatus Status { get; set; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; set; }

    public long? JobId { get; set; }

    public long JobFence { get; set; }

    public int LastEventId { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public bool? ErrorRetryable { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>A generation that has not started by then expires, and its credits return.</summary>
    public DateTimeOffset StartDeadline { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CancelRequestedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public DateTimeOffset? TrashedAt { get; set; }

    public List<Asset> Assets { get; } = [];

    public bool IsFinished => FinishedAt is not null;
}

/// <summary>One file that a generation made.</summary>
public sealed class Asset
{
    public Guid Id { get; init; }

    public Guid GenerationId { get; init; }

    public Guid UserId { get; init; }

    /// <summary>0 for the first file of its generation.</summary>
    public int Position { get; init; }

    /// <summary>A file name without a folder, where a generation makes files of different purpose.</summary>
    public string? Name { get; init; }

    public required string ContentType { get; init; }

    public long SizeBytes { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public long? DurationMs { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required string BlobName { get; init; }

    public string? ThumbnailBlobName { get; init; }

    public JsonElement? Recipe { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One line of a generation's event log.</summary>
public sealed class GenerationEvent
{
    public Guid GenerationId { get; init; }

    /// <summary>1 for the first event; pruned progress leaves gaps, but ids never go back.</summary>
    public int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Null for a final event, whose data is the generation as it is when the event is sent.</summary>
    public JsonElement? Data { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
