using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

internal sealed partial class Lexer
{
    private bool TryReadPrefixedString(out TokenKind kind)
    {
        int length = 1;
        bool isRaw = Current == 'r';
        bool isFormat = Current == 'f';
        if (Peek(1) is 'r' or 'f' && Peek(1) != Current)
        {
            isRaw = isFormat = true;
            length = 2;
        }

        if (Peek(length) is not ('"' or '\''))
        {
            kind = TokenKind.Bad;
            return false;
        }

        kind = ReadString(length, isRaw, isFormat);
        return true;
    }

    private TokenKind ReadString(int prefixLength, bool isRaw, bool isFormat)
    {
        int start = _at;
        _at += prefixLength;
        char quote = Current;
        bool isTriple = Peek(1) == quote && Peek(2) == quote;
        _at += isTriple ? 3 : 1;
        int openingEnd = _at;
        while (SkipTextUntil(quote, isRaw, isFormat))
        {
            if (Current == quote && (!isTriple || (Peek(1) == quote && Peek(2) == quote)))
            {
                _at += isTriple ? 3 : 1;
                return isFormat ? TokenKind.FormatString : TokenKind.String;
            }

            if (Current == '\\' && !isRaw)
            {
                _at = Math.Min(_at + 2, _end);
            }
            else if (isFormat && Current == '{' && Peek(1) != '{')
            {
                SkipFormatHole();
            }
            else
            {
                _at += isFormat && Current == '{' ? 2 : 1;
            }
        }

        // Reading on from the next line keeps one missing quote from swallowing the rest of the program.
        _diagnostics.UnterminatedString(TextSpan.FromBounds(start, openingEnd));
        int lineEnd = _text.AsSpan(openingEnd, _end - openingEnd).IndexOf('\n');
        _at = lineEnd < 0 ? _end : openingEnd + lineEnd;
        return TokenKind.Bad;
    }

    /// <summary>Goes to the next character of a text that may be more than itself.</summary>
    /// <returns>False when there is none.</returns>
    private bool SkipTextUntil(char quote, bool isRaw, bool isFormat)
    {
        if (_at >= _end)
        {
            return false;
        }

        ReadOnlySpan<char> rest = _text.AsSpan(_at, _end - _at);
        int length = (isRaw, isFormat) switch
        {
            (false, false) => rest.IndexOfAny(quote, '\\'),
            (true, false) => rest.IndexOf(quote),
            (false, true) => rest.IndexOfAny(quote, '\\', '{'),
            (true, true) => rest.IndexOfAny(quote, '{'),
        };
        _at = length < 0 ? _end : _at + length;
        return length >= 0;
    }

    /// <summary>Skips <c>{…}</c> inside a format string, where texts with any quotes and further braces may stand.</summary>
    private void SkipFormatHole()
    {
        int depth = 0;
        while (_at < _end)
        {
            char c = _text[_at++];
            switch (c)
            {
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return;
                case '"' or '\'':
                    SkipQuoted(c);
                    break;
            }
        }
    }

    private void SkipQuoted(char quote)
    {
        while (_at < _end && _text[_at] != quote)
        {
            _at += _text[_at] == '\\' ? 2 : 1;
        }

        _at = Math.Min(_at + 1, _end);
    }
}
