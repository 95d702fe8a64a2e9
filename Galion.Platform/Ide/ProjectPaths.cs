using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Galion.Platform.Data;

namespace Galion.Platform.Ide;

/// <summary>Which paths a file of a project may have: those that every system can unpack, and that read as they are.</summary>
public static class ProjectPaths
{
    public const string Rule =
        "Use 1 to 200 characters: at most 16 names joined by /, none of them empty, '.' or '..', none that begins or ends with a space or ends with a point, " +
        "and none of \\ : * ? \" < > | or invisible characters.";

    private const int MaxLength = 200;
    private const int MaxDepth = 16;

    private const string Forbidden = "\\:*?\"<>|";

    /// <summary>Brings a path into the one form in which it is kept (Unicode NFC), so that what looks the same is the same.</summary>
    /// <returns>Null when no file may have this path.</returns>
    public static async Task<string?> ReadAsync(GalionDbContext db, string? text, CancellationToken cancellationToken) =>
        IsGood(text) ? (await ReadAllAsync(db, [text], cancellationToken))[0] : null;

    /// <summary>As <see cref="ReadAsync"/>, for many in one go and in their order.</summary>
    public static async Task<IReadOnlyList<string?>> ReadAllAsync(GalionDbContext db, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        string?[] paths = [.. texts.Select(text => IsGood(text) ? text : null)];
        if (paths.All(path => path is null || Ascii.IsValid(path)))
        {
            return paths;
        }

        // This program knows no cultures and no forms of Unicode; the database does.
        List<string?> composed = await db.QueryAsync(
            "SELECT normalize(path, NFC) FROM unnest($1::text[]) WITH ORDINALITY AS paths (path, place) ORDER BY place", [paths],
            row => row.IsDBNull(0) ? null : row.GetString(0), cancellationToken);
        return [.. composed.Select(path => path?.Length <= MaxLength ? path : null)];
    }

    /// <summary>The folders that a file lies in: <c>a</c> and <c>a/b</c> of <c>a/b/c.nx</c>.</summary>
    public static IEnumerable<string> FoldersOf(string path)
    {
        for (int end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..end];
        }
    }

    /// <summary>Another name in the same folder: <c>a/b-restored.nx</c>, <c>a/b-restored-2.nx</c>, …</summary>
    /// <param name="attempt">1 or more.</param>
    /// <returns>Null when such a name would be too long, or so many are taken.</returns>
    public static string? Beside(string path, int attempt)
    {
        int name = path.LastIndexOf('/') + 1;
        int end = path.LastIndexOf('.') is var dot && dot > name ? dot : path.Length;
        string other = $"{path[..end]}-restored{(attempt == 1 ? "" : $"-{attempt}")}{path[end..]}";
        return other.Length <= MaxLength && attempt <= 100 ? other : null;
    }

    private static bool IsGood([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(IsGood) && text.Split('/') is { Length: <= MaxDepth } names && names.All(IsGoodName);

    // '.' and '..' end with a point, like the names that Windows cannot make.
    private static bool IsGoodName(string name) => name.Length > 0 && name.Trim() == name && name[^1] != '.';

    private static bool IsGood(char c) => !Forbidden.Contains(c, StringComparison.Ordinal) && CharUnicodeInfo.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
