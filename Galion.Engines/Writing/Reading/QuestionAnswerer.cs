using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <summary>A stretch of a document that supports an answer.</summary>
/// <param name="Document">Counted from 1.</param>
/// <param name="Start">Offset of its first character in the document.</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="Text">Exactly what stands there.</param>
public sealed record Quote(int Document, int Start, int End, string Text);

/// <summary>Finds the sentences that answer a question. It quotes; it does not conclude.</summary>
internal static partial class QuestionAnswerer
{
    private const double MinCoverage = 0.5;
    private const double NearlyAll = 0.8;
    private const double NeighborShare = 0.4;
    private const double RelativeToBest = 0.72;
    private const double KindBonus = 0.25;
    private const int SharedPrefix = 5;

    private static readonly HashSet<string> QuestionWords = new(StringComparer.Ordinal)
    {
        "text", "document", "article", "say", "tell", "state", "mention", "accord", "write", "written", "question", "answer", "quote", "happen", "kind", "type", "number", "explain", "describ",
        "tekst", "dokument", "artykul", "mowi", "pisz", "napisan", "wedlug", "pytan", "odpowiedz", "cytat", "podan", "wynik", "dotyczy", "rodzaj", "sposob", "wspomn", "tekscie", "tekśc", "artykuł", "mow", "napis", "liczb",
    };

    private enum Wanted
    {
        Anything,
        Person,
        Time,
        Number,
        Place,
    }

    /// <param name="documents">The documents, all in whatever language they are.</param>
    /// <param name="question">The question without its wrapping.</param>
    /// <param name="count">At most this many quotes.</param>
    /// <returns>Best first; empty when nothing in the documents supports an answer.</returns>
    public static List<Quote> Answer(IReadOnlyList<SourceText> documents, string question, TextLanguage language, int count, CancellationToken cancellationToken)
    {
        var asked = SourceText.Read(question, language, cancellationToken);
        var terms = asked.Terms.Where(term => !QuestionWords.Contains(term) && !AskedWords.IsStandIn(term)).Distinct().ToList();
        if (terms.Count == 0)
        {
            return [];
        }

        var wanted = WantedKind(question);
        var scored = new List<(double Score, int Document, Sentence Sentence)>();
        for (var d = 0; d < documents.Count; d++)
        {
            scored.AddRange(Score(documents[d], d, terms, wanted, asked, cancellationToken));
        }

        if (scored.Count == 0)
        {
            return [];
        }

        var best = scored.Max(item => item.Score);
        return
        [
            .. scored.Where(item => item.Score >= best * RelativeToBest)
                .OrderByDescending(item => item.Score).ThenBy(item => item.Document).ThenBy(item => item.Sentence.Index)
                .DistinctBy(item => documents[item.Document].OneLine(item.Sentence)).Take(count)
                .Select(item => new Quote(item.Document + 1, item.Sentence.Start, item.Sentence.End, documents[item.Document].Verbatim(item.Sentence))),
        ];
    }

    private static IEnumerable<(double, int, Sentence)> Score(
        SourceText document, int index, List<string> terms, Wanted wanted, SourceText asked, CancellationToken cancellationToken)
    {
        // Which of the document's stems each term of the question means, and how much it tells.
        var matches = terms.Select(term => Matches(document, term)).ToArray();
        var frequency = new int[terms.Count];
        var hits = new bool[document.Sentences.Count][];
        foreach (var sentence in document.Sentences)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var hit = hits[sentence.Index] = new bool[terms.Count];
            foreach (var word in sentence.Words.Where(word => word.Term >= 0))
            {
                for (var t = 0; t < terms.Count; t++)
                {
                    hit[t] |= matches[t].Contains(word.Term);
                }
            }

            for (var t = 0; t < terms.Count; t++)
            {
                frequency[t] += hit[t] ? 1 : 0;
            }
        }

        var weights = frequency.Select(number => 1 + Math.Sqrt((double)document.Sentences.Count / (number + 1)) / 4).ToArray();
        // What the text never mentions is most of what is asked: half of the rest is not enough then.
        var total = weights.Sum();
        var names = NamesOf(asked, terms);
        foreach (var sentence in document.Sentences)
        {
            var hit = hits[sentence.Index];
            if (sentence.Kind == SentenceKind.Heading || !hit.Contains(true) || names.Any(name => !hit[name] && !Near(hits, sentence.Index, name)))
            {
                continue;
            }

            var covered = 0.0;
            for (var t = 0; t < terms.Count; t++)
            {
                covered += hit[t] ? weights[t] : Near(hits, sentence.Index, t) ? weights[t] * NeighborShare : 0;
            }

            var coverage = covered / total;
            var holds = Holds(document, sentence, wanted, asked);
            // A "who" may be anyone, so there a sentence that says nearly all that is asked is enough.
            if (coverage >= (holds ? MinCoverage : wanted is Wanted.Person or Wanted.Place ? NearlyAll : double.MaxValue) && hit.Count(item => item) * 2 >= Math.Min(terms.Count, 4))
            {
                var asks = document.Text[sentence.End - 1] == '?';
                yield return ((coverage + (wanted == Wanted.Anything || !holds ? 0 : KindBonus)) * (asks ? 0.5 : 1), index, sentence);
            }
        }
    }

    private static bool Near(bool[][] hits, int sentence, int term) =>
        (sentence > 0 && hits[sentence - 1]?[term] == true) || (sentence + 1 < hits.Length && hits[sentence + 1]?[term] == true);

    /// <summary>Names in the question, which an answer cannot do without.</summary>
    private static List<int> NamesOf(SourceText asked, List<string> terms) =>
    [
        .. asked.Sentences.SelectMany(sentence => sentence.Words.Skip(1)).Where(word => word.Term >= 0 && (char.IsUpper(asked.Text[word.Span.Start]) || char.IsDigit(asked.Text[word.Span.Start])))
            .Select(word => terms.IndexOf(asked.Terms[word.Term])).Where(at => at >= 0).Distinct(),
    ];

    private static HashSet<int> Matches(SourceText document, string term)
    {
        var matches = new HashSet<int>();
        for (var n = 0; n < document.Terms.Count; n++)
        {
            var other = document.Terms[n];
            if (other == term || AskedWords.AreAlike(other, term, document.Language) || (Math.Min(other.Length, term.Length) >= SharedPrefix && Math.Abs(other.Length - term.Length) <= 3
                && other.AsSpan().CommonPrefixLength(term) >= Math.Max(SharedPrefix, Math.Max(other.Length, term.Length) - 3)))
            {
                matches.Add(n);
            }
        }

        return matches;
    }

    private static Wanted WantedKind(string question)
    {
        var words = WordSplitter.Split(question, 0, question.Length).Select(span => span.Of(question).ToLowerInvariant()).ToList();
        for (var n = 0; n < words.Count; n++)
        {
            switch (words[n])
            {
                case "who" or "whom" or "whose" or "kto" or "kogo" or "komu" or "kim":
                    return Wanted.Person;
                case "when" or "kiedy" when n == 0 || !AsksOtherwise(words[0]):
                    return Wanted.Time;
                case "where" or "gdzie" or "dokąd" or "skąd" when n == 0 || !AsksOtherwise(words[0]):
                    return Wanted.Place;
                case "ile" or "ilu":
                    return Wanted.Number;
                case "how" when n + 1 < words.Count && words[n + 1] is "many" or "much" or "long" or "old" or "far" or "high" or "tall" or "big" or "large":
                    return Wanted.Number;
            }
        }

        return Wanted.Anything;
    }

    /// <summary>Whether the first word of a question asks for something else than when or where, which then only join a clause.</summary>
    private static bool AsksOtherwise(string word) => word
        is "was" or "were" or "is" or "are" or "did" or "does" or "do" or "has" or "have" or "can" or "will" or "how" or "what" or "why" or "who" or "which" or "czy" or "co" or "jak" or "dlaczego" or "ile" or "kto";

    private static bool Holds(SourceText document, Sentence sentence, Wanted wanted, SourceText asked) => wanted switch
    {
        Wanted.Number => sentence.Words.Any(word => char.IsDigit(document.Text[word.Span.Start]) || NumberWords.Is(word.Span.Of(document.Text))),
        Wanted.Time => sentence.Words.Any(word => char.IsDigit(document.Text[word.Span.Start]) || TimeWords.Is(word.Span.Of(document.Text)) || NumberWords.Is(word.Span.Of(document.Text))),
        Wanted.Person => NamesSomeone(document, sentence, asked) || sentence.Words.Any(word => PeopleWords.Is(word.Span.Of(document.Text))),
        Wanted.Place => Place().IsMatch(document.Text.AsSpan(sentence.Start, sentence.Length)),
        _ => true,
    };

    /// <summary>Whether it has a name that is no part of what is asked about: "Harbour" names no one where the Harbour Museum is asked about.</summary>
    private static bool NamesSomeone(SourceText document, Sentence sentence, SourceText asked)
    {
        for (var n = 0; n < sentence.Words.Length; n++)
        {
            var from = n;
            var (known, names) = (false, false);
            while (n < sentence.Words.Length && char.IsUpper(document.Text[sentence.Words[n].Span.Start]) && (n == from || sentence.Words[n].Span.Start == sentence.Words[n - 1].Span.End + 1))
            {
                var word = sentence.Words[n++];
                names |= word.Term >= 0 && !TimeWords.Is(word.Span.Of(document.Text));
                known |= word.Term >= 0 && asked.Terms.Contains(document.Terms[word.Term]);
            }

            if (names && !known)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\b(?:(?:in|at|on|near|beside|behind|opposite|under|above|inside|outside|between|next to|from|to|into) (?:the |an? |its |their |our )?(?!\d|(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|year|day|month|morning|evening|time)s?\b)\p{L}{3,}|(?:w|we|na|przy|obok|koło|pod|nad|za|przed|między|do|z|ze) (?!\d|(?:stycz|lut|mar[zc]|kwie|maj|czerw|lip|sierp|wrze|paźdz|listop|grud|poniedz|wtor|środ|czwart|piąt|sobot|niedz|rok|zeszły|dni|latach)\p{L}*)\p{L}{3,})", RegexOptions.IgnoreCase)]
    private static partial Regex Place();
}
