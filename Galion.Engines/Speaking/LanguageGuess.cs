using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking;

/// <summary>Tells Polish from English, the two languages that are guessed; others have to be named.</summary>
internal static partial class LanguageGuess
{
    private const int Looked = 4_000;

    private static readonly HashSet<string> Polish = new(StringComparer.OrdinalIgnoreCase)
    {
        "i", "w", "z", "na", "do", "to", "nie", "jest", "oraz", "ale", "jak", "co", "po", "od", "dla", "przez", "czy", "tak", "pan", "pani", "był", "była", "ma", "mi", "mam",
        "o", "u", "za", "ten", "ta", "te", "tego", "tym", "jego", "jej", "ich", "gdy", "kiedy", "tylko", "dzisiaj", "jutro", "jestem", "bardzo", "roku", "witaj", "dobry",
    };

    private static readonly HashSet<string> English = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "and", "of", "to", "a", "in", "is", "it", "you", "that", "he", "was", "for", "on", "are", "with", "as", "i", "his", "they", "be", "at", "one", "have", "this", "not",
        "from", "or", "by", "hello", "we", "she", "my", "your", "but", "what", "do", "can", "will", "an", "me", "no", "so",
    };

    /// <summary>What a paragraph or a speaker's turn needs to be taken out of the language of the whole.</summary>
    private const int Certain = 2;

    /// <returns>"pl" or "en".</returns>
    public static string Of(string text)
    {
        var (english, polish) = Weigh(text);
        return polish > english ? "pl" : "en";
    }

    /// <returns>The language of a part: that of the whole, unless the part is plainly in the other of the two.</returns>
    public static string OfPart(string text, string whole)
    {
        var (english, polish) = Weigh(text);
        return whole.StartsWith("pl", StringComparison.Ordinal) ? Leaves(polish, english) ? "en" : whole
            : whole.StartsWith("en", StringComparison.Ordinal) && Leaves(english, polish) ? "pl"
            : whole;

        static bool Leaves(int whole, int other) => other >= Certain && other > Certain * whole;
    }

    private static (int English, int Polish) Weigh(string text)
    {
        var looked = text.Length <= Looked ? text : text[..Looked];
        var polish = looked.Count(letter => "ąćęłńśźżĄĆĘŁŃŚŹŻ".Contains(letter)) * 2;
        var english = 0;
        foreach (Match word in Words().Matches(looked))
        {
            polish += Polish.Contains(word.Value) ? 1 : 0;
            english += English.Contains(word.Value) ? 1 : 0;
        }

        return (english, polish);
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Words();
}
