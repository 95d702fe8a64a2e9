using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <summary>How long a summary may be; exactly one is given.</summary>
/// <param name="Sentences">At most this many sentences.</param>
/// <param name="Words">At most this many words.</param>
/// <param name="Percent">At most this share of the words, 1 to 100.</param>
internal readonly record struct SummaryLength(int? Sentences = null, int? Words = null, int? Percent = null)
{
    private const int ShortSentences = 2;
    private const int MediumMin = 3;
    private const int MediumMax = 10;
    private const int MediumShare = 6;
    private const int LongShare = 3;
    private const int LongMax = 40;

    /// <summary>short, medium or long, in proportion to the text.</summary>
    public static SummaryLength Of(string name, int sentences) => name switch
    {
        "short" => new SummaryLength(Math.Min(ShortSentences, Math.Max(1, sentences / 2))),
        "long" => new SummaryLength(Math.Clamp(sentences / LongShare, MediumMin + 2, LongMax)),
        _ => new SummaryLength(Math.Clamp(sentences / MediumShare, MediumMin, MediumMax)),
    };
}

/// <summary>Summaries made of the text's own sentences, in their order.</summary>
internal static class Summarizer
{
    private const int All = 100;

    /// <returns>The sentences; none when the text has none that fits.</returns>
    public static List<Sentence> Summarize(SourceText source, SummaryLength length, CancellationToken cancellationToken)
    {
        var ranking = SentenceRanking.Rank(source, cancellationToken);
        var budget = length.Words ?? (length.Percent is { } percent ? Math.Max(1, source.WordCount * percent / All) : int.MaxValue);
        var left = budget;
        var chosen = ranking.Choose(length.Sentences ?? int.MaxValue, Fits, cancellationToken);
        return [.. chosen.OrderBy(sentence => sentence.Index)];

        bool Fits(Sentence sentence)
        {
            var fits = sentence.Words.Length <= left;
            left -= fits ? sentence.Words.Length : 0;
            return fits;
        }
    }

    /// <param name="form">prose or list; when null, prose as a paragraph for each paragraph of the text and list items as a list.</param>
    public static string Write(SourceText source, IReadOnlyList<Sentence> sentences, string? form = null)
    {
        var text = new System.Text.StringBuilder();
        var previous = -1;
        var paragraphLength = 0;
        const int MinParagraph = 2;
        const int ShortSummary = 6;
        foreach (var sentence in sentences)
        {
            var line = source.OneLine(sentence);
            if (form == "list" || (form is null && sentence.Kind == SentenceKind.ListItem))
            {
                text.Append(text.Length > 0 ? "\n" : "").Append("- ").Append(line.TrimStart('–', ' '));
                (previous, paragraphLength) = (-1, 0);
                continue;
            }

            var breaks = text.Length > 0 && (previous < 0 || sentences.Count >= ShortSummary && (sentence.Paragraph != previous && paragraphLength >= MinParagraph));
            text.Append(text.Length == 0 ? "" : breaks ? "\n\n" : " ").Append(line);
            paragraphLength = breaks ? 1 : paragraphLength + 1;
            previous = sentence.Paragraph;
        }

        return text.ToString();
    }
}
