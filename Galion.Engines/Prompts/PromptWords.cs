using System.Globalization;
using System.Text;

namespace Galion.Engines.Prompts;

/// <param name="Text">Letters and digits in lower case without diacritics, at most 40.</param>
/// <param name="EndsClause">Whether a comma, a full stop or the like follows.</param>
internal readonly record struct PromptWord(string Text, bool EndsClause);

/// <summary>The words of a prompt, as all readers take them.</summary>
internal static class PromptWords
{
    private const int MaxWords = 1_000;
    private const int MaxWordLength = 40;

    /// <summary>Splits into words of letters and digits, folded to lower case without diacritics.</summary>
    public static List<PromptWord> Of(string text)
    {
        var words = new List<PromptWord>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (words.Count >= MaxWords)
            {
                break;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                if (word.Length < MaxWordLength)
                {
                    word.Append(Fold(Rune.ToLowerInvariant(rune)));
                }

                continue;
            }

            // A combining mark belongs to the letter before it and is dropped with its diacritic.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            Finish();
            if (words.Count > 0 && rune.Value is ',' or '.' or ';' or ':' or '!' or '?' or '\n' or '(' or ')' or '|')
            {
                words[^1] = words[^1] with { EndsClause = true };
            }
        }

        Finish();
        return words;

        void Finish()
        {
            if (word.Length > 0)
            {
                words.Add(new PromptWord(word.ToString(), EndsClause: false));
                word.Clear();
            }
        }
    }

    /// <summary>The letter without its Polish or Western diacritic. Written out, because invariant globalization has no decomposition.</summary>
    private static Rune Fold(Rune rune) => rune.Value switch
    {
        'ą' or 'á' or 'à' or 'â' or 'ä' or 'ã' or 'å' => new Rune('a'),
        'ć' or 'ç' or 'č' => new Rune('c'),
        'ę' or 'é' or 'è' or 'ê' or 'ë' => new Rune('e'),
        'í' or 'ì' or 'î' or 'ï' => new Rune('i'),
        'ł' => new Rune('l'),
        'ń' or 'ñ' => new Rune('n'),
        'ó' or 'ò' or 'ô' or 'ö' or 'õ' or 'ø' => new Rune('o'),
        'ś' or 'š' => new Rune('s'),
        'ú' or 'ù' or 'û' or 'ü' => new Rune('u'),
        'ż' or 'ź' or 'ž' => new Rune('z'),
        _ => rune,
    };
}
