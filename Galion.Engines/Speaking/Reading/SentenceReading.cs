using System.Text;

namespace Galion.Engines.Speaking.Reading;

/// <summary>Turns a written sentence into what is said.</summary>
internal sealed class SentenceReading(LanguageReading language, string region, Pronunciations pronunciations)
{
    /// <summary>Longer words than this are no words; they are said in pieces, so that no sound goes on for minutes.</summary>
    private const int MaxWordLength = 60;

    public IReadOnlyList<SpokenWord> Read(string text)
    {
        var words = new List<SpokenWord>();
        Read(text, 0, text.Length, words);
        return words;
    }

    /// <summary>What is said for a text as one word.</summary>
    public string Say(string text)
    {
        var said = new StringBuilder();
        foreach (var word in Read(text))
        {
            said.Append(said.Length == 0 ? "" : " ").Append(word.Spoken).Append(word.After == "." ? "" : word.After);
        }

        return said.ToString().TrimEnd(',', ';', ':', '!', '?');
    }

    /// <summary>What the customer says a text is.</summary>
    /// <param name="kind">As SSML has it, with the format after a colon.</param>
    public string SayAs(string text, string kind)
    {
        var written = text.Trim();
        return kind.Split(':')[0] switch
        {
            "characters" or "spell-out" => language.Spell(written),
            "digits" => language.Digits(written),
            "telephone" => Groups(written),
            "cardinal" or "number" when written.All(char.IsAsciiDigit) => language.Cardinal(written),
            "ordinal" when written.Any(char.IsAsciiDigit) => language.Ordinal(written),
            "ordinal" when Numerals.Roman(written) is { } roman => language.Ordinal(roman.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            "date" when InOrder(written, kind) is { } date => Say(date),
            _ => Say(written),
        };
    }

    /// <summary>Reads a part of a text; punctuation at its start goes to the word before.</summary>
    /// <param name="from">Where the sentence begins.</param>
    /// <param name="to">Where it ends.</param>
    public void Read(string text, int start, int end, List<SpokenWord> words, int from, int to)
    {
        var count = words.Count;
        Read(text[from..to], start - from, end - from, words);
        for (var n = count; n < words.Count; n++)
        {
            words[n] = words[n] with { Start = words[n].Start + from };
        }
    }

    private void Read(string text, int start, int end, List<SpokenWord> words)
    {
        var before = "";
        for (var at = start; at < end;)
        {
            var letter = text[at];
            if (char.IsWhiteSpace(letter))
            {
                at++;
                continue;
            }

            var starts = at == 0 || !IsWordLetter(text[at - 1]);
            var length = 0;
            var said = starts ? pronunciations.Find(text, at, out length) : null;
            if (said is null || at + length > end)
            {
                (said, length) = ReadPattern(text, at, end, starts, before);
            }

            if (said is null && IsWordLetter(letter))
            {
                length = Math.Min(WordLength(text, at), end - at);
                said = Plain(text.AsSpan(at, length));
            }

            if (said is not null)
            {
                // A full stop that the match swallowed ("etc.", "p.m.") still ends the sentence.
                words.Add(new SpokenWord(at, length, said, text[at + length - 1] == '.' && at + length == text.Length ? "." : ""));
                before = text.Substring(at, length).TrimEnd('.');
                at += length;
                continue;
            }

            if (Pause(text, at) is { } pause && words.Count > 0)
            {
                words[^1] = words[^1] with { After = Stronger(words[^1].After, pause) };
            }

            at++;
        }
    }

    /// <summary>What espeak-ng understands of a word: letters, marks, digits, apostrophes and hyphens.</summary>
    public static string Plain(ReadOnlySpan<char> word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word)
        {
            plain.Append(letter switch
            {
                '’' or 'ʼ' => '\'',
                '‑' or '‐' => '-',
                '\u00AD' => '\0',
                _ => letter,
            });
        }

        return plain.Replace("\0", "").ToString();
    }

    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    /// <summary>A date in the order that the format names: dmy, mdy, ymd.</summary>
    private static string? InOrder(string written, string kind)
    {
        var order = kind[(kind.IndexOf(':') + 1)..];
        var parts = written.Split('.', '/', '-', ' ');
        if (parts.Length != 3 || order.Length != 3 || !parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit)))
        {
            return null;
        }

        return Numerals.Date(Part('y'), Part('m'), Part('d'))?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        string Part(char name) => order.IndexOf(name) is var at && at >= 0 ? parts[at] : "0";
    }

    private string Groups(string written)
    {
        var groups = written.Split([' ', '-', '.', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Select(group => (group.StartsWith('+') ? "plus " : "") + language.Digits(group)).Where(group => group.Length > 0);
        return string.Join(", ", groups);
    }

    private (string? Said, int Length) ReadPattern(string text, int at, int end, bool starts, string before)
    {
        var letter = text[at];
        var context = new ReadingContext(text, before, region);
        var patterns = char.IsLetter(letter) ? starts ? language.OfWords : [] : IsNumberStart(text, at) ? language.OfNumbers : [];
        foreach (var pattern in patterns)
        {
            var match = pattern.Form.Match(text, at);
            if (match.Success && match.Length > 0 && at + match.Length <= end && pattern.Say(match, context) is { } said)
            {
                return (said, match.Length);
            }
        }

        // Signs between letters and digits are said where they mean something: "and/or", "R&D", "2+2".
        return language.Sign(letter, context) is { } sign && (letter is not ('<' or '>') || Spaced(text, at)) ? (sign, 1) : (null, 0);
    }

    private static bool IsNumberStart(string text, int at) =>
        char.IsAsciiDigit(text[at]) || "-−+($£€¥'’#^".Contains(text[at]) && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] is '(' or '$' or '£' or '€' or '¥');

    private static bool Spaced(string text, int at) => at > 0 && at + 1 < text.Length && char.IsWhiteSpace(text[at - 1]) && char.IsWhiteSpace(text[at + 1]);

    private static int WordLength(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && end - at < MaxWordLength
            && (IsWordLetter(text[end]) && char.IsAsciiDigit(text[end]) == char.IsAsciiDigit(text[end - 1])
                || text[end] is '\'' or '’' or '-' or '‑' or '‐' or '\u00AD' && end + 1 < text.Length && char.IsLetter(text[end + 1]) && char.IsLetter(text[end - 1])))
        {
            end++;
        }

        return end - at;
    }

    private static string? Pause(string text, int at) => text[at] switch
    {
        ',' or '،' or '、' or '，' => ",",
        ';' or '؛' or '；' => ";",
        ':' or '：' => ":",
        '.' or '。' or '…' or '।' => ".",
        '?' or '؟' or '？' => "?",
        '!' or '！' => "!",
        '—' or '–' or '(' or ')' or '[' or ']' => ",",
        '-' when Spaced(text, at) => ",",
        '/' => "",
        _ => null,
    };

    private static string Stronger(string one, string other) => Strength(other) > Strength(one) ? other : one;

    private static int Strength(string pause) => pause switch
    {
        "?" => 5,
        "!" => 4,
        "." => 3,
        ";" or ":" => 2,
        "," => 1,
        _ => 0,
    };
}
