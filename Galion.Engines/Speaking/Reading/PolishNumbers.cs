using System.Globalization;

namespace Galion.Engines.Speaking.Reading;

internal enum PolishGender
{
    Masculine,
    Feminine,
    Neuter,
}

internal enum PolishCase
{
    Nominative,
    Genitive,
    Locative,
    Instrumental,
    Dative,
}

/// <param name="One">1 kilogram.</param>
/// <param name="Few">2 kilogramy.</param>
/// <param name="Many">5 kilogramów.</param>
/// <param name="Part">1,5 kilograma.</param>
internal sealed record PolishNoun(string One, string Few, string Many, string Part, PolishGender Gender = PolishGender.Masculine)
{
    /// <summary>The form that goes with a whole number.</summary>
    public string For(long number) =>
        number == 1 ? One : number % 10 is >= 2 and <= 4 && number % 100 is < 12 or > 14 ? Few : Many;
}

/// <summary>Numbers in Polish words: cardinals in the nominative (with the gender of one and two), ordinals in every case and gender.</summary>
internal static partial class PolishNumbers
{
    private static readonly string[] Small =
    [
        "zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć", "jedenaście", "dwanaście", "trzynaście",
        "czternaście", "piętnaście", "szesnaście", "siedemnaście", "osiemnaście", "dziewiętnaście",
    ];

    private static readonly string[] Tens =
        ["", "", "dwadzieścia", "trzydzieści", "czterdzieści", "pięćdziesiąt", "sześćdziesiąt", "siedemdziesiąt", "osiemdziesiąt", "dziewięćdziesiąt"];

    private static readonly string[] Hundreds =
        ["", "sto", "dwieście", "trzysta", "czterysta", "pięćset", "sześćset", "siedemset", "osiemset", "dziewięćset"];

    private static readonly PolishNoun[] Scales =
    [
        new("tysiąc", "tysiące", "tysięcy", "tysiąca"), new("milion", "miliony", "milionów", "miliona"), new("miliard", "miliardy", "miliardów", "miliarda"),
        new("bilion", "biliony", "bilionów", "biliona"), new("biliard", "biliardy", "biliardów", "biliarda"),
    ];

    // The masculine form; other endings are put in place of its last letter (or of "i", which stays in front of them as in "drugi", "trzeci").
    private static readonly string[] SmallOrdinals =
    [
        "zerowy", "pierwszy", "drugi", "trzeci", "czwarty", "piąty", "szósty", "siódmy", "ósmy", "dziewiąty", "dziesiąty", "jedenasty", "dwunasty",
        "trzynasty", "czternasty", "piętnasty", "szesnasty", "siedemnasty", "osiemnasty", "dziewiętnasty",
    ];

    private static readonly string[] TenOrdinals =
    [
        "", "", "dwudziesty", "trzydziesty", "czterdziesty", "pięćdziesiąty", "sześćdziesiąty", "siedemdziesiąty", "osiemdziesiąty", "dziewięćdziesiąty",
    ];

    private static readonly string[] HundredOrdinals =
        ["", "setny", "dwusetny", "trzechsetny", "czterechsetny", "pięćsetny", "sześćsetny", "siedemsetny", "osiemsetny", "dziewięćsetny"];

    private static readonly string[] ThousandOrdinals =
    [
        "", "tysięczny", "dwutysięczny", "trzytysięczny", "czterotysięczny", "pięciotysięczny", "sześciotysięczny", "siedmiotysięczny", "ośmiotysięczny",
        "dziewięciotysięczny",
    ];

    /// <param name="number">0 to 10^18.</param>
    /// <param name="gender">Of what is counted.</param>
    public static string Cardinal(long number, PolishGender gender = PolishGender.Masculine)
    {
        if (number == 0)
        {
            return Small[0];
        }

        var words = new List<string>();
        var unit = 1_000_000_000_000_000L;
        for (var scale = Scales.Length - 1; scale >= 0; scale--, unit /= 1_000)
        {
            var group = number / unit % 1_000;
            if (group > 0)
            {
                if (group > 1)
                {
                    words.Add(Below1000((int)group, PolishGender.Masculine));
                }

                words.Add(Scales[scale].For(group));
            }
        }

        if (number % 1_000 > 0)
        {
            words.Add(Below1000((int)(number % 1_000), number == 1 || number % 10 != 1 ? gender : PolishGender.Masculine));
        }

        return string.Join(' ', words);
    }

    /// <param name="number">0 to 999,999; larger ones are said as cardinals, because their ordinals are single long words nobody says.</param>
    public static string Ordinal(long number, PolishCase @case = PolishCase.Nominative, PolishGender gender = PolishGender.Masculine)
    {
        if (number < 20)
        {
            return Inflect(SmallOrdinals[number], @case, gender);
        }

        if (number % 1_000_000 == 0 || number >= 1_000_000)
        {
            return Cardinal(number);
        }

        var words = new List<string>();
        var (thousands, rest) = (number / 1_000, (int)(number % 1_000));
        if (rest == 0)
        {
            return thousands < 10 ? Inflect(ThousandOrdinals[thousands], @case, gender) : Cardinal(number);
        }

        if (thousands > 0)
        {
            words.Add(Cardinal(thousands * 1_000));
        }

        if (rest % 100 == 0)
        {
            words.Add(Inflect(HundredOrdinals[rest / 100], @case, gender));
            return string.Join(' ', words);
        }

        if (rest >= 100)
        {
            words.Add(Hundreds[rest / 100]);
            rest %= 100;
        }

        if (rest < 20)
        {
            words.Add(Inflect(SmallOrdinals[rest], @case, gender));
        }
        else
        {
            words.Add(Inflect(TenOrdinals[rest / 10], @case, gender));
            if (rest % 10 > 0)
            {
                words.Add(Inflect(SmallOrdinals[rest % 10], @case, gender));
            }
        }

        return string.Join(' ', words);
    }

    public static string Digits(string digits) => string.Join(' ', digits.Where(char.IsAsciiDigit).Select(digit => Small[digit - '0']));

    /// <summary>3,14 as "trzy przecinek czternaście"; from the third digit on, digit by digit.</summary>
    public static string Decimal(string whole, string? fraction, PolishGender gender = PolishGender.Masculine)
    {
        var said = whole.Length > 18 ? Digits(whole) : Cardinal(long.Parse(whole, CultureInfo.InvariantCulture), gender);
        if (string.IsNullOrEmpty(fraction))
        {
            return said;
        }

        var zeros = fraction.Length - fraction.TrimStart('0').Length;
        return $"{said} przecinek " + (
            fraction.Length > 2 || zeros == fraction.Length ? Digits(fraction)
            : zeros == 1 ? "zero " + Small[fraction[1] - '0']
            : Cardinal(int.Parse(fraction, CultureInfo.InvariantCulture)));
    }

    private static string Below1000(int number, PolishGender gender)
    {
        var words = new List<string>();
        if (number >= 100)
        {
            words.Add(Hundreds[number / 100]);
            number %= 100;
        }

        if (number >= 20)
        {
            words.Add(Tens[number / 10]);
            number %= 10;
        }

        if (number > 0)
        {
            words.Add(
                number == 2 && gender == PolishGender.Feminine ? "dwie"
                : number == 1 && gender == PolishGender.Feminine && words.Count == 0 ? "jedna"
                : number == 1 && gender == PolishGender.Neuter && words.Count == 0 ? "jedno"
                : Small[number]);
        }

        return string.Join(' ', words);
    }

    private static string Inflect(string masculine, PolishCase @case, PolishGender gender)
    {
        if (@case == PolishCase.Nominative && gender == PolishGender.Masculine)
        {
            return masculine;
        }

        // drugi, drugiego, drugą; trzeci, trzeciego, trzecią; piąty, piątego, piątą.
        var stem = masculine[..^1];
        var soft = masculine.EndsWith("ci", StringComparison.Ordinal);
        var hardened = masculine.EndsWith("gi", StringComparison.Ordinal);
        var (y, e, a) = soft ? ("i", "ie", "ia") : hardened ? ("i", "ie", "a") : ("y", "e", "a");
        var nasal = soft ? "ią" : "ą";
        return stem + (gender, @case) switch
        {
            (PolishGender.Feminine, PolishCase.Nominative) => a,
            (PolishGender.Feminine, PolishCase.Instrumental) => nasal,
            (PolishGender.Feminine, _) => e + "j",
            (PolishGender.Neuter, PolishCase.Nominative) => e,
            (_, PolishCase.Genitive) => e + "go",
            (_, PolishCase.Dative) => e + "mu",
            _ => y + "m",
        };
    }
}
