using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Documents;

/// <summary>
/// Reads text as people write it: paragraphs with empty lines between them, headings (of Markdown, or lines such as "Chapter 3"), lists, and
/// scripts whose lines begin with the name of who speaks: <c>ANNA: …</c> or <c>ANNA (sad): …</c>.
/// </summary>
internal static partial class TextDocument
{
    public const string Text = "text";
    public const string Markdown = "markdown";
    public const string Script = "script";
    private const int MaxTitle = 120;

    /// <summary>What a text looks like when nobody says.</summary>
    public static string Guess(string text, bool hasSpeakers)
    {
        var (spoken, other) = (0, 0);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Lines(text))
        {
            if (Cue().Match(text[line]) is { Success: true } cue && (hasSpeakers || cue.Groups["name"].Value.All(letter => !char.IsLower(letter))))
            {
                spoken++;
                names.Add(cue.Groups["name"].Value);
            }
            else if (!string.IsNullOrWhiteSpace(text[line]))
            {
                other++;
            }
        }

        return spoken >= 2 && names.Count >= 2 && spoken * 2 >= other || hasSpeakers && spoken > 0 ? Script : Markdown;
    }

    public static SpeechDocument Read(string text, string kind)
    {
        var builder = new SpeechDocumentBuilder();
        foreach (var range in Lines(text))
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            var line = text.Substring(start, length);
            if (string.IsNullOrWhiteSpace(line))
            {
                builder.EndBlock();
            }
            else if (kind != Text && Heading(line) is { } heading)
            {
                builder.EndBlock();
                var style = builder.Style;
                builder.Style = SpeechStyle.Plain;
                builder.Append(heading.Title, start + heading.At);
                builder.EndBlock(heading: true, chapter: heading.IsChapter ? Shorten(heading.Title) : null);
                builder.Style = kind == Script ? SpeechStyle.Plain : style;
            }
            else if (kind == Script)
            {
                ReadScriptLine(builder, line, start);
            }
            else
            {
                ReadLine(builder, line, start, kind == Markdown);
            }
        }

        return builder.Build(kind);
    }

    private static void ReadScriptLine(SpeechDocumentBuilder builder, string line, int start)
    {
        if (Direction().IsMatch(line))
        {
            return;
        }

        if (Cue().Match(line) is { Success: true } cue)
        {
            builder.EndBlock();
            var mood = cue.Groups["mood"].Value.Trim().ToLowerInvariant();
            builder.Style = new SpeechStyle(Speaker: cue.Groups["name"].Value.Trim(), Emotion: Emotion.Names.Contains(mood) ? mood : null);
            builder.Append(line.AsSpan(cue.Length), start + cue.Length);
            builder.Append(' ', start + line.Length - 1);
        }
        else
        {
            ReadLine(builder, line, start, markdown: false);
        }
    }

    private static void ReadLine(SpeechDocumentBuilder builder, string line, int start, bool markdown)
    {
        var at = 0;
        if (Bullet().Match(line) is { Success: true } bullet)
        {
            builder.EndBlock();
            at = bullet.Length;
        }

        for (; at < line.Length; at++)
        {
            // A link is said by its words.
            if (markdown && line[at] == '[' && Link().Match(line, at) is { Success: true } link)
            {
                builder.Append(link.Groups[1].ValueSpan, start + link.Groups[1].Index);
                at += link.Length - 1;
                continue;
            }

            builder.Append(line[at], start + at);
        }

        builder.Append(' ', start + line.Length - 1);
    }

    private static (string Title, int At, bool IsChapter)? Heading(string line)
    {
        if (MarkdownHeading().Match(line) is { Success: true } heading)
        {
            return (heading.Groups[2].Value, heading.Groups[2].Index, heading.Groups[1].Length <= 2);
        }

        return ChapterLine().Match(line) is { Success: true } chapter ? (chapter.Groups[1].Value, chapter.Groups[1].Index, true) : null;
    }

    private static string Shorten(string title) => title.Length <= MaxTitle ? title : title[..MaxTitle] + "…";

    private static IEnumerable<Range> Lines(string text)
    {
        for (var start = 0; start <= text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny('\n', '\r', '\u2029') is var found && found >= 0 ? start + found : text.Length;
            yield return start..end;
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    [GeneratedRegex(@"^\s*(?<name>\p{L}[\p{L}\p{M}0-9 .'\-]{0,29}?)\s*(?:\((?<mood>[^()]{1,40})\))?\s*:\s+(?=\S)")]
    private static partial Regex Cue();

    [GeneratedRegex(@"^\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")]
    private static partial Regex Direction();

    [GeneratedRegex(@"^\s*(?:[-*•]|\d{1,3}[.)])\s+(?=\S)")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\G\[([^\[\]]{1,300})\]\([^()\s]{1,500}\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(#{1,6})\s+(.*?\S)\s*#*\s*$")]
    private static partial Regex MarkdownHeading();

    [GeneratedRegex(@"^\s*((?:chapter|rozdział|prologue|prolog|epilogue|epilog)(?:\s+(?:[0-9]{1,4}|[IVXLC]{1,7}|\p{L}{2,14}))?(?:\s*[:.–—-]\s*.{1,80})?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ChapterLine();
}
