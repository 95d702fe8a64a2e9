namespace Galion.NexusLang.Text;

/// <summary>One source file: its text, its name for messages, and where its lines begin.</summary>
public sealed class SourceText
{
    private readonly int[] _lineStarts;

    /// <param name="content">The text; line ends may be LF or CR LF.</param>
    /// <param name="name">Shown in messages and stack traces.</param>
    public SourceText(string content, string name = "program.nx")
    {
        Content = content;
        Name = name;
        Length = content.Length;
        HasContent = true;
        _lineStarts = FindLineStarts(content);
    }

    private SourceText(string name, int length, int[] lineStarts)
    {
        Content = "";
        Name = name;
        Length = length;
        _lineStarts = lineStarts;
    }

    /// <summary>Empty when only the places of lines are known.</summary>
    public string Content { get; }

    /// <summary>False for a program that was compiled without its text.</summary>
    public bool HasContent { get; }

    /// <summary>In UTF-16 code units, whether or not the text itself is here.</summary>
    public int Length { get; }

    public string Name { get; }

    public int LineCount => _lineStarts.Length;

    /// <summary>A text of which only the places of lines are known, for messages that name them.</summary>
    internal static SourceText WithoutContent(string name, int length, int[] lineStarts) => new(name, length, lineStarts);

    /// <summary>The 1-based line and column of an offset. Columns count UTF-16 code units, as editors do.</summary>
    public TextPosition PositionOf(int offset)
    {
        int index = Array.BinarySearch(_lineStarts, offset);
        int line = index >= 0 ? index : ~index - 1;
        return new TextPosition(line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>The text of a 1-based line without its line end; empty when the text is not here.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        if (!HasContent)
        {
            return "";
        }

        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Length ? _lineStarts[line] : Content.Length;
        return Content.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>The offset of the first character of a 1-based line.</summary>
    public int LineStart(int line) => _lineStarts[line - 1];

    public ReadOnlySpan<char> Slice(TextSpan span) => HasContent ? Content.AsSpan(span.Start, span.Length) : "";

    private static int[] FindLineStarts(string content)
    {
        List<int> starts = [0];
        for (int at = content.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = content.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return [.. starts];
    }
}

/// <summary>A place in a source text, both numbers from 1.</summary>
public readonly record struct TextPosition(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
