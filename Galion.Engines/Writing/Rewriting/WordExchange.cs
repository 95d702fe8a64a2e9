using System.Text;
using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Rewriting;

/// <summary>
/// Exchanges words and phrases for others of the same form: a table row is "posiada posiadają|ma mają", with several forms beside each other and
/// the underscore for the space inside a phrase; an empty right side drops the phrase. The longest phrase wins; capitals are kept.
/// </summary>
internal sealed class WordExchange
{
    // A name follows them, and yet they are none.
    private static readonly HashSet<string> Salutations = ["Dear", "Hi", "Hello", "Hey", "Cześć", "Hej", "Dzięki", "Thanks"];

    private readonly Dictionary<string, Replacement> _byPhrase = new(StringComparer.Ordinal);
    private readonly HashSet<string> _firstWords = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _longest;

    /// <param name="rows">
    /// One row a line. A letter and a colon before it say where the row holds: <c>v</c> verbs that could be nouns, not after articles and the like;
    /// <c>s</c> past tenses that are no participles, not after forms of "be" and "have"; <c>o</c> only where a sentence opens, and the comma goes;
    /// <c>b</c> only the bare infinitive, after "to" and the like; <c>m</c> anywhere but there; <c>i</c> words that strengthen, not after a negation.
    /// </param>
    public WordExchange(string rows)
    {
        foreach (var line in rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var place = line[1] == ':' ? line[0] : ' ';
            var sides = (place == ' ' ? line : line[2..]).Split('|');
            var from = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var to = sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var n = 0; n < from.Length; n++)
            {
                // The first row that names a phrase decides.
                var phrase = from[n].Replace('_', ' ');
                _byPhrase.TryAdd(phrase, new Replacement(to.Length == 0 ? "" : to[Math.Min(n, to.Length - 1)].Replace('_', ' '), place));
                _firstWords.Add(phrase.Split(' ', ',')[0]);
                _longest = Math.Max(_longest, phrase.Count(letter => letter == ' ') + 1);
            }
        }
    }

    /// <param name="changes">Receives what was exchanged, as "old: new".</param>
    public string Apply(string text, ICollection<string>? changes = null)
    {
        var words = WordSplitter.Split(text, 0, text.Length).ToList();
        var result = new StringBuilder(text.Length);
        var opens = new List<int>();
        var copied = 0;
        for (var n = 0; n < words.Count;)
        {
            var (replacement, length) = Find(text, words, n);
            if (replacement is null)
            {
                n++;
                continue;
            }

            var (start, end) = (words[n].Start, words[n + length - 1].End);
            var old = text[start..end];
            result.Append(text, copied, start - copied);
            var word = MatchCase(old, replacement.Text);
            if (word.Length == 0)
            {
                // A dropped phrase takes its comma and space along; what opens the sentence then gets its capital.
                end += end < text.Length && text[end] == ',' ? 1 : 0;
                end += end < text.Length && text[end] == ' ' ? 1 : 0;
                if (char.IsUpper(old[0]))
                {
                    opens.Add(result.Length);
                }
            }

            changes?.Add(word.Length == 0 ? $"{old}: left out" : $"{old}: {word}");
            FixArticle(result, word);
            result.Append(word);
            if (end < text.Length && text[end] is '\'' or '’' && old.EndsWith('s') && !word.EndsWith('s'))
            {
                // kids' becomes children's.
                result.Append(text[end++]).Append('s');
            }

            copied = end + (replacement.Place == 'o' && end < text.Length && text[end] == ',' ? 1 : 0);
            while (n < words.Count && words[n].Start < end)
            {
                n++;
            }
        }

        result.Append(text, copied, text.Length - copied);
        foreach (var at in opens.Where(at => at < result.Length))
        {
            result[at] = char.ToUpperInvariant(result[at]);
        }

        return result.ToString();
    }

    private (Replacement? Found, int Length) Find(string text, List<Span> words, int at)
    {
        if (!_firstWords.Contains(words[at].Of(text).Replace('’', '\'')))
        {
            return (null, 0);
        }

        for (var length = Math.Min(_longest, words.Count - at); length >= 1; length--)
        {
            if (!IsUnbroken(text, words, at, length))
            {
                continue;
            }

            var phrase = text[words[at].Start..words[at + length - 1].End].ToLowerInvariant().Replace('’', '\'');
            if (_byPhrase.TryGetValue(phrase, out var replacement) && Holds(replacement.Place, text, words, at) && !IsName(text, words, at, length))
            {
                return (replacement, length);
            }
        }

        return (null, 0);
    }

    private static bool Holds(char place, string text, List<Span> words, int at)
    {
        var before = at > 0 ? words[at - 1].Of(text).ToLowerInvariant() : "";
        return place switch
        {
            'v' => !IsDeterminer(before),
            's' => !IsDeterminer(before) && !IsAuxiliary(before) && !(at > 1 && IsAuxiliary(words[at - 2].Of(text).ToLowerInvariant())),
            'b' => before is "to" or "will" or "would" or "can" or "could" or "must" or "may" or "might" or "should" or "shall" or "not" or "cannot",
            'o' => Opens(text, words[at].Start),
            'm' => !Opens(text, words[at].Start),
            'i' => before is not ("not" or "nie" or "the" or "too" or "so" or "how" or "as" or "jak" or "tak" or "zbyt" or "that") && !before.EndsWith("n't", StringComparison.Ordinal),
            _ => true,
        };
    }

    private static bool IsAuxiliary(string word) => word
        is "is" or "are" or "was" or "were" or "be" or "been" or "being" or "has" or "have" or "had" or "having" or "get" or "got" or "gets";

    private static bool Opens(string text, int start)
    {
        var before = start - 1;
        while (before >= 0 && (text[before] is ' ' or '"' or '„' or '“' or '(' or '*' or '-'))
        {
            before--;
        }

        return before < 0 || text[before] is '.' or '!' or '?' or '\n' or ':' or '…';
    }

    /// <summary>A capital inside a sentence makes a name, which is not ours to change.</summary>
    private static bool IsName(string text, List<Span> words, int at, int length) =>
        char.IsUpper(text[words[at].Start]) && words[at].Of(text) != "I" && !words[at].Of(text).StartsWith("I'", StringComparison.Ordinal)
        && (!Opens(text, words[at].Start)
            || (length == 1 && at + 1 < words.Count && words[at + 1].Length > 1 && words[at + 1].Start == words[at].End + 1 && char.IsUpper(text[words[at + 1].Start])
                && !Salutations.Contains(words[at].Of(text))));

    private static bool IsUnbroken(string text, List<Span> words, int at, int length)
    {
        for (var n = at; n < at + length - 1; n++)
        {
            var gap = text.AsSpan(words[n].End, words[n + 1].Start - words[n].End);
            if (gap is not " " and not ", ")
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDeterminer(string word) => word
        is "the" or "a" or "an" or "this" or "that" or "these" or "those" or "its" or "their" or "his" or "her" or "my" or "our" or "your" or "of" or "any" or "no" or "each"
        or "for" or "in" or "with" or "by" or "online" or "new";

    private static string MatchCase(string old, string word) =>
        word.Length == 0 ? word
        : old.Length > 1 && old.Any(char.IsLetter) && !old.Any(char.IsLower) ? word.ToUpperInvariant()
        : char.IsUpper(old[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    /// <summary>"a" and "an" follow the sound of the word that now comes after them.</summary>
    private static void FixArticle(StringBuilder before, string word)
    {
        if (word.Length == 0 || !char.IsLetter(word[0]))
        {
            return;
        }

        var text = before.Length <= 4 ? before.ToString() : before.ToString(before.Length - 4, 4);
        var vowel = "aeioAEIO".Contains(word[0], StringComparison.Ordinal) || (char.ToLowerInvariant(word[0]) == 'u' && !word.StartsWith("us", StringComparison.OrdinalIgnoreCase));
        if (vowel && (text.EndsWith(" a ", StringComparison.OrdinalIgnoreCase) || text.Equals("a ", StringComparison.OrdinalIgnoreCase)))
        {
            before.Insert(before.Length - 1, 'n');
        }
        else if (!vowel && (text.EndsWith(" an ", StringComparison.OrdinalIgnoreCase) || text.Equals("an ", StringComparison.OrdinalIgnoreCase)))
        {
            before.Remove(before.Length - 2, 1);
        }
    }

    /// <param name="Place">Where it holds: one of the letters that rows begin with, or a space.</param>
    private sealed record Replacement(string Text, char Place);
}
