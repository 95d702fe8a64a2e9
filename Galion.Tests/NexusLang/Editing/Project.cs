using Galion.NexusLang.Editing;
using Galion.NexusLang.Formatting;
using Galion.NexusLang.Text;

namespace Galion.Tests.NexusLang.Editing;

/// <summary>Open files with marked places, and a cursor (<c>¦</c>) in one of them.</summary>
internal sealed class Project
{
    private readonly Dictionary<string, IReadOnlyList<TextSpan>> _marked = [];

    private Project(IEnumerable<(string Path, string Marked)> files)
    {
        foreach ((string path, string marked) in files)
        {
            // The cursor takes no room, so that marks before and behind it stay where they are.
            int cursor = marked.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal).IndexOf('¦', StringComparison.Ordinal);
            AnnotatedText annotated = AnnotatedText.Parse(marked.Replace("¦", "", StringComparison.Ordinal));
            CodeAnalysis file = Workspace.Set(path, annotated.Text);
            _marked[path] = annotated.Spans;
            if (cursor >= 0)
            {
                (File, Cursor) = (file, cursor);
            }
        }

        File ??= Workspace.Open.First();
    }

    public CodeWorkspace Workspace { get; } = new();

    public CodeAnalysis File { get; }

    public int Cursor { get; }

    public static Project Of(string marked) => new([("main.nx", marked)]);

    public static Project Of(params (string Path, string Marked)[] files) => new(files);

    /// <summary>The marked places, each as <c>file:line:column</c>.</summary>
    public IEnumerable<string> Marked() => _marked.SelectMany(m => m.Value.Select(s => Place(Workspace.Find(m.Key)!, s))).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Places(IEnumerable<CodeLocation> found) => found.Select(f => Place(f.File, f.Span)).Order(StringComparer.Ordinal);

    public static string Place(CodeAnalysis file, TextSpan span) => $"{file.Path}:{file.Source.PositionOf(span.Start)}+{span.Length}";

    /// <summary>A file after changes.</summary>
    public static string Changed(CodeAnalysis file, IReadOnlyList<TextChange> changes)
    {
        string text = file.Source.Content;
        foreach (TextChange change in changes.Reverse())
        {
            text = string.Concat(text.AsSpan(0, change.Span.Start), change.NewText, text.AsSpan(change.Span.End));
        }

        return text;
    }
}
