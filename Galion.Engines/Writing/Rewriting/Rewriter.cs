using System.Text;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Rewriting;

/// <param name="Changes">What was exchanged, as "old: new", each once.</param>
/// <param name="IsUnchanged">Whether every sentence is as it was.</param>
internal sealed record Rewriting(string Text, IReadOnlyList<string> Changes, bool IsUnchanged, Readability Before, Readability After);

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
            var rewritten = sentence.Kind == SentenceKind.Heading ? old : RewriteSentence(old, source.Language, style, changes);
            isUnchanged &= rewritten == old;
            text.Append(rewritten);
            previous = sentence;
        }

        var result = text.ToString();
        return new Rewriting(
            result, [.. changes.Distinct().Take(MaxChanges)], isUnchanged, Readability.Measure(source.Text, source.Language), Readability.Measure(result, source.Language));
    }

    private static string RewriteSentence(string sentence, TextLanguage language, string style, List<string> changes)
    {
        var english = language == TextLanguage.English;
        var made = new List<string>();
        var rewritten = Mind(sentence, style switch
        {
            Shorter => Apply(english ? EnglishWords.Fewer : PolishWords.Fewer, SentenceSplits.DropAsides(sentence)),
            Simpler => SentenceSplits.Split(Apply(english ? EnglishWords.Simpler : PolishWords.Simpler, sentence), language, SimpleSentence),
            Formal => Courtesy.Formal(Apply(english ? EnglishWords.Formal : PolishWords.Formal, sentence), language),
            _ => Courtesy.Friendly(english
                ? Apply(EnglishWords.Contractions, Apply(EnglishWords.FriendlyWords, sentence)) : Apply(PolishWords.FriendlyWords, sentence), language),
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

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
