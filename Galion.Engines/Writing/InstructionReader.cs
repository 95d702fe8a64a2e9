using System.Globalization;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;
using Galion.Engines.Writing.Rewriting;
using Galion.Engines.Writing.Templates;

namespace Galion.Engines.Writing;

/// <summary>Reads what an ordinary message asks for, in English and Polish. It never fails; what it finds nothing in, it leaves open.</summary>
internal static partial class InstructionReader
{
    /// <summary>Requests are short; what stands beyond is not looked at.</summary>
    public const int MaxInstruction = 2_000;
    private const int ParagraphSentences = 5;
    private const int Half = 50;
    private const int MaxNamed = 400;
    private const int WordsBeforeName = 4;

    private static readonly (Regex Pattern, string Task)[] TaskWords =
    [
        (SummaryWords(), WriterOptions.Summary),
        (KeyPhraseWords(), WriterOptions.KeyPhrases),
        (OutlineWords(), WriterOptions.Outline),
        (TitleWords(), WriterOptions.Titles),
        (RewriteWords(), WriterOptions.Rewrite),
        (ExtractWords(), WriterOptions.Extract),
    ];

    private static readonly (Regex Pattern, string Template)[] TemplateWords =
    [
        (CodeCommentWords(), Kinds.CodeComment),
        (EmailWords(), Kinds.Email),
        (ProductWords(), Kinds.Product),
        (MarketingWords(), Kinds.Marketing),
        (SocialWords(), Kinds.Social),
        (ArticleWords(), Kinds.Article),
        (StoryWords(), Kinds.Story),
    ];

    private static readonly (Regex Pattern, string Tone)[] ToneWords =
    [
        (FormalTone(), "formal"),
        (FriendlyTone(), "friendly"),
        (EnthusiasticTone(), "enthusiastic"),
        (PlayfulTone(), "playful"),
        (NeutralTone(), "neutral"),
    ];

    public static Instruction Read(string text)
    {
        text = text.Length > MaxInstruction ? text[..MaxInstruction] : text;
        var language = TextLanguages.Detect(text);
        var understood = new List<string>();
        var (task, at) = TaskOf(text);
        string? template = null;
        if (WriteVerb().Match(text) is { Success: true } verb && !(task == WriterOptions.Rewrite && at <= verb.Index + verb.Length)
            && FirstTemplate(text, verb.Index + verb.Length) is var (found, place) && (task is null || place < at || task == WriterOptions.Rewrite))
        {
            (task, template) = (WriterOptions.Write, found);
        }

        else if (task is null && !IsQuestion(text) && NamedTemplate(text) is { } named)
        {
            (task, template) = (WriterOptions.Write, named);
        }

        task ??= IsQuestion(text) ? WriterOptions.Answer : null;
        // What is asked about is no request of its own: a story about a friendly dragon is not friendly.
        var head = task is WriterOptions.Write or WriterOptions.Titles or WriterOptions.Outline ? text[..HeadEnd(text)] + " " + ToneClause().Match(text).Value : text;
        var style = task == WriterOptions.Rewrite ? StyleOf(text) : null;
        var tone = task == WriterOptions.Answer ? null : ToneWords.Where(item => item.Pattern.IsMatch(head)).Select(item => item.Tone).FirstOrDefault();
        var (length, name) = task == WriterOptions.Answer ? (null, null) : LengthOf(head);
        Note("task", task);
        Note("style", style);
        Note("template", template);
        Note("tone", tone);
        Note("sentences", length?.Sentences?.ToString(CultureInfo.InvariantCulture));
        Note("words", length?.Words?.ToString(CultureInfo.InvariantCulture));
        Note("percent", length?.Percent?.ToString(CultureInfo.InvariantCulture));
        Note("length", name);
        var count = task == WriterOptions.Answer ? null : CountOf(text);
        Note(task == WriterOptions.Summary ? "sentences" : "count", length is null ? count?.ToString(CultureInfo.InvariantCulture) : null);
        var form = task == WriterOptions.Summary && ListWords().IsMatch(text) ? "list" : null;
        Note("form", form);
        return new Instruction(text, language)
        {
            Task = task,
            Style = style,
            Template = template,
            Tone = tone,
            Wanted = InEnglish().IsMatch(text) ? TextLanguage.English : InPolish().IsMatch(text) ? TextLanguage.Polish : null,
            Length = length,
            LengthName = name,
            Count = count,
            Form = form,
            Beyond = task is null or WriterOptions.Answer ? BeyondOf(text) : TranslationWords().IsMatch(text) && task == WriterOptions.Rewrite ? Beyond.Translation : null,
            RefersBack = BackReference().IsMatch(text) && !OwnText().IsMatch(text),
            Understood = understood,
            Ignored = task is WriterOptions.Write or WriterOptions.Answer ? [] : Leftovers(text, language),
        };

        void Note(string what, string? value)
        {
            if (value is not null)
            {
                understood.Add($"{what}: {value}");
            }
        }
    }

    /// <summary>Where the request ends and its topic begins; the length of the text when there is none.</summary>
    public static int HeadEnd(string text) => TopicStart().Match(text) is { Success: true } match ? match.Index : text.Length;

    private static (string? Task, int At) TaskOf(string text)
    {
        var question = IsQuestion(text) && !PoliteRequest().IsMatch(text);
        var first = TaskWords.Select(item => (item.Task, Match: item.Pattern.Match(text))).Where(item => item.Match.Success)
            .OrderBy(item => item.Match.Index).ThenByDescending(item => item.Match.Length).FirstOrDefault();
        return first.Task is null || (question && !(first.Task is WriterOptions.KeyPhrases && WhatAre().IsMatch(text))) ? (null, int.MaxValue) : (first.Task, first.Match.Index);
    }

    /// <summary>What the message asks for that rules cannot do, if it does.</summary>
    private static Beyond? BeyondOf(string text) => text.Length > MaxNamed ? null
        : TranslationWords().IsMatch(text) && !QuestionStart().IsMatch(text) ? Beyond.Translation
        : OpinionWords().IsMatch(text) ? Beyond.Opinion
        : IsQuestion(text) && !PoliteRequest().IsMatch(text) ? null
        : OtherWork().IsMatch(text) ? Beyond.OtherWork
        : InventionWords().IsMatch(text) && (WriteVerb().IsMatch(text) || text.Length < MaxNamed / 4) ? Beyond.Invention : null;

    /// <summary>The words of a request that say something and that no rule read.</summary>
    private static string[] Leftovers(string text, TextLanguage language)
    {
        if (text.Length > MaxNamed)
        {
            return [];
        }

        Regex[] readers =
        [
            .. TaskWords.Select(item => item.Pattern), .. ToneWords.Select(item => item.Pattern), ToneClause(), LengthWords(), CountWords(), ListWords(), ShorterWords(), ShortWords(), LongWords(),
            HalfWords(), InEnglish(), InPolish(), PlainWords(), SimplerWords(),
        ];
        var read = readers.SelectMany(reader => reader.Matches(text)).Select(match => (From: match.Index, To: match.Index + match.Length)).ToList();
        return [.. WordSplitter.Split(text, 0, text.Length)
            .Where(word => !read.Any(span => word.Start >= span.From && word.Start < span.To))
            .Select(word => word.Of(text)).Where(word => word.Length > 1 && !StopWords.Is(word.ToLowerInvariant(), language) && !CommonWords.Is(word))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static (string Template, int At)? FirstTemplate(string text, int from)
    {
        var found = TemplateWords.Select(item => (item.Template, Match: item.Pattern.Match(text, from))).Where(item => item.Match.Success)
            .OrderBy(item => item.Match.Index).ThenByDescending(item => item.Match.Length).ToList();
        return found.Count == 0 ? null : (found[0].Template, found[0].Match.Index);
    }

    /// <summary>What is asked for by its name alone: "a short story about the sea", "blog post: why we moved".</summary>
    private static string? NamedTemplate(string text) =>
        text.Length <= MaxNamed && HeadEnd(text) is var end && end < text.Length && !SpokenOf().IsMatch(text)
            && FirstTemplate(text, 0) is var (template, at) && at < end && text[..at].Count(char.IsWhiteSpace) <= WordsBeforeName
            ? template : null;

    private static bool IsQuestion(string text) => QuestionStart().IsMatch(text) || (text.TrimEnd().EndsWith('?') && !PoliteRequest().IsMatch(text));

    private static string StyleOf(string text) =>
        ShorterWords().IsMatch(text) ? Rewriter.Shorter
        : FormalTone().IsMatch(text) ? Rewriter.Formal
        : FriendlyTone().IsMatch(text) ? Rewriter.Friendly
        : Rewriter.Simpler;

    private static (SummaryLength? Length, string? Name) LengthOf(string text)
    {
        if (LengthWords().Match(text) is { Success: true } match && Number(match.Groups["n"].Value) is { } number)
        {
            var unit = match.Groups["unit"].Value.ToLowerInvariant();
            return unit[0] is '%' or 'p' && !unit.StartsWith("par", StringComparison.Ordinal) ? (new SummaryLength(Percent: Math.Clamp(number, 1, 90)), null)
                : unit.StartsWith("wor", StringComparison.Ordinal) || unit[0] == 's' && unit.StartsWith("sł", StringComparison.Ordinal) ? (new SummaryLength(Words: Math.Clamp(number, 10, 50_000)), null)
                : unit.StartsWith("par", StringComparison.Ordinal) || unit.StartsWith("aka", StringComparison.Ordinal)
                    ? (new SummaryLength(Math.Clamp(number * ParagraphSentences, 1, 500)), null)
                : (new SummaryLength(Math.Clamp(number, 1, 500)), null);
        }

        return HalfWords().IsMatch(text) ? (new SummaryLength(Percent: Half), null)
            : ShortWords().IsMatch(text) ? (null, "short")
            : LongWords().IsMatch(text) ? (null, "long") : (null, null);
    }

    private static int? CountOf(string text) =>
        CountWords().Match(text) is { Success: true } match && Number(match.Groups["n"].Value) is { } number ? Math.Clamp(number, 1, 50) : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : NumberWords.Value(text);
}
