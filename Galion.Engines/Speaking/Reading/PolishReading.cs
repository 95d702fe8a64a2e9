using System.Globalization;
using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>
/// How Polish is read. Ordinals, dates, hours and years are put into the case that the words around them ask for; cardinals where a preposition or
/// the ending of the next word tells it, and stay in the nominative where it hangs on a sentence that is not parsed here.
/// </summary>
internal sealed partial class PolishReading : LanguageReading
{
    public static readonly PolishReading Instance = new();

    private const string MonthNames = "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia";
    private const string Amount = @"(?<whole>\d{1,3}(?:[ \u00A0\u202F.]\d{3})+(?!\d)|\d+)(?:,(?<part>\d+))?";

    private static readonly string[] Months = MonthNames.Split('|');

    private static readonly string[] Letters =
    [
        "a", "be", "ce", "de", "e", "ef", "gie", "ha", "i", "jot", "ka", "el", "em", "en", "o", "pe", "ku", "er", "es", "te", "u", "fał", "wu", "iks", "igrek", "zet",
    ];

    private static readonly Dictionary<string, string> Weekdays = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pon"] = "poniedziałek", ["wt"] = "wtorek", ["śr"] = "środa", ["czw"] = "czwartek", ["pt"] = "piątek", ["sob"] = "sobota", ["niedz"] = "niedziela",
    };

    private PolishReading()
    {
        OfNumbers =
        [
            new(Email(), (match, _) => Address(match.Value)),
            new(Host(), (match, _) => match.Value.Any(char.IsLetter) ? Address(match.Value) : null),
            new(IsoDate(), (match, context) => SayDate(Numerals.Date(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value), context)),
            new(DotDate(), (match, context) => SayDate(Numerals.Date(match.Groups[3].Value, match.Groups[2].Value, match.Groups[1].Value), context)),
            new(DayMonth(), SayDayMonth),
            new(Days(), SayDays),
            new(ClockTime(), SayTime),
            new(DotTime(), SayDotTime),
            new(Money(), SayMoney),
            new(MoneyBefore(), SayMoney),
            new(DayMonthNumber(), SayDayMonthNumber),
            new(Account(), (match, _) => SpellAccount(match.Value)),
            new(Phone(), (match, _) => SayPhone(match.Value)),
            new(Postcode(), SayPostcode),
            new(Version(), (match, _) => string.Join(" kropka ", match.Value.Split('.').Select(Cardinal))),
            new(Year(), SayYear),
            new(Decade(), SayDecade),
            new(Range(), SayRange),
            new(AllDay(), (_, _) => "dwadzieścia cztery na siedem"),
            new(Fraction(), SayFraction),
            new(Mixed(), (match, context) => $"{Cardinal(match.Groups[1].Value)} i {Sign(match.Groups[2].Value[0], context)}"),
            new(Ratio(), (match, _) => $"{Cardinal(match.Groups[1].Value)} do {PolishNumbers.Genitive(Numerals.Int(match.Groups[2].Value))}"),
            new(Factor(), (match, _) => Cardinal(match.Groups[1].Value) + (match.Groups[2].Success ? " na" : " razy")),
            new(Rank(), (match, _) => "numer " + Cardinal(match.Groups[1].Value)),
            new(Power(), (match, _) => "do potęgi " + PolishNumbers.Ordinal(Numerals.Int(match.Groups[1].Value), PolishCase.Genitive, PolishGender.Feminine)),
            new(Unit(), SayUnit),
            new(OrdinalNumber(), SayOrdinal),
            new(Parts(), (match, _) => $"{Part(match.Groups[1].Value)} kropka {Part(match.Groups[2].Value)}"),
            new(Number(), SayPlainNumber),
        ];
        OfWords =
        [
            new(Email(), (match, _) => Address(match.Value)),
            new(Url(), (match, _) => Address(Essence(match.Value))),
            new(Host(), (match, _) => Address(match.Value)),
            new(Iban(), (match, _) => SpellAccount(match.Value)),
            new(Weekday(), (match, _) => Weekdays[match.Groups[1].Value.ToLowerInvariant()]),
            new(HourWithWord(), SayHourWithWord),
            new(Century(), SayCentury),
            new(Abbreviation(), SayAbbreviation),
            new(RomanNumeral(), SayRoman),
        ];
    }

    public override IReadOnlyList<ReadingPattern> OfNumbers { get; }

    public override IReadOnlyList<ReadingPattern> OfWords { get; }

    public override string? Sign(char sign, ReadingContext context) => sign switch
    {
        '&' => "i",
        '@' => "małpa",
        '#' => "hasz",
        '%' => "procent",
        '+' => "plus",
        '=' => "równa się",
        '×' => "razy",
        '÷' => "podzielić przez",
        '±' => "plus minus",
        '°' => "stopni",
        '§' => "paragraf",
        '$' => "dolar",
        '€' => "euro",
        '£' => "funt",
        '½' => "pół",
        '⅓' => "jedna trzecia",
        '⅔' => "dwie trzecie",
        '¼' => "ćwierć",
        '²' => "do kwadratu",
        '³' => "do sześcianu",
        '¾' => "trzy czwarte",
        '<' => "mniejsze niż",
        '>' => "większe niż",
        _ => null,
    };

    public override string Digits(string digits) => PolishNumbers.Digits(digits);

    public override string Cardinal(string digits) => PolishNumbers.Decimal(Numerals.Strip(digits), null);

    public override string Ordinal(string digits) =>
        Numerals.Strip(digits) is { Length: <= 15 } small ? PolishNumbers.Ordinal(long.Parse(small, CultureInfo.InvariantCulture)) : Digits(digits);

    protected override string Letter(char letter) =>
        char.ToLowerInvariant(letter) is >= 'a' and <= 'z' and var small ? Letters[small - 'a']
        : char.IsAsciiDigit(letter) ? Digits(letter.ToString()) : base.Letter(letter);

    private string Address(string address) => SpellAddress(address, "kropka", "małpa", "ukośnik", "myślnik", "podkreślnik");

    private static string? SayMoney(Match match, ReadingContext context)
    {
        var currency = PolishUnits.Currencies[match.Groups["currency"].Value];
        var (whole, part) = (Numerals.Strip(match.Groups["whole"].Value), match.Groups["part"].Value);
        var minus = match.Groups["minus"].Success ? "minus " : "";
        if (whole.Length > 18)
        {
            return null;
        }

        var number = long.Parse(whole, CultureInfo.InvariantCulture);
        if (match.Groups["scale"].Success)
        {
            return $"{minus}{Counted(whole, part, PolishUnits.Units[match.Groups["scale"].Value], context)} {currency.Whole.Many}";
        }

        if (part.Length == 2 && currency.Small is { } small)
        {
            var cents = Numerals.Int(part);
            var change = $"{PolishNumbers.Cardinal(cents, small.Gender)} {small.For(cents)}";
            return AsksForGenitive(context) ? $"{minus}{CountedInGenitive(number, currency.Whole)}{(cents == 0 ? "" : " " + CountedInGenitive(cents, small))}"
                : number == 0 && cents > 0 ? minus + change
                : minus + $"{PolishNumbers.Cardinal(number, currency.Whole.Gender)} {currency.Whole.For(number)}" + (cents == 0 ? "" : " " + change);
        }

        return minus + Counted(whole, part, currency.Whole, context);
    }

    /// <summary>Prepositions after which cardinals stand in the genitive whatever the sentence is.</summary>
    private static bool AsksForGenitive(ReadingContext context) =>
        context.After("od", "do", "około", "ok", "koło", "powyżej", "poniżej", "bez", "dla", "spośród", "oprócz", "wśród", "blisko", "więcej", "zamiast");

    private static string CountedInGenitive(long number, PolishNoun noun) => $"{PolishNumbers.Genitive(number, noun.Gender)} {(number == 1 ? noun.Part : noun.Many)}";

    private static string Counted(string whole, string part, PolishNoun noun, ReadingContext context) =>
        part.Length > 0 ? $"{PolishNumbers.Decimal(whole, part)} {noun.Part}"
        : whole.Length <= 18 && AsksForGenitive(context) ? CountedInGenitive(long.Parse(whole, CultureInfo.InvariantCulture), noun)
        : whole.Length > 18 ? $"{PolishNumbers.Digits(whole)} {noun.Many}"
        : $"{PolishNumbers.Cardinal(long.Parse(whole, CultureInfo.InvariantCulture), noun.Gender)} {noun.For(long.Parse(whole, CultureInfo.InvariantCulture))}";

    private static string SayPhone(string written)
    {
        var groups = PhoneGroup().Matches(written).Select(group =>
            group.Value[0] == '0' || group.Length > 3 ? PolishNumbers.Digits(group.Value) : PolishNumbers.Cardinal(Numerals.Int(group.Value)));
        return (written.StartsWith('+') ? "plus " : "") + string.Join(", ", groups);
    }

    /// <summary>A half of something is "pół" in every case; "1/2" alone is a number.</summary>
    private static string? SayFraction(Match match, ReadingContext context)
    {
        var (top, bottom) = (Numerals.Int(match.Groups[2].Value), Numerals.Int(match.Groups[3].Value));
        if (bottom is < 2 or > 100 || top == 0 || top >= bottom)
        {
            return null;
        }

        var next = Next(match, context);
        var whole = match.Groups[1].Success ? PolishNumbers.Counting(Numerals.Int(match.Groups[1].Value), next, AsksForGenitive(context)) + " i " : "";
        if (bottom == 2)
        {
            return whole + (whole.Length > 0 || next.Length > 0 ? "pół" : "jedna druga");
        }

        var one = PolishNumbers.Ordinal(bottom, PolishCase.Nominative, PolishGender.Feminine);
        var plural = PolishNumbers.Ordinal(bottom);
        var few = plural[..^1] + (plural.EndsWith("ci", StringComparison.Ordinal) ? "ie" : "e");
        var many = plural[..^1] + (plural.EndsWith("ci", StringComparison.Ordinal) ? "ich" : "ych");
        return $"{whole}{PolishNumbers.Cardinal(top, PolishGender.Feminine)} {new PolishNoun(one, few, many, one).For(top)}";
    }

    private static string? SayUnit(Match match, ReadingContext context) => PolishUnits.Units.TryGetValue(match.Groups["unit"].Value, out var noun)
        ? (match.Groups["minus"].Success ? "minus " : "") + Counted(Numerals.Strip(match.Groups["whole"].Value), match.Groups["part"].Value, noun, context)
        : null;

    private string? SayRange(Match match, ReadingContext context)
    {
        var to = long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return $"{Cardinal(match.Groups[1].Value)} do "
            + (match.Groups["unit"].Success ? CountedInGenitive(to, PolishUnits.Units[match.Groups["unit"].Value]) : PolishNumbers.Genitive(to));
    }

    private static string SayPlainNumber(Match match, ReadingContext context)
    {
        var (whole, part) = (Numerals.Strip(match.Groups["whole"].Value), match.Groups["part"].Value);
        var minus = match.Groups["minus"].Success ? "minus " : "";
        if (part.Length > 0 || minus.Length > 0 || whole.Length > 15 || whole.Length > 1 && whole[0] == '0')
        {
            return minus + (whole.Length > 1 && whole[0] == '0' && part.Length == 0 ? PolishNumbers.Digits(whole) : PolishNumbers.Decimal(whole, part));
        }

        var number = long.Parse(whole, CultureInfo.InvariantCulture);
        var next = Next(match, context);
        var isYear = match.Length == 4 && number is >= 1_100 and < 2_100;
        return context.After("rok") && isYear || context.After("rozdział", "rozdz", "tom", "akt") && number < 100 ? PolishNumbers.Ordinal(number)
            : context.After("część", "klasa", "kl", "scena") && number < 100 ? PolishNumbers.Ordinal(number, PolishCase.Nominative, PolishGender.Feminine)
            : context.After("roku") && isYear || context.After("od", "do") && isYear && next is "" or "do" && isYear ? PolishNumbers.Ordinal(number, PolishCase.Genitive)
            : PolishNumbers.Counting(number, next, AsksForGenitive(context));
    }

    /// <summary>The word after a match when it is written small; empty when it is not.</summary>
    private static string Next(Match match, ReadingContext context) =>
        NextWord().Match(context.Text, match.Index + match.Length) is { Success: true } word ? word.Value.Trim() : "";

    /// <summary>What stands between full stops: "05" keeps its zero.</summary>
    private string Part(string digits) => digits.Length > 1 && digits[0] == '0' ? Digits(digits) : Cardinal(digits);

    /// <summary>"00-950": an address or a word before says that it is no range, or a zero that no number has.</summary>
    private static string? SayPostcode(Match match, ReadingContext context)
    {
        var before = context.Text[..match.Index].TrimEnd();
        return match.Value[0] == '0' || match.Value[3] == '0' || before.Length == 0 || before[^1] == ',' || before.Contains("kod", StringComparison.OrdinalIgnoreCase)
            ? SayPhone(match.Value) : null;
    }

    private static string? SayAbbreviation(Match match, ReadingContext context) => match.Value switch
    {
        "s." or "str." when NumberAfter().IsMatch(context.Text, match.Index + match.Length) => Declined(context, "strona", "strony", "stronie"),
        "m." => NumberAfter().IsMatch(context.Text, match.Index + 2) ? "mieszkania" : null,
        "ul." => Declined(context, "ulica", "ulicy", "ulicy"),
        "al." => Declined(context, "aleja", "alei", "alei"),
        "pl." => Declined(context, "plac", "placu", "placu"),
        "os." => Declined(context, "osiedle", "osiedla", "osiedlu"),
        "woj." => Declined(context, "województwo", "województwa", "województwie"),
        "pow." => Declined(context, "powiat", "powiatu", "powiecie"),
        "r." => char.IsAsciiDigit(context.Before.FirstOrDefault('x')) ? PolishUnits.Abbreviations["r."] : null,
        "w." or "s." or "min." => null,
        _ => PolishUnits.Abbreviations.GetValueOrDefault(match.Value),
    };

    private static string Declined(ReadingContext context, string nominative, string genitive, string locative) =>
        context.After("w", "we", "na", "po", "o", "przy") ? locative : context.After("z", "ze", "do", "od", "koło", "obok", "u") ? genitive : nominative;
}
