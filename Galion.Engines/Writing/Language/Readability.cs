namespace Galion.Engines.Writing.Language;

/// <summary>How hard a text is to read.</summary>
/// <param name="Grade">
/// Years of school that it takes: Flesch–Kincaid for English; for Polish the FOG index with four or more syllables as a hard word, since Polish
/// words are longer.
/// </param>
/// <param name="Fog">Gunning's FOG index; hard words have three or more syllables in English, four or more in Polish.</param>
/// <param name="ReadingEase">Flesch's ease, 0 to 100 and beyond; for English alone.</param>
public sealed record Readability(int Sentences, int Words, int Syllables, int HardWords, double Grade, double Fog, double? ReadingEase)
{
    private const int HardEnglish = 3;
    private const int HardPolish = 4;

    /// <summary>Measures the text; all zero when it has no words.</summary>
    public static Readability Measure(string text, TextLanguage language)
    {
        var sentences = 0;
        var (words, syllables, hard) = (0, 0, 0);
        foreach (var sentence in SentenceSplitter.Split(text))
        {
            var before = words;
            foreach (var span in WordSplitter.Split(text, sentence.Start, sentence.End))
            {
                var count = CountSyllables(span.Of(text).ToLowerInvariant(), language);
                words++;
                syllables += count;
                hard += count >= (language == TextLanguage.Polish ? HardPolish : HardEnglish) ? 1 : 0;
            }

            sentences += words > before ? 1 : 0;
        }

        if (words == 0)
        {
            return new Readability(0, 0, 0, 0, 0, 0, language == TextLanguage.Polish ? null : 0);
        }

        var length = (double)words / sentences;
        var perWord = (double)syllables / words;
        var fog = 0.4 * (length + 100.0 * hard / words);
        return language == TextLanguage.Polish
            ? new Readability(sentences, words, syllables, hard, fog, fog, null)
            : new Readability(sentences, words, syllables, hard, 0.39 * length + 11.8 * perWord - 15.59, fog, 206.835 - 1.015 * length - 84.6 * perWord);
    }

    /// <param name="lower">A word in lower case.</param>
    public static int CountSyllables(string lower, TextLanguage language) => language == TextLanguage.Polish ? Polish(lower) : English(lower);

    private static int English(string word)
    {
        var count = 0;
        var inVowel = false;
        foreach (var letter in word)
        {
            var vowel = letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
            count += vowel && !inVowel ? 1 : 0;
            inVowel = vowel;
        }

        // A final e is silent, except in -le after a consonant; so is that of -ed and -es after most letters.
        if (word.Length > 2 && word[^1] == 'e' && !(word[^2] == 'l' && !IsVowel(word[^3])))
        {
            count--;
        }
        else if (word.Length > 3 && (word.EndsWith("ed", StringComparison.Ordinal) && word[^3] is not ('t' or 'd')
            || word.EndsWith("es", StringComparison.Ordinal) && word[^3] is not ('s' or 'x' or 'z' or 'h' or 'c' or 'g')) && !IsVowel(word[^3]))
        {
            count--;
        }

        // Two vowels that are sounded apart.
        count += Occurrences(word, "ia") + Occurrences(word, "io") + Occurrences(word, "eo") + Occurrences(word, "uou")
            - Occurrences(word, "tion") - Occurrences(word, "sion") - Occurrences(word, "cia") - Occurrences(word, "tia") - Occurrences(word, "cio")
            - Occurrences(word, "gio") - Occurrences(word, "eop") - Occurrences(word, "tio") + Occurrences(word, "tion");
        return Math.Max(1, count);
    }

    private static int Polish(string word)
    {
        var count = 0;
        for (var n = 0; n < word.Length; n++)
        {
            // An i before a vowel only softens the consonant.
            count += word[n] is 'a' or 'ą' or 'e' or 'ę' or 'o' or 'ó' or 'u' or 'y' || (word[n] == 'i' && (n + 1 == word.Length || !IsPolishVowel(word[n + 1]))) ? 1 : 0;
        }

        return Math.Max(1, count);
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static bool IsPolishVowel(char letter) => letter is 'a' or 'ą' or 'e' or 'ę' or 'o' or 'ó' or 'u' or 'y';

    private static int Occurrences(string word, string part)
    {
        var count = 0;
        for (var at = word.IndexOf(part, StringComparison.Ordinal); at >= 0; at = word.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
