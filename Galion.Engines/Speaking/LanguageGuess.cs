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

    /// <returns>"pl" or "en".</returns>
    public static string Of(string text)
    {
        var looked = text.Length <= Looked ? text : text[..Looked];
        var polish = looked.Count(letter => "ąćęłńśźżĄĆĘŁŃŚŹŻ".Contains(letter)) * 2;
        var english = 0;
        foreach (Match word in Words().Matches(looked))
        {
            polish += Polish.Contains(word.Value) ? 1 : 0;
            english += English.Contains(word.Value) ? 1 : 0;
        }

        return polish > english ? "pl" : "en";
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Words();
}
