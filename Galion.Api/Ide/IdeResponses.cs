using Galion.Contracts.Ide;
using Galion.Platform.Ide;

namespace Galion.Api.Ide;

/// <summary>Turns projects and files into what crosses the wire.</summary>
internal static class IdeResponses
{
    public static ProjectResponse Describe(ProjectView view) => new(
        view.Project.Id, view.Project.Name, view.Project.Description, view.Project.Visibility, view.Project.StarsCount, view.Project.ForksCount,
        view.Project.CreatedAt, view.Project.UpdatedAt, view.FileCount, view.Project.DeletedAt);

    public static FileResponse Describe(ProjectFile file) => new(
        file.Id, file.ProjectId, file.Path, file.Content, file.SizeBytes, file.Version, file.CreatedAt, file.UpdatedAt, file.DeletedAt);

    /// <param name="content">Null in lists.</param>
    public static FileVersionResponse Describe(FileVersion version, string? content) =>
        new(version.Version, version.Path, version.SizeBytes, version.CreatedAt, content);

    public static CheckpointResponse Describe(CheckpointView view) => new(
        view.Checkpoint.Id, view.Checkpoint.ProjectId, view.Checkpoint.Name, view.FileCount, view.SizeBytes, view.Checkpoint.CreatedAt);

    public static ShareResponse Describe(ShareView view, Guid userId) => new(
        view.Share.Token, view.Share.Title, view.Share.LanguageVersion, view.Settings,
        [.. view.Files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new SharedFile(f.Key, f.Value))], view.Share.ForksCount,
        view.Share.UserId == userId, view.Share.CreatedAt, view.EndsAt);

    public static UploadResponse Describe(UploadOutcome outcome) => new(
        [.. outcome.Written.Select(Describe)], [.. outcome.Skipped.Select(f => new SkippedFile(f.Path, f.Reason))]);
}
