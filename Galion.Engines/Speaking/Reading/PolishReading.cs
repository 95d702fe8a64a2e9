using System.Globalization;
using System.Text.RegularExpressions;

namespace Galion.Engines.Speaking.Reading;

/// <summary>
/// How Polish is read. Ordinals, dates, hours and years are put into the case that the words around them ask for; cardinals stay in the nominative,
/// because their case hangs on a sentence that is not parsed here.
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
            new(Phone(), (match, _) => SayPhone(match.Value)),
            new(Version(), (match, _) => string.Join(" kropka ", match.Value.Split('.').Select(Cardinal))),
            new(Year(), SayYear),
            new(Decade(), SayDecade),
            new(Range(), (match, _) => $"{Cardinal(match.Groups[1].Value)} do {Cardinal(match.Groups[2].Value)}"),
            new(Fraction(), SayFraction),
            new(Unit(), SayUnit),
            new(OrdinalNumber(), SayOrdinal),
            new(Number(), SayPlainNumber),
        ];
        OfWords =
        [
            new(Email(), (match, _) => Address(match.Value)),
            new(Url(), (match, _) => Address(Essence(match.Value))),
            new(Host(), (match, _) => Address(match.Value)),
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
        '¼' => "ćwierć",
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
            return $"{minus}{Counted(whole, part, PolishUnits.Units[match.Groups["scale"].Value])} {currency.Whole.Many}";
        }

        if (part.Length == 2 && currency.Small is { } small)
        {
            var cents = Numerals.Int(part);
            var change = $"{PolishNumbers.Cardinal(cents, small.Gender)} {small.For(cents)}";
            return number == 0 && cents > 0 ? minus + change
                : minus + $"{PolishNumbers.Cardinal(number, currency.Whole.Gender)} {currency.Whole.For(number)}" + (cents == 0 ? "" : " " + change);
        }

        return minus + Counted(whole, part, currency.Whole);
    }

    private static string Counted(string whole, string part, PolishNoun noun) =>
        part.Length > 0 ? $"{PolishNumbers.Decimal(whole, part)} {noun.Part}"
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
        ? (match.Groups["minus"].Success ? "minus " : "") + Counted(Numerals.Strip(match.Groups["whole"].Value), match.Groups["part"].Value, noun)
        : null;

    /// <summary>"3. miejsce": a full stop in the middle of a sentence makes an ordinal, in the gender that the next word's ending shows.</summary>
    private static string? SayOrdinal(Match match, ReadingContext context)
    {
        var next = match.Groups[2].Value;
        var (@case, gender) = next[^1] switch
        {
            'a' => (PolishCase.Nominative, PolishGender.Feminine),
            'o' or 'e' => (PolishCase.Nominative, PolishGender.Neuter),
            'u' => (context.After("w", "we", "na", "po", "o") ? PolishCase.Locative : PolishCase.Genitive, PolishGender.Masculine),
            _ => (PolishCase.Nominative, PolishGender.Masculine),
        };
        return PolishNumbers.Ordinal(Numerals.Int(match.Groups[1].Value), @case, gender);
    }

    private static string SayPlainNumber(Match match, ReadingContext context)
    {
        var (whole, part) = (Numerals.Strip(match.Groups["whole"].Value), match.Groups["part"].Value);
        if (whole == "1" && part.Length == 0 && NextWord().Match(context.Text, match.Index + 1) is { Success: true } noun)
        {
            return PolishNumbers.Cardinal(1, noun.Value[^1] switch { 'a' => PolishGender.Feminine, 'o' or 'e' => PolishGender.Neuter, _ => PolishGender.Masculine });
        }

        return (match.Groups["minus"].Success ? "minus " : "") + (
            whole.Length > 1 && whole[0] == '0' && part.Length == 0 ? PolishNumbers.Digits(whole) : PolishNumbers.Decimal(whole, part));
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
        : match.Value == "m." ? NumberAfter().IsMatch(context.Text, match.Index + 2) ? "mieszkania" : null
        : PolishUnits.Abbreviations.TryGetValue(match.Value, out var said) && (match.Value is not ("r." or "w." or "s." or "min." or "pl." or "al." or "os.") || match.Value is "r." && char.IsAsciiDigit(context.Before.FirstOrDefault('x')))
            ? said
            : match.Value is "ul." or "al." or "pl." or "os." ? PolishUnits.Abbreviations[match.Value] : null;

    private static string? SayRoman(Match match, ReadingContext context)
    {
        if (Numerals.Roman(match.Value) is not { } number || context.Before.Length < 3)
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

    [GeneratedRegex(@"\G(\d{4})-(\d{2})-(\d{2})(?!\d)(?:\s?r\.|\s?roku)?")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\G(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})(?!\d)(?:\s?(?:r\.|roku))?")]
    private static partial Regex DotDate();

    [GeneratedRegex(@"\G(?<day>\d{1,2})\.? (?<month>" + MonthNames + @")\b(?: (?<year>\d{4})(?:\s?(?:r\.|roku)|\b))?")]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\G(\d{1,2})[:](\d{2})(?!\d)")]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"\G(?<minus>[-−])?" + Amount + @"\s?(?:(?<scale>tys\.|mln|mld)\s)?(?<currency>zł|ZŁ|PLN|USD|EUR|GBP|CHF|JPY|[$€£¥])(?!\w)")]
    private static partial Regex Money();

    [GeneratedRegex(@"\G(?<minus>[-−])?(?<currency>[$€£¥])\s?" + Amount + @"(?:\s?(?<scale>tys\.|mln|mld))?(?!\w)")]
    private static partial Regex MoneyBefore();

    [GeneratedRegex(@"\G(?:\+\d{1,3}[ \u00A0\-]?\d{2,3}(?:[ \u00A0\-]\d{2,4}){2,3}|\d{3}[\- ]\d{3}[\- ]\d{3})(?![\d\-])")]
    private static partial Regex Phone();

    [GeneratedRegex(@"\d+")]
    private static partial Regex PhoneGroup();

    [GeneratedRegex(@"\G\d{1,4}(?:\.\d{1,4}){2,3}(?![\d.])")]
    private static partial Regex Version();

    [GeneratedRegex(@"\G(\d{3,4})\s(roku|rokiem|rok|r\.)(?!\w)")]
    private static partial Regex Year();

    [GeneratedRegex(@"\G([2-9]0)\.(?!\d)")]
    private static partial Regex Decade();

    [GeneratedRegex(@"\G(?<![-–])(\d{1,6})[–—-](\d{1,6})(?![\d\-–,.:/\w])")]
    private static partial Regex Range();

    [GeneratedRegex(@"\G(\d{1,2})[/⁄](\d{1,3})(?![\d/])")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\G(?<minus>[-−](?=\d))?" + Amount + @"\s?(?<unit>km/h|m/s|km²|km2|m²|m2|m³|m3|°C|°F|°|kWh|kW|kHz|MHz|GHz|Hz|kB|MB|GB|TB|dB|kcal|km|cm|mm|dag|kg|mg|ml|ms|ha|godz\.|min\.|min|px|szt\.|tys\.|mln|mld|gr|[mglshtWV%‰])(?![\w/²³]|\.\s\d)")]
    private static partial Regex Unit();

    [GeneratedRegex(@"\G(\d{1,4})\.(?=\s(\p{Ll}+))")]
    private static partial Regex OrdinalNumber();

    [GeneratedRegex(@"\G(?<minus>(?<![\w\d])[-−](?=\d))?" + Amount)]
    private static partial Regex Number();

    [GeneratedRegex(@"\Ggodz\.\s(\d{1,2})(?:[:.](\d{2}))?(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex HourWithWord();

    [GeneratedRegex(@"\G\s\d")]
    private static partial Regex NumberAfter();

    [GeneratedRegex(@"\G\s\p{Ll}+")]
    private static partial Regex NextWord();

    [GeneratedRegex(@"\G([IVXLC]{1,6})\s(wieku|wiek|w\.)(?!\w)")]
    private static partial Regex Century();

    [GeneratedRegex(@"\G(?:p\.n\.e\.|n\.e\.|m\.in\.|(?:mgr|dr|nr|wg|płk|mjr)\b(?!\.\w)|\p{L}{1,5}\.)(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"\G[IVXLCDM]{1,9}\b(?!\.\w)")]
    private static partial Regex RomanNumeral();
}
