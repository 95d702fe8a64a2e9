using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <param name="Text">As it stands in the text, or in Polish its nominative where the rules are certain of it.</param>
/// <param name="Start">Where it stands first, in characters.</param>
/// <param name="Length">The length of that occurrence.</param>
/// <param name="Count">How often it occurs, in any form.</param>
internal sealed record KeyPhrase(string Text, int Start, int Length, int Count, double Score, int[] Terms, bool IsName);

/// <summary>Finds the words and phrases that a text turns on.</summary>
internal static class KeyPhraseFinder
{
    private const int MaxWords = 3;
    private const double SingleUse = 0.45;
    private const int BaseForm = 4;
    private const double RareWord = 0.6;
    private const double NameWeight = 1.4;
    private const double PhraseWeight = 1.15;
    private const double JustAbove = 1.001;

    // What English has before a noun, and before a verb or what is said of something.
    private static readonly HashSet<string> BeforeNouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "this", "these", "those", "of", "its", "their", "his", "her", "my", "our", "your", "each", "every", "some", "no", "any", "many", "in", "on", "at", "by",
        "for", "from", "with", "without", "through", "between", "into", "under", "over",
    };

    private static readonly HashSet<string> BeforeVerbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "to", "will", "would", "can", "could", "must", "may", "might", "should", "shall", "not", "i", "we", "they", "he", "she", "it", "you", "who", "is", "are", "was", "were", "be", "been",
        "does", "do", "did", "cannot", "never", "so", "too", "very", "more", "as", "don't", "won't", "and",
    };

    public static List<KeyPhrase> Find(SourceText source, int count, CancellationToken cancellationToken) => Find(source, source.Sentences, count, cancellationToken);

    /// <param name="within">The sentences that phrases are taken from; how telling a word is, is judged by the whole text.</param>
    public static List<KeyPhrase> Find(SourceText source, IReadOnlyList<Sentence> within, int count, CancellationToken cancellationToken)
    {
        var weights = WordWeights(source, within, cancellationToken);
        var found = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var sentence in within)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Collect(source, sentence, found);
        }

        var all = found.Values.Where(candidate => source.Language == TextLanguage.Polish || candidate.IsNoun).Select(candidate =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return candidate.ToPhrase(weights, source.Language);
        }).ToList();
        var phrases = Promote(all, cancellationToken)
            .OrderByDescending(phrase => phrase.Score).ThenBy(phrase => phrase.Start).ThenByDescending(phrase => phrase.Terms.Length);
        var chosen = new List<KeyPhrase>();
        foreach (var phrase in phrases)
        {
            if (chosen.Count >= count)
            {
                break;
            }

            if (!chosen.Any(other => phrase.Terms.All(other.Terms.Contains) || other.Terms.All(phrase.Terms.Contains)
                || phrase.Terms.Intersect(other.Terms).Count() * 2 > Math.Min(phrase.Terms.Length, other.Terms.Length)))
            {
                chosen.Add(phrase);
            }
        }

        return chosen;
    }

    /// <summary>What is named more closely again and again comes before its own word: the Old Mill Bridge before the bridge.</summary>
    private static IEnumerable<KeyPhrase> Promote(List<KeyPhrase> phrases, CancellationToken cancellationToken)
    {
        var words = phrases.Where(phrase => phrase.Terms.Length == 1).ToDictionary(phrase => phrase.Terms[0]);
        foreach (var phrase in phrases)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var best = phrase.Terms.Length > 1 && phrase.Count > 1
                ? phrase.Terms.Select(term => words.GetValueOrDefault(term)).Where(word => word is not null && (phrase.IsName || phrase.Count * 2 >= word.Count)).MaxBy(word => word!.Score) : null;
            yield return best is null || best.Score < phrase.Score ? phrase : phrase with { Score = best.Score * JustAbove };
        }
    }

    /// <summary>More for words that are frequent, spread over sentences, and stand in headings or early.</summary>
    private static double[] WordWeights(SourceText source, IReadOnlyList<Sentence> within, CancellationToken cancellationToken)
    {
        var counts = new int[source.Terms.Count];
        var bonus = new double[source.Terms.Count];
        foreach (var sentence in within)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var word in sentence.Words.Where(word => word.Term >= 0))
            {
                counts[word.Term]++;
                bonus[word.Term] = Math.Max(bonus[word.Term], sentence.Kind == SentenceKind.Heading ? 1.5 : sentence.Index <= 1 ? 1.2 : 1);
            }
        }

        // What the rest of the text says as often is no subject of this part.
        var totals = new int[source.Terms.Count];
        foreach (var sentence in source.Sentences)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var word in sentence.Words.Where(word => word.Term >= 0))
            {
                totals[word.Term]++;
            }
        }

        return [.. counts.Select((number, term) => number == 0 ? 0 : Math.Sqrt(number) * ((double)number / totals[term]) * bonus[term] * (IsNumber(source.Terms[term]) ? 0.2 : 1))];
    }

    private static void Collect(SourceText source, Sentence sentence, Dictionary<string, Candidate> found)
    {
        for (var n = 0; n < sentence.Words.Length; n++)
        {
            var key = "";
            for (var length = 1; length <= MaxWords && n + length <= sentence.Words.Length; length++)
            {
                var last = sentence.Words[n + length - 1];
                if (last.Term < 0 || (length > 1 && Parted(source.Text, sentence.Words[n + length - 2].Span.End, last.Span.Start)))
                {
                    break;
                }

                key += last.Term.ToString(System.Globalization.CultureInfo.InvariantCulture) + " ";
                var words = sentence.Words.AsSpan(n, length);
                if (!CanStand(source, words) || (source.Language == TextLanguage.Polish && OpensWithVerb(sentence, n, words[0].Span.Of(source.Text))))
                {
                    continue;
                }

                var start = NameStart(source, sentence, n);
                if (!found.TryGetValue(key, out var candidate))
                {
                    found[key] = candidate = new Candidate([.. words.ToArray().Select(word => word.Term)], start, EndOf(source.Text, words[^1].Span) - start);
                }

                candidate.Add(source.Text[start..EndOf(source.Text, words[^1].Span)], n == 0 ? "" : sentence.Words[n - 1].Span.Of(source.Text));
            }
        }
    }

    /// <summary>Small words with a capital inside a sentence belong to the name after them: the Old Mill.</summary>
    private static int NameStart(SourceText source, Sentence sentence, int at)
    {
        var start = sentence.Words[at].Span.Start;
        return at > 1 && char.IsUpper(source.Text[start]) && sentence.Words[at - 1] is { Term: < 0 } before && char.IsUpper(source.Text[before.Span.Start])
            && before.Span.Length > 1 && !Parted(source.Text, before.Span.End, start) ? before.Span.Start : start;
    }

    /// <summary>The county's is about the county.</summary>
    private static int EndOf(string text, Span word) => word.Length > 3 && text[word.End - 1] == 's' && text[word.End - 2] is '\'' or '’' ? word.End - 2 : word.End;

    private static bool Parted(string text, int end, int start) => start - end != 1 || text[end] is not (' ' or '\n');

    /// <summary>Phrases neither begin nor end with what looks like an adverb, a participle or a number.</summary>
    private static bool CanStand(SourceText source, ReadOnlySpan<SourceWord> words)
    {
        var (first, last) = (words[0].Span.Of(source.Text), words[^1].Span.Of(source.Text));
        foreach (var word in words)
        {
            var text = word.Span.Of(source.Text);
            if (UnitWords.Is(text) || (words.Length == 1 && source.IsCommon(word.Term)) || NumberWords.Is(text) || (source.Language == TextLanguage.Polish && char.IsLower(text[0]) && IsPolishVerb(text)))
            {
                return false;
            }
        }

        if (source.Language == TextLanguage.English && words.Length > 1 && IsPredicate(source.Text, words))
        {
            return false;
        }

        if (IsNumber(last) || (words.Length == 1 && first.Length < 3) || (words.Length > 1 && IsNumber(first)))
        {
            return false;
        }

        return source.Language == TextLanguage.Polish
            ? !Ends(last, "ć", "adzi", "edzie", "ędzie", "awia", "ywa", "ął", "ęła", "ują", "uje", "wał", "wała", "wali", "iłem", "łby", "liśmy", "amy", "emy", "imy", "ymy")
              && !(words.Length > 1 && Ends(first, "ć", "uje", "ują", "wała", "wali", "ał", "ił", "iła", "ali", "ili", "ają", "eją"))
            : !Ends(last, "ly", "ed", "ous", "ful", "ive", "able") && !Ends(first, "ly") && !(words.Length == 1 && Ends(first, "ing", "ize", "ise"));
    }

    /// <summary>A small word after a name is what the name does: "Aldbury grew".</summary>
    private static bool IsPredicate(string text, ReadOnlySpan<SourceWord> words)
    {
        for (var n = 1; n < words.Length; n++)
        {
            if (char.IsLower(text[words[n].Span.Start]) && char.IsUpper(text[words[n - 1].Span.Start]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPolishVerb(string word) => word.Length >= 5
        && (word.EndsWith("daje", StringComparison.Ordinal) || Ends(word, "iła", "yła", "ała", "ęła", "ął", "iło", "ało", "ili", "yli", "ali", "eli", "ały", "iły", "yły", "sła", "kła", "rła", "ził", "cił", "nił", "sił", "wał", "ony", "ane", "leni", "ują", "uje", "daje", "dają",
            "arto", "nięto", "owano", "zono", "iono", "czyszczą", "uczą", "ają"));

    /// <summary>A sentence's first word has its capital from its place.</summary>
    private static bool OpensWithVerb(Sentence sentence, int at, string word) => at == 0 && IsPolishVerb(word) && sentence.Words.Length > 1;

    private static bool Ends(string word, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumber(string word) => char.IsDigit(word[0]);

    private sealed class Candidate(int[] terms, int start, int length)
    {
        private readonly Dictionary<string, int> _forms = new(StringComparer.Ordinal);
        private int _count;
        private bool _isName = true;
        private bool _isSmall;
        private const int OftenEnough = 4;
        private int _asNoun;

        /// <summary>Whether it stands where nouns do rather than where verbs and predicates do.</summary>
        public bool IsNoun => _isName || _asNoun > 0 || _count >= OftenEnough;

        /// <param name="before">The word before it; empty when it opens its sentence.</param>
        public void Add(string form, string before)
        {
            var isFirst = before.Length == 0;
            _asNoun += BeforeNouns.Contains(before) ? 1 : BeforeVerbs.Contains(before) && !char.IsUpper(form[0]) ? -1 : 0;
            form = Lines.Join(form);
            // A sentence's first word has a capital anyway; prefer the form from inside a sentence.
            var weight = isFirst ? 1 : 2;
            _forms[form] = _forms.GetValueOrDefault(form) + weight;
            _count++;
            _isName &= char.IsUpper(isFirst && terms.Length > 1 ? form[form.LastIndexOf(' ') + 1] : form[0]) && !(isFirst && terms.Length == 1);
            _isSmall |= char.IsLower(form[0]);
        }

        /// <summary>Endings that are mostly those of Polish cases beside the nominative; no English plural has them.</summary>
        private static bool IsOblique(string form) => Ends(form, "ów", "om", "ami", "ach", "ę", "ą", "iem", "em", "u", "owi", "ego", "emu", "ej", "ych", "ich", "ym", "im", "ie", "ół", "ód", "óg");

        public KeyPhrase ToPhrase(double[] weights, TextLanguage language)
        {
            // The base form names a thing best.
            var form = _forms.OrderByDescending(item => item.Value * (IsOblique(item.Key) ? 1 : BaseForm)).ThenBy(item => item.Key.Length).ThenBy(item => item.Key, StringComparer.Ordinal).First().Key;
            form = _isSmall && !_isName ? char.ToLowerInvariant(form[0]) + form[1..] : form;
            form = language == TextLanguage.Polish ? PolishBaseForm.Of(form) ?? form : form;
            var mean = terms.Sum(term => weights[term]) / Math.Sqrt(terms.Length);
            var repeated = _count > 1 ? Math.Sqrt(_count) : terms.Length > 1 && !_isName ? SingleUse : RareWord;
            return new KeyPhrase(form, start, length, _count, mean * repeated * (_isName ? NameWeight : 1) * (terms.Length > 1 ? PhraseWeight : 1), terms, _isName);
        }
    }
}
