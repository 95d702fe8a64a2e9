using System.Buffers;
using System.Collections.Frozen;

namespace Galion.Engines.Writing.Language;

/// <summary>What a stretch of text is on its page.</summary>
internal enum SentenceKind
{
    Prose,
    Heading,
    ListItem,
}

/// <param name="Paragraph">Counted from 0; sentences between two blank lines share it.</param>
internal readonly record struct SentenceSpan(int Start, int End, int Paragraph, SentenceKind Kind);

/// <summary>
/// Cuts a text into sentences at full stops that end one, at blank lines, headings and list items. The spans are stretches of the text as it is;
/// a wrapped line stays inside its sentence.
/// </summary>
internal static class SentenceSplitter
{
    /// <summary>A longer run without an end is cut at a space.</summary>
    public const int MaxSentence = 2_000;
    private const int ShortLine = 60;
    private const int MaxHeadingWords = 10;
    private const int LongestAbbreviation = 6;
    private const int WordLimit = 100;

    private static readonly SearchValues<char> Ornaments = SearchValues.Create("-=*_~ ");

    // Never the end of a sentence.
    private static readonly FrozenSet<string> Abbreviations = FrozenSet.ToFrozenSet(
        """
        mr mrs ms dr prof rev gen capt sgt st vs e.g i.e cf fig no vol pp approx dept est hon jr sr viz ca
        np tzn tj tzw prof mgr inż hab ul al pl św im por ks gen płk kpt godz nr str s t poz zob ok m.in ww jw cd dyr red pt ur zm dot tel
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    public static List<SentenceSpan> Split(string text, CancellationToken cancellationToken = default)
    {
        var sentences = new List<SentenceSpan>();
        var paragraph = 0;
        var position = 0;
        var blockStart = -1;
        var kind = SentenceKind.Prose;
        while (position <= text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lineEnd = text.AsSpan(position).IndexOf('\n');
            lineEnd = lineEnd < 0 ? text.Length : position + lineEnd;
            var line = text.AsSpan(position, lineEnd - position).Trim();
            if (line.IsEmpty || IsRule(line))
            {
                Close(position);
                paragraph += sentences.Count > 0 && sentences[^1].Paragraph == paragraph ? 1 : 0;
            }
            else
            {
                var lineKind = KindOf(line);
                if (blockStart >= 0 && (lineKind != SentenceKind.Prose || kind == SentenceKind.Heading || Breaks(text, blockStart, position)))
                {
                    Close(position);
                }

                if (blockStart < 0)
                {
                    (blockStart, kind) = (position, lineKind);
                }
            }

            position = lineEnd + 1;
        }

        Close(text.Length);
        return MarkTitles(text, sentences);

        void Close(int end)
        {
            if (blockStart >= 0)
            {
                AddBlock(text, blockStart, Math.Min(end, text.Length), paragraph, kind, sentences);
                blockStart = -1;
            }
        }
    }

    /// <summary>A line of dashes, equals signs or stars: ornament.</summary>
    private static bool IsRule(ReadOnlySpan<char> line) => line.Length >= 3 && line.IndexOfAnyExcept(Ornaments) < 0;

    private static SentenceKind KindOf(ReadOnlySpan<char> line)
    {
        if (line[0] == '#' && line.TrimStart('#') is [' ', ..])
        {
            return SentenceKind.Heading;
        }

        if (line is ['-' or '*' or '•' or '–' or '+', ' ', ..])
        {
            return line[0] == '–' && IsSpeech(line) ? SentenceKind.Prose : SentenceKind.ListItem;
        }

        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= 3 && line[digits] is '.' or ')' && digits + 1 < line.Length && line[digits + 1] == ' ' ? SentenceKind.ListItem : SentenceKind.Prose;
    }

    /// <summary>A dash opens what somebody says, as in Polish and French, when another one parts it from who says it or several sentences follow.</summary>
    private static bool IsSpeech(ReadOnlySpan<char> line)
    {
        for (var n = 2; n + 3 < line.Length; n++)
        {
            if ((line[n] == ' ' && line[n + 1] is '–' or '—' && line[n + 2] == ' ' && char.IsLower(line[n + 3]))
                || (line[n] is '.' or '!' or '?' && line[n + 1] == ' ' && char.IsUpper(line[n + 2])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the line before <paramref name="next"/> ends what it says, rather than being wrapped.</summary>
    private static bool Breaks(string text, int blockStart, int next)
    {
        var before = text.AsSpan(blockStart, next - blockStart).TrimEnd();
        var lastLine = before[(before.LastIndexOf('\n') + 1)..];
        var first = text.AsSpan(next).TrimStart()[0];
        return before[^1] is '.' or '!' or '?' or '…' or ':' or '"' or '”' ? lastLine.Length < ShortLine
            : lastLine.Length < ShortLine && (char.IsUpper(first) || char.IsDigit(first));
    }

    private static void AddBlock(string text, int start, int end, int paragraph, SentenceKind kind, List<SentenceSpan> sentences)
    {
        start = SkipMarker(text, start, end, kind);
        var from = start;
        for (var n = start; n < end; n++)
        {
            var tooLong = n - from >= MaxSentence && (char.IsWhiteSpace(text[n]) || n - from >= MaxSentence + WordLimit) && !char.IsLowSurrogate(text[n]);
            if (tooLong || (kind != SentenceKind.Heading && IsEnd(text, n, end)))
            {
                n = tooLong ? n - 1 : PastClosers(text, n, end);
                Add(from, n + 1);
                from = n + 1;
            }
        }

        Add(from, end);

        void Add(int left, int right)
        {
            while (left < right && char.IsWhiteSpace(text[left]))
            {
                left++;
            }

            while (right > left && char.IsWhiteSpace(text[right - 1]))
            {
                right--;
            }

            if (right > left)
            {
                sentences.Add(new SentenceSpan(left, right, paragraph, kind));
            }
        }
    }

    private static int SkipMarker(string text, int start, int end, SentenceKind kind)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (kind == SentenceKind.Prose)
        {
            return start;
        }

        while (start < end && !char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }

    private static bool IsEnd(string text, int n, int end)
    {
        if (text[n] is '。' or '！' or '？')
        {
            return true;
        }

        if (text[n] is not ('.' or '!' or '?' or '…' or '؟' or '۔'))
        {
            return false;
        }

        var after = PastClosers(text, n, end) + 1;
        if (after >= end)
        {
            return true;
        }

        if (!char.IsWhiteSpace(text[after]))
        {
            return false;
        }

        while (after < end && char.IsWhiteSpace(text[after]))
        {
            after++;
        }

        return after >= end || (!char.IsLower(text[after]) && !(text[n] == '.' && IsAbbreviation(text, n) && !EndsOk(text, n, after)));
    }

    /// <summary>"To ok. Wyślij …": "about", for which it stands too, has a number after it.</summary>
    private static bool EndsOk(string text, int dot, int next) => dot >= 2 && char.IsUpper(text[next]) && text.AsSpan(dot - 2, 2).Equals("ok", StringComparison.OrdinalIgnoreCase);

    private static int PastClosers(string text, int n, int end)
    {
        while (n + 1 < end && text[n + 1] is '.' or '!' or '?' or '…' or '"' or '”' or '’' or '\'' or ')' or ']' or '»')
        {
            n++;
        }

        return n;
    }

    private static bool IsAbbreviation(string text, int dot)
    {
        var start = dot;
        while (start > 0 && dot - start <= LongestAbbreviation && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var word = text[start..dot];
        // One capital letter is the initial of a name.
        return (word.Length == 1 && char.IsUpper(word[0]) && word != "I") || Abbreviations.Contains(word.ToLowerInvariant());
    }

    /// <summary>A short line of its own without an end is a title, when text follows it.</summary>
    private static List<SentenceSpan> MarkTitles(string text, List<SentenceSpan> sentences)
    {
        for (var n = 0; n + 1 < sentences.Count; n++)
        {
            var (start, end, paragraph, kind) = sentences[n];
            var alone = n == 0 || sentences[n - 1].Paragraph != paragraph || sentences[n - 1].Kind == SentenceKind.Heading;
            if (kind == SentenceKind.Prose && alone && text[end - 1] is not ('.' or '!' or '?' or '…' or ':' or ';' or ',' or '"' or '”')
                && (char.IsUpper(text[start]) || char.IsDigit(text[start])) && end - start <= 2 * ShortLine
                && WordSplitter.Split(text, start, end).Count() is > 0 and <= MaxHeadingWords)
            {
                sentences[n] = new SentenceSpan(start, end, paragraph, SentenceKind.Heading);
            }
        }

        return sentences;
    }
}
