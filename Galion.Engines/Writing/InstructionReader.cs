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
        return new Instruction(text, language)
        {
            Task = task,
            Style = style,
            Template = template,
            Tone = tone,
            Wanted = InEnglish().IsMatch(text) ? TextLanguage.English : InPolish().IsMatch(text) ? TextLanguage.Polish : null,
            Length = length,
            LengthName = name,
            Count = CountOf(text),
            RefersBack = BackReference().IsMatch(text) && !OwnText().IsMatch(text),
            Understood = understood,
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

    private const string Numbers =
        @"(?<n>\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|hundred|jedno|jednym|jednego|dwa|dwie|dwóch|trzy|trzech|cztery|czterech|pięć|pięciu|sześć|sześciu|siedem|siedmiu|osiem|ośmiu|dziewięć|dziewięciu|dziesięć|dziesięciu|dwanaście|piętnaście|dwadzieścia|trzydzieści|pięćdziesiąt|sto|stu)";

    [GeneratedRegex(@"\b(?:summari[sz]e\w*|summar(?:y|ies)|sum(?: it| this| that)? up|tl;?dr|condense|digest|abstract of|streść\w*|streszcz\w*|podsum\w+)\b|\bw skrócie\b", RegexOptions.IgnoreCase)]
    private static partial Regex SummaryWords();

    [GeneratedRegex(@"\b(?:key ?-?(?:phrases?|words?|terms?|concepts?)|main (?:terms|concepts)|tags for|słow\w* kluczow\w*|słów kluczow\w*|kluczow\w* (?:słow\w*|słów|fraz\w*|poję\w*)|fraz\w* kluczow\w*|tagi)\b", RegexOptions.IgnoreCase)]
    private static partial Regex KeyPhraseWords();

    [GeneratedRegex(@"\b(?:outline|table of contents|konspekt\w*|zarys\w*|spis\w* treści|plan (?:tekstu|artykułu|wypracowania|dokumentu|opowiadania|prezentacji))\b", RegexOptions.IgnoreCase)]
    private static partial Regex OutlineWords();

    [GeneratedRegex(@"\b(?:titles?|headlines?|tytuł\w*|nagłów\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TitleWords();

    [GeneratedRegex(@"\b(?:rewrite|re-write|rephrase|paraphrase|reword|simplify|shorten|polish this|make (?:it|th(?:is|at|e)(?: (?:text|e-?mail|message|letter|paragraph|article|note|answer))?|my \w+)(?: sound)? (?:much |a bit |a little |more |less )?(?:short\w*|simpl\w*|formal\w*|official|friendl\w*|casual\w*|warm\w*|easier|polite\w*|brief\w*|concise)|przepisz|przeredaguj|sparafrazuj|uprość|uprosc|skróć|skroc|zmień ton|napisz (?:to|go|ją|je|tekst) (?:prościej|krócej|formalniej|bardziej|oficjalniej|przyjaźniej)|prościej|krócej|formalniej)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RewriteWords();

    [GeneratedRegex(@"\b(?:extract|as json|to json|wyodrębnij|wyciągnij dane|jako json|do json)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ExtractWords();

    [GeneratedRegex(@"\b(?:write|draft|compose|create|prepare|generate|make me|give me|i need|napisz|przygotuj|stwórz|utwórz|ułóż|wygeneruj|zredaguj|potrzebuję)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WriteVerb();

    [GeneratedRegex(@"\b(?:code comments?|doc(?:umentation)? comments?|comment (?:for|on) (?:this|the) (?:code|function|method|class)|docstring|xml doc\w*|komentarz\w* (?:do kodu|dokumentacyjn\w*|do funkcji|do metody|do klasy)|dokumentacj\w+ (?:funkcji|metody|klasy))\b", RegexOptions.IgnoreCase)]
    private static partial Regex CodeCommentWords();

    [GeneratedRegex(@"\b(?:e-?mails?|letter|message|e-?mail\w*|mail\w?|wiadomość|list)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EmailWords();

    [GeneratedRegex(@"\b(?:product (?:text|description|page|copy)|description of (?:the|a|my|our) product|opis\w* produktu|tekst\w* produktow\w+|opis\w* (?:towaru|wyrobu))\b", RegexOptions.IgnoreCase)]
    private static partial Regex ProductWords();

    [GeneratedRegex(@"\b(?:marketing (?:text|copy|blurb)|marketing|advert\w*|ad(?: copy| text)?|sales (?:copy|text)|flyer|landing page|tekst\w* (?:marketingow\w+|reklamow\w+)|reklam\w+|ulotk\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MarketingWords();

    [GeneratedRegex(@"\b(?:social(?: media)? (?:post|text|update)|(?:short )?post(?! office)|tweet|post\w{0,3}|wpis\w{0,3} (?:na|do|w) (?:media\w*|facebook\w*|instagram\w*|linkedin\w*|portal\w*)|wpis)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SocialWords();

    [GeneratedRegex(@"\b(?:articles?|blog (?:post|article|entry)|essay|news (?:item|piece|story)|report|artykuł\w*|wpis\w* na blog\w*|felieton\w*|notatk\w+ prasow\w+|tekst)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ArticleWords();

    [GeneratedRegex(@"\b(?:stor(?:y|ies)|tale|fairy tale|bedtime story|opowiadani\w+|opowieść|bajk\w+|baśń|histori\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex StoryWords();

    [GeneratedRegex(@"\b(?:formal\w*|official\w*|business-?like|formaln\w*|oficjaln\w*|urzędow\w*|grzeczn\w*|polite\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FormalTone();

    [GeneratedRegex(@"\b(?:friendl\w*|warm\w*|casual\w*|informal\w*|przyjaz\w*|przyjaźni\w*|ciepł\w*|swobodn\w*|luźn\w*|serdeczn\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FriendlyTone();

    [GeneratedRegex(@"\b(?:enthusiastic\w*|excited|energetic|cheerful|entuzjastyczn\w*|radosn\w*|energiczn\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnthusiasticTone();

    [GeneratedRegex(@"\b(?:playful\w*|funny|humorous\w*|witty|light-?hearted|żartobliw\w*|zabawn\w*|dowcipn\w*|śmieszn\w*|lekk\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PlayfulTone();

    [GeneratedRegex(@"\b(?:neutral\w*|matter-of-fact|neutraln\w*|rzeczow\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NeutralTone();

    [GeneratedRegex(@"\b(?:in an? [\w-]+ (?:tone|voice|style|way)|tonem [\w-]+|w [\w-]+ tonie|w tonie [\w-]+|[\w-]+ tonem)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ToneClause();

    [GeneratedRegex(@"\b(?:about|regarding|concerning|announcing|asking|saying|telling|thanking|inviting|reminding|apologi[sz]ing|informing|na temat|w sprawie|o|że|z prośbą|z podziękowani\w+|z zaproszeniem|z przeprosinami|z pytaniem|z przypomnieniem)\b|:", RegexOptions.IgnoreCase)]
    private static partial Regex TopicStart();

    [GeneratedRegex(@"\b(?:short\w*|brief\w*|concise|krót\w*|skróć|zwięź\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ShorterWords();

    [GeneratedRegex(@"\b(?:short|brief|briefly|krótk\w*|krótko|zwięź\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ShortWords();

    [GeneratedRegex(@"\b(?:long|detailed|in detail|długi\w*|szczegółow\w*|obszern\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LongWords();

    [GeneratedRegex(@"\b(?:half|połow\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HalfWords();

    [GeneratedRegex(@"\b" + Numbers + @"(?:[ -](?:short|long|full|krótki\w*|pełn\w*))?[ -]?(?<unit>sentences?|words?|paragraphs?|percent|procent\w*|%|zdani\w*|zdań|słowa\b(?! kluczow)|słów\b(?! kluczow)|słowach|akapi\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex LengthWords();

    [GeneratedRegex(@"\b" + Numbers + @" (?:key ?-?(?:phrases?|words?|terms?|points?)|keywords?|titles?|headlines?|points?|parts?|sections?|quotes?|phrases?|tags|tytuł\w*|nagłów\w*|słów kluczow\w*|słowa kluczow\w*|fraz\w*|punkt\w*|częś\w*|cytat\w*|propozycj\w*)", RegexOptions.IgnoreCase)]
    private static partial Regex CountWords();

    [GeneratedRegex(@"\b(?:in english|po angielsku|w języku angielskim)\b", RegexOptions.IgnoreCase)]
    private static partial Regex InEnglish();

    [GeneratedRegex(@"\b(?:in polish|po polsku|w języku polskim)\b", RegexOptions.IgnoreCase)]
    private static partial Regex InPolish();

    [GeneratedRegex(@"\b(?:it|that|this|to|go|ją|je|your (?:answer|text|summary)|odpowiedź)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BackReference();

    [GeneratedRegex(@"\b(?:this|the|that|ten|tego|cały) (?:text|document|article|report|page|file|tekst\w*|dokument\w*|artykuł\w*|raport\w*|plik\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnText();

    [GeneratedRegex(@"^\W*(?:and |so |a |i )?(?:what|who|whom|whose|when|where|why|which|how|does|do|did|is|are|was|were|has|have|according to|co|kto|kogo|komu|kim|kiedy|gdzie|skąd|dokąd|dlaczego|czemu|ile|ilu|jak|jaki|jaka|jakie|jakim|jaką|który|która|które|czy|czym|czego|według)\b|\b(?:does the (?:text|document|article) say|mówi (?:tekst|dokument|artykuł)|quote what|zacytuj|answer (?:the|this|my) question|odpowiedz na pytanie)\b", RegexOptions.IgnoreCase)]
    private static partial Regex QuestionStart();

    [GeneratedRegex(@"\b(?:can|could|would|will) you\b|\bplease\b|\bproszę\b|\b(?:możesz|mógłbyś|mogłabyś|czy możesz)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PoliteRequest();

    /// <summary>A text that is there already begins like this, and so do sentences about one.</summary>
    [GeneratedRegex(@"^\W*(?:the|this|that|these|those|my|our|your|his|her|their|ten|ta|te|tamten|tamta|mój|moja|moje|nasz\w*|jego|jej|ich)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpokenOf();

    [GeneratedRegex(@"^\W*(?:what are|jakie są|podaj)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatAre();
}
