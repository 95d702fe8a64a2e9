using Galion.NexusLang.Formatting;
using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Editing;

/// <summary>Keeps imports in order when files and folders move or get other names.</summary>
public static class Moving
{
    /// <summary>What has to change so that every import means the file that it means now. Imports that go on meaning it stay as they are written.</summary>
    /// <param name="moves">New paths by old ones, of files or whole folders, from the project's folder and without a slash at the end.</param>
    /// <returns>By file, under its old path, from top to bottom; only files that change.</returns>
    public static IReadOnlyList<(CodeAnalysis File, IReadOnlyList<TextChange> Changes)> ImportsAfter(
        CodeWorkspace workspace, IReadOnlyDictionary<string, string> moves, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(moves);
        CodeAnalysis[] files = [.. workspace.All()];
        var after = files.ToDictionary(f => f.Path, f => NewPath(f.Path, moves), StringComparer.Ordinal);
        var present = after.Values.ToHashSet(StringComparer.Ordinal);
        List<(CodeAnalysis, IReadOnlyList<TextChange>)> changes = [];
        foreach (CodeAnalysis file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!file.Source.Content.Contains("import", StringComparison.Ordinal))
            {
                continue;
            }

            TextChange[] edits = [.. file.Tree.Root.Statements.OfType<ImportStatement>().Select(i => ChangeOf(file, i, after, present)).OfType<TextChange>()];
            if (edits.Length > 0)
            {
                changes.Add((file, edits));
            }
        }

        return changes;
    }

    private static string NewPath(string path, IReadOnlyDictionary<string, string> moves)
    {
        if (moves.TryGetValue(path, out string? moved))
        {
            return moved;
        }

        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (moves.TryGetValue(path[..slash], out string? folder))
            {
                return folder + path[slash..];
            }
        }

        return path;
    }

    private static TextChange? ChangeOf(CodeAnalysis file, ImportStatement import, Dictionary<string, string> after, HashSet<string> present)
    {
        string importer = after[file.Path];
        if (file.Workspace.FindModule(file.Path, import.Module) is not { } meant || !after.TryGetValue(meant.Path, out string? target)
            || !target.EndsWith(".nx", StringComparison.Ordinal) || CodeWorkspace.PathOf(import.Module) is not { } written
            || Resolve(importer, written, present) == target)
        {
            return null;
        }

        // Counted from where it was counted before, as long as that leads there.
        string folder = importer[..(importer.LastIndexOf('/') + 1)];
        string path = written != meant.Path && target.StartsWith(folder, StringComparison.Ordinal) && Resolve(importer, target[folder.Length..], present) == target
            ? target[folder.Length..]
            : target;
        ReadOnlySpan<char> text = file.Source.Slice(import.ModuleSpan);
        string stem = path[..^".nx".Length];
        string module = stem.Replace('/', '.');
        bool staysDotted = text is not [.., '"' or '\''] && stem.Split('/').All(Renaming.IsName) && Modules.Find(module) is null;
        string renamed = staysDotted ? module : Quote(path, text is ['\'', ..] ? '\'' : '"');

        // The program goes on using the module by the name that it had.
        string name = VisibleName(written);
        string kept = import is { Names: null, Alias: null } && VisibleName(path) != name && Renaming.IsName(name) ? $" as {name}" : "";
        return new TextChange(import.ModuleSpan, renamed + kept);
    }

    /// <summary>The file that a path means once all files are where they go.</summary>
    private static string? Resolve(string importer, string path, HashSet<string> present)
    {
        string beside = importer[..(importer.LastIndexOf('/') + 1)] + path;
        return present.Contains(path) ? path : present.Contains(beside) ? beside : null;
    }

    private static string VisibleName(string path) => Path.GetFileNameWithoutExtension(path);

    private static string Quote(string path, char quote) =>
        $"{quote}{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace($"{quote}", $"\\{quote}", StringComparison.Ordinal)}{quote}";
}
