using System.ComponentModel.DataAnnotations;

namespace Galion.Contracts.Ide;

public enum ProjectVisibility
{
    Private,
    Unlisted,
    Public,
}

/// <param name="Name">1 to 255 characters.</param>
/// <param name="Description">At most 5,000 characters.</param>
public sealed record CreateProjectRequest(
    [property: Required, StringLength(255, MinimumLength = 1)] string Name,
    [property: StringLength(5_000)] string? Description = null,
    ProjectVisibility Visibility = ProjectVisibility.Private);

/// <summary>What is null stays as it is.</summary>
public sealed record UpdateProjectRequest(
    [property: StringLength(255, MinimumLength = 1)] string? Name = null,
    [property: StringLength(5_000)] string? Description = null,
    ProjectVisibility? Visibility = null);

/// <param name="Visibility">What the owner says of it. Others see a project through its share links alone.</param>
/// <param name="ForksCount">Copies that people made through its share links.</param>
/// <param name="DeletedAt">When it went to the trash, where it stays for 30 days.</param>
public sealed record ProjectResponse(
    Guid Id, string Name, string? Description, ProjectVisibility Visibility, int StarsCount, int ForksCount,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int FileCount, DateTimeOffset? DeletedAt = null);

/// <param name="Path">1 to 200 characters: names joined by <c>/</c>, without <c>..</c>.</param>
/// <param name="Content">At most the plan's <c>file_bytes</c> in UTF-8.</param>
public sealed record CreateFileRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Path,
    string Content = "");

/// <summary>Saves a file. With <c>If-Match: "version"</c> it is saved only if nobody saved it since.</summary>
public sealed record UpdateFileRequest([property: Required(AllowEmptyStrings = true)] string Content);

/// <summary>Renames or moves a file.</summary>
public sealed record MoveFileRequest([property: Required, StringLength(200, MinimumLength = 1)] string Path);

/// <param name="SizeBytes">Of the content in UTF-8.</param>
/// <param name="Version">1 at first, one more at each save.</param>
/// <param name="DeletedAt">When it went to the trash, where it stays for 30 days.</param>
public sealed record FileResponse(
    Guid Id, Guid ProjectId, string Path, string Content, int SizeBytes, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    DateTimeOffset? DeletedAt = null);

/// <param name="Content">Left out of lists.</param>
public sealed record FileVersionResponse(int Version, string Path, int SizeBytes, DateTimeOffset CreatedAt, string? Content = null);

public sealed record MessageResponse(string Message);

/// <param name="Name">1 to 200 characters: what the checkpoint is.</param>
public sealed record CreateCheckpointRequest([property: Required, StringLength(200, MinimumLength = 1)] string Name);

/// <summary>All files of a project as they were at one moment.</summary>
public sealed record CheckpointResponse(Guid Id, Guid ProjectId, string Name, int FileCount, long SizeBytes, DateTimeOffset CreatedAt);

/// <summary>What came of an upload.</summary>
/// <param name="Written">Files that are new or have a new version; what they were is in their history. Files that were like this already are not among them.</param>
/// <param name="Skipped">Those that were left out.</param>
public sealed record UploadResponse(IReadOnlyList<FileResponse> Written, IReadOnlyList<SkippedFile> Skipped);

/// <param name="Reason">For people.</param>
public sealed record SkippedFile(string Path, string Reason);
