using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <param name="Text">As it stands in the text.</param>
/// <param name="Start">Where it stands first, in characters.</param>
/// <param name="Length">The length of that occurrence.</param>
/// <param name="Count">How often it occurs, in any form.</param>
internal sealed record KeyPhrase(string Text, int Start, int Length, int Count, double Score, int[] Terms);

/// <summary>Finds the words and phrases that a text turns on.</summary>
internal static class KeyPhraseFinder
{
    private const int MaxWords = 3;
    private const double SingleUse = 0.45;
    private const int BaseForm = 4;
    private const double RareWord = 0.6;
    private const double NameWeight = 1.4;
    private const double PhraseWeight = 1.15;

    public static List<KeyPhrase> Find(SourceText source, int count, CancellationToken cancellationToken) => Find(source, source.Sentences, count, cancellationToken);

    /// <param name="within">The sentences that phrases are taken from; how telling a word is, is judged by the whole text.</param>
    public static List<KeyPhrase> Find(SourceText source, IReadOnlyList<Sentence> within, int count, CancellationToken cancellationToken)
    {
        var weights = WordWeights(source, within);
        var found = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var sentence in within)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Collect(source, sentence, found);
        }

        var phrases = found.Values.Select(candidate => candidate.ToPhrase(weights))
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

    /// <summary>More for words that are frequent, spread over sentences, and stand in headings or early.</summary>
    private static double[] WordWeights(SourceText source, IReadOnlyList<Sentence> within)
    {
        var counts = new int[source.Terms.Count];
        var bonus = new double[source.Terms.Count];
        foreach (var sentence in within)
        {
            foreach (var word in sentence.Words.Where(word => word.Term >= 0))
            {
                counts[word.Term]++;
                bonus[word.Term] = Math.Max(bonus[word.Term], sentence.Kind == SentenceKind.Heading ? 1.5 : sentence.Index <= 1 ? 1.2 : 1);
            }
        }

        // What the rest of the text says as often is no subject of this part.
        var totals = new int[source.Terms.Count];
        foreach (var word in source.Sentences.SelectMany(sentence => sentence.Words).Where(word => word.Term >= 0))
        {
            totals[word.Term]++;
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
                if (!CanStand(source, words))
                {
                    continue;
                }

                if (!found.TryGetValue(key, out var candidate))
                {
                    found[key] = candidate = new Candidate([.. words.ToArray().Select(word => word.Term)], words[0].Span.Start, words[^1].Span.End - words[0].Span.Start);
                }

                candidate.Add(source.Text[words[0].Span.Start..words[^1].Span.End], isFirst: n == 0);
            }
        }
    }

    private static bool Parted(string text, int end, int start) => start - end != 1 || text[end] is not (' ' or '\n');

    /// <summary>Phrases neither begin nor end with what looks like an adverb, a participle or a number.</summary>
    private static bool CanStand(SourceText source, ReadOnlySpan<SourceWord> words)
    {
        var (first, last) = (words[0].Span.Of(source.Text), words[^1].Span.Of(source.Text));
        foreach (var word in words)
        {
            var text = word.Span.Of(source.Text);
            if (UnitWords.Is(text) || (words.Length == 1 && TimeWords.Is(text)) || NumberWords.Is(text) || (words.Length > 1 && source.Language == TextLanguage.Polish && char.IsLower(text[0]) && IsPolishVerb(text)))
            {
                return false;
            }
        }

        if (IsNumber(last) || (words.Length == 1 && first.Length < 3) || (words.Length > 1 && IsNumber(first)))
        {
            return false;
        }

        return source.Language == TextLanguage.Polish
            ? !Ends(last, "ć", "ął", "ęła", "ują", "uje", "wał", "wała", "wali", "iłem", "łby", "liśmy", "amy", "emy", "imy", "ymy")
              && !(words.Length > 1 && Ends(first, "ć", "uje", "ują", "wała", "wali", "ał", "ił", "iła", "ali", "ili", "ają", "eją"))
            : !Ends(last, "ly", "ed", "ous", "ful", "ive", "able") && !Ends(first, "ly") && !(words.Length == 1 && Ends(first, "ing", "ize", "ise"));
    }

    private static bool IsPolishVerb(string word) => word.Length >= 5
        && Ends(word, "iła", "yła", "ała", "ęła", "ął", "iło", "ało", "ili", "yli", "ali", "eli", "ały", "iły", "yły", "sła", "kła", "rła", "ził", "cił", "nił", "sił", "wał", "ony", "ane", "ują", "uje");

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

        public void Add(string form, bool isFirst)
        {
            form = Lines.Join(form);
            // A sentence's first word has a capital anyway; prefer the form from inside a sentence.
            var weight = isFirst ? 1 : 2;
            _forms[form] = _forms.GetValueOrDefault(form) + weight;
            _count++;
            _isName &= !isFirst && char.IsUpper(form[0]);
            _isSmall |= char.IsLower(form[0]);
        }

        /// <summary>Endings that are mostly those of Polish cases beside the nominative; no English plural has them.</summary>
        private static bool IsOblique(string form) => Ends(form, "ów", "om", "ami", "ach", "ę", "ą", "iem", "em", "owi", "ego", "emu", "ej", "ych", "ich", "ym", "im", "ie", "ół", "ód", "óg");

        public KeyPhrase ToPhrase(double[] weights)
        {
            // The base form names a thing best.
            var form = _forms.OrderByDescending(item => item.Value * (IsOblique(item.Key) ? 1 : BaseForm)).ThenBy(item => item.Key.Length).ThenBy(item => item.Key, StringComparer.Ordinal).First().Key;
            form = _isSmall && !_isName ? char.ToLowerInvariant(form[0]) + form[1..] : form;
            var mean = terms.Sum(term => weights[term]) / Math.Sqrt(terms.Length);
            var repeated = _count > 1 ? Math.Sqrt(_count) : terms.Length > 1 && !_isName ? SingleUse : RareWord;
            return new KeyPhrase(form, start, length, _count, mean * repeated * (_isName ? NameWeight : 1) * (terms.Length > 1 ? PhraseWeight : 1), terms);
        }
    }
}
