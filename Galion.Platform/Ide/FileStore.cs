using System.Text;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Ide;

/// <summary>
/// The files of projects. Each change belongs into a transaction of the caller's; it locks the project first, so that of two editors who save
/// at once one is second and is told so. Every text that was saved is kept by the database's history.
/// </summary>
public sealed class FileStore(GalionDbContext db, IdeStorage storage)
{
    private static readonly IdeRefusal NoFile = new IdeRefusal.NotFound("file");

    /// <returns>By path; null when the project is not that person's, or in the trash.</returns>
    public async Task<List<ProjectFile>?> ListAsync(Guid userId, Guid projectId, bool trashed, CancellationToken cancellationToken)
    {
        List<ProjectFile> files = await Of(userId).Where(f => f.ProjectId == projectId && f.DeletedAt != null == trashed)
            .OrderBy(f => f.Path).ThenByDescending(f => f.DeletedAt)
            .ToListAsync(cancellationToken);
        return files.Count > 0 || await db.Projects.AnyAsync(p => p.Id == projectId && p.UserId == userId && p.DeletedAt == null, cancellationToken)
            ? files
            : null;
    }

    /// <returns>Also what is in the trash; null when it is not that person's.</returns>
    public Task<ProjectFile?> FindAsync(Guid userId, Guid fileId, CancellationToken cancellationToken) =>
        Of(userId).SingleOrDefaultAsync(f => f.Id == fileId, cancellationToken);

    /// <param name="path">As <see cref="ProjectPaths.ReadAsync"/> read it.</param>
    public async Task<IdeResult<ProjectFile>> CreateAsync(
        Guid userId, NexusPlan plan, Guid projectId, string path, string content, CancellationToken cancellationToken)
    {
        if (await storage.LockProjectAsync(userId, projectId, cancellationToken) is not { } project)
        {
            return new IdeRefusal.NotFound("project");
        }

        if (await FindTakenAsync(projectId, path, exceptId: null, cancellationToken) is { } taken)
        {
            return new IdeRefusal.PathTaken(taken);
        }

        ProjectFile file = New(projectId, path, content, storage.Now());
        if (await storage.CheckFilesAsync(project, plan, 1, file.SizeBytes, file.SizeBytes, cancellationToken) is { } full)
        {
            return full;
        }

        db.Add(file);
        project.UpdatedAt = file.UpdatedAt;
        await db.SaveChangesAsync(cancellationToken);
        return file;
    }

    /// <summary>Saves a text as the next version. The text that is there already makes none, so that a save may be repeated.</summary>
    /// <param name="expectedVersion">The version that the text was made from; null to save over whatever is there.</param>
    public async Task<IdeResult<ProjectFile>> SaveAsync(
        Guid userId, NexusPlan plan, Guid fileId, string content, int? expectedVersion, CancellationToken cancellationToken)
    {
        if (await storage.LockFileAsync(userId, fileId, cancellationToken) is not var (project, file))
        {
            return NoFile;
        }

        if (file.DeletedAt is not null)
        {
            return new IdeRefusal.InTrash();
        }

        if (file.Content == content)
        {
            return file;
        }

        if (expectedVersion is { } expected && expected != file.Version)
        {
            return new IdeRefusal.VersionConflict(file);
        }

        int size = Encoding.UTF8.GetByteCount(content);
        if (await storage.CheckFilesAsync(project, plan, 0, (long)size - file.SizeBytes, size, cancellationToken) is { } full)
        {
            return full;
        }

        Write(project, file, content, storage.Now());
        await db.SaveChangesAsync(cancellationToken);
        return file;
    }

    /// <summary>Renames or moves a file within its project.</summary>
    public async Task<IdeResult<ProjectFile>> MoveAsync(Guid userId, Guid fileId, string path, CancellationToken cancellationToken)
    {
        if (await storage.LockFileAsync(userId, fileId, cancellationToken) is not var (project, file))
        {
            return NoFile;
        }

        if (file.DeletedAt is not null)
        {
            return new IdeRefusal.InTrash();
        }

        if (file.Path == path)
        {
            return file;
        }

        if (await FindTakenAsync(project.Id, path, file.Id, cancellationToken) is { } taken)
        {
            return new IdeRefusal.PathTaken(taken);
        }

        file.Path = path;
        file.UpdatedAt = project.UpdatedAt = storage.Now();
        await db.SaveChangesAsync(cancellationToken);
        return file;
    }

    /// <summary>Moves it to the trash; one that is there stays there.</summary>
    public async Task<IdeResult<ProjectFile>> TrashAsync(Guid userId, Guid fileId, CancellationToken cancellationToken)
    {
        if (await storage.LockFileAsync(userId, fileId, cancellationToken) is not var (project, file))
        {
            return NoFile;
        }

        if (file.DeletedAt is null)
        {
            file.DeletedAt = project.UpdatedAt = storage.Now();
            await db.SaveChangesAsync(cancellationToken);
        }

        return file;
    }

    /// <summary>Takes it out of the trash, under a free name beside its own if that is taken.</summary>
    public async Task<IdeResult<ProjectFile>> RestoreAsync(Guid userId, NexusPlan plan, Guid fileId, CancellationToken cancellationToken)
    {
        if (await storage.LockFileAsync(userId, fileId, cancellationToken) is not var (project, file))
        {
            return NoFile;
        }

        if (file.DeletedAt is null)
        {
            return file;
        }

        var live = await db.Files.Where(f => f.ProjectId == project.Id && f.DeletedAt == null).Select(f => new { f.SizeBytes }).ToListAsync(cancellationToken);
        if (live.Count >= plan.FilesPerProject)
        {
            return new IdeRefusal.LimitReached(IdeLimit.Files, plan.FilesPerProject);
        }

        if (live.Sum(f => (long)f.SizeBytes) + file.SizeBytes > plan.ProjectBytes)
        {
            return new IdeRefusal.LimitReached(IdeLimit.ProjectBytes, plan.ProjectBytes);
        }

        string path = file.Path;
        for (int attempt = 1; await FindTakenAsync(project.Id, path, file.Id, cancellationToken) is { } taken; attempt++)
        {
            if (ProjectPaths.Beside(file.Path, attempt) is not { } other)
            {
                return new IdeRefusal.PathTaken(taken);
            }

            path = other;
        }

        file.Path = path;
        file.DeletedAt = null;
        project.UpdatedAt = storage.Now();
        await db.SaveChangesAsync(cancellationToken);
        return file;
    }

    /// <summary>Removes for good what is in a project's trash, history included.</summary>
    /// <returns>Null when the project is not that person's, or itself in the trash.</returns>
    public async Task<int?> EmptyTrashAsync(Guid userId, Guid projectId, CancellationToken cancellationToken) =>
        await storage.LockProjectAsync(userId, projectId, cancellationToken) is null
            ? null
            : await db.Files.Where(f => f.ProjectId == projectId && f.DeletedAt != null).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Removes one file for good with its history; it must be in the trash.</summary>
    public async Task<IdeResult<ProjectFile>> RemoveAsync(Guid userId, Guid fileId, CancellationToken cancellationToken)
    {
        if (await storage.LockFileAsync(userId, fileId, cancellationToken) is not var (_, file))
        {
            return NoFile;
        }

        if (file.DeletedAt is null)
        {
            return new IdeRefusal.NotInTrash("file");
        }

        db.Remove(file);
        await db.SaveChangesAsync(cancellationToken);
        return file;
    }

    /// <returns>Without the texts, newest first; null when the file is not that person's.</returns>
    public async Task<List<FileVersion>?> ListVersionsAsync(Guid userId, Guid fileId, CancellationToken cancellationToken)
    {
        // A file has one version at least.
        List<FileVersion> versions = await Versions(userId, fileId).OrderByDescending(v => v.Version)
            .Select(v => new FileVersion
            {
                FileId = v.FileId, Version = v.Version, Path = v.Path, Content = "", SizeBytes = v.SizeBytes, CreatedAt = v.CreatedAt,
            })
            .ToListAsync(cancellationToken);
        return versions.Count > 0 ? versions : null;
    }

    public Task<FileVersion?> FindVersionAsync(Guid userId, Guid fileId, int version, CancellationToken cancellationToken) =>
        Versions(userId, fileId).SingleOrDefaultAsync(v => v.Version == version, cancellationToken);

    internal static ProjectFile New(Guid projectId, string path, string content, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ProjectId = projectId,
        Path = path,
        Content = content,
        SizeBytes = Encoding.UTF8.GetByteCount(content),
        CreatedAt = now,
        UpdatedAt = now,
    };

    internal static void Write(Project project, ProjectFile file, string content, DateTimeOffset now)
    {
        file.Content = content;
        file.SizeBytes = Encoding.UTF8.GetByteCount(content);
        file.Version++;
        file.UpdatedAt = project.UpdatedAt = now;
    }

    /// <summary>What stands in the way of a file of this path: a file of the same path, one that is a folder of it, or one inside it.</summary>
    private Task<string?> FindTakenAsync(Guid projectId, string path, Guid? exceptId, CancellationToken cancellationToken)
    {
        string[] inTheWay = [path, .. ProjectPaths.FoldersOf(path)];
        string inside = path + "/";
        return db.Files
            .Where(f => f.ProjectId == projectId && f.DeletedAt == null && f.Id != exceptId)
            .Where(f => inTheWay.Contains(f.Path) || f.Path.StartsWith(inside))
            .OrderBy(f => f.Path).Select(f => f.Path)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private IQueryable<ProjectFile> Of(Guid userId) =>
        db.Files.AsNoTracking().Where(f => db.Projects.Any(p => p.Id == f.ProjectId && p.UserId == userId && p.DeletedAt == null));

    private IQueryable<FileVersion> Versions(Guid userId, Guid fileId) =>
        db.FileVersions.AsNoTracking().Where(v => v.FileId == fileId && Of(userId).Any(f => f.Id == fileId));
}
