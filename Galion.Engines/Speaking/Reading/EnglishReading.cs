using System.Globalization;
using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>How English is read.</summary>
internal sealed partial class EnglishReading : LanguageReading
{
    public static readonly EnglishReading Instance = new();

    private const string MonthNames = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";
    private const string Amount = @"(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?<part>\d+))?";

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private EnglishReading()
    {
        OfNumbers =
        [
            new(Email(), (match, _) => Address(match.Value)),
            new(Host(), (match, _) => char.IsAsciiDigit(match.Value[0]) && !match.Value.Any(char.IsLetter) ? null : Address(match.Value)),
            new(IsoDate(), (match, context) => SayDate(Numerals.Date(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value), context)),
            new(SlashDate(), SaySlashDate),
            new(DayMonth(), SayDayMonth),
            new(ClockTime(), SayTime),
            new(HourOnly(), (match, _) => Numerals.Int(match.Groups[1].Value) is >= 1 and <= 12 ? $"{EnglishNumbers.Cardinal(Numerals.Int(match.Groups[1].Value))} {Half(match.Groups[2].Value)}" : null),
            new(Money(), SayMoney),
            new(MoneyAfter(), SayMoney),
            new(Account(), (match, _) => SpellAccount(match.Value)),
            new(Phone(), (match, _) => SayPhone(match.Value)),
            new(Serial(), (match, _) => SayPhone(match.Value)),
            new(OrdinalNumber(), (match, _) => Ordinal(match.Groups[1].Value)),
            new(Decade(), SayDecade),
            new(Version(), (match, _) => string.Join(" point ", match.Value.Split('.').Select(part => Cardinal(part)))),
            new(Range(), SayRange),
            new(AllDay(), (_, _) => "twenty-four seven"),
            new(Fraction(), SayFraction),
            new(Mixed(), (match, context) => $"{EnglishNumbers.Decimal(Numerals.Strip(match.Groups[1].Value), null)} and {Sign(match.Groups[2].Value[0], context)}"),
            new(Ratio(), (match, context) => $"{SayNumber(match.Groups[1].Value, context)} to {SayNumber(match.Groups[2].Value, context)}"),
            new(Height(), (match, _) => $"{Cardinal(match.Groups[1].Value)} foot {Cardinal(match.Groups[2].Value)}"),
            new(Factor(), (match, _) => Cardinal(match.Groups[1].Value) + (match.Groups[2].Success ? " by" : " times")),
            new(Rank(), (match, _) => "number " + Cardinal(match.Groups[1].Value)),
            new(Power(), (match, _) => "to the power of " + Cardinal(match.Groups[1].Value)),
            new(Unit(), SayUnit),
            new(Number(), SayPlainNumber),
        ];
        OfWords =
        [
            new(Email(), (match, _) => Address(match.Value)),
            new(Url(), (match, _) => Address(Essence(match.Value))),
            new(Host(), (match, _) => Address(match.Value)),
            new(Iban(), (match, _) => SpellAccount(match.Value)),
            new(Weekday(), (match, _) => Weekdays.First(day => day.StartsWith(match.Value[..3], StringComparison.Ordinal))),
            new(MonthDay(), SayDayMonth),
            new(Initialism(), (match, _) => Spell(match.Value)),
            new(Alternatives(), (match, _) => Spell(match.Value)),
            new(Sharp(), (match, _) => match.Value[0] + " sharp"),
            new(Abbreviation(), SayAbbreviation),
            new(RomanNumeral(), SayRoman),
        ];
    }

    public override IReadOnlyList<ReadingPattern> OfNumbers { get; }

    public override IReadOnlyList<ReadingPattern> OfWords { get; }

    public override string? Sign(char sign, ReadingContext context) => sign switch
    {
        '&' => "and",
        '@' => "at",
        '#' => "hash",
        '%' => "percent",
        '+' => "plus",
        '=' => "equals",
        '×' => "times",
        '÷' => "divided by",
        '±' => "plus or minus",
        '°' => "degrees",
        '§' => "section",
        '$' => "dollar",
        '€' => "euro",
        '£' => "pound",
        '½' => "one half",
        '⅓' => "one third",
        '⅔' => "two thirds",
        '¼' => "a quarter",
        '¾' => "three quarters",
        '²' => "squared",
        '³' => "cubed",
        '<' => "less than",
        '>' => "greater than",
        _ => null,
    };

    public override string Digits(string digits) => EnglishNumbers.Digits(digits);

    public override string Cardinal(string digits) => EnglishNumbers.Decimal(Numerals.Strip(digits), null);

    public override string Ordinal(string digits) =>
        Numerals.Strip(digits) is { Length: <= 15 } short15 ? EnglishNumbers.Ordinal(long.Parse(short15, CultureInfo.InvariantCulture)) : Digits(digits);

    // A single "a" would be said as the article.
    protected override string Letter(char letter) => letter is 'a' or 'A' ? "[[eI]]" : char.IsAsciiDigit(letter) ? EnglishNumbers.Digits(letter.ToString()) : base.Letter(letter);

    internal static string SayMonthDay(DateOnly date, string region) => region == "gb"
        ? $"the {EnglishNumbers.Ordinal(date.Day)} of {Months[date.Month - 1]}"
        : $"{Months[date.Month - 1]} {EnglishNumbers.Ordinal(date.Day)}";

    private string Address(string address) => SpellAddress(address, "dot", "at", "slash", "dash", "underscore");

    private static string? SayDate(DateOnly? date, ReadingContext context) =>
        date is null ? null : $"{SayMonthDay(date.Value, context.Region)} {EnglishNumbers.Year(date.Value.Year)}";

    private static string? SaySlashDate(Match match, ReadingContext context)
    {
        var (first, second) = (match.Groups[1].Value, match.Groups[2].Value);
        var year = match.Groups[3].Value;
        year = year.Length == 2 ? (Numerals.Int(year) < 70 ? "20" : "19") + year : year;
        var monthFirst = Numerals.Date(year, first, second);
        var dayFirst = Numerals.Date(year, second, first);
        return SayDate((context.Region == "gb" ? dayFirst ?? monthFirst : monthFirst ?? dayFirst), context);
    }

    private static string? SayDayMonth(Match match, ReadingContext context)
    {
        var number = Numerals.Int(Numerals.Strip(match.Groups["day"].Value));
        if (number is < 1 or > 31)
        {
            return null;
        }

        var written = match.Groups["month"].Value;
        var month = Months.First(name => name.StartsWith(written[..3], StringComparison.OrdinalIgnoreCase));
        var dayFirst = match.Groups["day"].Index < match.Groups["month"].Index;
        var said = dayFirst ? $"{(context.After("the") ? "" : "the ")}{EnglishNumbers.Ordinal(number)} of {month}" : $"{month} {EnglishNumbers.Ordinal(number)}";
        return match.Groups["year"].Success ? $"{said} {EnglishNumbers.Year(Numerals.Int(match.Groups["year"].Value))}" : said;
    }

    private static string? SayTime(Match match, ReadingContext context)
    {
        var (hour, minute) = (Numerals.Int(match.Groups[1].Value), Numerals.Int(match.Groups[2].Value));
        if (hour > 24 || minute > 59)
        {
            return null;
        }

        var half = match.Groups[4].Success ? " " + Half(match.Groups[4].Value) : "";
        var said = minute == 0 ? half.Length > 0 ? EnglishNumbers.Cardinal(hour) : hour <= 12 && hour > 0 ? $"{EnglishNumbers.Cardinal(hour)} o'clock" : $"{EnglishNumbers.Cardinal(hour)} hundred hours"
            : $"{EnglishNumbers.Cardinal(hour)} {(minute < 10 ? "oh " : "")}{EnglishNumbers.Cardinal(minute)}";
        var seconds = match.Groups[3].Success ? $" and {Count(Numerals.Int(match.Groups[3].Value), "second", "seconds")}" : "";
        return said + seconds + half;
    }

    private static string Half(string written) => written.StartsWith('a') || written.StartsWith('A') ? "[[eI]] M" : "P M";

    private static string? SayMoney(Match match, ReadingContext context)
    {
        var currency = EnglishUnits.Currencies[match.Groups["currency"].Value.ToUpperInvariant()];
        var whole = Numerals.Strip(match.Groups["whole"].Value);
        var part = match.Groups["part"].Value;
        var minus = match.Groups["minus"].Success ? "minus " : "";
        if (match.Groups["scale"].Success)
        {
            return $"{minus}{EnglishNumbers.Decimal(whole, part)} {Scale(match.Groups["scale"].Value)} {currency.Many}";
        }

        if (match.Groups["to"].Success)
        {
            return $"{EnglishNumbers.Decimal(whole, part)} to {EnglishNumbers.Decimal(match.Groups["to"].Value, null)} {currency.Many}";
        }

        var single = whole == "1" && part.Length == 0;
        if (part.Length != 2 || currency.SmallOne.Length == 0)
        {
            return $"{minus}{EnglishNumbers.Decimal(whole, part)} {(single ? currency.One : currency.Many)}";
        }

        var cents = Numerals.Int(part);
        var small = cents == 0 ? "" : Count(cents, currency.SmallOne, currency.SmallMany);
        return whole.TrimStart('0').Length == 0 && cents > 0 ? minus + small
            : $"{minus}{EnglishNumbers.Decimal(whole, null)} {(whole == "1" ? currency.One : currency.Many)}{(cents == 0 ? "" : " and " + small)}";
    }

    private static string Scale(string written) => written.ToLowerInvariant() switch
    {
        "k" or "thousand" => "thousand",
        "m" or "mn" or "million" => "million",
        "b" or "bn" or "billion" => "billion",
        _ => "trillion",
    };

    private static string? SayPhone(string written)
    {
        // Free numbers are known by their hundred.
        var groups = PhoneGroup().Matches(written).Select(group => group.Value == "800" ? "eight hundred" : EnglishNumbers.Digits(group.Value));
        return (written.StartsWith('+') ? "plus " : "") + string.Join(", ", groups);
    }

    private static string? SayDecade(Match match, ReadingContext context)
    {
        var number = Numerals.Int(match.Groups[1].Value);
        var decade = EnglishNumbers.Cardinal(number % 100);
        if (number % 10 != 0 || number is > 99 and < 1_000)
        {
            return null;
        }

        var plural = decade.EndsWith('y') ? decade[..^1] + "ies" : number % 100 == 0 ? "hundreds" : decade + "s";
        return number < 100 ? plural : $"{(number == 2_000 ? "two thousands" : EnglishNumbers.Cardinal(number / 100) + " " + plural)}";
    }

    /// <summary>"8–10 km" is eight to ten kilometres; "50-50" goes from nowhere to nowhere.</summary>
    private static string? SayRange(Match match, ReadingContext context)
    {
        var (from, to) = (SayNumber(match.Groups[1].Value, context), SayNumber(match.Groups[2].Value, context));
        var unit = match.Groups["unit"].Success ? " " + EnglishUnits.Units[match.Groups["unit"].Value].Many : "";
        return (from == to ? $"{from} {to}" : $"{from} to {to}") + unit;
    }

    private static string? SayFraction(Match match, ReadingContext context)
    {
        var (top, bottom) = (Numerals.Int(match.Groups[2].Value), Numerals.Int(match.Groups[3].Value));
        if (bottom is < 2 or > 100 || top == 0 || top >= bottom)
        {
            return null;
        }

        var name = bottom switch
        {
            2 => "half",
            4 => "quarter",
            _ => EnglishNumbers.Ordinal(bottom),
        };
        var said = $"{EnglishNumbers.Cardinal(top)} {(top == 1 ? name : bottom == 2 ? "halves" : name + "s")}";
        return match.Groups[1].Success ? $"{EnglishNumbers.Cardinal(Numerals.Int(match.Groups[1].Value))} and {said}" : said;
    }

    private static string? SayUnit(Match match, ReadingContext context)
    {
        var (whole, part) = (Numerals.Strip(match.Groups["whole"].Value), match.Groups["part"].Value);
        if (!EnglishUnits.Units.TryGetValue(match.Groups["unit"].Value, out var unit))
        {
            return null;
        }

        var minus = match.Groups["minus"].Success ? "minus " : "";
        return $"{minus}{EnglishNumbers.Decimal(whole, part)} {(whole == "1" && part.Length == 0 ? unit.One : unit.Many)}";
    }

    private static string SayNumber(string written, ReadingContext context) =>
        written.Length == 4 && Numerals.Int(written) is >= 1_100 and < 2_100 ? EnglishNumbers.Year(Numerals.Int(written)) : EnglishNumbers.Decimal(Numerals.Strip(written), null);

    private static string? SayPlainNumber(Match match, ReadingContext context)
    {
        var (written, part) = (match.Groups["whole"].Value, match.Groups["part"].Value);
        var whole = Numerals.Strip(written);
        var minus = match.Groups["minus"].Success ? "minus " : "";
        if (part.Length > 0 || minus.Length > 0)
        {
            return minus + EnglishNumbers.Decimal(whole, part);
        }

        return whole.Length > 1 && whole[0] == '0' || whole.Length == 3 && context.After("call", "dial") || IsCode(match, context) ? EnglishNumbers.Digits(whole)
            : written.Length == 4 && Numerals.Int(whole) is >= 1_100 and < 2_100 && IsYear(match, context) ? EnglishNumbers.Year(Numerals.Int(whole))
            : EnglishNumbers.Decimal(whole, null);
    }

    /// <summary>"ZIP code 90210", "Reno, NV 89501", "flight BA2490".</summary>
    private static bool IsCode(Match match, ReadingContext context) =>
        match.Length == 5 && StateBefore().IsMatch(context.Text[..match.Index]) || match.Length is >= 3 and <= 6 && CodeBefore().IsMatch(context.Text[..match.Index])
        || match.Length is 3 or 4 && context.Before.Length == 2 && context.Before.All(char.IsAsciiLetterUpper) && context.Text[match.Index - 1] == context.Before[1];

    /// <summary>"In 1984", "(1984)", "1984." but not "1984 people".</summary>
    private static bool IsYear(Match match, ReadingContext context)
    {
        if (context.After("in", "since", "from", "by", "until", "till", "year", "before", "after", "during", "of", "spring", "summer", "autumn", "fall", "winter", "circa", "to", "and", "early", "late")
            || Months.Contains(context.Before))
        {
            return true;
        }

        var next = match.Index + match.Length;
        return next >= context.Text.Length || context.Text[next] is ')' or '.' or '?' or '!' or ';' or ':' or '\'';
    }

    private static string? SayAbbreviation(Match match, ReadingContext context)
    {
        var written = match.Groups[1].Value;
        return written is "St" && context.Before.Length > 0 && char.IsUpper(context.Before[0]) ? "Street"
            : EnglishUnits.Abbreviations.TryGetValue(written, out var said) ? said : null;
    }

    private static string? SayRoman(Match match, ReadingContext context)
    {
        if (Numerals.Roman(match.Value) is not { } number)
        {
            return null;
        }

        if (context.After("chapter", "part", "volume", "book", "act", "scene", "section", "article", "phase", "stage", "figure", "table", "appendix", "war", "level", "grade", "episode", "title"))
        {
            return EnglishNumbers.Cardinal(number);
        }

        if (CenturyAfter().IsMatch(context.Text, match.Index + match.Length))
        {
            return EnglishNumbers.Ordinal(number);
        }

        // Kings and popes; single letters are more often initials.
        return match.Length >= 2 && number <= 30 && context.Before.Length > 2 && char.IsUpper(context.Before[0]) && context.Before[1..].All(char.IsLower)
            ? "the " + EnglishNumbers.Ordinal(number) : null;
    }

    private static string Count(int number, string one, string many) => $"{EnglishNumbers.Cardinal(number)} {(number == 1 ? one : many)}";
}
