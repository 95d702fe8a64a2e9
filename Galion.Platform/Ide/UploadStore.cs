using System.Text;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Ide;

/// <param name="Written">Files that are new or have a new version, by path.</param>
/// <param name="Skipped">Those that were left out, and why.</param>
public sealed record UploadOutcome(IReadOnlyList<ProjectFile> Written, IReadOnlyList<(string Path, string Reason)> Skipped);

/// <summary>Puts uploaded files into a project, in a transaction of the caller's. A file that is there gets a new version: its history keeps the old one.</summary>
public sealed class UploadStore(GalionDbContext db, IdeStorage storage)
{
    public async Task<IdeResult<UploadOutcome>> AddAsync(
        Guid userId, NexusPlan plan, Guid projectId, UploadedFiles upload, CancellationToken cancellationToken)
    {
        if (await storage.LockProjectAsync(userId, projectId, cancellationToken) is not { } project)
        {
            return new IdeRefusal.NotFound("project");
        }

        Dictionary<string, ProjectFile> live = await db.Files.Where(f => f.ProjectId == projectId && f.DeletedAt == null)
            .ToDictionaryAsync(f => f.Path, cancellationToken);
        List<(string, string)> skipped = [.. upload.Skipped];
        Dictionary<string, string> texts = await ChooseAsync(upload.Texts, live, skipped, cancellationToken);

        long growth = 0;
        long written = 0;
        foreach ((string path, string content) in texts)
        {
            int size = Encoding.UTF8.GetByteCount(content);
            growth += size - (live.TryGetValue(path, out ProjectFile? old) ? old.SizeBytes : 0);
            written += size;
        }

        int added = texts.Keys.Count(path => !live.ContainsKey(path));
        if (await storage.CheckFilesAsync(project, plan, added, growth, written, cancellationToken) is { } full)
        {
            return full;
        }

        DateTimeOffset now = storage.Now();
        List<ProjectFile> files = [];
        foreach ((string path, string content) in texts)
        {
            if (live.TryGetValue(path, out ProjectFile? file))
            {
                FileStore.Write(project, file, content, now);
            }
            else
            {
                file = FileStore.New(projectId, path, content, now);
                db.Add(file);
                project.UpdatedAt = now;
            }

            files.Add(file);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new UploadOutcome([.. files.OrderBy(f => f.Path, StringComparer.Ordinal)], skipped);
    }

    /// <summary>Those with good paths that are neither there twice nor in the way of each other or of what is there, and that say something new.</summary>
    private async Task<Dictionary<string, string>> ChooseAsync(
        List<(string Path, string Content)> texts, Dictionary<string, ProjectFile> live, List<(string, string)> skipped, CancellationToken cancellationToken)
    {
        // Some programs pack with the separator of their system.
        IReadOnlyList<string?> paths = await ProjectPaths.ReadAllAsync(
            db, [.. texts.Select(text => text.Path.Replace('\\', '/'))], cancellationToken);
        HashSet<string> folders = [.. live.Keys.SelectMany(ProjectPaths.FoldersOf)];
        HashSet<string> taken = [.. live.Keys];
        HashSet<string> seen = [];
        Dictionary<string, string> chosen = [];
        for (int i = 0; i < paths.Count; i++)
        {
            if (paths[i] is not { } path)
            {
                skipped.Add((texts[i].Path, ProjectPaths.Rule));
            }
            else if (!seen.Add(path))
            {
                skipped.Add((path, "It is there twice; the first was taken."));
            }
            else if (folders.Contains(path) || ProjectPaths.FoldersOf(path).Any(taken.Contains))
            {
                skipped.Add((path, "A file cannot also be a folder."));
            }
            else
            {
                taken.Add(path);
                folders.UnionWith(ProjectPaths.FoldersOf(path));
                if (!live.TryGetValue(path, out ProjectFile? file) || file.Content != texts[i].Content)
                {
                    chosen.Add(path, texts[i].Content);
                }
            }
        }

        return chosen;
    }
}
