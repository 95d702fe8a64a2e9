using System.Text;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Formatting;

/// <summary>
/// Writes the tokens of a program in their order with new space between them. Statements stand on lines of their own; a list in brackets
/// stays on one line when it fits and was not begun on a new line, else its elements get lines of their own. Breaks that the writer made in
/// the middle of an expression stay.
/// </summary>
internal sealed partial class Layout
{
    internal const int Width = 100;
    private const int Step = 4;

    private readonly string _text;
    private readonly Token[] _tokens;
    private readonly Gap[] _gaps;
    private readonly TokenRoles _roles;
    private readonly int[] _partner;
    private readonly bool[] _mustBreak;
    private readonly bool[] _isDropped;
    private readonly int[] _widths;
    private readonly int[] _nextHard;
    private readonly HashSet<int> _brokenClosers = [];
    private readonly HashSet<int> _breaks = [];
    private readonly StringBuilder _out;
    private int _column;
    private int _lineIndent;

    internal Layout(string text, SyntaxTree tree, Token[] tokens, List<Comment> comments)
    {
        _text = text;
        _tokens = tokens;
        _gaps = Gap.ReadAll(text, tokens, comments);
        _roles = new TokenRoles(tree, tokens);
        _out = new StringBuilder(text.Length + (text.Length / 8));
        _partner = MatchBrackets(tokens);
        _isDropped = FindDropped();
        _mustBreak = FindBroken();
        (_widths, _nextHard) = Measure();
        Starts = new int[tokens.Length];
    }

    /// <summary>Where each token begins in the result; -1 for separators that were left out.</summary>
    internal int[] Starts { get; }

    internal string Write()
    {
        int end = _tokens.Length - 1;
        WriteStatements(0, end, 0, isTop: true);
        WriteComments(end, 0, allowBlank: true);
        if (_out.Length > 0)
        {
            _out.Append('\n');
        }

        Starts[end] = _out.Length;
        return _out.ToString();
    }

    private static bool IsOpener(TokenKind kind) => kind is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace;

    private static int[] MatchBrackets(Token[] tokens)
    {
        int[] partner = new int[tokens.Length];
        var open = new Stack<int>();
        for (int i = 0; i < tokens.Length; i++)
        {
            partner[i] = -1;
            if (IsOpener(tokens[i].Kind))
            {
                open.Push(i);
            }
            else if (tokens[i].Kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace && open.Count > 0)
            {
                partner[i] = open.Pop();
                partner[partner[i]] = i;
            }
        }

        return partner;
    }

    private TokenRole RoleOf(int i) => _tokens[i].Kind == TokenKind.CloseBrace && _partner[i] >= 0 ? _roles.Of(_tokens[_partner[i]]) : _roles.Of(_tokens[i]);

    private bool NeedsSpace(int i) => i > 0 && Spacing.IsNeeded(
        _tokens[i - 1], RoleOf(i - 1), _tokens[i], RoleOf(i), isEmptyPair: _partner[i] == i - 1 && _partner[i] >= 0);

    /// <summary>Semicolons at the end of a line say nothing, unless what follows would be read as a continuation.</summary>
    private bool[] FindDropped()
    {
        bool[] dropped = new bool[_tokens.Length];
        for (int i = 0; i < _tokens.Length - 1; i++)
        {
            Token next = _tokens[i + 1];
            bool isSafe = next.Kind is TokenKind.EndOfFile or TokenKind.CloseBrace or TokenKind.Semicolon or TokenKind.Integer or TokenKind.Float
                or TokenKind.String or TokenKind.FormatString or TokenKind.OpenBrace
                || (next.Kind is >= TokenKind.Let and <= TokenKind.Null && next.Kind is not (TokenKind.In or TokenKind.Else or TokenKind.Catch or TokenKind.Finally or TokenKind.If))
                || (next.Kind == TokenKind.Identifier && _text.AsSpan(next.Start, next.Length) is not ("as" or "and" or "or" or "then"));
            dropped[i] = _tokens[i].Kind == TokenKind.Semicolon && isSafe && IsBetweenStatements(i);
        }

        return dropped;
    }

    /// <summary>Whether a semicolon ends a statement rather than a field, case or arm.</summary>
    private bool IsBetweenStatements(int i)
    {
        Token next = _tokens[i + 1];
        return next.Kind is TokenKind.EndOfFile or TokenKind.Semicolon || _roles.StartsStatement(next)
            || (next.Kind == TokenKind.CloseBrace && RoleOf(i + 1) == TokenRole.Block);
    }

    /// <summary>Which brackets cannot be written on one line.</summary>
    private bool[] FindBroken()
    {
        bool[] broken = new bool[_tokens.Length];
        int[] breaksBefore = new int[_tokens.Length + 1];
        for (int i = 0; i < _tokens.Length; i++)
        {
            breaksBefore[i + 1] = breaksBefore[i] + (_gaps[i].HasBreak ? 1 : 0);
        }

        for (int open = 0; open < _tokens.Length; open++)
        {
            int close = _partner[open];
            if (close <= open)
            {
                continue;
            }

            broken[open] = !IsEmptyPair(open) && (RoleOf(open) == TokenRole.Block
                ? breaksBefore[close + 1] > breaksBefore[open + 1] || _gaps[open + 1].MustBreak
                : _gaps[open + 1].HasBreak || _gaps[open + 1].MustBreak || _gaps[close].MustBreak);
        }

        // A comment between elements, or elements that only a line break parts.
        var around = new Stack<int>();
        for (int i = 0; i < _tokens.Length; i++)
        {
            if (_partner[i] > i)
            {
                around.Push(i);
            }
            else if (_partner[i] >= 0)
            {
                around.Pop();
            }
            else if (around.Count > 0)
            {
                bool isParted = _roles.StartsElement(_tokens[i]) && around.Peek() != i - 1 && !IsSeparator(i - 1);
                broken[around.Peek()] |= isParted || (IsSeparator(i - 1) && _gaps[i].MustBreak);
            }
        }

        for (int i = 1; i < _tokens.Length - 1; i++)
        {
            // The parts of if … else and try … catch look alike, when one of them was begun on a new line.
            bool isChained = _tokens[i].Kind is TokenKind.Else or TokenKind.Catch or TokenKind.Finally && RoleOf(i - 1) == TokenRole.Block;
            if (isChained && (_gaps[i].HasBreak || broken[_partner[i - 1]]))
            {
                broken[_partner[i - 1]] |= !IsEmptyPair(_partner[i - 1]);
                int next = ChainedBlock(i - 1);
                broken[next] |= _partner[next] > next && !IsEmptyPair(next);
            }
        }

        return broken;
    }

    /// <summary>The opening of the block that <c>else</c>, <c>catch</c> or <c>finally</c> behind a block leads to, or the end of the file.</summary>
    private int ChainedBlock(int close)
    {
        int next = close + 1;
        if (next >= _tokens.Length || _tokens[next].Kind is not (TokenKind.Else or TokenKind.Catch or TokenKind.Finally))
        {
            return _tokens.Length - 1;
        }

        while (next < _tokens.Length - 1 && RoleOf(next) != TokenRole.Block)
        {
            next = _partner[next] > next ? _partner[next] + 1 : next + 1;
        }

        return next;
    }

    private bool IsEmptyPair(int open) => _partner[open] == open + 1 && _gaps[open + 1].Comments.Count == 0;

    private bool IsSeparator(int i) => i >= 0 && _tokens[i].Kind is TokenKind.Comma or TokenKind.Semicolon;

    /// <summary>A line break of the writer's own within an expression, which stays.</summary>
    private bool IsKeptBreak(int i)
    {
        if (_gaps[i].MustBreak)
        {
            return true;
        }

        if (!_gaps[i].HasBreak || i == 0)
        {
            return false;
        }

        Token token = _tokens[i];
        bool isBoundary = IsOpener(_tokens[i - 1].Kind) || IsSeparator(i - 1)
            || token.Kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace or TokenKind.Comma or TokenKind.Semicolon or TokenKind.EndOfFile
            || _roles.StartsStatement(token) || _roles.StartsElement(token);
        bool isJoined = RoleOf(i) is TokenRole.Block or TokenRole.Arms or TokenRole.Roomy && token.Kind == TokenKind.OpenBrace;
        bool isChained = token.Kind is TokenKind.Else or TokenKind.Catch or TokenKind.Finally && _tokens[i - 1].Kind == TokenKind.CloseBrace;
        return !isBoundary && !isJoined && !isChained;
    }

    private int WidthOf(int i)
    {
        int lineEnd = _text.AsSpan(_tokens[i].Start, _tokens[i].Length).IndexOf('\n');
        return lineEnd < 0 ? _tokens[i].Length : lineEnd;
    }

    private bool HasLines(int i) => _tokens[i].Kind is TokenKind.String or TokenKind.FormatString && _text.AsSpan(_tokens[i].Start, _tokens[i].Length).Contains('\n');

    /// <summary>Sums of widths on one line, and for each token the next place at or behind it where the line ends in any case.</summary>
    private (int[] Widths, int[] NextHard) Measure()
    {
        int[] widths = new int[_tokens.Length + 1];
        int[] nextHard = new int[_tokens.Length + 1];
        for (int i = 0; i < _tokens.Length; i++)
        {
            int comments = _gaps[i].Comments.Sum(c => c.Text.Length + 1);
            widths[i + 1] = widths[i] + (NeedsSpace(i) ? 1 : 0) + comments + WidthOf(i);
        }

        nextHard[_tokens.Length] = _tokens.Length;
        for (int i = _tokens.Length - 1; i >= 0; i--)
        {
            bool isHard = IsKeptBreak(i) || (i > 0 && (_mustBreak[i - 1] || HasLines(i - 1)));
            nextHard[i] = isHard ? i : nextHard[i + 1];
        }

        return (widths, nextHard);
    }

    /// <summary>How wide the tokens are on one line, up to the first break that is there in any case.</summary>
    private int FirstLine(int start, int end)
    {
        int hard = Math.Min(end, _nextHard[Math.Min(start + 1, _tokens.Length)]);
        return hard <= start ? 0 : _widths[hard] - _widths[start + 1] + WidthOf(start);
    }
}
