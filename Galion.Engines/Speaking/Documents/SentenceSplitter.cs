using System.Text.RegularExpressions;
using Galion.Engines.Speaking.Reading;

namespace Galion.Engines.Speaking.Documents;

/// <summary>Finds the sentences of a paragraph.</summary>
internal static partial class SentenceSplitter
{
    /// <summary>Longer ones are cut at a comma or a space, which keeps the time to the first sound and to a cancellation short.</summary>
    public const int MaxLength = 600;

    public static IEnumerable<(int Start, int End)> Split(string text, int start, int end, bool whole)
    {
        var first = start;
        for (var at = start; at < end && !whole; at++)
        {
            if (IsEnd(text, start, end, at, out var after))
            {
                foreach (var piece in Cut(text, first, after))
                {
                    yield return piece;
                }

                first = after;
                at = after - 1;
            }
        }

        foreach (var piece in Cut(text, first, end))
        {
            yield return piece;
        }
    }

    private static bool IsEnd(string text, int start, int end, int at, out int after)
    {
        after = at + 1;
        if (text[at] is '。' or '！' or '？' or '।')
        {
            return true;
        }

        if (text[at] is not ('.' or '!' or '?' or '…' or '؟'))
        {
            return false;
        }

        while (after < end && text[after] is '.' or '!' or '?' or '…' or '؟')
        {
            after++;
        }

        while (after < end && text[after] is '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '*' or '_')
        {
            after++;
        }

        if (after >= end)
        {
            return true;
        }

        var next = after;
        while (next < end && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next == after || next >= end)
        {
            return next >= end;
        }

        // What follows begins like a sentence, and the full stop is not that of a short form or an initial.
        var opening = next;
        while (opening < end && text[opening] is '"' or '\'' or '“' or '„' or '«' or '‘' or '(' or '[' or '–' or '—' or '-' or ' ' or '¿' or '¡' or '*' or '_')
        {
            opening++;
        }

        return (opening >= end || !char.IsLower(text[opening])) && !(text[at] == '.' && after == at + 1 && (IsShort(text, start, at, opening < end && char.IsAsciiDigit(text[opening])) || IsBeforeCentury(text[start..end], at - start, opening - start)));
    }

    /// <summary>"Lata 80. XX wieku": an ordinal, and a century after it.</summary>
    private static bool IsBeforeCentury(string text, int dot, int next) => dot > 0 && char.IsAsciiDigit(text[dot - 1]) && Century().IsMatch(text, next);

    [GeneratedRegex(@"\G[IVX]+ w(?:\.|iek)")]
    private static partial Regex Century();

    /// <param name="beforeNumber">A number follows, as after "No." and "m."</param>
    private static bool IsShort(string text, int start, int dot, bool beforeNumber)
    {
        var from = dot;
        while (from > start && (char.IsLetter(text[from - 1]) || text[from - 1] == '.'))
        {
            from--;
        }

        var word = text[from..dot];
        return word.Length == 1 && char.IsUpper(word[0]) && word != "I" || beforeNumber && (word.Length is 1 or 2 && word.All(char.IsLower) || EnglishUnits.ShortMonths.Contains(word)) || EnglishUnits.NeverLast.Contains(word) || PolishUnits.NeverLast.Contains(word) && word is not ("ok" or "os" or "al");
    }

    private static IEnumerable<(int Start, int End)> Cut(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        while (end - start > MaxLength)
        {
            var cut = text.LastIndexOfAny([',', ';', ':', '—', '،', '、'], start + MaxLength - 1, MaxLength / 2);
            cut = cut < 0 ? LastSpace(text, start + MaxLength / 2, start + MaxLength) : cut;
            cut = cut < 0 ? start + MaxLength - 1 : cut;
            yield return (start, cut + 1);
            start = cut + 1;
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }
        }

        if (start < end)
        {
            yield return (start, end);
        }
    }

    private static int LastSpace(string text, int from, int to)
    {
        for (var at = to - 1; at >= from; at--)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
