using System.Buffers;

namespace Galion.Engines.Writing.Language;

/// <summary>Cuts endings, so that the forms of a word count as one. It is light: it would rather keep two words apart than join two.</summary>
internal static class Stemmer
{
    private const int ShortestPolishStem = 3;
    private const int ShortestEnglishStem = 3;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    // Longest first, so that the first that fits is the one to cut.
    private static readonly string[] PolishEndings =
    [
        .. """
           owaniami owaniach owaniem owaniu owania owanie owałem owałam owaliśmy owałyśmy ościami ościach owskiego owskich owymi owych owego owemu owała
           owało owali owały owany owana owane owano eniami eniach aniami aniach ościom iejszych iejszego iejsza iejsze iejszy aliśmy iliśmy yliśmy eliśmy
           ością ości ość owej owym ował ować ujemy ujesz ujący ująca ujące ują uję uje owi ach ami iami iach iego iemu ymi ych ego emu imi ich iej
           eniem eniu enia enie aniem aniu ania anie ałem ałam ałeś iłem iłam ała ało ali ały iła iło ili iły yła yło yli yły eli ieli iała iały
           ący ąca ące ących ącego ając aj am asz amy acie ają iesz iemy esz emy isz imy ysz ymy ać eć ić yć ał ił ył ów om iom iem iam em ej ie ią ię iu
           ym im ia io a ą e ę i o ó u y
           """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).OrderByDescending(ending => ending.Length),
    ];

    public static string Stem(string lower, TextLanguage language) => language == TextLanguage.Polish ? Polish(lower) : English(lower);

    private static string Polish(string word)
    {
        if (char.IsDigit(word[0]))
        {
            return word;
        }

        foreach (var ending in PolishEndings)
        {
            if (word.Length - ending.Length >= ShortestPolishStem && word.EndsWith(ending, StringComparison.Ordinal))
            {
                word = word[..^ending.Length];
                break;
            }
        }

        return Fold(word);
    }

    /// <summary>Vowels and consonants that alternate between the forms of one word: miód, miodu; ręka, rąk.</summary>
    private static string Fold(string word) => string.Create(word.Length, word, static (folded, source) =>
    {
        for (var n = 0; n < folded.Length; n++)
        {
            folded[n] = source[n] switch { 'ó' => 'o', 'ą' => 'ę', 'ś' => 's', 'ć' => 'c', 'ń' => 'n', 'ź' => 'z', _ => source[n] };
        }
    });

    private static string English(string word)
    {
        word = Strip(word, "'s", "’s");
        if (word.Length <= ShortestEnglishStem || char.IsDigit(word[0]))
        {
            return word;
        }

        word = word switch
        {
            _ when word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 => word[..^3] + "y",
            _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)
                || word.EndsWith("xes", StringComparison.Ordinal) => word[..^2],
            _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal)
                && !word.EndsWith("is", StringComparison.Ordinal) => word[..^1],
            _ => word,
        };
        foreach (var ending in (ReadOnlySpan<string>)["ingly", "edly", "ing", "ed", "ly"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && word.Length - ending.Length >= ShortestEnglishStem
                && word.AsSpan(0, word.Length - ending.Length).ContainsAny(Vowels))
            {
                word = word[..^ending.Length];
                word = word.Length > ShortestEnglishStem && word[^1] == word[^2] && word[^1] is not ('l' or 's' or 'z' or 'e' or 'o') ? word[..^1] : word;
                break;
            }
        }

        word = word.Length > ShortestEnglishStem && word[^1] == 'e' ? word[..^1] : word;
        return word.Length > ShortestEnglishStem && word[^1] == 'y' ? word[..^1] + "i" : word;
    }

    private static string Strip(string word, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && word.Length > ending.Length)
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }
}
