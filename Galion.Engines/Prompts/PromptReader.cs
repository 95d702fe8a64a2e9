namespace Galion.Engines.Prompts;

/// <summary>
/// Reads prompts in English and Polish by a fixed vocabulary: subjects with quantities, time, weather, season, moods, colours, style,
/// framing and negations. It never fails; what it does not know it lists as ignored.
/// </summary>
public static class PromptReader
{
    /// <param name="prompt">Any text; the first 1,000 words count.</param>
    /// <param name="negativePrompt">Everything named here is excluded.</param>
    public static PromptReading Read(string prompt, string? negativePrompt = null)
    {
        var notes = new ReadingNotes();
        Read(PromptWords.Of(negativePrompt ?? ""), notes, excludeAll: true);
        Read(PromptWords.Of(prompt), notes, excludeAll: false);
        return notes.ToReading();
    }

    private static void Read(List<PromptWord> words, ReadingNotes notes, bool excludeAll)
    {
        var negated = false;
        int? quantity = null;
        for (var n = 0; n < words.Count;)
        {
            var (meaning, length) = Match(words, n);
            if (meaning is null)
            {
                ReadUnknown(words, n, notes, ref negated, ref quantity);
            }
            else
            {
                var text = string.Join(' ', words.Skip(n).Take(length).Select(item => item.Text));
                if (negated || excludeAll)
                {
                    notes.Exclude(text, meaning);
                }
                else if (meaning is NamedColor color)
                {
                    notes.Hold(text, color);
                }
                else
                {
                    notes.Take(text, meaning, quantity ?? 1);
                    quantity = meaning is Subject ? null : quantity;
                }
            }

            n += length;
            if (words[n - 1].EndsClause)
            {
                (negated, quantity) = (false, null);
                notes.EndPhrase();
            }
            else if (negated && n < words.Count && !Lexicon.IsJoiner(words[n].Text) && meaning is Subject)
            {
                negated = false;
            }
        }

        notes.EndPhrase();
    }

    private static void ReadUnknown(List<PromptWord> words, int n, ReadingNotes notes, ref bool negated, ref int? quantity)
    {
        var word = words[n].Text;
        if (Lexicon.IsNegation(word))
        {
            notes.EndPhrase();
            negated = true;
        }
        else if (Lexicon.Quantity(word) is { } number)
        {
            notes.EndPhrase();
            quantity = number;
            negated &= number == 1;
        }
        else if (Lexicon.IsJoiner(word))
        {
            // "Red and white boats" are of both colours; "blue and a boat" is not.
            if (n + 1 >= words.Count || Match(words, n + 1).Meaning is not NamedColor)
            {
                notes.EndPhrase();
            }
        }
        else if (Lexicon.IsFiller(word) || (notes.HoldsColor && Lexicon.IsColorNoun(word)))
        {
            notes.EndPhrase();
        }
        else
        {
            notes.Ignore(word);
            (negated, quantity) = (false, null);
        }
    }

    private static (object? Meaning, int Length) Match(List<PromptWord> words, int start)
    {
        for (var length = Math.Min(Lexicon.LongestPhrase, words.Count - start); length >= 1; length--)
        {
            var phrase = string.Join(' ', words.Skip(start).Take(length).Select(word => word.Text));
            if (Lexicon.Find(phrase) is { } meaning && (length > 1 || !Lexicon.IsFiller(phrase)))
            {
                return (meaning, length);
            }
        }

        return (null, 1);
    }
}
