using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <summary>
/// How central each sentence is: a random walk over the graph of sentences that share words, as LexRank does it, with a little more for those that
/// open the text or a paragraph and less for those that lean on the sentence before. The graph is kept sparse, so that a megabyte takes a second.
/// </summary>
internal sealed class SentenceRanking
{
    /// <summary>Words in more sentences than this tell little and would make the graph dense.</summary>
    private const int MaxPostings = 100;
    private const int MaxNeighbors = 24;
    private const int Rounds = 25;
    private const double Damping = 0.85;
    private const double MinSimilarity = 0.05;
    private const int ShortSentence = 5;
    private const int LongSentence = 45;
    private const double OpeningWeight = 1.25;
    private const double ParagraphOpeningWeight = 1.08;
    private const double LeaningWeight = 0.7;
    private const double ShortWeight = 0.5;
    private const double QuestionWeight = 0.6;

    private static readonly HashSet<string> LeaningStarts = new(StringComparer.OrdinalIgnoreCase)
    {
        "it", "he", "she", "they", "this", "that", "these", "those", "such", "however", "but", "and", "so", "then", "also", "therefore", "his", "her", "their", "its",
        "to", "ten", "ta", "te", "on", "ona", "ono", "oni", "one", "jednak", "ale", "więc", "dlatego", "także", "też", "jego", "jej", "ich", "wtedy", "stąd", "zatem",
    };

    private readonly SourceText _source;
    private readonly List<(int To, double Weight)>[] _edges;

    private SentenceRanking(SourceText source, List<(int To, double Weight)>[] edges, double[] scores) =>
        (_source, _edges, Scores) = (source, edges, scores);

    /// <summary>By the sentence's index; 0 for headings and sentences without a subject.</summary>
    public double[] Scores { get; }

    public static SentenceRanking Rank(SourceText source, CancellationToken cancellationToken)
    {
        var count = source.Sentences.Count;
        var edges = Edges(source, cancellationToken);
        var scores = Walk(edges, count, cancellationToken);
        for (var n = 0; n < count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores[n] *= Fitness(source, source.Sentences[n]);
        }

        return new SentenceRanking(source, edges, scores);
    }

    /// <summary>Sentences, the most central first, each chosen for what it adds to those before it.</summary>
    /// <param name="fits">Whether a sentence may be taken; those that may not are passed over.</param>
    public List<Sentence> Choose(int count, Func<Sentence, bool> fits, CancellationToken cancellationToken)
    {
        const double Novelty = 0.65;
        const double SameThing = 0.75;
        var overlap = new double[_source.Sentences.Count];
        var said = new HashSet<string>(StringComparer.Ordinal);
        var top = Scores.Length > 0 ? Math.Max(Scores.Max(), double.Epsilon) : 1;
        var queue = new PriorityQueue<int, (double Cost, int Index)>();
        for (var n = 0; n < overlap.Length; n++)
        {
            if (Scores[n] > 0)
            {
                queue.Enqueue(n, (-Novelty * Scores[n] / top, n));
            }
        }

        var chosen = new List<Sentence>();
        while (chosen.Count < count && queue.TryDequeue(out var best, out var rank))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cost = (1 - Novelty) * overlap[best] - Novelty * Scores[best] / top;
            if (cost > rank.Cost)
            {
                // What was chosen since then has said part of it: back in line.
                queue.Enqueue(best, (cost, best));
                continue;
            }

            var sentence = _source.Sentences[best];
            if (overlap[best] > SameThing || !said.Add(string.Join(' ', sentence.Words.Select(word => word.Term).Where(term => term >= 0))) || !fits(sentence))
            {
                continue;
            }

            chosen.Add(sentence);
            foreach (var (to, weight) in _edges[best])
            {
                overlap[to] = Math.Max(overlap[to], weight);
            }
        }

        return chosen;
    }

    private static List<(int To, double Weight)>[] Edges(SourceText source, CancellationToken cancellationToken)
    {
        var count = source.Sentences.Count;
        var frequency = new int[source.Terms.Count];
        foreach (var sentence in source.Sentences)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var term in sentence.Words.Select(word => word.Term).Where(term => term >= 0).Distinct())
            {
                frequency[term]++;
            }
        }

        var vectors = source.Sentences.Select(sentence =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Vector(sentence, frequency, count);
        }).ToArray();
        var postings = new List<(int Sentence, double Weight)>[frequency.Length];
        for (var n = 0; n < count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (term, weight) in vectors[n].Where(item => frequency[item.Term] <= MaxPostings))
            {
                (postings[term] ??= []).Add((n, weight));
            }
        }

        var sums = new double[count];
        var touched = new List<int>();
        var edges = new List<(int, double)>[count];
        for (var n = 0; n < count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (term, weight) in vectors[n])
            {
                foreach (var (other, otherWeight) in postings[term] ?? [])
                {
                    if (other != n)
                    {
                        if (sums[other] == 0)
                        {
                            touched.Add(other);
                        }

                        sums[other] += weight * otherWeight;
                    }
                }
            }

            edges[n] = Nearest(touched, sums);
            foreach (var other in touched)
            {
                sums[other] = 0;
            }

            touched.Clear();
        }

        return edges;
    }

    private static List<(int To, double Weight)> Nearest(List<int> candidates, double[] similarity)
    {
        var nearest = new List<(int To, double Weight)>(MaxNeighbors + 1);
        foreach (var other in candidates)
        {
            var weight = similarity[other];
            if (weight < MinSimilarity || (nearest.Count == MaxNeighbors && IsBefore(nearest[^1], (other, weight))))
            {
                continue;
            }

            var at = nearest.Count;
            while (at > 0 && IsBefore((other, weight), nearest[at - 1]))
            {
                at--;
            }

            nearest.Insert(at, (other, weight));
            if (nearest.Count > MaxNeighbors)
            {
                nearest.RemoveAt(MaxNeighbors);
            }
        }

        return nearest;

        static bool IsBefore((int To, double Weight) left, (int To, double Weight) right) => left.Weight > right.Weight || (left.Weight == right.Weight && left.To < right.To);
    }

    private static (int Term, double Weight)[] Vector(Sentence sentence, int[] frequency, int count)
    {
        var weights = new SortedDictionary<int, double>();
        foreach (var word in sentence.Words.Where(word => word.Term >= 0))
        {
            weights[word.Term] = weights.GetValueOrDefault(word.Term) + Rarity(count, frequency[word.Term]);
        }

        var norm = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        return [.. weights.Select(item => (item.Key, item.Value / norm))];
    }

    /// <summary>Grows as the word gets rarer; a ratio rather than a logarithm, whose last digits differ between machines.</summary>
    private static double Rarity(int count, int frequency) => Math.Sqrt((double)(count + 1) / frequency);

    private static double[] Walk(List<(int To, double Weight)>[] edges, int count, CancellationToken cancellationToken)
    {
        var scores = Enumerable.Repeat(1.0, count).ToArray();
        var totals = edges.Select(list => list.Sum(edge => edge.Weight)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = Enumerable.Repeat(1 - Damping, count).ToArray();
            for (var n = 0; n < count; n++)
            {
                foreach (var (to, weight) in edges[n])
                {
                    next[to] += Damping * scores[n] * weight / totals[n];
                }
            }

            scores = next;
        }

        return scores;
    }

    private static double Fitness(SourceText source, Sentence sentence)
    {
        var subjects = sentence.Words.Count(word => word.Term >= 0);
        if (sentence.Kind == SentenceKind.Heading || subjects == 0)
        {
            return 0;
        }

        var weight = sentence.Words.Length < ShortSentence ? ShortWeight
            : sentence.Words.Length > LongSentence ? (double)LongSentence / sentence.Words.Length : 1;
        var first = sentence.Words[0].Span.Of(source.Text);
        var previous = sentence.Index > 0 ? source.Sentences[sentence.Index - 1] : null;
        weight *= LeaningStarts.Contains(first) ? LeaningWeight : 1;
        weight *= source.Text[sentence.End - 1] == '?' ? QuestionWeight : 1;
        weight *= previous is null || (previous.Index == 0 && previous.Kind == SentenceKind.Heading) ? OpeningWeight
            : previous.Paragraph != sentence.Paragraph ? ParagraphOpeningWeight : 1;
        return weight;
    }
}
