using System.Text;
using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>One kind of thing that is not said letter by letter as it is written.</summary>
/// <param name="Form">Anchored where the reader stands by \G.</param>
/// <param name="Say">What is said for a match; null when it is something else after all.</param>
internal sealed record ReadingPattern(Regex Form, Func<Match, ReadingContext, string?> Say);

/// <summary>How a language says what is not written in words. The first pattern that fits wins.</summary>
internal abstract partial class LanguageReading
{
    public static LanguageReading For(string language) =>
        language.StartsWith("pl", StringComparison.OrdinalIgnoreCase) ? PolishReading.Instance
        : language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? EnglishReading.Instance
        : OtherReading.Instance;

    /// <summary>Patterns that start with a digit, a sign, a bracket or a currency.</summary>
    public abstract IReadOnlyList<ReadingPattern> OfNumbers { get; }

    /// <summary>Patterns that start with a letter.</summary>
    public abstract IReadOnlyList<ReadingPattern> OfWords { get; }

    /// <returns>What is said for a single sign such as &amp;; null when nothing is.</returns>
    public abstract string? Sign(char sign, ReadingContext context);

    /// <summary>Letter by letter.</summary>
    public virtual string Spell(string text)
    {
        var said = new StringBuilder();
        foreach (var letter in text.Where(char.IsLetterOrDigit))
        {
            said.Append(said.Length == 0 ? "" : " ").Append(Letter(letter));
        }

        return said.ToString();
    }

    /// <summary>Digit by digit.</summary>
    public abstract string Digits(string digits);

    /// <summary>A whole number.</summary>
    public abstract string Cardinal(string digits);

    public abstract string Ordinal(string digits);

    protected virtual string Letter(char letter) => char.ToUpperInvariant(letter).ToString();

    /// <summary>Names of hosts and of mailboxes: parts are words unless they cannot be.</summary>
    protected string SpellAddress(string address, string dot, string at, string slash, string dash, string underscore)
    {
        var said = new List<string>();
        foreach (Match part in AddressParts().Matches(address))
        {
            said.Add(part.Value switch
            {
                "." => dot,
                "@" => at,
                "/" => slash,
                "-" => dash,
                "_" => underscore,
                "+" => "plus",
                "~" => "tilde",
                _ when char.IsAsciiDigit(part.Value[0]) => part.Value.Length <= 4 && part.Value[0] != '0' ? Cardinal(part.Value) : Digits(part.Value),
                _ when part.Index < address.IndexOf('@') && ShortName().IsMatch(part.Value) => part.Value,
                _ when part.Value.Length <= 3 && !SaidAsWords.Contains(part.Value) || !part.Value.Any(IsVowel) => Spell(part.Value),
                _ => part.Value,
            });
        }

        return string.Join(' ', said);
    }

    /// <summary>Numbers of accounts and cards: sign by sign, with a pause where people put a space.</summary>
    protected string SpellAccount(string written)
    {
        var signs = written.Replace(" ", "");
        var first = signs.Length % 4 == 2 && !char.IsLetter(signs[0]) ? 2 : 4;
        var groups = new List<string> { Spell(signs[..first]) };
        for (var at = first; at < signs.Length; at += 4)
        {
            groups.Add(Spell(signs[at..Math.Min(at + 4, signs.Length)]));
        }

        return string.Join(", ", groups);
    }

    /// <summary>An address on the web without its scheme, "www" and query: what people say when they pass it on.</summary>
    protected static string Essence(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) is var scheme && scheme >= 0 ? scheme + 3 : 0;
        var essence = url[start..];
        essence = essence.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? essence[4..] : essence;
        var query = essence.IndexOfAny(['?', '#']);
        return (query >= 0 ? essence[..query] : essence).TrimEnd('/');
    }

    private static readonly HashSet<string> SaidAsWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "com", "co", "org", "net", "gov", "edu", "app", "dev", "biz", "the", "new", "my", "go", "ai", "web", "bot", "art", "ann", "bob", "eva", "ewa", "jan", "info", "me",
    };

    private static bool IsVowel(char letter) => "aeiouyąęóAEIOUYĄĘÓ".Contains(letter);

    /// <summary>"doe", "tom", "lee": three letters of a mailbox that can be said.</summary>
    [GeneratedRegex(@"^[bcdfghjklmnprstvwz][aeiou]\p{L}$", RegexOptions.IgnoreCase)]
    private static partial Regex ShortName();

    [GeneratedRegex(@"\G[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")]
    protected static partial Regex Iban();

    [GeneratedRegex(@"\G(?:\d{2}(?: \d{4}){6}|\d{4}(?: \d{4}){3})(?! ?\d)")]
    protected static partial Regex Account();

    [GeneratedRegex(@"\p{L}+|\d+|[.@/\-_+~]")]
    private static partial Regex AddressParts();

    [GeneratedRegex(@"\G(?:https?://|ftp://|www\.)[^\s<>""'„”“(){}\[\]]*[^\s<>""'„”“(){}\[\].,;:!?…]", RegexOptions.IgnoreCase)]
    protected static partial Regex Url();

    [GeneratedRegex(@"\G[\p{L}0-9-]+(?:\.[\p{L}0-9-]+)*\.(?:com|org|net|edu|gov|io|dev|app|pl|eu|uk|de|fr|info)(?:/[\w\-./~%]*[\w/])?(?![\w@])", RegexOptions.IgnoreCase)]
    protected static partial Regex Host();

    [GeneratedRegex(@"\G[\p{L}0-9._%+\-]{1,64}@[\p{L}0-9-]{1,63}(?:\.[\p{L}0-9-]{1,63}){1,6}")]
    protected static partial Regex Email();

    [GeneratedRegex(@"\G24/7(?![\d/])")]
    protected static partial Regex AllDay();

    [GeneratedRegex(@"\G(\d{1,6})\s?([½¼¾⅓⅔])")]
    protected static partial Regex Mixed();

    [GeneratedRegex(@"\G(\d{1,3}):(\d{1,3})(?![\d:])")]
    protected static partial Regex Ratio();

    /// <summary>"1920x1080", "3 x 4", "3x faster".</summary>
    [GeneratedRegex(@"\G(\d{1,6})(?:(x)(?=\d)| x (?=\d)|x(?!\w))")]
    protected static partial Regex Factor();

    [GeneratedRegex(@"\G#(\d{1,6})(?!\w)")]
    protected static partial Regex Rank();

    [GeneratedRegex(@"\G\^(\d{1,3})(?!\w)")]
    protected static partial Regex Power();

    [GeneratedRegex(@"\G\d{1,4}(?:\.\d{1,4}){2,3}(?![\d.])")]
    protected static partial Regex Version();
}

/// <summary>Languages whose numbers, dates and abbreviations espeak-ng reads by its own rules.</summary>
internal sealed class OtherReading : LanguageReading
{
    public static readonly OtherReading Instance = new();

    public override IReadOnlyList<ReadingPattern> OfNumbers { get; } = [];

    public override IReadOnlyList<ReadingPattern> OfWords { get; } =
    [
        new(Url(), (match, _) => Essence(match.Value).Replace('.', ' ').Replace('/', ' ')),
    ];

    public override string? Sign(char sign, ReadingContext context) => sign is '%' or '+' or '=' or '@' or '$' or '€' or '£' ? sign.ToString() : null;

    public override string Digits(string digits) => string.Join(' ', digits.Where(char.IsAsciiDigit));

    public override string Cardinal(string digits) => digits;

    public override string Ordinal(string digits) => digits;
}
