using System.Globalization;
using Galion.Api.Accounts;
using Galion.Contracts.Ide;
using Galion.Platform.Data;
using Galion.Platform.Ide;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Galion.Api.Ide;

/// <summary>The files of projects with their history and trash.</summary>
internal static class FilesApi
{
    // The largest file, with each character escaped as JSON may.
    private const int MaxBodyBytes = 4 << 20;

    public static void MapFiles(RouteGroupBuilder ide)
    {
        RouteGroupBuilder project = ide.MapGroup("/projects/{projectId:guid}");
        project.MapGet("/files", ListFiles).WithName(nameof(ListFiles))
            .WithSummary("Lists a project's files with their contents, by path; with trashed=true those in the trash.");
        project.MapPost("/files", CreateFile).WithName(nameof(CreateFile)).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .WithSummary("Creates a file. Send an Idempotency-Key to be able to repeat the request safely.");
        project.MapDelete("/trash", EmptyProjectTrash).WithName(nameof(EmptyProjectTrash))
            .WithSummary("Removes for good all files in a project's trash, with their history.");

        ide.MapDelete("/trash/files/{fileId:guid}", RemoveFile).WithName(nameof(RemoveFile))
            .WithSummary("Removes one file in its project's trash for good, with its history.");

        RouteGroupBuilder file = ide.MapGroup("/files/{fileId:guid}");
        file.MapGet("/", FindFile).WithName(nameof(FindFile)).WithSummary("Finds one file with its content; its version is also the ETag.");
        file.MapPut("/", UpdateFile).WithName(nameof(UpdateFile)).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .WithSummary("Saves a file. With If-Match: \"version\" only if nobody saved it since: 409 has the current version and content.");
        file.MapPatch("/", MoveFile).WithName(nameof(MoveFile)).WithSummary("Renames or moves a file.");
        file.MapDelete("/", DeleteFile).WithName(nameof(DeleteFile)).WithSummary("Moves a file to the trash, where it stays for 30 days.");
        file.MapPost("/restore", RestoreFile).WithName(nameof(RestoreFile))
            .WithSummary("Takes a file out of the trash, under a name beside its own if that is taken.");
        file.MapGet("/versions", ListFileVersions).WithName(nameof(ListFileVersions)).WithSummary("Lists what a file was at its last saves, newest first.");
        file.MapGet("/versions/{version:int}", FindFileVersion).WithName(nameof(FindFileVersion)).WithSummary("Finds what a file was at one save.");
    }

    private static async Task<Results<Ok<FileResponse[]>, ProblemHttpResult>> ListFiles(
        Guid projectId, CurrentUser user, FileStore files, CancellationToken cancellationToken, bool trashed = false) =>
        await files.ListAsync(user.Id, projectId, trashed, cancellationToken) is { } rows
            ? TypedResults.Ok<FileResponse[]>([.. rows.Select(IdeResponses.Describe)])
            : Problems.NotFound("project");

    private static async Task<Results<Created<FileResponse>, ProblemHttpResult>> CreateFile(
        Guid projectId, CreateFileRequest request, CurrentUser user, HttpContext http, GalionDbContext db, FileStore files, IdeWork work,
        IOptionsMonitor<NexusLangOptions> options, CancellationToken cancellationToken)
    {
        NexusPlan plan = options.CurrentValue.PlanOf(user.IsGuest);
        if (await ProjectPaths.ReadAsync(db, request.Path, cancellationToken) is not { } path)
        {
            return IdeProblems.Invalid("path", ProjectPaths.Rule);
        }

        string content = request.Content ?? "";
        if (FileText.FaultOf(content, plan) is { } fault)
        {
            return IdeProblems.Invalid("content", fault);
        }

        (ProjectFile? file, ProblemHttpResult? problem) = await work.CreateAsync(
            http, user, "create_file", new { projectId, request },
            () => files.CreateAsync(user.Id, plan, projectId, path, content, cancellationToken),
            made => made.Id.ToString(), id => files.FindAsync(user.Id, Guid.Parse(id), cancellationToken), cancellationToken);
        return file is null ? problem! : TypedResults.Created($"/api/v2/ide/files/{file.Id}", Answer(http, file));
    }

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> EmptyProjectTrash(
        Guid projectId, CurrentUser user, FileStore files, IdeWork work, CancellationToken cancellationToken)
    {
        (MessageResponse? message, ProblemHttpResult? problem) = await work.ChangeAsync<MessageResponse>(
            async () => await files.EmptyTrashAsync(user.Id, projectId, cancellationToken) is { } removed
                ? new MessageResponse($"The project's trash is empty. Files that were removed for good: {removed}.")
                : new IdeRefusal.NotFound("project"),
            cancellationToken);
        return message is null ? problem! : TypedResults.Ok(message);
    }

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> RemoveFile(
        Guid fileId, CurrentUser user, FileStore files, IdeWork work, CancellationToken cancellationToken)
    {
        (ProjectFile? file, ProblemHttpResult? problem) = await work.ChangeAsync(() => files.RemoveAsync(user.Id, fileId, cancellationToken), cancellationToken);
        return file is null ? problem! : TypedResults.Ok(new MessageResponse($"{file.Path} was removed for good, with its history."));
    }

    private static async Task<Results<Ok<FileResponse>, ProblemHttpResult>> FindFile(
        Guid fileId, CurrentUser user, HttpContext http, FileStore files, CancellationToken cancellationToken) =>
        await files.FindAsync(user.Id, fileId, cancellationToken) is { } file ? TypedResults.Ok(Answer(http, file)) : Problems.NotFound("file");

    private static async Task<Results<Ok<FileResponse>, ProblemHttpResult>> UpdateFile(
        Guid fileId, UpdateFileRequest request, CurrentUser user, HttpContext http, FileStore files, IdeWork work,
        IOptionsMonitor<NexusLangOptions> options, CancellationToken cancellationToken, [FromHeader(Name = "If-Match")] string? ifMatch = null)
    {
        NexusPlan plan = options.CurrentValue.PlanOf(user.IsGuest);
        if (FileText.FaultOf(request.Content, plan) is { } fault)
        {
            return IdeProblems.Invalid("content", fault);
        }

        if (!TryReadVersion(ifMatch, out int? version))
        {
            return IdeProblems.Invalid("If-Match", "Send the version that the text was made from in quotes, such as \"3\".");
        }

        return await ChangeAsync(http, work, () => files.SaveAsync(user.Id, plan, fileId, request.Content, version, cancellationToken), cancellationToken);
    }

    private static async Task<Results<Ok<FileResponse>, ProblemHttpResult>> MoveFile(
        Guid fileId, MoveFileRequest request, CurrentUser user, HttpContext http, GalionDbContext db, FileStore files, IdeWork work,
        CancellationToken cancellationToken) =>
        await ProjectPaths.ReadAsync(db, request.Path, cancellationToken) is { } path
            ? await ChangeAsync(http, work, () => files.MoveAsync(user.Id, fileId, path, cancellationToken), cancellationToken)
            : IdeProblems.Invalid("path", ProjectPaths.Rule);

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> DeleteFile(
        Guid fileId, CurrentUser user, FileStore files, IdeWork work, CancellationToken cancellationToken)
    {
        (ProjectFile? file, ProblemHttpResult? problem) = await work.ChangeAsync(() => files.TrashAsync(user.Id, fileId, cancellationToken), cancellationToken);
        return file is null ? problem! : TypedResults.Ok(new MessageResponse($"{file.Path} is in the trash. It can be restored for 30 days."));
    }

    private static Task<Results<Ok<FileResponse>, ProblemHttpResult>> RestoreFile(
        Guid fileId, CurrentUser user, HttpContext http, FileStore files, IdeWork work, IOptionsMonitor<NexusLangOptions> options,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            http, work, () => files.RestoreAsync(user.Id, options.CurrentValue.PlanOf(user.IsGuest), fileId, cancellationToken), cancellationToken);

    private static async Task<Results<Ok<FileVersionResponse[]>, ProblemHttpResult>> ListFileVersions(
        Guid fileId, CurrentUser user, FileStore files, CancellationToken cancellationToken) =>
        await files.ListVersionsAsync(user.Id, fileId, cancellationToken) is { } versions
            ? TypedResults.Ok<FileVersionResponse[]>([.. versions.Select(v => IdeResponses.Describe(v, content: null))])
            : Problems.NotFound("file");

    private static async Task<Results<Ok<FileVersionResponse>, ProblemHttpResult>> FindFileVersion(
        Guid fileId, int version, CurrentUser user, FileStore files, CancellationToken cancellationToken) =>
        await files.FindVersionAsync(user.Id, fileId, version, cancellationToken) is { } found
            ? TypedResults.Ok(IdeResponses.Describe(found, found.Content))
            : Problems.NotFound("version");

    private static async Task<Results<Ok<FileResponse>, ProblemHttpResult>> ChangeAsync(
        HttpContext http, IdeWork work, Func<Task<IdeResult<ProjectFile>>> change, CancellationToken cancellationToken)
    {
        (ProjectFile? file, ProblemHttpResult? problem) = await work.ChangeAsync(change, cancellationToken);
        return file is null ? problem! : TypedResults.Ok(Answer(http, file));
    }

    private static FileResponse Answer(HttpContext http, ProjectFile file)
    {
        http.Response.Headers.ETag = $"\"{file.Version}\"";
        return IdeResponses.Describe(file);
    }

    /// <param name="version">Null where any will do.</param>
    private static bool TryReadVersion(string? ifMatch, out int? version)
    {
        version = null;
        if (ifMatch is null or "*")
        {
            return true;
        }

        if (ifMatch.Length > 2 && ifMatch[0] == '"' && ifMatch[^1] == '"'
            && int.TryParse(ifMatch.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int read))
        {
            version = read;
            return true;
        }

        return false;
    }
}
