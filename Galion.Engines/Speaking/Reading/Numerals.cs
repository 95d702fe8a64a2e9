using System.Globalization;
using System.Text;

namespace Galion.Engines.Speaking.Reading;

/// <summary>What all languages share about written numbers.</summary>
internal static class Numerals
{
    /// <returns>1 to 3999, or null when the letters are no Roman numeral in its usual form.</returns>
    public static int? Roman(string letters)
    {
        var value = 0;
        for (var n = 0; n < letters.Length; n++)
        {
            var digit = Digit(letters[n]);
            value += n + 1 < letters.Length && digit < Digit(letters[n + 1]) ? -digit : digit;
        }

        return value is > 0 and < 4_000 && ToRoman(value) == letters ? value : null;
    }

    /// <summary>Digits alone: "1,234" and "1 234" become "1234".</summary>
    public static string Strip(string number)
    {
        var digits = new StringBuilder(number.Length);
        foreach (var letter in number.Where(char.IsAsciiDigit))
        {
            digits.Append(letter);
        }

        return digits.ToString();
    }

    /// <returns>A date that exists, or null.</returns>
    public static DateOnly? Date(string year, string month, string day) =>
        DateOnly.TryParseExact($"{year.PadLeft(4, '0')}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : null;

    public static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int Digit(char letter) => letter switch
    {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        'L' => 50,
        'C' => 100,
        'D' => 500,
        'M' => 1_000,
        _ => 10_000,
    };

    private static string ToRoman(int value)
    {
        var letters = new StringBuilder();
        foreach (var (worth, numeral) in new[]
        {
            (1_000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        })
        {
            for (; value >= worth; value -= worth)
            {
                letters.Append(numeral);
            }
        }

        return letters.ToString();
    }
}
