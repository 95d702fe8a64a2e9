using Galion.Contracts.Ide;

namespace Galion.Platform.Ide;

/// <summary>A person's project: files that import each other.</summary>
public sealed class Project
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public ProjectVisibility Visibility { get; set; }

    public int StarsCount { get; set; }

    public int ForksCount { get; set; }

    /// <summary>The link that this is a copy of.</summary>
    public string? ForkedFromShare { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it went to the trash.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>One file. Its path is unique among the files of its project that are not in the trash.</summary>
public sealed class ProjectFile
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public required string Path { get; set; }

    public required string Content { get; set; }

    public int SizeBytes { get; set; }

    /// <summary>One more at each save; the table keeps what each had.</summary>
    public int Version { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>What a file was at one save; written by the database.</summary>
public sealed class FileVersion
{
    public Guid FileId { get; init; }

    public int Version { get; init; }

    public required string Path { get; init; }

    public required string Content { get; init; }

    public int SizeBytes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Files as they were together at one moment. Content-addressed: runs, checkpoints and links share what is equal.</summary>
public sealed class SourceTree
{
    /// <summary>SHA-256 over paths and contents.</summary>
    public required byte[] Id { get; init; }

    /// <summary>Path to content, as JSON.</summary>
    public required string Files { get; init; }

    public int FileCount { get; init; }

    public long SizeBytes { get; init; }

    public DateTimeOffset UsedAt { get; init; }
}

public sealed class Checkpoint
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public required string Name { get; init; }

    public required byte[] SourceTreeId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A link that pins code, settings and the version of the language.</summary>
public sealed class Share
{
    /// <summary>Random; whoever has it may read.</summary>
    public required string Token { get; init; }

    public Guid UserId { get; init; }

    public Guid? ProjectId { get; init; }

    public required string Title { get; init; }

    public required byte[] SourceTreeId { get; init; }

    /// <summary><see cref="ShareSettings"/> as JSON.</summary>
    public required string Settings { get; init; }

    public required string LanguageVersion { get; init; }

    public int ForksCount { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
