namespace Galion.Engines.Speaking.Reading;

/// <summary>Cardinals in other cases than the nominative.</summary>
internal static partial class PolishNumbers
{
    private static readonly string[] SmallGenitives =
    [
        "zera", "jednego", "dwóch", "trzech", "czterech", "pięciu", "sześciu", "siedmiu", "ośmiu", "dziewięciu", "dziesięciu", "jedenastu", "dwunastu", "trzynastu",
        "czternastu", "piętnastu", "szesnastu", "siedemnastu", "osiemnastu", "dziewiętnastu",
    ];

    private static readonly string[] TenGenitives =
        ["", "", "dwudziestu", "trzydziestu", "czterdziestu", "pięćdziesięciu", "sześćdziesięciu", "siedemdziesięciu", "osiemdziesięciu", "dziewięćdziesięciu"];

    private static readonly string[] HundredGenitives =
        ["", "stu", "dwustu", "trzystu", "czterystu", "pięciuset", "sześciuset", "siedmiuset", "ośmiuset", "dziewięciuset"];

    /// <param name="number">0 to 10^18.</param>
    /// <param name="gender">Of what is counted; it shows in one alone.</param>
    public static string Genitive(long number, PolishGender gender = PolishGender.Masculine)
    {
        if (number == 0)
        {
            return SmallGenitives[0];
        }

        var words = new List<string>();
        var unit = 1_000_000_000_000_000L;
        for (var scale = Scales.Length - 1; scale >= 0; scale--, unit /= 1_000)
        {
            var group = (int)(number / unit % 1_000);
            if (group > 1)
            {
                AddGenitive(words, group);
            }

            if (group > 0)
            {
                words.Add(group == 1 ? Scales[scale].Part : Scales[scale].Many);
            }
        }

        if (number == 1)
        {
            words.Add(gender == PolishGender.Feminine ? "jednej" : SmallGenitives[1]);
        }
        else
        {
            AddGenitive(words, (int)(number % 1_000));
        }

        return string.Join(' ', words);
    }

    /// <summary>A number before the word that it counts, as far as that word tells the case and gender.</summary>
    /// <param name="next">The word; empty when none follows.</param>
    /// <param name="genitive">A preposition asks for it.</param>
    public static string Counting(long number, string next, bool genitive)
    {
        var few = number % 10 is >= 2 and <= 4 && number % 100 is < 12 or > 14;
        if (number == 1 && next.Length > 0)
        {
            return genitive ? Genitive(1, next[^1] is 'y' or 'i' ? PolishGender.Feminine : PolishGender.Masculine)
                : Cardinal(1, next[^1] switch { 'a' => PolishGender.Feminine, 'o' or 'e' => PolishGender.Neuter, _ => PolishGender.Masculine });
        }

        // In the locative and the dative as in the genitive; "2 panów" cannot be anything else.
        if (number > 1 && (genitive || Ends("ach") || Ends("om") || few && Ends("ów") || PolishUnits.Men.Contains(next)))
        {
            return Genitive(number);
        }

        return number switch
        {
            2 when Ends("ami") || Ends("mi") => PolishUnits.FemininePlurals.Contains(next[..^(Ends("ami") ? 3 : 2)] + "y") ? "dwiema" : "dwoma",
            3 when Ends("ami") || Ends("mi") => "trzema",
            4 when Ends("ami") || Ends("mi") => "czterema",
            > 4 when Ends("ami") => Genitive(number),
            _ => Cardinal(number, IsFemininePlural(next) ? PolishGender.Feminine : PolishGender.Masculine),
        };

        bool Ends(string ending) => next.EndsWith(ending, StringComparison.Ordinal);
    }

    private static bool IsFemininePlural(string word) => PolishUnits.FemininePlurals.Contains(word)
        || word.EndsWith("cje", StringComparison.Ordinal) || word.EndsWith("sje", StringComparison.Ordinal) || word.EndsWith("zje", StringComparison.Ordinal)
        || word.EndsWith("ości", StringComparison.Ordinal) || word.EndsWith("nice", StringComparison.Ordinal);

    private static void AddGenitive(List<string> words, int below1000)
    {
        if (below1000 >= 100)
        {
            words.Add(HundredGenitives[below1000 / 100]);
            below1000 %= 100;
        }

        if (below1000 >= 20)
        {
            words.Add(TenGenitives[below1000 / 10]);
            below1000 %= 10;
        }

        if (below1000 > 0)
        {
            // "dwudziestu jeden": one is not declined at the end of a longer number.
            words.Add(below1000 == 1 && words.Count > 0 ? Small[1] : SmallGenitives[below1000]);
        }
    }
}
