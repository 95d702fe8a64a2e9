using System.Globalization;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Structure;

/// <summary>Finds labelled values, addresses, dates, numbers and names in a text; each is a stretch of it.</summary>
internal sealed partial class FactFinder
{
    private const int MaxText = 200_000;
    private const int ReachAfter = 60;
    private const int ReachBefore = 18;
    private const int MaxShaped = 50;
    private static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(100);

    private readonly List<(HashSet<string> Key, string Value)> _labels = [];
    private readonly IReadOnlySet<string> _keys;
    private List<(string Stem, string Value)>? _neighbours;

    /// <param name="keys">Stems of all that is looked for: where one of them begins, the value before it ends.</param>
    public FactFinder(string text, TextLanguage language, IReadOnlySet<string> keys, CancellationToken cancellationToken)
    {
        _keys = keys;
        Text = text.Length > MaxText ? text[..MaxText] : text;
        Language = language;
        Source = SourceText.Read(Text, language, cancellationToken);
        foreach (Match match in Label().Matches(Text))
        {
            var words = WordSplitter.Split(match.Value, match.Groups["key"].Index - match.Index, match.Groups["key"].Index - match.Index + match.Groups["key"].Length)
                .Select(span => Stemmer.Stem(span.Of(match.Value).ToLowerInvariant(), language));
            _labels.Add(([.. words], match.Groups["value"].Value.Trim()));
        }
    }

    public string Text { get; }

    public TextLanguage Language { get; }

    public SourceText Source { get; }

    public IEnumerable<string> Emails => Email().Matches(Text).Select(match => match.Value);

    public IEnumerable<string> Urls => Url().Matches(Text).Select(match => match.Value.TrimEnd('.', ',', ')', ';'));

    public IEnumerable<string> Phones => Phone().Matches(Text).Select(match => match.Value.Trim()).Where(text => text.Count(char.IsAsciiDigit) is >= 9 and <= 15);

    public IEnumerable<string> Quoted => Quotation().Matches(Text).Select(match => match.Groups["text"].Value);

    /// <summary>Values behind labels that mean the key, such as "Price: 40 zł" for price.</summary>
    public IEnumerable<string> Labelled(HashSet<string> stems, int words) => _labels
        .Where(label => label.Key.Overlaps(stems) && label.Key.Count <= words + 2).OrderBy(label => label.Key.Count(key => !stems.Contains(key)))
        .SelectMany(label => NextKey(label.Value, stems) is { } next ? [label.Value[..next], label.Value] : (string[])[label.Value]);

    /// <summary>Values right behind their word, after a comma or where a line begins: ", zip 30-059".</summary>
    public IEnumerable<string> Beside(HashSet<string> stems) =>
        (_neighbours ??= [.. Neighbour().Matches(Text).Select(match => (StemOf(match.Groups["key"].Value), match.Groups["value"].Value.TrimEnd('.')))])
            .Where(item => stems.Contains(item.Stem)).Select(item => item.Value);

    /// <summary>Where inside a value the next thing that is looked for begins.</summary>
    private int? NextKey(string value, HashSet<string> stems)
    {
        var label = OtherLabel().Match(value);
        var neighbour = Neighbour().Matches(value).FirstOrDefault(match => match.Index > 0 && _keys.Contains(StemOf(match.Groups["key"].Value)) && !stems.Contains(StemOf(match.Groups["key"].Value)));
        return (label.Success, neighbour) switch
        {
            (true, not null) => Math.Min(label.Index, neighbour.Index),
            (true, null) => label.Index,
            (false, not null) => neighbour.Index,
            _ => null,
        };
    }

    private string StemOf(string word) => Stemmer.Stem(word.ToLowerInvariant(), Language);

    /// <summary>What has the form that a schema asks for: near the words of the key, or anywhere when the text has only one such stretch.</summary>
    public IEnumerable<string> Shaped(string pattern, HashSet<string> stems)
    {
        var inner = pattern.Trim();
        inner = inner.StartsWith('^') ? inner[1..] : inner;
        inner = inner.EndsWith('$') && !inner.EndsWith("\\$", StringComparison.Ordinal) ? inner[..^1] : inner;
        var found = Matches(inner);
        var near = found.Where(match => Source.Sentences.SelectMany(sentence => sentence.Words)
            .Any(word => word.Span.End <= match.Index && match.Index - word.Span.End <= ReachBefore && stems.Contains(Stemmer.Stem(word.Span.Of(Text).ToLowerInvariant(), Language)))).ToList();
        return (near.Count > 0 ? near : found.Count == 1 ? found : []).Select(match => match.Value);
    }

    private List<Match> Matches(string pattern)
    {
        try
        {
            return [.. Regex.Matches(Text, $@"(?<![\p{{L}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant, PatternLimit).Where(match => match.Length > 0).Take(MaxShaped)];
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            // What cannot be looked for is not found; the check of the value tells of the pattern.
            return [];
        }
    }

    /// <summary>Values of statements: "the manager is Anna Nowak", "her name is Anna".</summary>
    public IEnumerable<string> Stated(HashSet<string> stems)
    {
        foreach (Match match in Statement().Matches(Text))
        {
            if (stems.Contains(Stemmer.Stem(match.Groups["key"].Value.ToLowerInvariant(), Language)))
            {
                yield return match.Groups["value"].Value.Trim();
            }
        }
    }

    /// <summary>Runs of two or more capitalised words, or one inside a sentence: likely names.</summary>
    public IEnumerable<string> Names => Source.Sentences.SelectMany(NamesIn).Distinct();

    /// <summary>Capitalised words after a preposition of place.</summary>
    public IEnumerable<string> Places => Place().Matches(Text).Select(match => match.Groups["place"].Value)
        .Where(place => !TimeWords.Is(place.Split(' ')[0])).Distinct();

    /// <summary>Dates as ISO 8601; only those whose day, month and year are all told.</summary>
    public IEnumerable<string> Dates
    {
        get
        {
            foreach (Match match in AnyDate().Matches(Text))
            {
                if (ToIso(match) is { } iso)
                {
                    yield return iso;
                }
            }
        }
    }

    /// <summary>Dates as the text writes them.</summary>
    public IEnumerable<string> DateTexts => LooseDate().Matches(Text).Select(match => match.Value);

    /// <summary>Numbers with a currency.</summary>
    public IEnumerable<(double Amount, string Currency)> Money => MoneyForm().Matches(Text)
        .Select(match => (ParseNumber(match.Groups["n"].Value, Language), Currency(match.Groups["before"].Value + match.Groups["after"].Value)))
        .Where(item => item.Item1 is not null).Select(item => (item.Item1!.Value, item.Item2));

    /// <summary>Numbers beside the words of a key, the nearest first.</summary>
    public IEnumerable<double> NumbersNear(HashSet<string> stems)
    {
        var found = new List<(int Distance, double Value)>();
        foreach (var sentence in Source.Sentences)
        {
            foreach (var word in sentence.Words.Where(word => stems.Contains(Stemmer.Stem(word.Span.Of(Text).ToLowerInvariant(), Language))))
            {
                foreach (var number in sentence.Words)
                {
                    var before = word.Span.Start - number.Span.End;
                    var after = number.Span.Start - word.Span.End;
                    if (((after >= 0 && after <= ReachAfter) || (before >= 0 && before <= ReachBefore))
                        && (ParseNumber(number.Span.Of(Text), Language) ?? NumberWords.Value(number.Span.Of(Text))) is { } value)
                    {
                        var sign = number.Span.Start > 0 && Text[number.Span.Start - 1] is '-' or '−' && (number.Span.Start == 1 || char.IsWhiteSpace(Text[number.Span.Start - 2])) ? -1 : 1;
                        // A number that stands before its word counts it: "24 hives".
                        found.Add((before >= 0 ? before : after + 2, sign * value));
                    }
                }
            }
        }

        return found.OrderBy(item => item.Distance).Select(item => item.Value);
    }

    /// <summary>Whether a sentence mentions every word of the key, and whether it denies it; null when none does.</summary>
    public bool? Affirmed(IReadOnlyList<string> words)
    {
        var stems = words.Where(word => word is not ("is" or "has" or "can" or "was" or "are" or "should" or "have")).Select(word => Stemmer.Stem(word, Language)).ToList();
        if (stems.Count == 0)
        {
            return null;
        }

        foreach (var sentence in Source.Sentences)
        {
            var inside = sentence.Words.Select(word => Stemmer.Stem(word.Span.Of(Text).ToLowerInvariant(), Language)).ToList();
            var at = stems.Select(stem => inside.FindIndex(word => word == stem || (stem.Length >= 5 && word.StartsWith(stem, StringComparison.Ordinal)))).ToList();
            if (at.TrueForAll(place => place >= 0))
            {
                return !Enumerable.Range(Math.Max(0, at.Min() - 4), Math.Min(inside.Count, at.Min() + 4) - Math.Max(0, at.Min() - 4))
                    .Any(n => inside[n] is "not" or "no" or "never" or "without" or "nie" or "bez" or "cannot" or "none" or "unfortunat" || inside[n].EndsWith("n't", StringComparison.Ordinal));
            }
        }

        return null;
    }

    /// <summary>Items of the lists of the text.</summary>
    public IEnumerable<string> ListItems => Source.Sentences.Where(sentence => sentence.Kind == SentenceKind.ListItem).Select(Source.OneLine);

    public static double? ParseNumber(string text, TextLanguage language)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        // A comma parts thousands in English, and the fraction in Polish.
        digits = ThousandsComma().IsMatch(digits) && language == TextLanguage.English ? digits.Replace(",", "", StringComparison.Ordinal) : digits.Replace(',', '.');
        return digits.Length is > 0 and <= 18 && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private IEnumerable<string> NamesIn(Sentence sentence)
    {
        for (var n = 0; n < sentence.Words.Length; n++)
        {
            var length = 0;
            while (n + length < sentence.Words.Length && length < 4 && IsNameWord(sentence.Words[n + length], sentence, n + length)
                && (length == 0 || Text.AsSpan(sentence.Words[n + length - 1].Span.End, sentence.Words[n + length].Span.Start - sentence.Words[n + length - 1].Span.End) is " "))
            {
                length++;
            }

            if (length >= 2 || (length == 1 && n > 0))
            {
                yield return Text[sentence.Words[n].Span.Start..sentence.Words[n + length - 1].Span.End];
            }

            n += Math.Max(0, length - 1);
        }
    }

    private bool IsNameWord(SourceWord word, Sentence sentence, int at)
    {
        var text = word.Span.Of(Text);
        return char.IsUpper(text[0]) && text.Length > 1 && word.Term >= 0 && !TimeWords.Is(text)
            && !(at == 0 && sentence.Words.Length > 1 && !char.IsUpper(Text[sentence.Words[1].Span.Start]));
    }

    private static string Currency(string sign) => sign.Trim().ToLowerInvariant() switch
    {
        "€" or "eur" or "euro" or "euros" => "EUR",
        "£" or "gbp" or "pounds" => "GBP",
        "zł" or "pln" or "złotych" or "złote" or "złoty" => "PLN",
        _ => "USD",
    };

    private static string? ToIso(Match match)
    {
        var month = match.Groups["month"].Success ? MonthNumber(match.Groups["month"].Value) : int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture);
        var (year, day) = (int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture));
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? $"{year:0000}-{month:00}-{day:00}" : null;
    }

    private static int MonthNumber(string name)
    {
        string[] starts = ["jan sty", "feb lut", "mar", "apr kwi", "may maj", "jun cze", "jul lip", "aug sie", "sep wrz", "oct paź", "nov lis", "dec gru"];
        return Array.FindIndex(starts, pair => pair.Split(' ').Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))) + 1;
    }

    private const string Months =
        "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia)";

    /// <summary>Where the next label begins inside the value of one: "desk, price: 129".</summary>
    [GeneratedRegex(@"[,;.]\s+[\p{L}][\p{L} ]{0,30}:\s")]
    private static partial Regex OtherLabel();

    [GeneratedRegex(@"(?:^|[\n,;(])[ \t]*(?:(?:and|oraz|i|with|z|at|on) )?(?:\p{L}+[ \t]+)??(?<key>\p{L}[\p{L}-]{1,30})(?:[ \t]+(?:code|number|no\.|nr|is|=))?[ \t]+(?<value>[\p{Lu}\d+][\w@./+-]*(?:[ \t][\p{Lu}\d][\w./-]*){0,3})")]
    private static partial Regex Neighbour();

    [GeneratedRegex(@"(?:^|(?<=[\n;,])|(?<=[.!] ))[ \t]*(?:[-*•] )?(?<key>\p{L}[\p{L} '’/-]{0,40}):[ \t]+(?<value>(?:(?![,.!][ \t]+\p{L}[\p{L} ]{0,30}:[ \t])[^\n;]){1,500})", RegexOptions.Multiline)]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?<key>[\p{L}-]{2,30}) (?:is|are|was|were|to|jest|:|=)\s+(?<value>[^\n.;,!?]{1,120})", RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex(@"(?<![\w.+-])[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}\b")]
    private static partial Regex Email();

    [GeneratedRegex(@"\bhttps?://[^\s<>""]{3,500}", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\w.])\+?\(?\d[\d ()-]{6,18}\d(?!\w)")]
    private static partial Regex Phone();

    [GeneratedRegex("[\"„“](?<text>[^\"„“”\n]{1,300})[\"”]")]
    private static partial Regex Quotation();

    [GeneratedRegex(@"\b(?:[Ii]n|[Aa]t|[Ff]or|[Nn]ear|[Tt]o|[Ff]rom|[Ww]e?|[Dd]o|[Dd]la|[Pp]od|[Zz]e?)\s+(?<place>\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,2})")]
    private static partial Regex Place();

    [GeneratedRegex(@"\b(?:(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)|(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})|(?<d>\d{1,2})(?:st|nd|rd|th)? (?:of )?" + Months + @",? (?<y>\d{4})|" + Months + @" (?<d>\d{1,2})(?:st|nd|rd|th)?,? (?<y>\d{4}))\b", RegexOptions.IgnoreCase)]
    private static partial Regex AnyDate();

    [GeneratedRegex(@"\b(?:\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}(?:st|nd|rd|th)? (?:of )?" + Months + @"(?:,? \d{4})?|" + Months + @" \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LooseDate();

    [GeneratedRegex(@"(?<before>[$€£]|\b(?:USD|EUR|GBP|PLN))\s?(?<n>\d[\d.,]{0,15}\d|\d)|(?<n>\d[\d.,\u00a0]{0,15}\d|\d)\s?(?<after>zł|złotych|złote|złoty|PLN|EUR|euros?|USD|dollars|GBP|pounds|[$€£])(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyForm();

    [GeneratedRegex(@"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")]
    private static partial Regex ThousandsComma();
}
