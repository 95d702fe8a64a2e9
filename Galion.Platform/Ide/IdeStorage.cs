using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Ide;

/// <summary>
/// What the stores of projects share: whose a project is, one change of a project after the other, and how much of the plan is used. All
/// of it belongs into the caller's transaction.
/// </summary>
public sealed class IdeStorage(GalionDbContext db, TimeProvider time)
{
    // What lies in the trash leaves it by itself, so there may be as much of it again.
    private const int TrashFactor = 2;

    /// <summary>Now, as exactly as the database keeps it, so that what is answered at once is what is answered later.</summary>
    public DateTimeOffset Now()
    {
        DateTimeOffset now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>Makes the caller the only one who changes the project until his transaction ends.</summary>
    /// <returns>Null when it is not that person's, or in the trash.</returns>
    public async Task<Project?> LockProjectAsync(Guid userId, Guid projectId, CancellationToken cancellationToken) =>
        (await db.Projects.FromSql(
            $"SELECT * FROM projects WHERE id = {projectId} AND user_id = {userId} AND deleted_at IS NULL FOR NO KEY UPDATE")
            .ToListAsync(cancellationToken)).SingleOrDefault();

    /// <summary>As <see cref="LockProjectAsync"/>, for the project of a file, which may itself be in the trash.</summary>
    public async Task<(Project Project, ProjectFile File)?> LockFileAsync(Guid userId, Guid fileId, CancellationToken cancellationToken)
    {
        List<Project> projects = await db.Projects.FromSql(
            $"""
             SELECT p.* FROM projects p JOIN files f ON f.project_id = p.id
             WHERE f.id = {fileId} AND p.user_id = {userId} AND p.deleted_at IS NULL FOR NO KEY UPDATE OF p
             """).ToListAsync(cancellationToken);
        // Read once nobody else can change it any more.
        return projects is [{ } project] && await db.Files.SingleOrDefaultAsync(f => f.Id == fileId, cancellationToken) is { } file
            ? (project, file)
            : null;
    }

    /// <summary>One change after the other to what an account has many of: projects, links.</summary>
    public Task LockAccountAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"ide:" + userId.ToString("N")}, 0))", cancellationToken);

    public async Task<IdeRefusal?> CheckProjectsAsync(Guid userId, NexusPlan plan, CancellationToken cancellationToken)
    {
        await LockAccountAsync(userId, cancellationToken);
        int live = await db.Projects.CountAsync(p => p.UserId == userId && p.DeletedAt == null, cancellationToken);
        int trashed = await db.Projects.CountAsync(p => p.UserId == userId && p.DeletedAt != null, cancellationToken);
        return live >= plan.Projects ? new IdeRefusal.LimitReached(IdeLimit.Projects, plan.Projects)
            : live + trashed >= TrashFactor * plan.Projects ? new IdeRefusal.LimitReached(IdeLimit.TrashedProjects, plan.Projects)
            : null;
    }

    /// <summary>Whether a project may take this much more. The caller has locked it.</summary>
    /// <param name="files">Files that are added.</param>
    /// <param name="growth">Bytes by which all its files together grow; negative when they shrink.</param>
    /// <param name="written">Bytes that are written, which the history keeps.</param>
    public async Task<IdeRefusal?> CheckFilesAsync(
        Project project, NexusPlan plan, int files, long growth, long written, CancellationToken cancellationToken)
    {
        var use = await db.Files.Where(f => f.ProjectId == project.Id).GroupBy(_ => 1).Select(all => new
        {
            All = all.Count(),
            Live = all.Count(f => f.DeletedAt == null),
            Bytes = all.Sum(f => f.DeletedAt == null ? (long)f.SizeBytes : 0),
        }).SingleOrDefaultAsync(cancellationToken);
        if (files > 0 && (use?.Live ?? 0) + files > plan.FilesPerProject)
        {
            return new IdeRefusal.LimitReached(IdeLimit.Files, plan.FilesPerProject);
        }

        if (files > 0 && (use?.All ?? 0) + files > TrashFactor * plan.FilesPerProject)
        {
            return new IdeRefusal.LimitReached(IdeLimit.TrashedFiles, plan.FilesPerProject);
        }

        return growth > 0 && (use?.Bytes ?? 0) + growth > plan.ProjectBytes
            ? new IdeRefusal.LimitReached(IdeLimit.ProjectBytes, plan.ProjectBytes)
            : await CheckAccountAsync(project.UserId, plan, written, cancellationToken);
    }

    /// <summary>Whether the account may store this much more.</summary>
    public async Task<IdeRefusal?> CheckAccountAsync(Guid userId, NexusPlan plan, long written, CancellationToken cancellationToken)
    {
        List<long> used = await db.QueryAsync(
            """
            SELECT (SELECT coalesce(sum(f.history_bytes), 0) FROM files f JOIN projects p ON p.id = f.project_id WHERE p.user_id = $1)
              + (SELECT coalesce(sum(t.size_bytes), 0) FROM checkpoints c JOIN projects p ON p.id = c.project_id
                 JOIN source_trees t ON t.id = c.source_tree_id WHERE p.user_id = $1)
              + (SELECT coalesce(sum(t.size_bytes), 0) FROM shares s JOIN source_trees t ON t.id = s.source_tree_id WHERE s.user_id = $1)
            """,
            [userId], row => (long)row.GetDecimal(0), cancellationToken);
        return written > 0 && used[0] + written > plan.AccountBytes ? new IdeRefusal.LimitReached(IdeLimit.AccountBytes, plan.AccountBytes) : null;
    }
}
