using System.Text;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Rewriting;

/// <param name="Changes">What was exchanged, as "old: new", each once.</param>
/// <param name="IsUnchanged">Whether every sentence is as it was.</param>
/// <param name="Stays">Words that do not fit the style and stay, because their other form is not certain.</param>
internal sealed record Rewriting(string Text, IReadOnlyList<string> Changes, bool IsUnchanged, IReadOnlyList<string> Stays, Readability Before, Readability After);

/// <summary>
/// Rewrites a text by rules that keep its meaning: words for words of the same form, long sentences into short ones, contractions, courtesy.
/// Numbers, names, quotations, headings and lists stay as they are.
/// </summary>
internal static partial class Rewriter
{
    public const string Shorter = "shorter";
    public const string Simpler = "simpler";
    public const string Formal = "formal";
    public const string Friendly = "friendly";
    private const int SimpleSentence = 12;
    private const int FriendlySentence = 18;
    private const int FormalSentence = 26;
    private const int DefaultShare = 70;
    private const int All = 100;
    private const int MaxChanges = 60;
    private const int MaxMarker = 8;

    public static IReadOnlyList<string> Styles { get; } = [Shorter, Simpler, Formal, Friendly];

    /// <param name="length">How long a shorter text may become; 70 % of its words when null.</param>
    public static Rewriting Rewrite(SourceText source, string style, SummaryLength? length, CancellationToken cancellationToken)
    {
        var changes = new List<string>();
        var kept = style == Shorter ? Keep(source, length, changes, cancellationToken) : null;
        var text = new StringBuilder();
        Sentence? previous = null;
        var isUnchanged = true;
        var address = style == Formal && source.Language == TextLanguage.Polish ? PolishAddress.Of(source) : null;
        var isLetter = source.Sentences.Any(sentence => Letter().IsMatch(source.OneLine(sentence)));
        foreach (var sentence in source.Sentences)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (kept?.Contains(sentence.Index) == false)
            {
                isUnchanged = false;
                continue;
            }

            text.Append(previous is null ? "" : Gap(source.Text, previous, sentence)).Append(Marker(source.Text, sentence));
            var old = source.OneLine(sentence);
            var rewritten = sentence.Kind == SentenceKind.Heading ? old : RewriteSentence(old, source.Language, style, address, isLetter, changes);
            isUnchanged &= rewritten == old;
            text.Append(rewritten);
            previous = sentence;
        }

        var result = text.ToString();
        return new Rewriting(
            result, [.. changes.Distinct().Take(MaxChanges)], isUnchanged, address?.Stays ?? [], Readability.Measure(source.Text, source.Language), Readability.Measure(result, source.Language));
    }

    private static string RewriteSentence(string sentence, TextLanguage language, string style, PolishAddress? address, bool isLetter, List<string> changes)
    {
        var english = language == TextLanguage.English;
        var made = new List<string>();
        var rewritten = Mind(sentence, style switch
        {
            Shorter => Apply(english ? EnglishWords.Fewer : PolishWords.Fewer, SentenceSplits.DropAsides(sentence)),
            Simpler => SentenceSplits.Split(Apply(english ? EnglishWords.Simpler : PolishWords.Simpler, english ? ActiveVoice.Apply(sentence, made) : sentence), language, SimpleSentence),
            Formal when english => Courtesy.Formal(SentenceSplits.Split(Apply(EnglishWords.Formal, EnglishTurns.Formal.Apply(sentence, made)), language, FormalSentence), language),
            Formal => Courtesy.Formal(Apply(PolishWords.Formal, address!.Apply(Courtesy.RequestOfQuestion(PolishTurns.Formal.Apply(sentence, made)), made)), language),
            _ when english => Courtesy.Friendly(SentenceSplits.Split(
                Apply(EnglishWords.Contractions, Apply(EnglishWords.FriendlyWords, ActiveVoice.Apply(EnglishTurns.Friendly.Apply(sentence, made), made))), language, FriendlySentence), language),
            _ => Courtesy.Friendly(SentenceSplits.Split(
                Apply(PolishWords.FriendlyWords, (isLetter ? PolishTurns.FriendlyLetter : PolishTurns.Friendly).Apply(sentence, made)), language, FriendlySentence), language),
        });
        changes.AddRange(rewritten == sentence ? [] : made);
        return rewritten;

        string Apply(WordExchange exchange, string text) => exchange.Apply(text, made);
    }

    /// <summary>A sentence in quotation marks is someone's words and stays.</summary>
    private static string Mind(string old, string rewritten) => old.AsSpan().ContainsAny("„“”\"") ? old : Spaces().Replace(rewritten, " ").Replace(" .", ".", StringComparison.Ordinal);

    /// <summary>What a shorter text keeps: no sentence that repeats another, and the most central ones up to the length.</summary>
    private static HashSet<int> Keep(SourceText source, SummaryLength? length, List<string> changes, CancellationToken cancellationToken)
    {
        var prose = source.Sentences.Count(sentence => sentence.Kind != SentenceKind.Heading);
        var chosen = Summarizer.Summarize(source, length ?? new SummaryLength(Percent: DefaultShare), cancellationToken);
        if (chosen.Count == 0 || prose <= 2)
        {
            return [.. source.Sentences.Select(sentence => sentence.Index)];
        }

        var kept = chosen.Select(sentence => sentence.Index).ToHashSet();
        changes.Add($"{prose} sentences: {chosen.Count}");
        // A heading stays when something below it does.
        var below = false;
        for (var n = source.Sentences.Count - 1; n >= 0; n--)
        {
            if (source.Sentences[n].Kind != SentenceKind.Heading)
            {
                below |= kept.Contains(n);
            }
            else if (below)
            {
                kept.Add(n);
                below = false;
            }
        }

        return kept;
    }

    /// <summary>Line breaks between two sentences stay; between sentences left far apart a space or a new paragraph.</summary>
    private static string Gap(string text, Sentence previous, Sentence next)
    {
        if (next.Paragraph != previous.Paragraph || previous.Kind == SentenceKind.Heading || next.Kind == SentenceKind.Heading)
        {
            return "\n\n";
        }

        return next.Kind == SentenceKind.ListItem || previous.Kind == SentenceKind.ListItem
            || (next.Index == previous.Index + 1 && text.AsSpan(previous.End, next.Start - previous.End).Contains('\n') && previous.End - previous.Start < 60) ? "\n" : " ";
    }

    /// <summary>The list mark or the number signs that stood before it.</summary>
    private static string Marker(string text, Sentence sentence)
    {
        if (sentence.Kind == SentenceKind.Prose)
        {
            return "";
        }

        var lineStart = sentence.Start == 0 ? 0 : text.LastIndexOf('\n', sentence.Start - 1, Math.Min(sentence.Start, MaxMarker + 1)) + 1;
        var marker = text[lineStart..sentence.Start];
        return marker.Length <= MaxMarker && !marker.Any(char.IsLetter) ? marker : "";
    }

    /// <summary>What only letters and notices say.</summary>
    [GeneratedRegex(@"^(?:szanown\p{L}+|drodzy|drogi|droga|dear|dzień dobry|uwaga)\b|\b(?:prosimy|uprasza się|państwo|państwa|państwu)\b|^(?:z poważaniem|pozdrawiam)", RegexOptions.IgnoreCase)]
    private static partial Regex Letter();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
