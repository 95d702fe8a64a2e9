using System.IO.Compression;
using Galion.Api.Accounts;
using Galion.Api.Http;
using Galion.Contracts.Ide;
using Galion.Platform.Ide;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Galion.Api.Ide;

/// <summary>Projects as ZIP files, and files that come in as such or one by one.</summary>
internal static class ArchivesApi
{
    private const string Form = "multipart/form-data";
    private const int MaxUploadBytes = 6 << 20;
    private const int MaxNamedFolder = 60;

    public static void MapArchives(RouteGroupBuilder ide)
    {
        ide.MapGet("/projects/download", DownloadProjects).WithName(nameof(DownloadProjects)).Produces(StatusCodes.Status200OK, contentType: ZipDownload.ContentType)
            .WithSummary("Sends a ZIP of all projects, each in a folder.");
        ide.MapGet("/projects/{projectId:guid}/download", DownloadProject).WithName(nameof(DownloadProject))
            .Produces(StatusCodes.Status200OK, contentType: ZipDownload.ContentType).WithSummary("Sends a ZIP of a project's files.");
        ide.MapPost("/projects/{projectId:guid}/upload", UploadFiles).WithName(nameof(UploadFiles)).Accepts<Stream>(ZipDownload.ContentType, Form)
            .WithMetadata(new RequestSizeLimitAttribute(MaxUploadBytes))
            .WithSummary("Adds the texts of a ZIP file, or of a form's files, which are named by their paths. Files that are there get a new version.");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> DownloadProject(
        Guid projectId, CurrentUser user, ProjectStore projects, FileStore files, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(user.Id, projectId, cancellationToken) is not { } view
            || await files.ListAsync(user.Id, projectId, trashed: false, cancellationToken) is not { } rows)
        {
            return Problems.NotFound("project");
        }

        return ZipDownload.Send(
            $"{NameOf(view.Project)}.zip", (archive, _) => ProjectArchive.AddAsync(archive, folder: "", rows, cancellationToken), cancellationToken);
    }

    private static async Task<PushStreamHttpResult> DownloadProjects(
        CurrentUser user, ProjectStore projects, FileStore files, CancellationToken cancellationToken)
    {
        List<ProjectView> views = await projects.ListAsync(user.Id, trashed: false, cancellationToken);
        return ZipDownload.Send("projects.zip", async (archive, send) =>
        {
            HashSet<string> folders = new(StringComparer.OrdinalIgnoreCase);
            foreach (ProjectView view in views)
            {
                string name = NameOf(view.Project);
                string folder = name;
                for (int i = 2; !folders.Add(folder); i++)
                {
                    folder = $"{name}-{i}";
                }

                // One project in memory at a time. One that was deleted meanwhile has no files any more.
                List<ProjectFile> rows = await files.ListAsync(user.Id, view.Project.Id, trashed: false, cancellationToken) ?? [];
                await ProjectArchive.AddAsync(archive, folder + "/", rows, cancellationToken);
                await send();
            }
        }, cancellationToken);
    }

    private static async Task<Results<Ok<UploadResponse>, ProblemHttpResult>> UploadFiles(
        Guid projectId, CurrentUser user, HttpRequest request, UploadStore uploads, IdeWork work, IOptionsMonitor<NexusLangOptions> options,
        CancellationToken cancellationToken)
    {
        NexusPlan plan = options.CurrentValue.PlanOf(user.IsGuest);
        var upload = new UploadedFiles(plan);
        string? fault = request.HasFormContentType
            ? await ReadFormAsync(request, upload, cancellationToken)
            : await ReadZipAsync(request.Body, upload, cancellationToken);
        if (fault is not null)
        {
            return IdeProblems.Invalid("body", fault);
        }

        (UploadOutcome? outcome, ProblemHttpResult? problem) = await work.ChangeAsync(
            () => uploads.AddAsync(user.Id, plan, projectId, upload, cancellationToken), cancellationToken);
        return outcome is null ? problem! : TypedResults.Ok(IdeResponses.Describe(outcome));
    }

    private static async Task<string?> ReadFormAsync(HttpRequest request, UploadedFiles upload, CancellationToken cancellationToken)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(
                new FormOptions { MultipartBodyLengthLimit = MaxUploadBytes, ValueCountLimit = upload.Plan.FilesPerProject, MemoryBufferThreshold = MaxUploadBytes },
                cancellationToken);
        }
        catch (InvalidDataException)
        {
            return $"The form cannot be read, or holds more than {upload.Plan.FilesPerProject} fields or {MaxUploadBytes >> 20} MB.";
        }

        foreach (IFormFile file in form.Files)
        {
            await using Stream stream = file.OpenReadStream();
            if (file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                if (await ReadZipAsync(stream, upload, cancellationToken) is { } zipFault)
                {
                    return $"{file.FileName}: {zipFault}";
                }
            }
            else
            {
                byte[] bytes = new byte[Math.Min(file.Length, upload.Plan.FileBytes + 1L)];
                await stream.ReadExactlyAsync(bytes, cancellationToken);
                if ((upload.FaultOfMore(1) ?? upload.FaultOfRead(bytes.Length)) is { } fault)
                {
                    return fault;
                }

                ProjectArchive.Add(file.FileName, bytes, upload);
            }
        }

        return upload.Texts.Count + upload.Skipped.Count == 0 ? "The form holds no files." : null;
    }

    private static async Task<string?> ReadZipAsync(Stream body, UploadedFiles upload, CancellationToken cancellationToken)
    {
        // To its end, because a ZIP file has its list of contents there.
        using var zip = new MemoryStream();
        await body.CopyToAsync(zip, cancellationToken);
        zip.Position = 0;
        return await ProjectArchive.ReadAsync(zip, upload, cancellationToken);
    }

    /// <summary>A name that every system takes for a file or a folder.</summary>
    private static string NameOf(Project project)
    {
        string name = new([.. project.Name.Take(MaxNamedFolder).Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' ? c : '-')]);
        return name.Trim('-', ' ') is { Length: > 0 } good ? good : "project";
    }
}
