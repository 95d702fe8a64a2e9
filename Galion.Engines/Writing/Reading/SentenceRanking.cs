using System.Buffers;
using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <summary>
/// How central each sentence is: how much it shares with the others, rare words counting more, and how much it has of what the text speaks of again and
/// again; with more for those that open the text or a paragraph and less for those that are short, quote, or lean on the sentence before. A random walk
/// over the same graph, as LexRank does it, was tried: in short texts it prefers pairs of sentences that share a rare word and nothing else.
/// </summary>
internal sealed class SentenceRanking
{
    /// <summary>Words in more sentences than this tell little and would make the graph dense.</summary>
    private const int MaxPostings = 100;
    private const int MaxNeighbors = 24;
    private const double MinSimilarity = 0.05;
    private const int FullSentence = 12;
    private const int LongSentence = 45;
    private const double LeastSalience = 0.2;
    private const int SalienceSmoothing = 4;
    private const int HeadingWeight = 2;
    private const double OpeningWeight = 1.8;
    private const double ParagraphOpeningWeight = 1.3;
    private const double QuotedWeight = 0.9;
    private const double Unconnected = 0.2;
    private const double CommonWeight = 0.3;
    private const double LeaningWeight = 0.7;
    private const double QuestionWeight = 0.6;

    private static readonly SearchValues<char> QuotationMarks = SearchValues.Create("\"“”„");

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
        var scores = edges.Select(list => Unconnected + list.Sum(edge => edge.Weight)).ToArray();
        var salience = Salience(source, cancellationToken);
        for (var n = 0; n < count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores[n] *= (LeastSalience + salience[n]) * Fitness(source, source.Sentences[n]);
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
            return Vector(source, sentence, frequency, count);
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

    private static (int Term, double Weight)[] Vector(SourceText source, Sentence sentence, int[] frequency, int count)
    {
        var weights = new SortedDictionary<int, double>();
        foreach (var word in sentence.Words.Where(word => word.Term >= 0))
        {
            weights[word.Term] = weights.GetValueOrDefault(word.Term) + Rarity(count, frequency[word.Term]) * (source.IsCommon(word.Term) ? CommonWeight : 1);
        }

        var norm = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        return [.. weights.Select(item => (item.Key, item.Value / norm))];
    }

    /// <summary>Grows as the word gets rarer; a ratio rather than a logarithm, whose last digits differ between machines.</summary>
    private static double Rarity(int count, int frequency) => Math.Sqrt((double)(count + 1) / frequency);

    /// <summary>How much of what the text speaks of again and again, and of its title, each sentence has: 0 to 1.</summary>
    private static double[] Salience(SourceText source, CancellationToken cancellationToken)
    {
        var spread = new int[source.Terms.Count];
        var terms = source.Sentences.Select(sentence =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var distinct = sentence.Words.Select(word => word.Term).Where(term => term >= 0 && !source.IsCommon(term)).Distinct().ToArray();
            foreach (var term in distinct)
            {
                spread[term] += sentence.Kind == SentenceKind.Heading ? HeadingWeight : 1;
            }

            return distinct;
        }).ToArray();
        var sums = terms.Select(distinct => distinct.Sum(term => Math.Sqrt(spread[term] - 1)) / (distinct.Length + SalienceSmoothing)).ToArray();
        var top = sums.Length > 0 ? Math.Max(sums.Max(), double.Epsilon) : 1;
        return [.. sums.Select(sum => sum / top)];
    }

    private static double Fitness(SourceText source, Sentence sentence)
    {
        var subjects = sentence.Words.Count(word => word.Term >= 0);
        if (sentence.Kind == SentenceKind.Heading || subjects == 0)
        {
            return 0;
        }

        var length = sentence.Words.Length;
        var weight = Math.Sqrt(Math.Min(1, (double)length / FullSentence)) * Math.Min(1, (double)LongSentence / length);
        var first = sentence.Words[0].Span.Of(source.Text);
        var previous = sentence.Index > 0 ? source.Sentences[sentence.Index - 1] : null;
        weight *= LeaningStarts.Contains(first) ? LeaningWeight : 1;
        weight *= source.Text[sentence.End - 1] == '?' ? QuestionWeight : 1;
        weight *= source.Text.AsSpan(sentence.Start, sentence.Length).ContainsAny(QuotationMarks) ? QuotedWeight : 1;
        weight *= previous is null || (previous.Index == 0 && previous.Kind == SentenceKind.Heading) ? OpeningWeight
            : previous.Paragraph != sentence.Paragraph ? ParagraphOpeningWeight : 1;
        return weight;
    }
}
