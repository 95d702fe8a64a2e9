using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Galion.Engines.Options;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;
using Galion.Engines.Writing.Rewriting;
using Galion.Engines.Writing.Structure;
using Galion.Engines.Writing.Templates;

namespace Galion.Engines.Writing;

/// <param name="Quotes">The stretches of the documents that the text rests on.</param>
internal sealed record WriterAnswer(string Text, IReadOnlyList<Quote> Quotes, IReadOnlyList<string> Understood, IReadOnlyList<string> Ignored);

/// <summary>Does one task; each is a function of the instruction, the documents and the options.</summary>
internal static partial class WriterTasks
{
    private const int DefaultPhrases = 10;
    private const int DefaultTitles = 5;
    private const int DefaultQuotes = 3;
    private const int DefaultPoints = 2;
    private const int MaxQuestions = 5;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static WriterAnswer Run(Instruction instruction, IReadOnlyList<string> documents, OptionValues values, JsonElement? schema, CancellationToken cancellationToken)
    {
        var task = values.Text("task");
        var writes = values.Text("language") is { } code ? TextLanguages.FromCode(code) : (TextLanguage?)null;
        var answers = instruction.Text.Length > 0 || documents.Count == 0 ? instruction.Language : TextLanguages.Detect(documents[0]);
        if (schema is { } wanted)
        {
            return Extract(instruction, documents, wanted, writes, cancellationToken);
        }

        if (task == WriterOptions.Extract)
        {
            return !values.IsGiven("task") ? new WriterAnswer(Sayings.NeedsSchema(answers), [], instruction.Understood, []) : throw new EngineOptionException("task", "To extract, the writer needs the option schema: a JSON schema that says what to look for. Nothing was written.");
        }

        if (instruction.Beyond is { } beyond && !values.IsGiven("task"))
        {
            return new WriterAnswer(Sayings.Cannot(answers, beyond), [], [], []);
        }

        if (task == WriterOptions.Write || (documents.Count == 0 && task is WriterOptions.Outline or WriterOptions.Titles && HasTopic(instruction, values)))
        {
            return Compose(task!, instruction, documents, values, writes ?? answers);
        }

        if (documents.Count == 0 || documents.All(document => !document.Any(char.IsLetterOrDigit)))
        {
            return new WriterAnswer(task is null || (documents.Count == 0 && Sayings.AsksForHelp(instruction.Text)) ? Sayings.Help(answers) : Sayings.NoText(answers), [], instruction.Understood, []);
        }

        var sources = documents.Select(document => SourceText.Read(document, null, cancellationToken)).ToList();
        if (task == WriterOptions.Answer)
        {
            return Answer(instruction, sources, values, writes ?? answers, cancellationToken);
        }

        var source = sources.Count == 1 ? sources[0] : SourceText.Read(string.Join("\n\n", documents), null, cancellationToken);
        var answer = task switch
        {
            WriterOptions.KeyPhrases => KeyPhrases(source, values, answers, cancellationToken),
            WriterOptions.Outline => Plain(Outliner.Outline(source, Count(values), DefaultPoints, cancellationToken), answers),
            WriterOptions.Titles => Plain(string.Join('\n', TitleMaker.Make(source, Count(values) ?? DefaultTitles, cancellationToken).Select((title, n) => $"{n + 1}. {title}")), answers),
            WriterOptions.Rewrite => Rewrite(source, values, cancellationToken),
            _ => Summarize(source, values, answers, cancellationToken),
        };
        answer = answer with { Understood = [.. instruction.Understood, .. answer.Understood], Ignored = [.. answer.Ignored, .. instruction.Ignored] };
        return writes is { } language && language != source.Language
            ? answer with { Text = $"{Sayings.NoTranslation(answers)}\n\n{answer.Text}", Ignored = [.. answer.Ignored, $"language: {language.Code()}"] } : answer;
    }

    private static WriterAnswer Plain(string text, TextLanguage language) => new(text.Length > 0 ? text : Sayings.NoText(language), [], [], []);

    private static WriterAnswer Summarize(SourceText source, OptionValues values, TextLanguage language, CancellationToken cancellationToken)
    {
        var length = LengthOf(values) ?? SummaryLength.Of(values.Text("length") ?? "medium", source.Sentences.Count(sentence => sentence.Kind != SentenceKind.Heading));
        var sentences = Summarizer.Summarize(source, length, cancellationToken);
        return sentences.Count == 0
            ? new WriterAnswer(source.Sentences.Any(sentence => sentence.Words.Any(word => word.Term >= 0)) ? Sayings.NothingFits(language) : Sayings.NoText(language), [], [], [])
            : new WriterAnswer(Summarizer.Write(source, sentences, values.Text("form")), [.. sentences.Select(sentence => new Quote(1, sentence.Start, sentence.End, source.Verbatim(sentence)))], [], []);
    }

    private static WriterAnswer KeyPhrases(SourceText source, OptionValues values, TextLanguage language, CancellationToken cancellationToken)
    {
        var phrases = KeyPhraseFinder.Find(source, Count(values) ?? DefaultPhrases, cancellationToken);
        return Plain(string.Join('\n', phrases.Select(phrase => "- " + phrase.Text)), language) with
        {
            Quotes = [.. phrases.Select(phrase => new Quote(1, phrase.Start, phrase.Start + phrase.Length, source.Text.Substring(phrase.Start, phrase.Length)))],
        };
    }

    private static WriterAnswer Rewrite(SourceText source, OptionValues values, CancellationToken cancellationToken)
    {
        var rewriting = Rewriter.Rewrite(source, values.Text("style") ?? Rewriter.Simpler, LengthOf(values), cancellationToken);
        string[] measures = [Invariant($"grade: {rewriting.Before.Grade:0.0} → {rewriting.After.Grade:0.0}"), $"words: {rewriting.Before.Words} → {rewriting.After.Words}"];
        List<string> ignored = rewriting.IsUnchanged ? [Invariant($"style: no rule for {values.Text("style") ?? Rewriter.Simpler} applies to any of these sentences")] : [];
        ignored.AddRange(rewriting.Stays.Count > 0 ? [$"address: stays as it is, because who is addressed is not certain ({string.Join(", ", rewriting.Stays)})"] : []);
        return new WriterAnswer(rewriting.Text, [], [.. measures, .. rewriting.Changes], ignored);
    }

    private static WriterAnswer Answer(Instruction instruction, List<SourceText> sources, OptionValues values, TextLanguage language, CancellationToken cancellationToken)
    {
        // Two questions in one are answered each, and what has no answer is named.
        var asked = SecondQuestion().Split(instruction.Text).Where(part => part.Any(char.IsLetter)).Take(MaxQuestions).ToList();
        var answers = asked.Select(part => (Question: part, Quotes: QuestionAnswerer.Answer(sources, part, sources[0].Language, Count(values) ?? DefaultQuotes, cancellationToken))).ToList();
        List<Quote> quotes = [.. answers.SelectMany(answer => answer.Quotes).Distinct()];
        if (quotes.Count == 0)
        {
            return new WriterAnswer(Sayings.NotInText(language, sources.Count), [], instruction.Understood, []);
        }

        var text = new StringBuilder(Sayings.TheTextSays(language, sources.Count));
        foreach (var quote in quotes)
        {
            var (open, close) = language == TextLanguage.Polish ? ('„', '”') : ('“', '”');
            text.Append("\n\n> ").Append(open).Append(Lines.Join(quote.Text)).Append(close).Append('\n').Append("> ").Append(Sayings.Where(language, quote, sources.Count));
        }

        List<string> unanswered = [.. answers.Where(answer => answer.Quotes.Count == 0).Select(answer => answer.Question.Trim(' ', ',', '?', '.'))];
        foreach (var question in unanswered)
        {
            text.Append("\n\n").Append(Sayings.NotSaid(language, question));
        }

        return new WriterAnswer(text.ToString(), quotes, instruction.Understood, unanswered);
    }

    private static WriterAnswer Compose(string task, Instruction instruction, IReadOnlyList<string> documents, OptionValues values, TextLanguage language)
    {
        var template = values.Text("template") ?? Kinds.Article;
        var code = template == Kinds.CodeComment && documents.Count > 0 ? documents[0] : null;
        var notes = (template == Kinds.CodeComment ? [] : documents).Append(values.Text("notes") ?? "");
        var brief = BriefReader.Read(instruction.Text, template, values.Text("tone") ?? "neutral", language, notes, values, values.WholeOrNull("seed") ?? 0);
        var text = task switch
        {
            WriterOptions.Outline => TemplateWriter.Outline(brief),
            WriterOptions.Titles => string.Join('\n', TemplateWriter.Titles(brief, Count(values) ?? DefaultTitles).Select((title, n) => $"{n + 1}. {title}")),
            _ when template == Kinds.CodeComment => CodeCommenter.Write(code is null ? brief : brief with { Topic = values.Text("topic") ?? "" }, code),
            _ => TemplateWriter.Write(brief),
        };
        List<string> understood = [.. instruction.Understood];
        understood.AddRange(brief.Topic.Length > 0 ? [$"topic: {brief.Topic}"] : brief.About.Length > 0 ? [$"topic: {brief.About}"] : []);
        understood.AddRange(brief.Notes.Count > 0 ? [$"notes: {brief.Notes.Count}"] : []);
        return new WriterAnswer(text, [], understood, []);
    }

    private static WriterAnswer Extract(Instruction instruction, IReadOnlyList<string> documents, JsonElement schema, TextLanguage? language, CancellationToken cancellationToken)
    {
        var text = documents.Count > 0 ? string.Join("\n\n", documents) : instruction.Text;
        var filler = new SchemaFiller(schema, cancellationToken);
        var value = filler.Fill(text, language ?? TextLanguages.Detect(text));
        return new WriterAnswer(value?.ToJsonString(Json) ?? "null", [], [], [.. filler.Unsupported.Distinct().Select(path => path + ": not in the text")]);
    }

    private static bool HasTopic(Instruction instruction, OptionValues values) =>
        values.Text("topic") is { Length: > 0 } || InstructionReader.HeadEnd(instruction.Text) < instruction.Text.Length
        || instruction.Text.Contains(" for ", StringComparison.OrdinalIgnoreCase) || instruction.Text.Contains(" of ", StringComparison.OrdinalIgnoreCase);

    private static int? Count(OptionValues values) => (int?)values.WholeOrNull("count");

    private static SummaryLength? LengthOf(OptionValues values) =>
        values.WholeOrNull("sentences") is { } sentences ? new SummaryLength((int)sentences)
        : values.WholeOrNull("words") is { } words ? new SummaryLength(Words: (int)words)
        : values.WholeOrNull("percent") is { } percent ? new SummaryLength(Percent: (int)percent) : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"(?<=\?)\s+(?=\p{Lu})|,?\s+(?:and|i|oraz|a)\s+(?=(?:who|when|where|why|how (?:many|much|long|old|tall|high|far)|kto|kiedy|gdzie|dlaczego|ile|ilu)\s)", RegexOptions.IgnoreCase)]
    private static partial Regex SecondQuestion();
}
