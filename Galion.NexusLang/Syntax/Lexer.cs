using System.Globalization;
using System.Text;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Syntax;

/// <summary>
/// Turns text into tokens in one pass, without allocating for any of them. It never fails: what it cannot read becomes a
/// <see cref="TokenKind.Bad"/> token and a diagnostic.
/// </summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly int _end;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<Comment> _comments = [];
    private Token[] _tokens;
    private int _count;
    private int _at;
    private bool _startsLine = true;

    private Lexer(SourceText source, TextSpan range, DiagnosticBag diagnostics)
    {
        _text = source.Content;
        _at = range.Start;
        _end = range.End;
        _diagnostics = diagnostics;
        _tokens = GC.AllocateUninitializedArray<Token>((range.Length / 3) + 8);
    }

    /// <param name="range">The part to read: the whole file, or the hole of a format string.</param>
    public static (Token[] Tokens, List<Comment> Comments) Read(SourceText source, TextSpan range, DiagnosticBag diagnostics)
    {
        var lexer = new Lexer(source, range, diagnostics);
        lexer.ReadAll();
        Array.Resize(ref lexer._tokens, lexer._count);
        return (lexer._tokens, lexer._comments);
    }

    private char Current => Peek(0);

    private char Peek(int ahead) => _at + ahead < _end ? _text[_at + ahead] : '\0';

    private void ReadAll()
    {
        while (true)
        {
            SkipTrivia();
            if (_at >= _end)
            {
                Add(TokenKind.EndOfFile, _end);
                return;
            }

            int start = _at;
            TokenKind kind = ReadToken();
            Add(kind, start);
            _startsLine = false;
        }
    }

    private void Add(TokenKind kind, int start)
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _count * 2);
        }

        _tokens[_count++] = new Token(kind, start, kind == TokenKind.EndOfFile ? 0 : _at - start, _startsLine);
    }

    /// <summary>The token before the present one; the start of the file counts as its end.</summary>
    private Token Previous => _count > 0 ? _tokens[_count - 1] : default;

    private void SkipTrivia()
    {
        while (_at < _end)
        {
            char c = _text[_at];
            if (c is > ' ' and not '/' and < '\x7f')
            {
                return;
            }

            switch (c)
            {
                case '\n':
                    _startsLine = true;
                    _at++;
                    break;
                case ' ' or '\t' or '\r' or '\uFEFF':
                    _at++;
                    break;
                case '/' when Peek(1) == '/':
                    SkipLineComment();
                    break;
                case '/' when Peek(1) == '*':
                    SkipBlockComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipLineComment()
    {
        int start = _at;
        int lineEnd = _text.AsSpan(_at, _end - _at).IndexOf('\n');
        _at = lineEnd < 0 ? _end : _at + lineEnd;
        int end = _text[_at - 1] == '\r' ? _at - 1 : _at;
        bool isDoc = end - start >= 3 && _text[start + 2] == '/' && (end - start == 3 || _text[start + 3] != '/');
        _comments.Add(new Comment(TextSpan.FromBounds(start, end), isDoc));
    }

    private void SkipBlockComment()
    {
        int start = _at;
        int depth = 0;
        while (_at < _end)
        {
            if (Current == '/' && Peek(1) == '*')
            {
                depth++;
                _at += 2;
            }
            else if (Current == '*' && Peek(1) == '/')
            {
                depth--;
                _at += 2;
                if (depth == 0)
                {
                    _comments.Add(new Comment(TextSpan.FromBounds(start, _at), IsDoc: false));
                    return;
                }
            }
            else
            {
                _startsLine |= Current == '\n';
                _at++;
            }
        }

        _diagnostics.UnterminatedComment(new TextSpan(start, 2));
        _comments.Add(new Comment(TextSpan.FromBounds(start, _at), IsDoc: false));
    }

    private TokenKind ReadToken()
    {
        char c = _text[_at];
        if (char.IsAsciiLetter(c) && c is not ('f' or 'r'))
        {
            return ReadWord();
        }

        TokenKind single = c switch
        {
            '(' => TokenKind.OpenParen,
            ')' => TokenKind.CloseParen,
            ',' => TokenKind.Comma,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            '{' => TokenKind.OpenBrace,
            '}' => TokenKind.CloseBrace,
            ':' => TokenKind.Colon,
            ';' => TokenKind.Semicolon,
            _ => TokenKind.Bad,
        };
        if (single != TokenKind.Bad)
        {
            _at++;
            return single;
        }

        if (char.IsAsciiDigit(c) || (c == '.' && IsLeadingDotNumber()))
        {
            return ReadNumber();
        }

        if (c is '"' or '\'')
        {
            return ReadString(prefixLength: 0, isRaw: false, isFormat: false);
        }

        if (c is 'f' or 'r' && TryReadPrefixedString(out TokenKind stringKind))
        {
            return stringKind;
        }

        return IsIdentifierStart(c) ? ReadWord() : ReadPunctuation();
    }

    private TokenKind ReadWord()
    {
        ReadOnlySpan<char> rest = _text.AsSpan(_at, _end - _at);
        int length = 1;
        while (length < rest.Length && IsIdentifierPart(rest[length]))
        {
            length++;
        }

        _at += length;
        return SyntaxFacts.KeywordOrIdentifier(rest[..length]);
    }

    private TokenKind ReadNumber()
    {
        int start = _at;
        if (Previous is { Kind: TokenKind.Dot or TokenKind.QuestionDot } dot && dot.End == start)
        {
            // The second part of nested.0.1 is no fraction.
            SkipDigits();
            return FinishNumber(start, TokenKind.Integer);
        }

        if (Current == '0' && char.ToLowerInvariant(Peek(1)) is 'x' or 'b' or 'o')
        {
            return ReadRadixNumber(start);
        }

        SkipDigits();
        bool isFloat = Current == '.' && _at == start;
        _at += isFloat ? 1 : 0;
        SkipDigits();

        // 1..5 is a range and 1.len() a member of an integer; 1. alone is a float.
        if (!isFloat && Current == '.' && Peek(1) != '.' && !IsIdentifierStart(Peek(1)))
        {
            isFloat = true;
            _at++;
            SkipDigits();
        }

        if (Current is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isFloat = true;
            _at += 2;
            SkipDigits();
        }

        return FinishNumber(start, isFloat ? TokenKind.Float : TokenKind.Integer);
    }

    /// <summary><c>.5</c> is a number, but the <c>.0</c> of <c>pair.0</c> and the second dot of <c>1..5</c> are not.</summary>
    private bool IsLeadingDotNumber() =>
        char.IsAsciiDigit(Peek(1))
        && (_count == 0 || Previous.End < _at
            || Previous.Kind is not (TokenKind.Identifier or TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.String
                or TokenKind.QuestionDot or TokenKind.Integer));

    private TokenKind ReadRadixNumber(int start)
    {
        char radix = char.ToLowerInvariant(Peek(1));
        _at += 2;
        int digits = _at;
        while (Current == '_' || IsDigitOf(radix, Current))
        {
            _at++;
        }

        if (_at == digits)
        {
            while (IsIdentifierPart(Current))
            {
                _at++;
            }

            _diagnostics.BadNumber(TextSpan.FromBounds(start, _at), $"digits must follow '0{radix}'");
            return TokenKind.Bad;
        }

        return FinishNumber(start, TokenKind.Integer);
    }

    private TokenKind FinishNumber(int start, TokenKind kind)
    {
        if (!IsIdentifierPart(Current))
        {
            return kind;
        }

        while (IsIdentifierPart(Current))
        {
            _at++;
        }

        var span = TextSpan.FromBounds(start, _at);
        _diagnostics.BadNumber(span, $"'{_text.AsSpan(start, _at - start)}' runs into letters");
        return TokenKind.Bad;
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current) || (Current == '_' && char.IsAsciiDigit(Peek(1))))
        {
            _at++;
        }
    }

    private static bool IsDigitOf(char radix, char c) => radix switch
    {
        'x' => char.IsAsciiHexDigit(c),
        'b' => c is '0' or '1',
        _ => c is >= '0' and <= '7',
    };

    private TokenKind ReadPunctuation()
    {
        (TokenKind kind, int length) = (Current, Peek(1), Peek(2)) switch
        {
            ('.', '.', '.') => (TokenKind.Ellipsis, 3),
            ('*', '*', '=') => (TokenKind.StarStarEquals, 3),
            ('?', '?', '=') => (TokenKind.QuestionQuestionEquals, 3),
            ('<', '<', '=') => (TokenKind.ShiftLeftEquals, 3),
            ('>', '>', '=') => (TokenKind.ShiftRightEquals, 3),
            ('.', '.', _) => (TokenKind.DotDot, 2),
            ('*', '*', _) => (TokenKind.StarStar, 2),
            ('?', '?', _) => (TokenKind.QuestionQuestion, 2),
            ('?', '.', _) => (TokenKind.QuestionDot, 2),
            ('-', '>', _) => (TokenKind.Arrow, 2),
            ('=', '>', _) => (TokenKind.FatArrow, 2),
            ('=', '=', _) => (TokenKind.EqualsEquals, 2),
            ('!', '=', _) => (TokenKind.BangEquals, 2),
            ('<', '=', _) => (TokenKind.LessEquals, 2),
            ('>', '=', _) => (TokenKind.GreaterEquals, 2),
            ('<', '<', _) => (TokenKind.ShiftLeft, 2),
            ('>', '>', _) => (TokenKind.ShiftRight, 2),
            ('&', '&', _) => (TokenKind.AmpersandAmpersand, 2),
            ('|', '|', _) => (TokenKind.PipePipe, 2),
            ('|', '>', _) => (TokenKind.PipeArrow, 2),
            ('+', '=', _) => (TokenKind.PlusEquals, 2),
            ('-', '=', _) => (TokenKind.MinusEquals, 2),
            ('*', '=', _) => (TokenKind.StarEquals, 2),
            ('/', '=', _) => (TokenKind.SlashEquals, 2),
            ('%', '=', _) => (TokenKind.PercentEquals, 2),
            ('@', '=', _) => (TokenKind.AtEquals, 2),
            ('&', '=', _) => (TokenKind.AmpersandEquals, 2),
            ('|', '=', _) => (TokenKind.PipeEquals, 2),
            ('^', '=', _) => (TokenKind.CaretEquals, 2),
            ('.', _, _) => (TokenKind.Dot, 1),
            ('?', _, _) => (TokenKind.Question, 1),
            ('+', _, _) => (TokenKind.Plus, 1),
            ('-', _, _) => (TokenKind.Minus, 1),
            ('*', _, _) => (TokenKind.Star, 1),
            ('/', _, _) => (TokenKind.Slash, 1),
            ('%', _, _) => (TokenKind.Percent, 1),
            ('@', _, _) => (TokenKind.At, 1),
            ('!', _, _) => (TokenKind.Bang, 1),
            ('&', _, _) => (TokenKind.Ampersand, 1),
            ('|', _, _) => (TokenKind.Pipe, 1),
            ('^', _, _) => (TokenKind.Caret, 1),
            ('~', _, _) => (TokenKind.Tilde, 1),
            ('<', _, _) => (TokenKind.Less, 1),
            ('>', _, _) => (TokenKind.Greater, 1),
            ('=', _, _) => (TokenKind.Equals, 1),
            _ => (TokenKind.Bad, 0),
        };
        if (kind == TokenKind.Bad)
        {
            ReadBadCharacter();
            return kind;
        }

        _at += length;
        return kind;
    }

    private void ReadBadCharacter()
    {
        int start = _at;
        _at += Rune.TryGetRuneAt(_text, _at, out Rune rune) ? rune.Utf16SequenceLength : 1;
        string shown = rune == default || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            ? $"U+{(rune == default ? _text[start] : rune.Value):X4}"
            : rune.ToString();
        _diagnostics.BadCharacter(start, _at - start, shown);
    }

    /// <summary>Whether a text could be a name or a word of the language.</summary>
    internal static bool IsIdentifier(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !IsIdentifierStart(text[0]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!IsIdentifierPart(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsIdentifierStart(char c) =>
        char.IsAsciiLetter(c) || c == '_' || (c > '\x7f' && char.IsLetter(c));

    private static bool IsIdentifierPart(char c) =>
        char.IsAsciiLetterOrDigit(c) || c == '_' || (c > '\x7f' && (char.IsLetterOrDigit(c) || IsCombining(c)));

    private static bool IsCombining(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
