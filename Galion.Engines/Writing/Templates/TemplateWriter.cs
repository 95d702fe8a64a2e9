using System.Text;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Templates;

/// <summary>
/// Writes texts from a brief. The frame comes from the phrase book, everything else from the topic and the notes; where a text needs what it was
/// not told, brackets say what to add.
/// </summary>
internal static partial class TemplateWriter
{
    private const int ProseParagraph = 3;
    private const int MaxHashtags = 3;
    private const int MaxSubject = 60;

    private static readonly HashSet<string> SmallTitleWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "into", "than",
    };

    public static string Write(Brief brief)
    {
        var pen = new Pen(brief);
        var text = brief.Template switch
        {
            Kinds.Email => Email(pen),
            Kinds.Story => Story(pen),
            Kinds.Marketing => Marketing(pen),
            Kinds.Social => Social(pen),
            Kinds.Product => Product(pen),
            _ => Article(pen),
        };
        return brief.Notes.Count == 0 && brief.Intents.Count == 0 ? $"{text}\n\n{pen.Say("footer.gap")}" : text;
    }

    /// <summary>An outline of a text yet to be written: what each part must answer.</summary>
    public static string Outline(Brief brief) => new Pen(brief).Say("outline.generic");

    /// <summary>Titles that claim nothing about the topic.</summary>
    public static List<string> Titles(Brief brief, int count) => [.. new Pen(brief).Say("titles.generic").Split('\n').Take(count)];

    private static string Email(Pen pen)
    {
        var brief = pen.Brief;
        var subject = $"{(brief.Language == TextLanguage.Polish ? "Temat" : "Subject")}: {pen.Say("email.subject")}";
        var greeting = pen.Say(brief.Greeting switch { null => "email.greeting_all", "" => "email.greeting_sir", _ => "email.greeting" });
        var body = new List<string>();
        if (brief.About.Length > 0)
        {
            body.Add(pen.Say("email.open"));
        }

        foreach (var intent in brief.Intents)
        {
            body.Add(intent.Kind == "say" ? Notes.AsSentence(intent.Object) : pen.Say("intent." + intent.Kind, intent.Object));
        }

        var first = string.Join(' ', body);
        // After a comma a Polish letter goes on in lower case.
        first = greeting.EndsWith(',') && brief.Language == TextLanguage.Polish ? Soften(first) : Lines.Capitalize(first);
        var parts = new List<string> { subject, greeting, first };
        if (brief.Notes.Count > 0)
        {
            parts.Add(Notes.AreSentences(brief.Notes, brief.Language)
                ? string.Join(' ', brief.Notes.Select(Notes.AsSentence))
                : $"{pen.Say("email.details")}\n{Notes.AsList(brief.Notes, brief.Language)}");
        }
        else if (brief.Intents.Count == 0)
        {
            parts.Add(pen.Say("email.gap"));
        }

        parts.Add(pen.Say("email.close"));
        parts.Add($"{pen.Say("email.signoff")}\n{brief.Sender ?? pen.Say("email.sender")}");
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    private static string Article(Pen pen)
    {
        var brief = pen.Brief;
        var text = new StringBuilder($"# {pen.Say("article.title")}\n\n{pen.Say("article.lead")}");
        if (brief.Notes.Count == 0)
        {
            return text.Append("\n\n").Append(pen.Say("article.questions")).ToString();
        }

        if (Notes.AreSentences(brief.Notes, brief.Language))
        {
            foreach (var (paragraph, n) in brief.Notes.Chunk(ProseParagraph).Select((paragraph, n) => (paragraph, n)))
            {
                text.Append("\n\n").Append(n == 1 ? pen.Say("article.next") + " " : "").AppendJoin(' ', paragraph.Select(Notes.AsSentence));
            }
        }
        else
        {
            text.Append("\n\n").Append(Notes.AsList(brief.Notes, brief.Language));
        }

        return text.Append("\n\n").Append(pen.Say("article.close")).ToString();
    }

    private static string Story(Pen pen)
    {
        var brief = pen.Brief;
        var text = new StringBuilder($"# {pen.Say("story.title")}\n\n{pen.Say("story.open")}\n\n");
        if (brief.Notes.Count == 0)
        {
            return text.Append(pen.Say("story.first")).Append("\n\n").Append(pen.Say("story.gap")).ToString();
        }

        // Only what happens begins; what merely is so is told.
        if (Notes.Happens(brief.Notes[0], brief.Language))
        {
            text.Append(pen.Say("story.first")).Append(' ');
        }

        for (var n = 0; n < brief.Notes.Count; n++)
        {
            var sentence = Notes.AsSentence(brief.Notes[n]);
            var last = n == brief.Notes.Count - 1 && n > 0;
            var link = last ? pen.Say("story.last") : n > 0 && n % 2 == 0 ? pen.Say("story.link", variant: n) : null;
            var opens = n > 0 && (n % ProseParagraph == 0 || last);
            var next = link is null ? null : Notes.Continue(sentence, $"{brief.Topic} {brief.About}", brief.Language);
            text.Append(opens ? "\n\n" : n == 0 ? "" : " ").Append(next is null ? sentence : $"{link} {next}");
        }

        return text.Append("\n\n").Append(pen.Say("story.close")).ToString();
    }

    private static string Marketing(Pen pen)
    {
        var brief = pen.Brief;
        var points = brief.Notes.Count == 0 ? pen.Say("marketing.gap") : Notes.AsList(brief.Notes, brief.Language);
        return $"# {pen.Say(brief.Topic.Length > 0 && pen.Knows("marketing.headline_named") ? "marketing.headline_named" : "marketing.headline")}\n\n{pen.Say("marketing.lead")}\n\n{pen.Say("marketing.points")}\n{points}\n\n**{pen.Say("marketing.call")}**";
    }

    private static string Social(Pen pen)
    {
        var brief = pen.Brief;
        var mark = brief.Tone is "friendly" or "enthusiastic" or "playful" ? "👉 " : "• ";
        var notes = brief.Notes.Count switch
        {
            0 => pen.Say("social.gap"),
            1 => Notes.AsSentence(brief.Notes[0]),
            _ => Notes.AsList(brief.Notes, brief.Language, mark),
        };
        var tags = Hashtags(brief);
        return $"{pen.Say("social.hook")}\n\n{notes}\n\n{pen.Say("social.call")}{(tags.Length > 0 ? "\n\n" + tags : "")}";
    }

    private static string Product(Pen pen)
    {
        var brief = pen.Brief;
        var points = brief.Notes.Count == 0 ? pen.Say("product.gap") : Notes.AsList(brief.Notes, brief.Language);
        return $"# {pen.Headline}\n\n{pen.Say("product.lead")}\n\n**{pen.Say("product.points")}**\n\n{points}\n\n{pen.Say("product.close")}";
    }

    /// <summary>The words of the topic, joined as tags; Polish ones only in their base form.</summary>
    private static string Hashtags(Brief brief)
    {
        var words = WordSplitter.Split(brief.Topic, 0, brief.Topic.Length).Select(span => span.Of(brief.Topic))
            .Where(word => word.Length > 2 && !StopWords.Is(word.ToLowerInvariant(), brief.Language) && word.All(char.IsLetter)).Take(MaxHashtags).ToList();
        return words.Count == 0 ? "" : "#" + string.Concat(words.Select(Lines.Capitalize));
    }

    private static string Soften(string text) => text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1])
        && !text.StartsWith("Państ", StringComparison.Ordinal) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    /// <summary>Fills the phrases with what the brief holds.</summary>
    private sealed partial class Pen(Brief brief)
    {
        private readonly PhraseBook _book = brief.Language == TextLanguage.Polish ? PolishPhrases.Book : EnglishPhrases.Book;

        // Other notes choose other phrases, so that two texts of one tone do not sound alike.
        private readonly long _seed = brief.Notes.Aggregate(brief.Seed, (seed, note) => note.Aggregate(seed, (sum, letter) => unchecked(sum * 31 + letter)) & long.MaxValue >> 8);

        // The first number of the notes with what it counts, "40 beds"; dates count nothing.
        private readonly string _figure = brief.Notes.SelectMany(note => Figure().Matches(note)).FirstOrDefault(match => !TimeWords.Is(match.Value.Split(' ')[^1]))?.Value ?? "";

        public Brief Brief => brief;

        /// <summary>The topic as a heading.</summary>
        public string Headline => brief.Topic.Length > 0 ? brief.Language == TextLanguage.Polish ? Lines.Capitalize(brief.Topic) : TitleTopic(opens: true) : Lines.Capitalize(brief.About);

        public bool Knows(string move) => _book.Has(move);

        public string Say(string move, string? @object = null, int variant = 0)
        {
            var tone = _book.Has(move) ? brief.Tone : "neutral";
            var phrase = _book.Pick(move, tone, _seed + variant, _figure.Length > 0);
            return Placeholder().Replace(phrase, match => match.Groups[1].Value switch
            {
                "topic" => brief.Topic,
                "Topic" => Lines.Capitalize(brief.Topic),
                "TitleTopic" => TitleTopic(opens: match.Index < 2 || phrase[match.Index - 1] == '\n' || phrase[match.Index - 2] is '!' or '?' or ':' or '.'),
                "about" => brief.About,
                "AboutTitle" => Lines.Capitalize(brief.About),
                "Subject" => Subject(),
                "headline" => brief.Topic.Length > 0 ? brief.Topic : brief.About,
                "Headline" => Headline,
                "recipient" => brief.Greeting ?? "",
                "Sir" => brief.Feminine == true ? "Szanowna Pani" : "Szanowny Panie",
                "audience" => Audience(),
                "object" => @object ?? "",
                "figure" => _figure,
                _ => match.Value,
            });
        }

        private string Audience() => brief.Audience is { Length: > 0 } audience ? $" ({audience})" : "";

        /// <summary>A heading drops the article that opens it; inside a heading it is small.</summary>
        private string TitleTopic(bool opens) => opens && Relative().IsMatch(brief.Topic) ? TitleCase(Article().Replace(brief.Topic, "the ")) : opens ? TitleCase(Article().Replace(brief.Topic, ""))
            : Article().IsMatch(brief.Topic) ? char.ToLowerInvariant(brief.Topic[0]) + TitleCase(brief.Topic)[1..] : TitleCase(brief.Topic);

        private string Subject()
        {
            var text = brief.Topic.Length > 0 ? brief.Topic : brief.About.Length > 0 ? brief.About : brief.Intents.Count > 0 ? SubjectOf(brief.Intents[0]) : "…";
            return Lines.Capitalize(text);
        }

        private string SubjectOf(Intent intent)
        {
            var (name, preposition) = (brief.Language, intent.Kind) switch
            {
                (TextLanguage.Polish, "thank") => ("podziękowanie", "za"),
                (TextLanguage.Polish, "invite") => ("zaproszenie", "na"),
                (TextLanguage.Polish, "apologise") => ("przeprosiny", "za"),
                (TextLanguage.Polish, "remind_about") => ("przypomnienie", "o"),
                (TextLanguage.Polish, "ask_for") => ("prośba", "o"),
                (TextLanguage.Polish, "ask_about") => ("pytanie", "o"),
                (TextLanguage.Polish, "ask_if") => ("pytanie", ""),
                (TextLanguage.Polish, _) => ("informacja", ""),
                (_, "thank") => ("thank you", "for"),
                (_, "invite") => ("invitation", "to"),
                (_, "apologise") => ("apology", "for"),
                (_, "remind_about") => ("reminder", "about"),
                (_, "ask_for") => ("request", "for"),
                (_, "ask_about") => ("question", "about"),
                (_, "ask_if") => ("a question", ""),
                (_, "ask_to") => ("a request", ""),
                (_, "remind_to") => ("a reminder", ""),
                _ => ("an update", ""),
            };
            return preposition.Length > 0 && intent.Object.Length <= MaxSubject ? $"{name} {preposition} {intent.Object}" : name;
        }

        private static string TitleCase(string text) => Lines.Capitalize(string.Join(' ', text.Split(' ').Select(word => SmallTitleWords.Contains(word) ? word : Lines.Capitalize(word))));

        /// <summary>One of whom something is told: "a keeper who finds a dog".</summary>
        [GeneratedRegex(@"^(?:a|an) [^,.]+ (?:who|that|which) ", RegexOptions.IgnoreCase)]
        private static partial Regex Relative();

        [GeneratedRegex("^(?:the|a|an) ", RegexOptions.IgnoreCase)]
        private static partial Regex Article();

        [GeneratedRegex(@"(?<![\p{L}\d.,:/-])\d[\d.,]{0,12}(?<![.,])(?:%| ?[€$£]| \p{L}{1,20}(?![\p{L}-]))")]
        private static partial Regex Figure();

        [GeneratedRegex(@"\{(\w+)\}")]
        private static partial Regex Placeholder();
    }
}
