using System.Globalization;

namespace Galion.Engines.Speaking.Reading;

/// <summary>Numbers in English words.</summary>
internal static class EnglishNumbers
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly string[] Scales = ["", "thousand", "million", "billion", "trillion", "quadrillion"];

    private static readonly Dictionary<string, string> Ordinals = new(StringComparer.Ordinal)
    {
        ["one"] = "first", ["two"] = "second", ["three"] = "third", ["five"] = "fifth", ["eight"] = "eighth", ["nine"] = "ninth", ["twelve"] = "twelfth",
    };

    /// <param name="number">0 to 10^18.</param>
    public static string Cardinal(long number)
    {
        if (number < 1_000)
        {
            return Hundreds((int)number);
        }

        var words = new List<string>();
        for (var scale = Scales.Length - 1; scale >= 0; scale--)
        {
            var unit = Power(scale);
            var group = (int)(number / unit % 1_000);
            if (group > 0)
            {
                words.Add(scale == 0 && group < 100 ? "and " + Hundreds(group) : Hundreds(group));
                if (scale > 0)
                {
                    words.Add(Scales[scale]);
                }
            }
        }

        return string.Join(' ', words);
    }

    public static string Ordinal(long number)
    {
        var cardinal = Cardinal(number);
        var cut = cardinal.LastIndexOfAny([' ', '-']) + 1;
        var last = cardinal[cut..];
        return cardinal[..cut] + (
            Ordinals.TryGetValue(last, out var irregular) ? irregular
            : last.EndsWith('y') ? last[..^1] + "ieth"
            : last + "th");
    }

    /// <summary>1984 as nineteen eighty-four, 2005 as two thousand and five, 1900 as nineteen hundred.</summary>
    /// <param name="year">0 to 9999.</param>
    public static string Year(int year)
    {
        var (century, rest) = (year / 100, year % 100);
        return year < 1_000 || year is >= 2_000 and < 2_010 || century % 10 == 0 && rest < 10 ? Cardinal(year)
            : rest == 0 ? Cardinal(century) + " hundred"
            : rest < 10 ? $"{Cardinal(century)} oh {Small[rest]}"
            : $"{Cardinal(century)} {Cardinal(rest)}";
    }

    /// <summary>Digit by digit.</summary>
    public static string Digits(string digits, string zero = "zero") =>
        string.Join(' ', digits.Where(char.IsAsciiDigit).Select(digit => digit == '0' ? zero : Small[digit - '0']));

    /// <summary>Reads 3, 3.14 and 12345678901234567890; the sign is not part of it.</summary>
    /// <param name="whole">Digits alone.</param>
    /// <param name="fraction">Digits alone, or null.</param>
    public static string Decimal(string whole, string? fraction)
    {
        var said = whole.Length > 18 ? Digits(whole) : Cardinal(long.Parse(whole, CultureInfo.InvariantCulture));
        return string.IsNullOrEmpty(fraction) ? said : $"{said} point {Digits(fraction)}";
    }

    private static string Hundreds(int number) =>
        number < 20 ? Small[number]
        : number < 100 ? Tens[number / 10] + (number % 10 == 0 ? "" : "-" + Small[number % 10])
        : Small[number / 100] + " hundred" + (number % 100 == 0 ? "" : " and " + Hundreds(number % 100));

    private static long Power(int scale)
    {
        var unit = 1L;
        for (var n = 0; n < scale; n++)
        {
            unit *= 1_000;
        }

        return unit;
    }
}
