using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Reading;

/// <summary>Titles made of the text's own words: its heading, its key phrases, its shortest central sentence.</summary>
internal static class TitleMaker
{
    private const int MaxTitleWords = 12;
    private const int MaxSentenceTitleWords = 9;

    // English titles keep these small.
    private static readonly HashSet<string> Small = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "than", "is",
    };

    public static List<string> Make(SourceText source, int count, CancellationToken cancellationToken)
    {
        var titles = new List<string>();
        var phrases = KeyPhraseFinder.Find(source, Math.Max(4, count), cancellationToken).Where(phrase => phrase.Score > 0).ToList();
        if (source.Sentences is [{ Kind: SentenceKind.Heading } heading, ..])
        {
            Add(source.OneLine(heading));
        }

        var ranking = SentenceRanking.Rank(source, cancellationToken);
        var central = source.Sentences.Where(sentence => ranking.Scores[sentence.Index] > 0 && sentence.Words.Length is > 2 and <= MaxSentenceTitleWords)
            .OrderByDescending(sentence => ranking.Scores[sentence.Index]).ThenBy(sentence => sentence.Index).Select(source.OneLine).ToList();
        foreach (var sentence in central.Take(Math.Max(1, count - 2)))
        {
            Add(sentence.TrimEnd('.'));
        }

        foreach (var second in phrases.Skip(1))
        {
            Add(Join(phrases[0], second, source.Language));
        }

        foreach (var phrase in phrases)
        {
            Add(Case(phrase.Text, source.Language));
        }

        return titles;

        void Add(string title)
        {
            if (titles.Count < count && title.Length > 0 && WordSplitter.Count(title) <= MaxTitleWords && !titles.Contains(title, StringComparer.OrdinalIgnoreCase))
            {
                titles.Add(title);
            }
        }
    }

    /// <summary>Polish phrases stand in whatever case the text has them: a dash joins what "i" could not.</summary>
    private static string Join(KeyPhrase first, KeyPhrase second, TextLanguage language) => language == TextLanguage.Polish
        ? $"{Lines.Capitalize(first.Text)} – {second.Text}" : Lines.Capitalize($"{Named(first)} and {Named(second)}");

    /// <summary>A single thing takes its article; names and plurals go without.</summary>
    private static string Named(KeyPhrase phrase) => char.IsUpper(phrase.Text[0]) || phrase.Text.EndsWith('s') ? Case(phrase.Text, TextLanguage.English) : "the " + Case(phrase.Text, TextLanguage.English);

    private static string Case(string text, TextLanguage language) => language == TextLanguage.Polish
        ? Lines.Capitalize(text)
        : Lines.Capitalize(string.Join(' ', text.Split(' ').Select(word => Small.Contains(word) ? word : Lines.Capitalize(word))));
}
