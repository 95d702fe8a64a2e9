using Galion.Contracts.NexusLang;
using Refit;

namespace Galion.Contracts.Ide;

/// <summary>Projects and their files, with history, trash, checkpoints and links, and quick runs of some code.</summary>
public interface IIdeApi
{
    [Get("/api/v2/ide/projects")]
    Task<IReadOnlyList<ProjectResponse>> ListProjectsAsync(bool? trashed = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a project with a <c>main.nx</c> to begin with.</summary>
    [Post("/api/v2/ide/projects")]
    Task<ProjectResponse> CreateProjectAsync([Body] CreateProjectRequest request, CancellationToken cancellationToken = default);

    [Get("/api/v2/ide/projects/{projectId}")]
    Task<ProjectResponse> FindProjectAsync(Guid projectId, CancellationToken cancellationToken = default);

    [Put("/api/v2/ide/projects/{projectId}")]
    Task<ProjectResponse> UpdateProjectAsync(Guid projectId, [Body] UpdateProjectRequest request, CancellationToken cancellationToken = default);

    /// <summary>Moves the project to the trash.</summary>
    [Delete("/api/v2/ide/projects/{projectId}")]
    Task<MessageResponse> DeleteProjectAsync(Guid projectId, CancellationToken cancellationToken = default);

    [Post("/api/v2/ide/projects/{projectId}/restore")]
    Task<ProjectResponse> RestoreProjectAsync(Guid projectId, CancellationToken cancellationToken = default);

    /// <summary>Removes for good all projects in the trash.</summary>
    [Delete("/api/v2/ide/trash")]
    Task<MessageResponse> EmptyTrashAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes one project in the trash for good.</summary>
    [Delete("/api/v2/ide/trash/projects/{projectId}")]
    Task<MessageResponse> RemoveProjectAsync(Guid projectId, CancellationToken cancellationToken = default);

    /// <summary>Removes one file in its project's trash for good, with its history.</summary>
    [Delete("/api/v2/ide/trash/files/{fileId}")]
    Task<MessageResponse> RemoveFileAsync(Guid fileId, CancellationToken cancellationToken = default);

    /// <summary>A ZIP of all projects, each in a folder; the caller disposes the response.</summary>
    [Get("/api/v2/ide/projects/download")]
    Task<HttpResponseMessage> DownloadProjectsAsync(CancellationToken cancellationToken = default);

    /// <param name="trashed">Lists the files in the trash in place of the others.</param>
    [Get("/api/v2/ide/projects/{projectId}/files")]
    Task<IReadOnlyList<FileResponse>> ListFilesAsync(Guid projectId, bool? trashed = null, CancellationToken cancellationToken = default);

    [Post("/api/v2/ide/projects/{projectId}/files")]
    Task<FileResponse> CreateFileAsync(Guid projectId, [Body] CreateFileRequest request, CancellationToken cancellationToken = default);

    /// <summary>A ZIP of all files; the caller disposes the response.</summary>
    [Get("/api/v2/ide/projects/{projectId}/download")]
    Task<HttpResponseMessage> DownloadProjectAsync(Guid projectId, CancellationToken cancellationToken = default);

    /// <summary>Adds files to a project, from a ZIP file (<c>application/zip</c>) or as parts of a form, each named by its path.</summary>
    [Post("/api/v2/ide/projects/{projectId}/upload")]
    Task<UploadResponse> UploadAsync(Guid projectId, [Body] HttpContent content, CancellationToken cancellationToken = default);

    /// <summary>Removes for good all files in a project's trash, with their history.</summary>
    [Delete("/api/v2/ide/projects/{projectId}/trash")]
    Task<MessageResponse> EmptyProjectTrashAsync(Guid projectId, CancellationToken cancellationToken = default);

    [Get("/api/v2/ide/files/{fileId}")]
    Task<FileResponse> FindFileAsync(Guid fileId, CancellationToken cancellationToken = default);

    /// <param name="ifMatch">The version that the new content was made from, in quotes: <c>"3"</c>. 409 <c>version_conflict</c> when the file is
    /// newer; the problem then has <c>current_version</c> and <c>current_content</c>.</param>
    [Put("/api/v2/ide/files/{fileId}")]
    Task<FileResponse> UpdateFileAsync(
        Guid fileId, [Body] UpdateFileRequest request, [Header("If-Match")] string? ifMatch = null, CancellationToken cancellationToken = default);

    [Patch("/api/v2/ide/files/{fileId}")]
    Task<FileResponse> MoveFileAsync(Guid fileId, [Body] MoveFileRequest request, CancellationToken cancellationToken = default);

    /// <summary>Moves the file to the trash.</summary>
    [Delete("/api/v2/ide/files/{fileId}")]
    Task<MessageResponse> DeleteFileAsync(Guid fileId, CancellationToken cancellationToken = default);

    [Post("/api/v2/ide/files/{fileId}/restore")]
    Task<FileResponse> RestoreFileAsync(Guid fileId, CancellationToken cancellationToken = default);

    /// <summary>Newest first, the current one included; the last 100 are kept, as far as they fit into 4 MB together.</summary>
    [Get("/api/v2/ide/files/{fileId}/versions")]
    Task<IReadOnlyList<FileVersionResponse>> ListFileVersionsAsync(Guid fileId, CancellationToken cancellationToken = default);

    [Get("/api/v2/ide/files/{fileId}/versions/{version}")]
    Task<FileVersionResponse> FindFileVersionAsync(Guid fileId, int version, CancellationToken cancellationToken = default);

    [Get("/api/v2/ide/projects/{projectId}/checkpoints")]
    Task<IReadOnlyList<CheckpointResponse>> ListCheckpointsAsync(Guid projectId, CancellationToken cancellationToken = default);

    [Post("/api/v2/ide/projects/{projectId}/checkpoints")]
    Task<CheckpointResponse> CreateCheckpointAsync(
        Guid projectId, [Body] CreateCheckpointRequest request, CancellationToken cancellationToken = default);

    /// <summary>Brings all files back to how they were; what was there is kept in the history and the trash.</summary>
    [Post("/api/v2/ide/projects/{projectId}/checkpoints/{checkpointId}/restore")]
    Task<IReadOnlyList<FileResponse>> RestoreCheckpointAsync(Guid projectId, Guid checkpointId, CancellationToken cancellationToken = default);

    /// <summary>Forgets a checkpoint; the project stays as it is.</summary>
    [Delete("/api/v2/ide/projects/{projectId}/checkpoints/{checkpointId}")]
    Task<MessageResponse> DeleteCheckpointAsync(Guid projectId, Guid checkpointId, CancellationToken cancellationToken = default);

    /// <summary>The caller's own links, newest first.</summary>
    [Get("/api/v2/ide/shares")]
    Task<IReadOnlyList<ShareSummaryResponse>> ListSharesAsync(CancellationToken cancellationToken = default);

    [Post("/api/v2/ide/shares")]
    Task<ShareResponse> CreateShareAsync([Body] CreateShareRequest request, CancellationToken cancellationToken = default);

    [Get("/api/v2/ide/shares/{token}")]
    Task<ShareResponse> FindShareAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>Takes the link back; copies that were made of it stay.</summary>
    [Delete("/api/v2/ide/shares/{token}")]
    Task<MessageResponse> DeleteShareAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>Makes a project of the caller's own from a shared program.</summary>
    [Post("/api/v2/ide/shares/{token}/fork")]
    Task<ProjectResponse> ForkShareAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>Runs a program and waits for its end.</summary>
    [Post("/api/v2/ide/execute")]
    Task<NexusRunResult> ExecuteAsync([Body] ExecuteRequest request, CancellationToken cancellationToken = default);

    [Post("/api/v2/ide/compile")]
    Task<IdeCompileResponse> CompileAsync([Body] IdeCompileRequest request, CancellationToken cancellationToken = default);

    [Post("/api/v2/ide/analyze")]
    Task<NexusAnalysisResponse> AnalyzeAsync([Body] ExecuteRequest request, CancellationToken cancellationToken = default);
}
