using System.Text;
using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <summary>Outlines of a text: its own headings, or stretches that keep to one subject, each with its central sentences.</summary>
internal static class Outliner
{
    private const int SentencesPerPart = 6;
    private const int MaxParts = 9;
    private const int MinPart = 2;
    private const int MinParagraphs = 3;
    private const int Window = 4;

    /// <param name="parts">How many parts; as many as the text needs when null. A text with headings keeps them.</param>
    /// <param name="points">How many sentences are quoted in each part.</param>
    public static string Outline(SourceText source, int? parts, int points, CancellationToken cancellationToken)
    {
        var ranking = SentenceRanking.Rank(source, cancellationToken);
        var text = new StringBuilder();
        var number = 0;
        foreach (var (heading, sentences) in Parts(source, parts, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var title = heading is null ? TitleOf(source, sentences, cancellationToken) : source.OneLine(heading);
            text.Append(text.Length > 0 ? "\n" : "").Append(++number).Append(". ").Append(title).Append('\n');
            foreach (var sentence in sentences.Where(sentence => ranking.Scores[sentence.Index] > 0)
                .OrderByDescending(sentence => ranking.Scores[sentence.Index]).ThenBy(sentence => sentence.Index).Take(points).OrderBy(sentence => sentence.Index))
            {
                text.Append("   - ").Append(source.OneLine(sentence).TrimStart('–', ' ')).Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static IEnumerable<(Sentence? Heading, List<Sentence> Sentences)> Parts(SourceText source, int? parts, CancellationToken cancellationToken)
    {
        var body = source.Sentences.ToList();
        // The first of several headings is the title of the whole, when another follows it at once or the text has more below it.
        var headings = body.Where(sentence => sentence.Kind == SentenceKind.Heading).ToList();
        if (headings.Count >= 2)
        {
            var sections = new List<(Sentence? Heading, List<Sentence> Sentences)>();
            foreach (var sentence in body)
            {
                if (sentence.Kind == SentenceKind.Heading)
                {
                    sections.Add((sentence, []));
                }
                else if (sections.Count == 0)
                {
                    sections.Add((null, [sentence]));
                }
                else
                {
                    sections[^1].Sentences.Add(sentence);
                }
            }

            return sections.Where(section => section.Sentences.Count > 0);
        }

        var prose = body.Where(sentence => sentence.Kind != SentenceKind.Heading).ToList();
        var paragraphs = prose.GroupBy(sentence => sentence.Paragraph).Select(group => group.ToList()).ToList();
        if (parts is null && paragraphs.Count is >= MinParagraphs and <= MaxParts && paragraphs.All(paragraph => paragraph.Count >= MinPart))
        {
            return paragraphs.Select(paragraph => ((Sentence?)null, paragraph));
        }

        var wanted = Math.Clamp(parts ?? (prose.Count + SentencesPerPart - 1) / SentencesPerPart, 1, Math.Max(1, Math.Min(parts ?? MaxParts, prose.Count)));
        return Segment(prose, wanted, cancellationToken).Select(segment => ((Sentence?)null, segment));
    }

    /// <summary>Cuts where the words before and after have least in common, preferring the breaks between paragraphs.</summary>
    private static IEnumerable<List<Sentence>> Segment(List<Sentence> sentences, int parts, CancellationToken cancellationToken)
    {
        const double ParagraphBonus = 0.35;
        var cuts = Enumerable.Range(1, Math.Max(0, sentences.Count - 1))
            .Select(at =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return (At: at, Cohesion: Cohesion(sentences, at) - (sentences[at].Paragraph != sentences[at - 1].Paragraph ? ParagraphBonus : 0));
            })
            .OrderBy(cut => cut.Cohesion).ThenBy(cut => cut.At);
        var min = sentences.Count >= parts * MinPart ? MinPart : 1;
        var chosen = new SortedSet<int> { 0, sentences.Count };
        foreach (var (at, _) in cuts)
        {
            if (chosen.Count > parts)
            {
                break;
            }

            if (at - chosen.GetViewBetween(0, at).Max >= min && chosen.GetViewBetween(at, sentences.Count).Min - at >= min)
            {
                chosen.Add(at);
            }
        }

        return chosen.Zip(chosen.Skip(1), (from, to) => sentences[from..to]);
    }

    private static double Cohesion(List<Sentence> sentences, int at)
    {
        var before = Terms(sentences, Math.Max(0, at - Window), at);
        var after = Terms(sentences, at, Math.Min(sentences.Count, at + Window));
        return before.Count == 0 || after.Count == 0 ? 0 : before.Intersect(after).Count() / Math.Sqrt(before.Count * after.Count);
    }

    private static HashSet<int> Terms(List<Sentence> sentences, int from, int to) =>
        [.. sentences[from..to].SelectMany(sentence => sentence.Words).Select(word => word.Term).Where(term => term >= 0)];

    private static string TitleOf(SourceText source, List<Sentence> sentences, CancellationToken cancellationToken)
    {
        var phrases = KeyPhraseFinder.Find(source, sentences, 2, cancellationToken);
        return phrases.Count == 0 ? "…" : Lines.Capitalize(string.Join(", ", phrases.OrderBy(phrase => phrase.Start).Select(phrase => phrase.Text)));
    }
}
