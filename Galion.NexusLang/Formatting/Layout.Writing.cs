using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Formatting;

internal sealed partial class Layout
{
    /// <summary>Writes statements on lines of their own; what stands before the first has been written.</summary>
    private void WriteStatements(int start, int end, int indent, bool isTop = false)
    {
        bool hasComments = false;
        for (; start < end && _isDropped[start]; start++)
        {
            // Separators before the first statement.
            Starts[start] = -1;
            hasComments |= WriteComments(start, indent, allowBlank: isTop);
        }

        for (int i = start; i < end;)
        {
            int next = i;
            do
            {
                // What is within brackets belongs to this statement.
                next = _partner[next] > next ? _partner[next] + 1 : next + 1;
            }
            while (next < end && !_roles.StartsStatement(_tokens[next]));
            WriteLineStart(i, indent, allowBlank: i > start || hasComments, isFirst: isTop && i == start && !hasComments);
            WriteStatement(i, next, indent);
            i = next;
        }
    }

    private void WriteStatement(int start, int end, int indent)
    {
        int last = end;
        while (last > start && _isDropped[last - 1])
        {
            Starts[last - 1] = -1;
            last--;
        }

        WriteSequence(start, last, indent, trailing: 0);
        for (int i = last; i < end; i++)
        {
            WriteComments(i, indent, allowBlank: false);
        }
    }

    /// <summary>Writes tokens one after the other, with breaks where they do not fit.</summary>
    /// <param name="indent">Of the line on which they begin.</param>
    /// <param name="trailing">Width of what must follow on the last line.</param>
    private void WriteSequence(int start, int end, int indent, int trailing)
    {
        // A block can be broken itself; what counts is the line that opens it.
        int block = FirstBlock(start, end);
        if (_column + FirstLine(start, block < end ? block + 1 : end) + (block < end ? 0 : trailing) > Width)
        {
            ChooseBreaks(start, block);
        }

        for (int i = start; i < end; i++)
        {
            if (i > start)
            {
                if (_breaks.Contains(i) || IsKeptBreak(i))
                {
                    bool isChained = _tokens[i].Kind is TokenKind.Else or TokenKind.Catch or TokenKind.Finally && _tokens[i - 1].Kind == TokenKind.CloseBrace;
                    WriteLineStart(i, isChained ? indent : indent + Step, allowBlank: false);
                }
                else
                {
                    WriteSpace(i);
                }
            }

            if (_partner[i] > i)
            {
                int close = _partner[i];
                WriteGroup(i, close, end, trailing);
                i = close;
            }
            else
            {
                WriteToken(i);
            }
        }
    }

    /// <summary>The opening of the first block outside of brackets, or the end.</summary>
    private int FirstBlock(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (_partner[i] > i)
            {
                if (RoleOf(i) == TokenRole.Block)
                {
                    return i;
                }

                i = _partner[i];
            }
        }

        return end;
    }

    /// <summary>Decides where a line that is too long is broken outside of its brackets: at pipes, else behind the loosest operators.</summary>
    private void ChooseBreaks(int start, int end)
    {
        List<int> pipes = [];
        List<int> clauses = [];
        List<int> logic = [];
        List<int> others = [];
        int loosest = int.MaxValue;
        for (int i = start; i < end; i++)
        {
            if (_partner[i] > i)
            {
                i = _partner[i];
                continue;
            }

            TokenRole role = _roles.Of(_tokens[i]);
            if (role == TokenRole.Clause && i > start)
            {
                clauses.Add(i);
            }
            else if (role == TokenRole.Binary && i > start)
            {
                TokenKind kind = _tokens[i].Kind;
                if (IsWord(i, "not"))
                {
                    // The two words of one operator stay together.
                    kind = _tokens[++i].Kind;
                }

                int precedence = kind == TokenKind.Identifier ? 3 : kind == TokenKind.StarStar ? 20 : SyntaxFacts.BinaryPrecedence(kind);
                if (kind == TokenKind.PipeArrow)
                {
                    pipes.Add(i);
                }
                else if (kind is TokenKind.AmpersandAmpersand or TokenKind.PipePipe or TokenKind.QuestionQuestion || IsWord(i, "and") || IsWord(i, "or"))
                {
                    logic.Add(i + 1);
                }
                else if (precedence < loosest && !IsWord(i, "then"))
                {
                    loosest = precedence;
                    others = [i + 1];
                }
                else if (precedence == loosest)
                {
                    others.Add(i + 1);
                }
            }
        }

        _breaks.UnionWith(clauses.Count > 0 ? clauses : pipes.Count > 0 ? pipes : logic.Count > 0 ? logic : others);
    }

    private bool IsWord(int i, string word) => _tokens[i].Kind == TokenKind.Identifier && _text.AsSpan(_tokens[i].Start, _tokens[i].Length).SequenceEqual(word);

    private void WriteGroup(int open, int close, int end, int trailing)
    {
        int indent = _lineIndent;
        TokenRole role = RoleOf(open);
        bool isEmpty = IsEmptyPair(open);
        bool isBroken = !isEmpty && (_mustBreak[open] || !Fits(open, close, end, trailing, role));
        WriteToken(open);
        if (isBroken)
        {
            _brokenClosers.Add(close);
            if (role == TokenRole.Block)
            {
                // What follows of if … else and try … catch looks alike.
                int chained = ChainedBlock(close);
                _mustBreak[chained] |= !IsEmptyPair(chained);
                WriteStatements(open + 1, close, indent + Step);
            }
            else
            {
                WriteElements(open + 1, close, indent + Step, role);
            }

            WriteComments(close, indent + Step, allowBlank: close > open + 1);
            NewLine(indent, blank: false);
        }
        else if (!isEmpty)
        {
            WriteFlat(open + 1, close, indent);
            WriteSpace(close);
        }

        WriteToken(close);
    }

    /// <summary>Whether a bracket fits on the line with what cannot be parted from its end.</summary>
    private bool Fits(int open, int close, int end, int trailing, TokenRole role)
    {
        if (role == TokenRole.Block || _nextHard[open + 1] > close)
        {
            int rest = RestBehind(close, end, trailing);
            return _column + _widths[close + 1] - _widths[open + 1] + WidthOf(open) + rest <= Width;
        }

        return _column + FirstLine(open, close + 1) <= Width;
    }

    /// <summary>The width from a bracket's end to the next place where the line could be broken.</summary>
    private int RestBehind(int close, int end, int trailing)
    {
        int from = close + 1;
        int i = from;
        while (i < _tokens.Length - 1 && _nextHard[i] > i && !_breaks.Contains(i) && !_roles.StartsStatement(_tokens[i]) && !_brokenClosers.Contains(i)
            && _tokens[i].Kind != TokenKind.CloseBrace)
        {
            i++;
            if (_partner[i - 1] > i - 1 || _tokens[i - 1].Kind == TokenKind.Comma)
            {
                break;
            }
        }

        return i <= from ? (i == end ? trailing : 0) : _widths[i] - _widths[from];
    }

    private void WriteFlat(int start, int end, int indent)
    {
        for (int i = start; i < end; i++)
        {
            if (IsKeptBreak(i))
            {
                WriteLineStart(i, indent + Step, allowBlank: false);
            }
            else
            {
                WriteSpace(i);
            }

            if (_partner[i] > i)
            {
                int close = _partner[i];
                WriteGroup(i, close, end, 0);
                i = close;
            }
            else
            {
                WriteToken(i);
            }
        }
    }

    private void WriteElements(int start, int end, int indent, TokenRole role)
    {
        List<(int Start, int End)> elements = ElementsIn(start, end);
        bool isEach = role == TokenRole.Arms || MustPartEach(elements, indent);
        for (int e = 0; e < elements.Count; e++)
        {
            (int first, int last) = elements[e];
            if (e == 0 || isEach || _gaps[first].HasBreak || !IsSeparator(first - 1))
            {
                WriteLineStart(first, indent, allowBlank: e > 0);
            }
            else
            {
                WriteSpace(first);
            }

            WriteSequence(first, last, indent, trailing: 0);
        }
    }

    /// <summary>The elements with the separators behind them.</summary>
    private List<(int Start, int End)> ElementsIn(int start, int end)
    {
        List<(int Start, int End)> elements = [];
        int first = start;
        for (int i = start; i < end; i++)
        {
            if (i > first && _roles.StartsElement(_tokens[i]))
            {
                elements.Add((first, i));
                first = i;
            }

            if (_partner[i] > i)
            {
                i = _partner[i];
            }
            else if (IsSeparator(i))
            {
                elements.Add((first, i + 1));
                first = i + 1;
            }
        }

        if (first < end)
        {
            elements.Add((first, end));
        }

        return elements;
    }

    /// <summary>Whether each element needs a line of its own: when the writer's own lines are too long, or there are none.</summary>
    private bool MustPartEach(List<(int Start, int End)> elements, int indent)
    {
        int row = 0;
        for (int e = 1; e <= elements.Count; e++)
        {
            if (e < elements.Count && !_gaps[elements[e].Start].HasBreak)
            {
                continue;
            }

            bool hasSeveral = e - row > 1;
            if (hasSeveral && indent + FirstLine(elements[row].Start, elements[e - 1].End) > Width)
            {
                return true;
            }

            row = e;
        }

        return false;
    }

    private void WriteToken(int i)
    {
        Starts[i] = _out.Length;
        ReadOnlySpan<char> text = _text.AsSpan(_tokens[i].Start, _tokens[i].Length);
        if (!HasLines(i))
        {
            _out.Append(text);
            _column += text.Length;
            return;
        }

        string lines = text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
        _out.Append(lines);
        _column = lines.Length - lines.LastIndexOf('\n') - 1;
    }

    private void WriteSpace(int i)
    {
        foreach (GapComment comment in _gaps[i].Comments)
        {
            Space();
            Append(comment.Text);
        }

        if (NeedsSpace(i) || _gaps[i].Comments.Count > 0)
        {
            Space();
        }
    }

    private void Space()
    {
        if (_out.Length > 0 && _out[^1] is not ('\n' or ' '))
        {
            Append(" ");
        }
    }

    private void Append(string text)
    {
        _out.Append(text);
        _column += text.Length;
    }

    /// <summary>Writes the comments before a token and begins its line.</summary>
    private void WriteLineStart(int i, int indent, bool allowBlank, bool isFirst = false)
    {
        bool hasComments = WriteComments(i, indent, allowBlank || isFirst);
        if (!isFirst || hasComments)
        {
            NewLine(indent, blank: _gaps[i].HasBlank && (allowBlank || hasComments));
        }
    }

    private bool WriteComments(int i, int indent, bool allowBlank)
    {
        bool isFirst = true;
        foreach (GapComment comment in _gaps[i].Comments)
        {
            if (comment.IsOwnLine || _out.Length == 0)
            {
                if (_out.Length > 0)
                {
                    NewLine(indent, blank: comment.HasBlankBefore && (allowBlank || !isFirst));
                }
            }
            else
            {
                Space();
            }

            Append(comment.Text);
            isFirst = false;
        }

        return !isFirst;
    }

    private void NewLine(int indent, bool blank)
    {
        _out.Append(blank ? "\n\n" : "\n").Append(' ', indent);
        _column = indent;
        _lineIndent = indent;
    }
}
