using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Structure;

/// <summary>Candidates for one value, the best supported first.</summary>
internal static class ValueFinder
{
    private const int SummarySentences = 2;

    private static readonly HashSet<string> Good = new(StringComparer.OrdinalIgnoreCase)
    {
        "good", "great", "excellent", "love", "loved", "happy", "pleased", "perfect", "wonderful", "best", "recommend", "satisfied", "delicious", "beautiful", "fast",
        "dobry", "dobra", "dobre", "świetny", "świetna", "świetne", "polecam", "zadowolony", "zadowolona", "doskonały", "piękny", "pyszny", "szybko", "super", "najlepszy",
    };

    private static readonly HashSet<string> Bad = new(StringComparer.OrdinalIgnoreCase)
    {
        "bad", "terrible", "awful", "poor", "hate", "hated", "broken", "disappointed", "disappointing", "worst", "slow", "late", "damaged", "refund", "useless", "angry",
        "zły", "zła", "złe", "okropny", "fatalny", "zepsuty", "zepsuta", "rozczarowany", "rozczarowana", "najgorszy", "spóźniony", "uszkodzony", "reklamacja", "zwrot",
    };

    public static IEnumerable<string> Texts(FactFinder facts, IReadOnlyList<string> words, string? format, string description)
    {
        var stems = KeyWords.Stems(words, facts.Language);
        var named = facts.Labelled(stems, words.Count).Concat(facts.Stated(stems)).Concat(facts.Beside(stems)).ToList();
        return (Kind(words, format) switch
        {
            "email" => facts.Emails,
            "uri" => facts.Urls,
            "date" => format == "date" ? named.SelectMany(DatesOf).Concat(facts.Dates) : named.Concat(facts.DateTexts),
            "date-time" => [],
            "phone" => named.Where(text => text.Count(char.IsAsciiDigit) >= 6).Concat(facts.Phones),
            "language" => [facts.Language.Code()],
            "currency" => named.Concat(facts.Money.Select(money => money.Currency)),
            "title" => named.Concat(TitleMaker.Make(facts.Source, 1, CancellationToken.None)),
            "summary" => named.Concat(SummaryOf(facts)),
            "person" => named.Concat(facts.Names.Where(name => name.Contains(' ', StringComparison.Ordinal))),
            "place" => named.Select(BeforeComma).Concat(facts.Places),
            _ => named.Concat(Described(facts, description)),
        }).Where(text => text.Length > 0);

        // A town stands before its country or its code.
        static string BeforeComma(string text) => text.Split(',')[0].Trim();

        IEnumerable<string> DatesOf(string text) => new FactFinder(text, facts.Language, new HashSet<string>(), CancellationToken.None).Dates;
    }

    public static IEnumerable<JsonNode?> Numbers(FactFinder facts, IReadOnlyList<string> words, bool whole)
    {
        var stems = KeyWords.Stems(words, facts.Language);
        var values = facts.Labelled(stems, words.Count).Select(text => FirstNumber(text, facts.Language)).OfType<double>();
        if (words.Any(word => word is "price" or "cost" or "amount" or "total" or "fee" or "budget" or "cena" or "koszt" or "kwota"))
        {
            values = values.Concat(facts.Money.Select(money => money.Amount));
        }

        return values.Concat(facts.NumbersNear(stems)).Where(value => !whole || value % 1 == 0)
            .Select(value => whole ? JsonValue.Create((long)value) : value % 1 == 0 ? JsonValue.Create((long)value) : (JsonNode?)JsonValue.Create(value));
    }

    public static IEnumerable<JsonNode?> Flags(FactFinder facts, IReadOnlyList<string> words)
    {
        var stems = KeyWords.Stems(words, facts.Language);
        foreach (var label in facts.Labelled(stems, words.Count))
        {
            switch (label.Split(' ')[0].Trim('.', ',').ToLowerInvariant())
            {
                case "yes" or "true" or "tak":
                    yield return true;
                    break;
                case "no" or "false" or "nie":
                    yield return false;
                    break;
            }
        }

        if (facts.Affirmed(words) is { } affirmed)
        {
            yield return affirmed;
        }
    }

    /// <summary>The allowed values that the text names, those near the key first.</summary>
    public static IEnumerable<JsonNode?> Choices(FactFinder facts, JsonArray allowed, IReadOnlyList<string> words)
    {
        var stems = KeyWords.Stems(words, facts.Language);
        var labels = facts.Labelled(stems, words.Count).Concat(facts.Stated(stems)).ToList();
        var texts = allowed.Where(item => item?.GetValueKind() == JsonValueKind.String).Select(item => item!.GetValue<string>()).ToList();
        foreach (var label in labels)
        {
            foreach (var text in texts.Where(text => Mentions(label, text, facts.Language)))
            {
                yield return text;
            }
        }

        if (texts.Contains("positive") && texts.Contains("negative"))
        {
            var (good, bad) = (Count(Good), Count(Bad));
            yield return good > bad ? "positive" : bad > good ? "negative" : good > 0 && texts.Contains("mixed") ? "mixed" : "neutral";
        }

        foreach (var text in texts.Where(text => Mentions(facts.Text, text, facts.Language)))
        {
            yield return text;
        }

        foreach (var number in Numbers(facts, words, whole: false).Where(number => allowed.Any(item => JsonNode.DeepEquals(item, number))))
        {
            yield return number;
        }

        int Count(HashSet<string> list) => facts.Source.Sentences.Sum(sentence => sentence.Words.Count(word => list.Contains(word.Span.Of(facts.Text))));
    }

    public static IEnumerable<JsonNode?> AllChoices(FactFinder facts, JsonArray allowed) => allowed
        .Where(item => item?.GetValueKind() == JsonValueKind.String && Mentions(facts.Text, item.GetValue<string>(), facts.Language));

    public static IEnumerable<JsonNode?> Lists(FactFinder facts, IReadOnlyList<string> words, string type, string? format, int most)
    {
        var singular = words.Select(word => word.EndsWith('s') && word.Length > 3 ? word[..^1] : word).ToList();
        var stems = KeyWords.Stems(singular, facts.Language);
        var named = facts.Labelled(stems, words.Count).FirstOrDefault();
        if (type is "number" or "integer")
        {
            var numbers = named is not null ? WordSplitter.Split(named, 0, named.Length).Select(span => FactFinder.ParseNumber(span.Of(named), facts.Language)).OfType<double>() : facts.NumbersNear(stems);
            return numbers.Select(number => number % 1 == 0 ? JsonValue.Create((long)number) : (JsonNode?)JsonValue.Create(number));
        }

        if (type != "string")
        {
            return [];
        }

        var texts = Kind(singular, format) switch
        {
            "email" => facts.Emails,
            "uri" => facts.Urls,
            "date" => format == "date" ? facts.Dates : facts.DateTexts,
            "phone" => facts.Phones,
            "person" when named is null => facts.Names.Where(name => name.Contains(' ', StringComparison.Ordinal)),
            "place" when named is null => facts.Places,
            "title" => TitleMaker.Make(facts.Source, Math.Min(most, 5), CancellationToken.None),
            "tags" when named is null => KeyPhraseFinder.Find(facts.Source, Math.Min(most, 8), CancellationToken.None).Select(phrase => phrase.Text),
            "points" when named is null => Summarizer.Summarize(facts.Source, new SummaryLength(Math.Min(most, 5)), CancellationToken.None).Select(facts.Source.OneLine),
            _ => named is not null ? Enumerate(named) : singular.Count == 0 || singular.Any(word => word is "item" or "list" or "entry" or "step" or "ingredient" or "task") ? facts.ListItems : [],
        };
        return texts.Distinct().Select(text => (JsonNode?)text);
    }

    private static string Kind(IReadOnlyList<string> words, string? format) => format is "email" or "uri" or "date" or "date-time" ? format
        : words.Count == 0 ? ""
        : words.Any(word => word is "email" or "mail") ? "email"
        : words.Any(word => word is "url" or "uri" or "link" or "website" or "homepage") ? "uri"
        : words[^1] is "date" or "day" or "deadline" or "due" or "birthday" ? "date"
        : words.Any(word => word is "phone" or "telephone" or "mobile" or "fax") ? "phone"
        : words[^1] is "language" or "lang" ? "language"
        : words[^1] is "currency" ? "currency"
        : words[^1] is "title" or "headline" ? "title"
        : words[^1] is "summary" or "abstract" or "overview" or "gist" ? "summary"
        : words[^1] is "city" or "place" or "location" or "town" or "venue" or "destination" or "origin" ? "place"
        : words[^1] is "tag" or "keyword" or "topic" or "phrase" && words.Count <= 2 ? "tags"
        : words[^1] is "point" or "highlight" or "takeaway" or "finding" or "sentence" or "quote" ? "points"
        : words is ["name"] || words[^1] is "person" or "author" or "customer" or "people" or "participant" or "attendee" || words is ["full", "name"] or ["customer", "name"] or ["contact", "name"]
            ? "person" : "";

    private static IEnumerable<string> SummaryOf(FactFinder facts)
    {
        for (var sentences = SummarySentences; sentences >= 1; sentences--)
        {
            yield return string.Join(' ', Summarizer.Summarize(facts.Source, new SummaryLength(sentences), CancellationToken.None).Select(facts.Source.OneLine));
        }
    }

    /// <summary>A quotation when the description asks for one; nothing otherwise.</summary>
    private static IEnumerable<string> Described(FactFinder facts, string description) =>
        description.Contains("quot", StringComparison.OrdinalIgnoreCase) || description.Contains("cytat", StringComparison.OrdinalIgnoreCase) ? facts.Quoted : [];

    private static IEnumerable<string> Enumerate(string text) => text.Replace(" and ", ",", StringComparison.Ordinal).Replace(" i ", ",", StringComparison.Ordinal)
        .Replace(" oraz ", ",", StringComparison.Ordinal).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => item.TrimEnd('.'));

    private static double? FirstNumber(string text, TextLanguage language)
    {
        var match = WordSplitter.Split(text, 0, text.Length).Select(span => (Span: span, Value: FactFinder.ParseNumber(span.Of(text), language))).FirstOrDefault(item => item.Value is not null);
        return match.Value is { } value && match.Span.Start > 0 && text[match.Span.Start - 1] is '-' or '−' && match.Span.Start < 2 ? -match.Value : match.Value;
    }

    private static bool Mentions(string text, string value, TextLanguage language)
    {
        var wanted = WordSplitter.Split(value.Replace('_', ' '), 0, value.Length).Select(span => span.Of(value.Replace('_', ' ')).ToLower(CultureInfo.InvariantCulture)).ToList();
        var words = WordSplitter.Split(text, 0, text.Length).Select(span => span.Of(text).ToLower(CultureInfo.InvariantCulture)).ToList();
        return wanted.Count > 0 && Enumerable.Range(0, Math.Max(0, words.Count - wanted.Count + 1))
            .Any(at => wanted.Select((word, n) => words[at + n] == word || Stemmer.Stem(words[at + n], language) == Stemmer.Stem(word, language)).All(same => same));
    }
}
