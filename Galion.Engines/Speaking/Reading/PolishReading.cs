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
            new(IsoDate(), (match, _) => SayDate(Numerals.Date(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))),
            new(DotDate(), (match, _) => SayDate(Numerals.Date(match.Groups[3].Value, match.Groups[2].Value, match.Groups[1].Value))),
            new(DayMonth(), SayDayMonth),
            new(ClockTime(), SayTime),
            new(Money(), SayMoney),
            new(MoneyBefore(), SayMoney),
            new(DayMonthNumber(), SayDayMonthNumber),
            new(Phone(), (match, _) => SayPhone(match.Value)),
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
            new(Number(), SayPlainNumber),
        ];
        OfWords =
        [
            new(Email(), (match, _) => Address(match.Value)),
            new(Url(), (match, _) => Address(Essence(match.Value))),
            new(Host(), (match, _) => Address(match.Value)),
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

    private static string Genitive(int day) => PolishNumbers.Ordinal(day, PolishCase.Genitive);

    private static string YearGenitive(int year) => PolishNumbers.Ordinal(year, PolishCase.Genitive);

    private static string? SayDate(DateOnly? date) =>
        date is null ? null : $"{Genitive(date.Value.Day)} {Months[date.Value.Month - 1]} {YearGenitive(date.Value.Year)} roku";

    private static string? SayDayMonth(Match match, ReadingContext context)
    {
        var day = Numerals.Int(match.Groups["day"].Value);
        return day is < 1 or > 31 ? null
            : $"{Genitive(day)} {match.Groups["month"].Value}" + (match.Groups["year"].Success ? $" {YearGenitive(Numerals.Int(match.Groups["year"].Value))} roku" : "");
    }

    /// <summary>"15.08" is a day where a day is asked for, and otherwise more often a version.</summary>
    private static string? SayDayMonthNumber(Match match, ReadingContext context) =>
        Numerals.Int(match.Groups[1].Value) is >= 1 and <= 31 and var day && (context.After("dnia", "od", "do") || Weekdays.ContainsValue(context.Before) || Weekdays.ContainsKey(context.Before))
            ? $"{Genitive(day)} {Months[Numerals.Int(match.Groups[2].Value) - 1]}" : null;

    private static string? SayTime(Match match, ReadingContext context)
    {
        var (hour, minute) = (Numerals.Int(match.Groups[1].Value), Numerals.Int(match.Groups[2].Value));
        if (hour > 24 || minute > 59)
        {
            return null;
        }

        var @case = context.After("o", "po") ? PolishCase.Locative : context.After("od", "do", "około", "ok", "koło") ? PolishCase.Genitive
            : context.After("przed") ? PolishCase.Instrumental : PolishCase.Nominative;
        var said = hour == 0 && minute > 0 ? "zero" : hour == 0 ? "północ" : PolishNumbers.Ordinal(hour, @case, PolishGender.Feminine);
        return minute == 0 ? said : $"{said} {(minute < 10 ? "zero " : "")}{PolishNumbers.Cardinal(minute)}";
    }

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

    private static string? SayYear(Match match, ReadingContext context)
    {
        var year = Numerals.Int(match.Groups[1].Value);
        var noun = match.Groups[2].Value;
        var (@case, spoken) = noun switch
        {
            "roku" or "r." when context.After("w", "we", "po", "o", "przy") => (PolishCase.Locative, "roku"),
            "roku" => (PolishCase.Genitive, "roku"),
            "r." when context.After("z", "ze", "od", "do", "dnia", "około", "ok", "koło", "wiosną", "latem", "jesienią", "zimą") => (PolishCase.Genitive, "roku"),
            "r." or "rok" => (PolishCase.Nominative, "rok"),
            _ => (PolishCase.Instrumental, "rokiem"),
        };
        return year == 0 ? null : $"{PolishNumbers.Ordinal(year, @case)} {spoken}";
    }

    private static string? SayDecade(Match match, ReadingContext context)
    {
        if (!context.After("lata", "latach", "lat"))
        {
            return null;
        }

        var said = PolishNumbers.Ordinal(Numerals.Int(match.Groups[1].Value));
        return said[..^1] + (context.After("lata") ? "e" : "ych");
    }

    private static string? SayFraction(Match match, ReadingContext context)
    {
        var (top, bottom) = (Numerals.Int(match.Groups[1].Value), Numerals.Int(match.Groups[2].Value));
        if (bottom is < 2 or > 100 || top == 0 || top >= bottom)
        {
            return null;
        }

        if (bottom == 2)
        {
            return "jedna druga";
        }

        var one = PolishNumbers.Ordinal(bottom, PolishCase.Nominative, PolishGender.Feminine);
        var plural = PolishNumbers.Ordinal(bottom);
        var few = plural[..^1] + (plural.EndsWith("ci", StringComparison.Ordinal) ? "ie" : "e");
        var many = plural[..^1] + (plural.EndsWith("ci", StringComparison.Ordinal) ? "ich" : "ych");
        return $"{PolishNumbers.Cardinal(top, PolishGender.Feminine)} {new PolishNoun(one, few, many, one).For(top)}";
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

    /// <summary>"3. miejsce": a full stop in the middle of a sentence makes an ordinal, in the gender that the next word's ending shows.</summary>
    private static string? SayOrdinal(Match match, ReadingContext context) => OrdinalBefore(Numerals.Int(match.Groups[1].Value), match.Groups[2].Value, context);

    /// <summary>"2. piętro", "na 2. piętrze", "II wojna", "po II wojnie".</summary>
    private static string OrdinalBefore(int number, string next, ReadingContext context)
    {
        var within = context.After("w", "we", "na", "po", "o", "przy");
        var feminine = PolishUnits.FeminineLocatives.Contains(next) || next.EndsWith("cji", StringComparison.Ordinal) || next.EndsWith("nicy", StringComparison.Ordinal);
        var (@case, gender) = next[^1] switch
        {
            _ when feminine => (PolishCase.Genitive, PolishGender.Feminine),
            'a' => (PolishCase.Nominative, PolishGender.Feminine),
            'ą' or 'ę' => (PolishCase.Instrumental, PolishGender.Feminine),
            'y' or 'i' => (PolishCase.Genitive, PolishGender.Feminine),
            'e' when within => (PolishCase.Locative, PolishGender.Neuter),
            'o' or 'e' => (PolishCase.Nominative, PolishGender.Neuter),
            'u' => (within ? PolishCase.Locative : PolishCase.Genitive, PolishGender.Masculine),
            'm' when next.EndsWith("em", StringComparison.Ordinal) => (PolishCase.Instrumental, PolishGender.Masculine),
            'm' when next.EndsWith("um", StringComparison.Ordinal) => (PolishCase.Nominative, PolishGender.Neuter),
            _ => (PolishCase.Nominative, PolishGender.Masculine),
        };
        return PolishNumbers.Ordinal(number, @case, gender);
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
        var next = NextWord().Match(context.Text, match.Index + match.Length) is { Success: true } word ? word.Value.Trim() : "";
        var isYear = match.Length == 4 && number is >= 1_100 and < 2_100;
        return context.After("rok") && isYear || context.After("rozdział", "rozdz", "tom", "akt") && number < 100 ? PolishNumbers.Ordinal(number)
            : context.After("część", "klasa", "kl", "scena") && number < 100 ? PolishNumbers.Ordinal(number, PolishCase.Nominative, PolishGender.Feminine)
            : context.After("roku") && isYear || context.After("od", "do") && isYear && next is "" or "do" && isYear ? PolishNumbers.Ordinal(number, PolishCase.Genitive)
            : PolishNumbers.Counting(number, next, AsksForGenitive(context));
    }

    private static string? SayCentury(Match match, ReadingContext context)
    {
        if (Numerals.Roman(match.Groups[1].Value) is not { } number)
        {
            return null;
        }

        return match.Groups[2].Value switch
        {
            "wieku" => PolishNumbers.Ordinal(number, context.After("w", "we", "po", "o") ? PolishCase.Locative : PolishCase.Genitive) + " wieku",
            "w." when context.After("w", "we") => PolishNumbers.Ordinal(number, PolishCase.Locative) + " wieku",
            "w." when context.After("z", "od", "do", "połowie", "początku", "końca", "końcu") => PolishNumbers.Ordinal(number, PolishCase.Genitive) + " wieku",
            _ => PolishNumbers.Ordinal(number) + " wiek",
        };
    }

    /// <summary>"O godz. 9:05", "od godz. 8.00".</summary>
    private static string? SayHourWithWord(Match match, ReadingContext context)
    {
        var @case = context.After("o", "po") ? PolishCase.Locative : context.After("od", "do", "około", "ok") ? PolishCase.Genitive : context.After("przed") ? PolishCase.Instrumental : PolishCase.Nominative;
        var (hour, minute) = (Numerals.Int(match.Groups[1].Value), match.Groups[2].Success ? Numerals.Int(match.Groups[2].Value) : 0);
        var noun = @case switch
        {
            PolishCase.Locative => "godzinie",
            PolishCase.Genitive => "godziny",
            PolishCase.Instrumental => "godziną",
            _ => "godzina",
        };
        return hour > 24 || minute > 59 ? null
            : $"{noun} {PolishNumbers.Ordinal(hour, @case, PolishGender.Feminine)}" + (minute == 0 ? "" : $" {(minute < 10 ? "zero " : "")}{PolishNumbers.Cardinal(minute)}");
    }

    private static string? SayAbbreviation(Match match, ReadingContext context) =>
        match.Value == "ul." && context.After("przy", "na", "z", "do", "od", "koło", "w") ? "ulicy"
        : match.Value == "al." && context.After("w", "przy", "na") ? "alei"
        : match.Value is "s." && NumberAfter().IsMatch(context.Text, match.Index + 2) ? "strona"
        : match.Value == "m." ? NumberAfter().IsMatch(context.Text, match.Index + 2) ? "mieszkania" : null
        : PolishUnits.Abbreviations.TryGetValue(match.Value, out var said) && (match.Value is not ("r." or "w." or "s." or "min." or "pl." or "al." or "os.") || match.Value is "r." && char.IsAsciiDigit(context.Before.FirstOrDefault('x')))
            ? said
            : match.Value is "ul." or "al." or "pl." or "os." ? PolishUnits.Abbreviations[match.Value] : null;

    private static string? SayRoman(Match match, ReadingContext context)
    {
        if (Numerals.Roman(match.Value) is not { } number)
        {
            return null;
        }

        var next = NextWord().Match(context.Text, match.Index + match.Length) is { Success: true } word ? word.Value.Trim() : "";
        if (next.StartsWith("wojn", StringComparison.Ordinal) || match.Length > 1 && number < 40 && next.Length > 3 && (context.Before.Length == 0 || !char.IsUpper(context.Before[0])))
        {
            return OrdinalBefore(number, next, context);
        }

        if (context.Before.Length < 3)
        {
            return null;
        }

        if (context.After("rozdział", "tom", "część", "księga", "akt", "scena", "rozdziału", "tomu"))
        {
            var gender = context.After("część", "księga", "scena") ? PolishGender.Feminine : PolishGender.Masculine;
            return PolishNumbers.Ordinal(number, context.After("rozdziału", "tomu") ? PolishCase.Genitive : PolishCase.Nominative, gender);
        }

        // Kings and popes. The name's ending shows the case: Paweł drugi, Pawła drugiego, Pawłem drugim, Elżbieta druga.
        var name = context.Before;
        if (match.Length < 2 && match.Value != "V" || number > 30 || !char.IsUpper(name[0]) || !name[1..].All(char.IsLower))
        {
            return null;
        }

        return Queens.Contains(name) ? PolishNumbers.Ordinal(number, PolishCase.Nominative, PolishGender.Feminine)
            : name.EndsWith("em", StringComparison.Ordinal) ? PolishNumbers.Ordinal(number, PolishCase.Instrumental)
            : name.EndsWith("owi", StringComparison.Ordinal) ? PolishNumbers.Ordinal(number, PolishCase.Dative)
            : name.EndsWith('a') ? PolishNumbers.Ordinal(number, PolishCase.Genitive)
            : PolishNumbers.Ordinal(number);
    }

    private static readonly HashSet<string> Queens = new(StringComparer.Ordinal) { "Elżbieta", "Katarzyna", "Maria", "Anna", "Małgorzata", "Kleopatra", "Krystyna", "Izabela" };
}
