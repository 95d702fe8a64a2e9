using System.Globalization;
using System.Numerics;
using System.Text;

namespace Galion.NexusLang.Running;

/// <summary>How values look when they are printed, joined to texts and formatted.</summary>
internal static class Printing
{
    private const int MaxQuoted = 200;

    private const int MaxThrown = 10_000;

    internal static string Show(Value value)
    {
        switch (value.Ref)
        {
            case null:
                return value.Bits.ToString(CultureInfo.InvariantCulture);
            case string text:
                return text;
            case Rope:
                return value.Text;
            case Tag tag when tag == Tags.Float:
                return Show(value.Double);
            default:
                return ValueWriter.Write(value, isQuoted: false, ProgramState.OfThread, int.MaxValue);
        }
    }

    /// <summary>As inside a container: texts in quotes; no longer than a message may be.</summary>
    internal static string Quote(Value value) => ValueWriter.Write(value, isQuoted: true, payer: null, MaxQuoted);

    /// <summary>What was thrown and not caught, after which nothing can be charged any more.</summary>
    internal static string ShowThrown(Value value) => ValueWriter.Write(value, isQuoted: false, payer: null, MaxThrown);

    /// <summary>The shortest text that reads back as the same number, always with a point or an exponent.</summary>
    internal static string Show(double number)
    {
        if (double.IsNaN(number))
        {
            return "nan";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "inf" : "-inf";
        }

        double size = Math.Abs(number);
        if (size != 0 && (size >= 1e16 || size < 1e-4))
        {
            string scientific = number.ToString("R", CultureInfo.InvariantCulture);
            if (scientific.Contains('E'))
            {
                return scientific.Replace("E", "e", StringComparison.Ordinal);
            }

            int sign = number < 0 ? 1 : 0;
            string digits = scientific[sign..];
            string behind = digits[1..].TrimEnd('0');
            return $"{scientific[..sign]}{digits[0]}{(behind.Length > 0 ? "." : "")}{behind}e+{digits.Length - 1}";
        }

        string plain = number.ToString("R", CultureInfo.InvariantCulture);
        if (plain.Contains('E'))
        {
            plain = number.ToString("0.#####################", CultureInfo.InvariantCulture);
        }

        return plain.Contains('.') ? plain : plain + ".0";
    }

    internal static void AppendQuoted(StringBuilder to, string text)
    {
        to.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            ProgramState.PayMany(i);
            char c = text[i];
            _ = c switch
            {
                '"' => to.Append("\\\""),
                '\\' => to.Append("\\\\"),
                '\n' => to.Append("\\n"),
                '\r' => to.Append("\\r"),
                '\t' => to.Append("\\t"),
                < ' ' => to.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x}}}"),
                _ => to.Append(c),
            };
        }

        to.Append('"');
    }

    /// <summary>
    /// The format after a colon in <c>f"{x:…}"</c>: a fill character and <c>&lt; ^ &gt;</c>, a width, and then <c>,</c> for groups of
    /// thousands, <c>.2</c> or <c>.2f</c> for decimals, <c>%</c>, <c>e</c>, <c>x</c>, <c>X</c>, <c>b</c> or <c>o</c>; or a picture such as
    /// <c>0.00</c> or <c>#,##0</c>.
    /// </summary>
    internal static string Format(Value value, string format)
    {
        int at = 0;
        char fill = ' ';
        char align = '\0';
        if (format.Length > 1 && format[1] is '<' or '>' or '^')
        {
            (fill, align, at) = (format[0], format[1], 2);
        }
        else if (format.Length > 0 && format[0] is '<' or '>' or '^')
        {
            (align, at) = (format[0], 1);
        }

        bool isSigned = at < format.Length && format[at] == '+';
        at += isSigned ? 1 : 0;
        string number = format[at..];
        int width = 0;
        if (!IsPicture(number))
        {
            if (number.StartsWith('0') && align == '\0' && number.Length > 1)
            {
                (fill, align) = ('0', '=');
            }

            int digits = number.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : number.Length;
            if (digits > 4 || (digits > 0 && !int.TryParse(number.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out width)))
            {
                throw new NexusException(Errors.BadFormat(format, value));
            }

            number = number[digits..];
        }

        string text = FormatNumber(value, number, format);
        if (isSigned && value.IsNumber && !text.StartsWith('-'))
        {
            text = "+" + text;
        }

        return Pad(text, width, fill, align == '\0' ? (value.IsNumber ? '>' : '<') : align);
    }

    private static bool IsPicture(string format) =>
        format.Contains('#') || (format.StartsWith("0.", StringComparison.Ordinal) && format.AsSpan(2).IndexOfAnyExcept("0#%") < 0);

    private static string FormatNumber(Value value, string format, string whole)
    {
        if (format.Length == 0)
        {
            return Show(value);
        }

        bool isGrouped = format.StartsWith(',');
        string rest = isGrouped ? format[1..] : format;
        if (!value.IsNumber)
        {
            // A text is cut to so many characters.
            return rest.StartsWith('.') && !isGrouped && int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                ? Texts.Slice(Show(value), 0, length)
                : throw new NexusException(Errors.BadFormat(whole, value));
        }

        if (IsPicture(rest))
        {
            return value.Ref is BigInteger picture ? picture.ToString(rest, CultureInfo.InvariantCulture) : Numbers.ToDouble(value).ToString(rest, CultureInfo.InvariantCulture);
        }

        int decimals = -1;
        if (rest.StartsWith('.'))
        {
            int digits = rest.AsSpan(1).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length - 1;
            if (digits is 0 or > 2)
            {
                throw new NexusException(Errors.BadFormat(whole, value));
            }

            decimals = int.Parse(rest.AsSpan(1, digits), NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[(digits + 1)..];
        }

        double number = Numbers.ToDouble(value);
        number = rest switch
        {
            "" or "f" when decimals >= 0 => Numbers.Round(number, decimals),
            "%" => Numbers.Round(number, Math.Max(decimals, 0) + 2),
            _ => number,
        };

        string fixedFormat = (isGrouped ? "N" : "F") + (decimals < 0 ? "6" : decimals.ToString(CultureInfo.InvariantCulture));
        return rest switch
        {
            "" when decimals < 0 => value.IsInteger
                ? value.Big.ToString("N0", CultureInfo.InvariantCulture)
                : number.ToString("#,##0.################", CultureInfo.InvariantCulture),
            "" or "f" => number.ToString(fixedFormat, CultureInfo.InvariantCulture),
            "d" when value.IsInteger => isGrouped ? value.Big.ToString("N0", CultureInfo.InvariantCulture) : Show(value),
            "%" => (number * 100).ToString((isGrouped ? "N" : "F") + (decimals < 0 ? 0 : decimals), CultureInfo.InvariantCulture) + "%",
            "e" => number.ToString("0." + new string('0', decimals < 0 ? 6 : decimals) + "e+00", CultureInfo.InvariantCulture),
            "x" or "X" when value.IsInteger => Radix(value.Big, 16, rest == "X"),
            "b" when value.IsInteger => Radix(value.Big, 2, isUpper: false),
            "o" when value.IsInteger => Radix(value.Big, 8, isUpper: false),
            _ => throw new NexusException(Errors.BadFormat(whole, value)),
        };
    }

    /// <summary>An integer in base 2, 8 or 16, with a minus sign rather than a complement.</summary>
    internal static string Radix(BigInteger number, int radix, bool isUpper)
    {
        if (number.IsZero)
        {
            return "0";
        }

        BigInteger size = BigInteger.Abs(number);
        string digits = radix == 16
            ? size.ToString(isUpper ? "X" : "x", CultureInfo.InvariantCulture)
            : size.ToString("b", CultureInfo.InvariantCulture);
        digits = digits.TrimStart('0');
        if (radix == 8)
        {
            digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
            digits = string.Concat(digits.Chunk(3).Select(bits => (char)('0' + ((bits[0] - '0') * 4) + ((bits[1] - '0') * 2) + bits[2] - '0')));
        }

        return (number.Sign < 0 ? "-" : "") + digits;
    }

    internal static string Pad(string text, int width, char fill, char align)
    {
        int missing = width - Texts.CountOf(text);
        return missing <= 0 ? text : align switch
        {
            '>' => new string(fill, missing) + text,
            '^' => new string(fill, missing / 2) + text + new string(fill, missing - (missing / 2)),
            '=' => text[..SignLength(text)] + new string(fill, missing) + text[SignLength(text)..],
            _ => text + new string(fill, missing),
        };
    }

    private static int SignLength(string text) => text.StartsWith('-') || text.StartsWith('+') ? 1 : 0;
}
