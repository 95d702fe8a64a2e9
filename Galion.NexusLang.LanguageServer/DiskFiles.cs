using Galion.NexusLang.Editing;

namespace Galion.NexusLang.LanguageServer;

/// <summary>The program files below a folder of this machine.</summary>
internal static class DiskFiles
{
    private const int MaxFiles = 5_000;

    private static readonly EnumerationOptions Walk = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 12,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    internal static WorkspaceFiles In(string rootUri, int maxCharacters)
    {
        string? root = Uri.TryCreate(rootUri, UriKind.Absolute, out Uri? uri) && uri.IsFile ? uri.LocalPath : null;
        return new WorkspaceFiles(() => List(root), path => Read(root, path, maxCharacters));
    }

    private static IEnumerable<string> List(string? root) => root is null || !Directory.Exists(root)
        ? []
        : Directory.EnumerateFiles(root, "*.nx", Walk)
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal))
            .Take(MaxFiles)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'));

    private static string? Read(string? root, string path, int maxCharacters)
    {
        string? file = path.StartsWith("file://", StringComparison.Ordinal) && Uri.TryCreate(path, UriKind.Absolute, out Uri? uri) ? uri.LocalPath
            : root is null ? null
            : Path.GetFullPath(Path.Combine(root, path));
        try
        {
            var info = file is null || !file.EndsWith(".nx", StringComparison.Ordinal) ? null : new FileInfo(file);
            return info is { Exists: true } && info.Length <= maxCharacters * 4L ? File.ReadAllText(info.FullName) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
