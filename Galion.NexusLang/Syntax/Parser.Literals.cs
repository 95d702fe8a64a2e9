using System.Globalization;
using System.Numerics;
using System.Text;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

internal sealed partial class Parser
{
    private object ReadNumberValue(Token token)
    {
        ReadOnlySpan<char> raw = _source.Slice(token.Span);
        if (token.Kind == TokenKind.Integer && long.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out long whole))
        {
            return whole < SharedNumbers ? WholeNumbers[whole] : whole;
        }

        string digits = raw.Contains('_') ? raw.ToString().Replace("_", "", StringComparison.Ordinal) : raw.ToString();
        if (token.Kind == TokenKind.Float)
        {
            double value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (double.IsInfinity(value))
            {
                _diagnostics.BadNumber(token.Span, "it is larger than a float can hold");
            }

            return value;
        }

        BigInteger large = digits.Length > 1 && char.IsAsciiLetter(digits[1])
            ? ParseRadix(digits)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long small)
                ? small
                : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return ToSmallest(large);
    }

    private static BigInteger ParseRadix(string digits)
    {
        int bits = char.ToLowerInvariant(digits[1]) switch
        {
            'x' => 4,
            'o' => 3,
            _ => 1,
        };
        BigInteger value = BigInteger.Zero;
        foreach (char digit in digits.AsSpan(2))
        {
            value = (value << bits) + Convert.ToInt32(digit.ToString(), 16);
        }

        return value;
    }

    private static object Negate(object number) => number switch
    {
        long whole when whole != long.MinValue => -whole,
        long whole => -(BigInteger)whole,
        BigInteger large => ToSmallest(-large),
        double real => -real,
        _ => number,
    };

    /// <summary>A long when the number fits, so that equal numbers have equal representations.</summary>
    private static object ToSmallest(BigInteger number)
    {
        object boxed = number;
        if (number >= long.MinValue && number <= long.MaxValue)
        {
            boxed = (long)number;
        }

        return boxed;
    }

    private static bool TryToDouble(object? value, out double number)
    {
        number = value switch
        {
            long whole => whole,
            double real => real,
            _ => double.NaN,
        };
        return !double.IsNaN(number);
    }

    /// <summary>The value of a string token: without quotes, escapes resolved unless it is raw.</summary>
    private string ReadStringValue(Token token)
    {
        StringShape shape = ShapeOf(token);
        return shape.IsRaw
            ? Normalize(_source.Slice(shape.Content))
            : Unescape(shape.Content, isFormat: false);
    }

    private StringShape ShapeOf(Token token)
    {
        ReadOnlySpan<char> raw = _source.Slice(token.Span);
        int prefix = raw.IndexOfAny('"', '\'');
        char quote = raw[prefix];
        bool isTriple = raw.Length >= prefix + 6 && raw[prefix + 1] == quote && raw[prefix + 2] == quote;
        int quotes = isTriple ? 3 : 1;
        int start = token.Start + prefix + quotes;
        return new StringShape(TextSpan.FromBounds(start, token.End - quotes), raw[..prefix].Contains('r'));
    }

    /// <summary>Line ends inside a text are LF, whatever the file uses, so that a program means the same everywhere.</summary>
    private static string Normalize(ReadOnlySpan<char> text) => text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);

    private string Unescape(TextSpan content, bool isFormat)
    {
        ReadOnlySpan<char> text = _source.Slice(content);
        if (text.IndexOfAny('\\', '\r') < 0 && !(isFormat && text.IndexOfAny('{', '}') >= 0))
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isPair = i + 1 < text.Length;
            if (c == '\\' && isPair)
            {
                i = ReadEscape(content.Start, text, i + 1, result);
            }
            else if (c == '\r' && isPair && text[i + 1] == '\n')
            {
                continue;
            }
            else
            {
                result.Append(c);
                i += isFormat && c is '{' or '}' && isPair && text[i + 1] == c ? 1 : 0;
            }
        }

        return result.ToString();
    }

    /// <returns>The index of the escape's last character.</returns>
    private int ReadEscape(int offset, ReadOnlySpan<char> text, int at, StringBuilder result)
    {
        switch (text[at])
        {
            case 'n':
                result.Append('\n');
                break;
            case 't':
                result.Append('\t');
                break;
            case 'r':
                result.Append('\r');
                break;
            case '0':
                result.Append('\0');
                break;
            case '\\' or '"' or '\'' or '{' or '}':
                result.Append(text[at]);
                break;
            case '\n':
                // A backslash at the end of a line joins it with the next.
                break;
            case 'u' when at + 1 < text.Length && text[at + 1] == '{':
                return ReadUnicodeEscape(offset, text, at, result);
            default:
                _diagnostics.UnknownEscape(new TextSpan(offset + at - 1, 2), text[at]);
                result.Append(text[at]);
                break;
        }

        return at;
    }

    private int ReadUnicodeEscape(int offset, ReadOnlySpan<char> text, int at, StringBuilder result)
    {
        int length = text[at..].IndexOf('}');
        int last = length < 0 ? text.Length - 1 : at + length;
        ReadOnlySpan<char> digits = text[Math.Min(at + 2, last)..last];
        if (length > 0 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) && Rune.IsValid(code))
        {
            result.Append(new Rune(code).ToString());
        }
        else
        {
            _diagnostics.BadEscape(TextSpan.FromBounds(offset + at - 1, offset + last + 1), "\\u{…} takes the hexadecimal number of a character");
        }

        return last;
    }

    private FormatExpression ParseFormatString(Token token)
    {
        StringShape shape = ShapeOf(token);
        List<FormatPart> parts = [];
        ReadOnlySpan<char> text = _source.Slice(shape.Content);
        int literalStart = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && !shape.IsRaw)
            {
                i++;
            }
            else if (text[i] == '{' && i + 1 < text.Length && text[i + 1] == '{')
            {
                i++;
            }
            else if (text[i] == '{')
            {
                AddLiteral(parts, shape, literalStart, i);
                int end = FindHoleEnd(text, i);
                parts.Add(ParseHole(TextSpan.FromBounds(shape.Content.Start + i + 1, shape.Content.Start + end)));
                i = end;
                literalStart = Math.Min(end + 1, text.Length);
            }
        }

        AddLiteral(parts, shape, literalStart, text.Length);
        return new FormatExpression(token.Span, parts);
    }

    private void AddLiteral(List<FormatPart> parts, StringShape shape, int start, int end)
    {
        if (end > start)
        {
            var span = new TextSpan(shape.Content.Start + start, end - start);
            string text = shape.IsRaw
                ? Normalize(_source.Slice(span)).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
                : Unescape(span, isFormat: true);
            parts.Add(new FormatPart(span, text, null, null));
        }
    }

    private static int FindHoleEnd(ReadOnlySpan<char> text, int open)
    {
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return i;
                case '"' or '\'':
                    char quote = text[i];
                    for (i++; i < text.Length && text[i] != quote; i++)
                    {
                        i += text[i] == '\\' ? 1 : 0;
                    }

                    break;
            }
        }

        return text.Length;
    }

    /// <summary>Parses the value between braces, with its format after a colon that is not part of the value: <c>{price:0.00}</c>.</summary>
    private FormatPart ParseHole(TextSpan hole)
    {
        if (_source.Slice(hole).IsWhiteSpace())
        {
            _diagnostics.EmptyFormatHole(hole);
            return new FormatPart(hole, null, new MissingExpression(hole), null);
        }

        int colon = FindFormat(_source.Slice(hole));
        TextSpan valueSpan = colon < 0 ? hole : new TextSpan(hole.Start, colon);
        var parser = new Parser(this, valueSpan);
        Expression value = parser.ParseExpression();
        if (!parser.At(TokenKind.EndOfFile))
        {
            _diagnostics.Unexpected(parser.Current, "'}'");
        }

        string? format = colon < 0 ? null : _source.Slice(TextSpan.FromBounds(valueSpan.End + 1, hole.End)).Trim().ToString();
        return new FormatPart(hole, null, value, format);
    }

    /// <summary>The colon that ends the value: outside of brackets and texts, and not the second half of <c>a ? b : c</c>.</summary>
    private static int FindFormat(ReadOnlySpan<char> hole)
    {
        int depth = 0;
        int conditions = 0;
        for (int i = 0; i < hole.Length; i++)
        {
            switch (hole[i])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case '?' when i + 1 < hole.Length && hole[i + 1] is '?' or '.':
                    i++;
                    break;
                case '?' when depth == 0:
                    conditions++;
                    break;
                case ':' when depth == 0 && conditions-- == 0:
                    return i;
                case '"' or '\'':
                    char quote = hole[i];
                    for (i++; i < hole.Length && hole[i] != quote; i++)
                    {
                        i += hole[i] == '\\' ? 1 : 0;
                    }

                    break;
            }
        }

        return -1;
    }

    private readonly record struct StringShape(TextSpan Content, bool IsRaw);
}
