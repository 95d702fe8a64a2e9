using System.Globalization;

namespace Galion.Engines.Writing.Language;

/// <summary>A stretch of a text.</summary>
internal readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;

    public string Of(string text) => text.Substring(Start, Length);
}

/// <summary>Finds words and numbers: letters and digits, with apostrophes, hyphens and decimal marks inside.</summary>
internal static class WordSplitter
{
    /// <summary>Longer runs are cut, so that a megabyte without a space is no word of a megabyte.</summary>
    private const int MaxWord = 60;

    public static IEnumerable<Span> Split(string text, int start, int end)
    {
        var from = -1;
        for (var n = start; n < end; n++)
        {
            var inside = IsPart(text, n) || (from >= 0 && IsJoint(text, n, end));
            if (inside && from < 0)
            {
                from = n;
            }
            else if (from >= 0 && (!inside || n - from >= MaxWord))
            {
                yield return new Span(from, n - from);
                from = inside ? n : -1;
            }
        }

        if (from >= 0)
        {
            yield return new Span(from, end - from);
        }
    }

    public static int Count(string text) => Split(text, 0, text.Length).Count();

    private static bool IsPart(string text, int n) => char.IsLetterOrDigit(text[n])
        || CharUnicodeInfo.GetUnicodeCategory(text[n]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsJoint(string text, int n, int end)
    {
        if (n + 1 >= end || !char.IsLetterOrDigit(text[n + 1]))
        {
            return false;
        }

        return text[n] is '\'' or '’' or '-' ? char.IsLetterOrDigit(text[n - 1])
            : text[n] is '.' or ',' or ':' && char.IsAsciiDigit(text[n - 1]) && char.IsAsciiDigit(text[n + 1]);
    }
}
