using System.Text;
using Galion.Contracts.Ide;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Ide;

/// <summary>A project and how many files it has outside the trash.</summary>
public sealed record ProjectView(Project Project, int FileCount);

/// <summary>The projects of people. Each change belongs into a transaction of the caller's.</summary>
public sealed class ProjectStore(GalionDbContext db, IdeStorage storage)
{
    public const string MainFile = "main.nx";

    private const string Starter =
        """
        // Press Ctrl+Enter (⌘+Enter) to run.
        let name = "World"
        print(f"Hello, {name}!")

        """;

    /// <summary>A new project's files.</summary>
    public static IReadOnlyDictionary<string, string> StarterFiles { get; } = new Dictionary<string, string> { [MainFile] = Starter };

    /// <param name="trashed">Those in the trash in place of the others.</param>
    /// <returns>Newest change first; of the trash, what went there last.</returns>
    public Task<List<ProjectView>> ListAsync(Guid userId, bool trashed, CancellationToken cancellationToken) =>
        View(db.Projects.Where(p => p.UserId == userId && p.DeletedAt != null == trashed)
            .OrderByDescending(p => p.DeletedAt ?? p.UpdatedAt).ThenByDescending(p => p.Id)).ToListAsync(cancellationToken);

    /// <returns>Null when it is not that person's, or in the trash.</returns>
    public Task<ProjectView?> FindAsync(Guid userId, Guid projectId, CancellationToken cancellationToken) =>
        View(db.Projects.Where(p => p.Id == projectId && p.UserId == userId && p.DeletedAt == null)).SingleOrDefaultAsync(cancellationToken);

    /// <param name="files">Path to content; the caller has checked them.</param>
    /// <param name="forkedFromShare">The link that it is a copy of.</param>
    public async Task<IdeResult<ProjectView>> CreateAsync(
        Guid userId, NexusPlan plan, CreateProjectRequest request, IReadOnlyDictionary<string, string> files, string? forkedFromShare,
        CancellationToken cancellationToken)
    {
        long bytes = files.Values.Sum(content => (long)Encoding.UTF8.GetByteCount(content));
        if (await storage.CheckProjectsAsync(userId, plan, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        DateTimeOffset now = storage.Now();
        var project = new Project
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Name = request.Name,
            Description = request.Description,
            Visibility = request.Visibility,
            ForkedFromShare = forkedFromShare,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (await storage.CheckFilesAsync(project, plan, files.Count, bytes, bytes, cancellationToken) is { } full)
        {
            return full;
        }

        db.Add(project);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(files.Select(file => FileStore.New(project.Id, file.Key, file.Value, now)));
        await db.SaveChangesAsync(cancellationToken);
        return new ProjectView(project, files.Count);
    }

    /// <summary>Changes what is not null.</summary>
    public async Task<IdeResult<ProjectView>> UpdateAsync(
        Guid userId, Guid projectId, UpdateProjectRequest request, CancellationToken cancellationToken)
    {
        if (await storage.LockProjectAsync(userId, projectId, cancellationToken) is not { } project)
        {
            return new IdeRefusal.NotFound("project");
        }

        project.Name = request.Name ?? project.Name;
        project.Description = request.Description ?? project.Description;
        project.Visibility = request.Visibility ?? project.Visibility;
        if (db.ChangeTracker.HasChanges())
        {
            project.UpdatedAt = storage.Now();
            await db.SaveChangesAsync(cancellationToken);
        }

        return (await FindAsync(userId, projectId, cancellationToken))!;
    }

    /// <summary>Moves it to the trash; one that is there stays there.</summary>
    public async Task<IdeResult<Project>> TrashAsync(Guid userId, Guid projectId, CancellationToken cancellationToken)
    {
        if (await LockAnyAsync(userId, projectId, cancellationToken) is not { } project)
        {
            return new IdeRefusal.NotFound("project");
        }

        project.DeletedAt ??= storage.Now();
        await db.SaveChangesAsync(cancellationToken);
        return project;
    }

    public async Task<IdeResult<ProjectView>> RestoreAsync(Guid userId, NexusPlan plan, Guid projectId, CancellationToken cancellationToken)
    {
        await storage.LockAccountAsync(userId, cancellationToken);
        if (await LockAnyAsync(userId, projectId, cancellationToken) is not { } project)
        {
            return new IdeRefusal.NotFound("project");
        }

        if (project.DeletedAt is not null)
        {
            if (await db.Projects.CountAsync(p => p.UserId == userId && p.DeletedAt == null, cancellationToken) >= plan.Projects)
            {
                return new IdeRefusal.LimitReached(IdeLimit.Projects, plan.Projects);
            }

            project.DeletedAt = null;
            await db.SaveChangesAsync(cancellationToken);
        }

        return (await FindAsync(userId, projectId, cancellationToken))!;
    }

    /// <summary>Removes for good what is in the trash.</summary>
    /// <returns>How many projects that were.</returns>
    public Task<int> EmptyTrashAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Projects.Where(p => p.UserId == userId && p.DeletedAt != null).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Removes one project for good, which must be in the trash.</summary>
    public async Task<IdeResult<Project>> RemoveAsync(Guid userId, Guid projectId, CancellationToken cancellationToken)
    {
        if (await LockAnyAsync(userId, projectId, cancellationToken) is not { } project)
        {
            return new IdeRefusal.NotFound("project");
        }

        if (project.DeletedAt is null)
        {
            return new IdeRefusal.NotInTrash("project");
        }

        db.Remove(project);
        await db.SaveChangesAsync(cancellationToken);
        return project;
    }

    private async Task<Project?> LockAnyAsync(Guid userId, Guid projectId, CancellationToken cancellationToken) =>
        (await db.Projects.FromSql($"SELECT * FROM projects WHERE id = {projectId} AND user_id = {userId} FOR NO KEY UPDATE")
            .ToListAsync(cancellationToken)).SingleOrDefault();

    private IQueryable<ProjectView> View(IQueryable<Project> projects) =>
        projects.AsNoTracking().Select(p => new ProjectView(p, db.Files.Count(f => f.ProjectId == p.Id && f.DeletedAt == null)));
}
