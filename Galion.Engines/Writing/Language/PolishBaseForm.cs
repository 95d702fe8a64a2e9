using System.Buffers;
using System.Collections.Frozen;

namespace Galion.Engines.Writing.Language;

/// <summary>
/// The nominative of a Polish noun phrase, by the endings of its words. An adjective that agrees fixes number and gender, so that the noun's ending is
/// certain; where it is not, or a vowel might alternate, there is no answer and the phrase stays as the text has it.
/// </summary>
internal static class PolishBaseForm
{
    private const int ShortestWord = 4;
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyąęó");

    // Comparatives of adverbs and the like, which end as adjectives do.
    private static readonly FrozenSet<string> Adverbs = Set(
        "więcej mniej bardziej najbardziej dalej później wcześniej częściej rzadziej lepiej gorzej raczej dłużej krócej wyżej niżej bliżej prędzej kolej olej klej hotelej tej tamtej owej mojej twojej swojej naszej waszej jej niej której jednej żadnej każdej całej samej innej takiej jakiej jednego mojego twojego swojego naszego waszego czyjego niego samego");

    // Adjectives with a soft stem in n; other words in -niej are adverbs.
    private static readonly string[] SoftStems =
        ["ostat", "śred", "let", "ta", "wschod", "zachod", "przed", "tyl", "odpowied", "poprzed", "sąsied", "bezpośred", "jesien", "dol", "gór", "głów", "wieloletn", "stolet", "kilkudni", "zeszłoroczn", "powszed", "pośred", "wiosen"];

    private static readonly FrozenSet<string> ConsonantFeminines = Set("mocy nocy pomocy przemocy niemocy północy wielkanocy mocą nocą pomocą przemocą północą");

    private static readonly FrozenDictionary<string, string> Neuters = """
        miasta miasto, biura biuro, okna okno, dziecka dziecko, jeziora jezioro, słowa słowo, prawa prawo, drzewa drzewo, auta auto, konta konto, koła koło, pola pole, morza morze,
        miejsca miejsce, serca serce, zdrowia zdrowie, osiedla osiedle, podwórka podwórko, przedszkola przedszkole, ciasta ciasto, światła światło, piwa piwo, mięsa mięso, życia życie,
        powietrza powietrze, lata lato, czoła czoło, jabłka jabłko, pióra pióro, zboża zboże, stoiska stoisko, wejścia wejście, wyjścia wyjście, przejścia przejście, hasła hasło
        """.Split(',', StringSplitOptions.TrimEntries).Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    // Where -enia belongs to a noun in -eń.
    private static readonly FrozenSet<string> MasculineEnia = Set("korzenia jelenia kamienia pierścienia cienia płomienia promienia strumienia grzebienia tygodnia stopnia jesienia");

    private static readonly string[] ClustersThatEndWords = ["kt", "nt", "rt", "st", "ns", "ks", "rs", "rd", "nd", "lt", "pt", "lm", "rm", "ft", "ch", "cz", "sz", "rz"];

    /// <summary>The phrase in the nominative; null when the rules are not certain of every word that would change.</summary>
    public static string? Of(string phrase)
    {
        var words = phrase.Split(' ');
        if (words.Any(word => word.Length < ShortestWord || !word.All(char.IsLetter)))
        {
            return null;
        }

        var lower = words.Select(word => word.ToLowerInvariant()).ToArray();
        return words.Length == 1 || !EndsAsAdjective(lower[0]) ? Single(words, lower) : Agreeing(words, lower);
    }

    /// <summary>A noun whose ending tells alone; what follows it in the genitive stays.</summary>
    private static string? Single(string[] words, string[] lower)
    {
        // After the noun, an adjective may agree with it.
        if (words.Length == 2 && EndsAsAdjective(lower[1]) && Gender(lower[1]) is { } gender)
        {
            return Noun(lower[0], gender) is { } head && Adjective(lower[1], head.IsNeuter ? Kind.Neuter : gender) is { } adjective ? Join(words, head.Text, adjective) : null;
        }

        // Two names side by side change together, and so does what stands in the same case.
        var apposed = words.Length == 2 && (char.IsUpper(words[0][0]) && char.IsUpper(words[1][0]) || lower[1][^1] is 'ę' or 'ą');
        return words.Length <= 2 && !apposed && Alone(lower[0], char.IsUpper(words[0][0])) is { } noun ? Join(words, noun, [.. lower[1..]]) : null;
    }

    private static string? Agreeing(string[] words, string[] lower)
    {
        if (Gender(lower[0]) is not { } gender || Noun(lower[1], gender) is not { } noun)
        {
            return null;
        }

        var kind = noun.IsNeuter ? Kind.Neuter : gender;
        if (Adjective(lower[0], kind) is not { } first)
        {
            return null;
        }

        var rest = words.Length == 3 ? EndsAsAdjective(lower[2]) && Gender(lower[2]) == gender ? Adjective(lower[2], kind) : lower[2] : null;
        return words.Length == 3 && rest is null ? null : Join(words, [first, noun.Text, .. rest is null ? Array.Empty<string>() : [rest]]);
    }

    private static Kind? Gender(string adjective) =>
        Adverbs.Contains(adjective) ? null
        : adjective.EndsWith("ego", StringComparison.Ordinal) ? Kind.Masculine
        : adjective.EndsWith("ej", StringComparison.Ordinal) || adjective.EndsWith('ą') ? Kind.Feminine : null;

    private static bool EndsAsAdjective(string word) => !Adverbs.Contains(word)
        && (word.EndsWith("ego", StringComparison.Ordinal)
            || (word.EndsWith("ej", StringComparison.Ordinal) && (!word.EndsWith("niej", StringComparison.Ordinal) || SoftStems.Any(stem => word[..^4].EndsWith(stem, StringComparison.Ordinal))))
            || (word.EndsWith('ą') && Ends(word, "ową", "ską", "cką", "lną", "zną", "jną", "wną", "tną", "nną", "dną", "ną", "wą", "łą", "żą", "szą", "ałą", "tą", "ką")));

    private static string? Adjective(string word, Kind kind)
    {
        var (stem, soft) = word switch
        {
            _ when Ends(word, "kiego", "giego") => (word[..^4], true),
            _ when word.EndsWith("iego", StringComparison.Ordinal) => (word[..^3], false),
            _ when word.EndsWith("ego", StringComparison.Ordinal) => (word[..^3], false),
            _ when Ends(word, "kiej", "giej") => (word[..^3], true),
            _ when word.EndsWith("ej", StringComparison.Ordinal) => (word[..^2], false),
            _ => (word[..^1], Ends(word, "ką", "gą")),
        };
        return kind switch
        {
            Kind.Feminine => stem + "a",
            Kind.Neuter => stem + (soft ? "ie" : "e"),
            // A soft stem already ends in i.
            _ => soft ? stem + "i" : stem.EndsWith('i') ? stem : stem + "y",
        };
    }

    private static (string Text, bool IsNeuter)? Noun(string word, Kind kind) => kind == Kind.Feminine ? Feminine(word) is { } feminine ? (feminine, false) : null : Masculine(word);

    private static string? Feminine(string word)
    {
        if (ConsonantFeminines.Contains(word))
        {
            return word.EndsWith('y') || word.EndsWith('ą') ? word[..^1] : null;
        }

        return word switch
        {
            _ when word.EndsWith("ości", StringComparison.Ordinal) => word[..^1][..^1] + "ć",
            _ when word.EndsWith("ością", StringComparison.Ordinal) => word[..^3] + "ć",
            _ when Ends(word, "cji", "sji", "zji", "ii", "arni", "alni", "elni") => word.EndsWith("ni", StringComparison.Ordinal) ? word + "a" : word[..^1] + "a",
            _ when Ends(word, "cją", "sją", "zją", "arnią", "alnią", "elnią", "ę") => Lemma(word[..^1]),
            _ when Ends(word, "ki", "gi", "by", "dy", "fy", "ły", "my", "ny", "py", "ry", "sy", "ty", "wy", "cy") => word[..^1] + "a",
            _ when Ends(word, "ką", "gą", "bą", "dą", "łą", "mą", "ną", "pą", "rą", "są", "tą", "wą", "cą") => word[..^1] + "a",
            _ when word.EndsWith("ce", StringComparison.Ordinal) => word[..^2] + "ka",
            _ when word.EndsWith("dze", StringComparison.Ordinal) => word[..^3] + "ga",
            // The vowel before may have changed with the consonant: wiara, wierze; gwiazda, gwieździe.
            _ when word.EndsWith("rze", StringComparison.Ordinal) => word[..^3].EndsWith("ie", StringComparison.Ordinal) ? null : word[..^3] + "ra",
            _ when word.EndsWith("le", StringComparison.Ordinal) => word[..^2].EndsWith("ie", StringComparison.Ordinal) || word[^3] is 'ś' or 'g' ? null : word[..^2] + "ła",
            _ when Ends(word, "ździe", "ście", "śnie", "źnie") => null,
            _ when word.EndsWith("dzie", StringComparison.Ordinal) => Unless(word[..^4], "da"),
            _ when word.EndsWith("cie", StringComparison.Ordinal) => Unless(word[..^3], "ta"),
            _ when Ends(word, "bie", "mie", "nie", "pie", "wie", "sie", "zie") => Unless(word[..^2], "a"),
            _ => null,
        };

        static string? Unless(string stem, string ending) => stem.Length > 2 && (stem.EndsWith("ie", StringComparison.Ordinal) || stem[..^1].EndsWith("ie", StringComparison.Ordinal)) ? null : stem + ending;

        // Only "pani" and its like have another nominative.
        static string? Lemma(string stem) => stem.EndsWith("pani", StringComparison.Ordinal) ? null : stem + "a";
    }

    private static (string, bool)? Masculine(string word)
    {
        if (Neuters.TryGetValue(word, out var neuter))
        {
            return (neuter, true);
        }

        return word switch
        {
            _ when word.EndsWith("ania", StringComparison.Ordinal) || word.EndsWith("jęcia", StringComparison.Ordinal) => (word[..^1] + "e", true),
            _ when word.EndsWith("enia", StringComparison.Ordinal) => MasculineEnia.Contains(word) ? null : (word[..^1] + "e", true),
            _ when Ends(word, "stwa", "ctwa", "dztwa", "iska") => (word[..^1] + "o", true),
            _ when Ends(word, "nika", "arza", "acza", "ciela", "tora") => (word[..^1], false),
            _ when word.EndsWith("owca", StringComparison.Ordinal) => (word[..^2] + "iec", false),
            _ when word.EndsWith('u') && EndsAsWordsDo(word[..^1]) => (word[..^1], false),
            _ => null,
        };
    }

    /// <summary>Whether the stem can stand alone: no cluster that takes a vowel (budynku, budynek), no vowel that would change (ogrodu, ogród; błędu, błąd).</summary>
    private static bool EndsAsWordsDo(string stem)
    {
        if (stem.Length < 3 || "ćńśźj".Contains(stem[^1], StringComparison.Ordinal))
        {
            return false;
        }

        var cluster = !Vowels.Contains(stem[^2]);
        if (cluster && !ClustersThatEndWords.Any(ending => stem.EndsWith(ending, StringComparison.Ordinal)))
        {
            return false;
        }

        var vowel = stem.AsSpan().LastIndexOfAny(Vowels);
        return vowel >= 0 && stem[vowel] switch
        {
            'ę' or 'ą' => false,
            'o' => cluster || !"bdgłrwzżlj".Contains(stem[^1], StringComparison.Ordinal),
            _ => true,
        };
    }

    /// <summary>Endings that no nominative has.</summary>
    private static string? Alone(string word, bool isName) => word switch
    {
        _ when Ends(word, "cji", "sji", "zji", "ii") => word[..^1] + "a",
        _ when Ends(word, "cją", "sją", "zją", "cję", "sję", "zję") => word[..^1] + "a",
        _ when Ends(word, "kę", "gę", "tę", "nę", "wę", "dę", "rę", "łę", "pę", "cę") => word[..^1] + "a",
        _ when Ends(word, "owania", "owaniu") => word[..^1] + "e",
        _ when Ends(word, "owaniem") => word[..^1],
        _ when Ends(word, "aniu", "eniu") && !isName && !MasculineEnia.Contains(word[..^1] + "a") => word[..^1] + "e",
        _ when Ends(word, "ństwem", "ctwem") => word[..^2] + "o",
        _ => null,
    };

    private static string Join(string[] words, params string[] forms) =>
        string.Join(' ', forms.Select((form, n) => char.IsUpper(words[n][0]) ? char.ToUpperInvariant(form[0]) + (words[n].Length > 1 && char.IsUpper(words[n][1]) ? form[1..].ToUpperInvariant() : form[1..]) : form));

    private static string Join(string[] words, string first, string[] rest) => Join(words, [first, .. rest]);

    private static string Join(string[] words, string first, string second) => Join(words, [first, second]);

    private static bool Ends(string word, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private enum Kind
    {
        Masculine,
        Feminine,
        Neuter,
    }
}
