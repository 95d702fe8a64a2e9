using System.Collections.Concurrent;
using Galion.NexusLang.Library;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>Where a workspace finds the files that no editor holds open. Paths are relative to its folder, with <c>/</c>.</summary>
/// <param name="List">All program files.</param>
/// <param name="Read">The text of a file, or null when there is none.</param>
public sealed record WorkspaceFiles(Func<IEnumerable<string>> List, Func<string, string?> Read)
{
    /// <summary>Only what is open.</summary>
    public static WorkspaceFiles None { get; } = new(() => [], _ => null);
}

/// <summary>
/// The files of a project as an editor sees them: what is open in its present state, the rest as it is stored. Files are known by their path
/// from the project's folder. All members may be called from several threads.
/// </summary>
public sealed class CodeWorkspace(WorkspaceFiles? files = null)
{
    private readonly WorkspaceFiles _files = files ?? WorkspaceFiles.None;
    private readonly ConcurrentDictionary<string, CodeAnalysis> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CodeAnalysis> _stored = new(StringComparer.Ordinal);
    private int _generation;

    /// <summary>Grows with every change of any file.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    /// <summary>One for all files, because they ask each other in any order.</summary>
    internal Lock TypesGate { get; } = new();

    public IEnumerable<CodeAnalysis> Open => _open.Values;

    /// <summary>Opens a file or gives it a new text.</summary>
    /// <param name="version">The editor's own number for this text.</param>
    public CodeAnalysis Set(string path, string text, int version = 0)
    {
        var analysis = new CodeAnalysis(this, path, new SourceText(text, path), version);
        _open[path] = analysis;
        Interlocked.Increment(ref _generation);
        return analysis;
    }

    /// <summary>From now on the file is as it is stored.</summary>
    public void Close(string path)
    {
        _open.TryRemove(path, out _);
        _stored.TryRemove(path, out _);
        Interlocked.Increment(ref _generation);
    }

    /// <summary>Files that are not open were written, renamed or removed.</summary>
    public void Refresh()
    {
        _stored.Clear();
        Interlocked.Increment(ref _generation);
    }

    /// <summary>The present state of a file, open or stored; null when there is none.</summary>
    public CodeAnalysis? Find(string path)
    {
        if (_open.TryGetValue(path, out CodeAnalysis? open) || _stored.TryGetValue(path, out open))
        {
            return open;
        }

        return _files.Read(path) is { } text
            ? _stored.GetOrAdd(path, p => new CodeAnalysis(this, p, new SourceText(text, p), 0))
            : null;
    }

    /// <summary>All files of the project, open ones first.</summary>
    public IEnumerable<CodeAnalysis> All()
    {
        foreach (CodeAnalysis open in _open.Values.OrderBy(a => a.Path, StringComparer.Ordinal))
        {
            yield return open;
        }

        foreach (string path in _files.List().Order(StringComparer.Ordinal))
        {
            if (!_open.ContainsKey(path) && Find(path) is { } stored)
            {
                yield return stored;
            }
        }
    }

    /// <summary>The file that an import means: counted from the project's folder, else from the folder of the file that imports.</summary>
    internal CodeAnalysis? FindModule(string importer, string module)
    {
        return Modules.Find(module) is null && PathOf(module) is { } path ? FindFile(importer, path) : null;
    }

    /// <summary>The path that an import of a file names, without <c>.</c> and <c>..</c>; null when it leaves the folder.</summary>
    internal static string? PathOf(string module)
    {
        bool isFile = module.EndsWith(".nx", StringComparison.Ordinal) || module.Contains('/');
        return Normalize(isFile ? module : module.Replace('.', '/') + ".nx");
    }

    private CodeAnalysis? FindFile(string importer, string path)
    {
        if (Normalize(path) is not { } plain)
        {
            return null;
        }

        int slash = importer.LastIndexOf('/');
        return Find(plain) ?? (slash > 0 ? Find(importer[..(slash + 1)] + plain) : null);
    }

    /// <summary>A path without <c>.</c> and <c>..</c>, or null when it leaves the folder.</summary>
    private static string? Normalize(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/', '\\'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case ".." when parts.Count == 0:
                    return null;
                case "..":
                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>The text of an imported file in the state that the editor shows, for the compiler.</summary>
    internal string? ReadModule(string importer, string path) => FindFile(importer, path)?.Source.Content;
}
