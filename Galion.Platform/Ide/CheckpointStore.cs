using System.Text;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Ide;

/// <param name="FileCount">Files that it keeps.</param>
/// <param name="SizeBytes">Of all of them in UTF-8.</param>
public sealed record CheckpointView(Checkpoint Checkpoint, int FileCount, long SizeBytes);

/// <summary>All files of a project as they were at one moment. Each change belongs into a transaction of the caller's.</summary>
public sealed class CheckpointStore(GalionDbContext db, IdeStorage storage, SourceTrees trees)
{
    private static readonly IdeRefusal NoProject = new IdeRefusal.NotFound("project");

    /// <returns>Newest first; null when the project is not that person's, or in the trash.</returns>
    public async Task<List<CheckpointView>?> ListAsync(Guid userId, Guid projectId, CancellationToken cancellationToken) =>
        await Of(userId, projectId).AnyAsync(cancellationToken)
            ? await View(db.Checkpoints.Where(c => c.ProjectId == projectId).OrderByDescending(c => c.Id)).ToListAsync(cancellationToken)
            : null;

    public Task<CheckpointView?> FindAsync(Guid userId, Guid projectId, Guid id, CancellationToken cancellationToken) =>
        View(db.Checkpoints.Where(c => c.Id == id && c.ProjectId == projectId && Of(userId, projectId).Any())).SingleOrDefaultAsync(cancellationToken);

    public async Task<IdeResult<CheckpointView>> CreateAsync(
        Guid userId, NexusPlan plan, Guid projectId, string name, CancellationToken cancellationToken)
    {
        if (await storage.LockProjectAsync(userId, projectId, cancellationToken) is null)
        {
            return NoProject;
        }

        if (await db.Checkpoints.CountAsync(c => c.ProjectId == projectId, cancellationToken) >= plan.Checkpoints)
        {
            return new IdeRefusal.LimitReached(IdeLimit.Checkpoints, plan.Checkpoints);
        }

        Dictionary<string, string> files = await Live(projectId).ToDictionaryAsync(f => f.Path, f => f.Content, cancellationToken);
        long bytes = files.Values.Sum(content => (long)Encoding.UTF8.GetByteCount(content));
        if (await storage.CheckAccountAsync(userId, plan, bytes, cancellationToken) is { } full)
        {
            return full;
        }

        DateTimeOffset now = storage.Now();
        var checkpoint = new Checkpoint
        {
            Id = Guid.CreateVersion7(now),
            ProjectId = projectId,
            Name = name,
            SourceTreeId = await trees.StoreAsync(files, cancellationToken),
            CreatedAt = now,
        };
        db.Add(checkpoint);
        await db.SaveChangesAsync(cancellationToken);
        return new CheckpointView(checkpoint, files.Count, bytes);
    }

    /// <summary>Brings all files back to how they were. What they were until now is in their history, and files that were not there in the trash.</summary>
    /// <returns>The project's files, by path.</returns>
    public async Task<IdeResult<List<ProjectFile>>> RestoreAsync(
        Guid userId, NexusPlan plan, Guid projectId, Guid checkpointId, CancellationToken cancellationToken)
    {
        if (await storage.LockProjectAsync(userId, projectId, cancellationToken) is not { } project)
        {
            return NoProject;
        }

        byte[]? treeId = await db.Checkpoints.Where(c => c.Id == checkpointId && c.ProjectId == projectId).Select(c => c.SourceTreeId)
            .SingleOrDefaultAsync(cancellationToken);
        if (treeId is null)
        {
            return new IdeRefusal.NotFound("checkpoint");
        }

        Dictionary<string, string> then = await trees.ReadAsync(treeId, cancellationToken);
        Dictionary<string, ProjectFile> now = await Live(projectId).ToDictionaryAsync(f => f.Path, cancellationToken);
        KeyValuePair<string, string>[] changed = [.. then.Where(file => !now.TryGetValue(file.Key, out ProjectFile? live) || live.Content != file.Value)];
        long written = changed.Sum(file => (long)Encoding.UTF8.GetByteCount(file.Value));
        if (await storage.CheckAccountAsync(userId, plan, written, cancellationToken) is { } full)
        {
            return full;
        }

        DateTimeOffset at = storage.Now();
        foreach (ProjectFile file in now.Values.Where(file => !then.ContainsKey(file.Path)))
        {
            file.DeletedAt = at;
        }

        // First, because a folder may take the place of a file and the other way round.
        await db.SaveChangesAsync(cancellationToken);
        foreach ((string path, string content) in changed)
        {
            if (now.TryGetValue(path, out ProjectFile? file))
            {
                FileStore.Write(project, file, content, at);
            }
            else
            {
                db.Add(FileStore.New(projectId, path, content, at));
            }
        }

        project.UpdatedAt = at;
        await db.SaveChangesAsync(cancellationToken);
        return await Live(projectId).AsNoTracking().OrderBy(f => f.Path).ToListAsync(cancellationToken);
    }

    /// <summary>Forgets a checkpoint; the project stays as it is.</summary>
    public async Task<bool> DeleteAsync(Guid userId, Guid projectId, Guid checkpointId, CancellationToken cancellationToken) =>
        await db.Checkpoints.Where(c => c.Id == checkpointId && c.ProjectId == projectId && Of(userId, projectId).Any())
            .ExecuteDeleteAsync(cancellationToken) == 1;

    private IQueryable<Project> Of(Guid userId, Guid projectId) =>
        db.Projects.Where(p => p.Id == projectId && p.UserId == userId && p.DeletedAt == null);

    private IQueryable<ProjectFile> Live(Guid projectId) => db.Files.Where(f => f.ProjectId == projectId && f.DeletedAt == null);

    private IQueryable<CheckpointView> View(IQueryable<Checkpoint> checkpoints) =>
        checkpoints.AsNoTracking().Join(db.SourceTrees, c => c.SourceTreeId, t => t.Id, (c, t) => new CheckpointView(c, t.FileCount, t.SizeBytes));
}
