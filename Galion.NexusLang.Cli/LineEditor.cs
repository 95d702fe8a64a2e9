using System.Text;

namespace Galion.NexusLang.Cli;

/// <summary>How an entry ended.</summary>
internal enum EntryEnd
{
    Accepted,

    /// <summary>By Ctrl+C: what was written is dropped.</summary>
    Cancelled,

    /// <summary>By Ctrl+D on an empty entry.</summary>
    Closed,
}

/// <summary>What an editor of entries asks of its surroundings.</summary>
/// <param name="ReadKey">Waits for a key.</param>
/// <param name="HasKey">Whether another key waits already, as it does while text is being pasted.</param>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="IsUnfinished">Whether Enter begins another line.</param>
/// <param name="Complete">What the word before an offset could become, and where that word starts.</param>
internal sealed record Terminal(
    TextWriter Output, Func<ConsoleKeyInfo> ReadKey, Func<bool> HasKey, Func<int> Width, Func<string, bool> IsUnfinished,
    Func<string, int, (int Start, IReadOnlyList<string> Words)> Complete);

/// <summary>Reads an entry of one or more lines from a terminal, with the keys that shells have taught: see <see cref="Keys"/>.</summary>
internal sealed class LineEditor(Terminal terminal, History history)
{
    internal const string Keys = """
        ←/→, Ctrl+←/→       one character, one word        Home/End, Ctrl+A/E  start and end of the line
        ↑/↓                 lines, then older entries      Ctrl+R              older entries with what is written
        Tab                 complete the word              Ctrl+K, U, W        cut to the end, to the start, the word
        Alt+Enter           another line                   Ctrl+L              clear the screen
        Ctrl+C              drop the entry, stop a run     Ctrl+D              leave
        """;

    private const string Prompt = ">>> ";
    private const string NextPrompt = "... ";
    private const int MostWords = 60;

    private readonly StringBuilder _text = new();
    private int _at;
    private int _row;
    private int _older;
    private string _draft = "";
    private string? _searched;

    internal EntryEnd Read(out string entry)
    {
        _text.Clear();
        (_at, _row, _older, _draft, _searched) = (0, 0, 0, "", null);
        Draw();
        while (true)
        {
            if (Take(terminal.ReadKey()) is { } end)
            {
                _at = _text.Length;
                Draw();
                terminal.Output.Write(end == EntryEnd.Cancelled ? "^C\r\n" : "\r\n");
                terminal.Output.Flush();
                entry = _text.ToString();
                return end;
            }

            if (!terminal.HasKey())
            {
                Draw();
            }
        }
    }

    /// <returns>Null while the entry goes on.</returns>
    private EntryEnd? Take(ConsoleKeyInfo key)
    {
        bool isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        string? searched = isControl && key.Key == ConsoleKey.R ? _searched ?? _text.ToString() : null;
        _searched = searched;
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return Enter(key.Modifiers);
            case ConsoleKey.C when isControl:
                return EntryEnd.Cancelled;
            case ConsoleKey.D when isControl && _text.Length == 0:
                return EntryEnd.Closed;
            case ConsoleKey.D when isControl:
            case ConsoleKey.Delete:
                Remove(_at, NextFrom(_at));
                break;
            case ConsoleKey.Backspace when !isControl:
            case ConsoleKey.H when isControl:
                Remove(Backspaced(), _at);
                break;
            case ConsoleKey.LeftArrow:
                _at = isControl ? WordBefore() : PreviousFrom(_at);
                break;
            case ConsoleKey.RightArrow:
                _at = isControl ? WordAfter() : NextFrom(_at);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when isControl:
                _at = LineStart(_at);
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when isControl:
                _at = LineEnd(_at);
                break;
            case ConsoleKey.K when isControl:
                Remove(_at, LineEnd(_at));
                break;
            case ConsoleKey.U when isControl:
                Remove(LineStart(_at), _at);
                break;
            case ConsoleKey.W when isControl:
            case ConsoleKey.Backspace:
                Remove(WordBefore(), _at);
                break;
            case ConsoleKey.L when isControl:
                terminal.Output.Write("\e[2J\e[H");
                _row = 0;
                break;
            case ConsoleKey.UpArrow:
            case ConsoleKey.P when isControl:
                Up();
                break;
            case ConsoleKey.DownArrow:
            case ConsoleKey.N when isControl:
                Down();
                break;
            case ConsoleKey.R when isControl:
                Search(searched!);
                break;
            case ConsoleKey.Tab:
                Complete();
                break;
            default:
                if (key.KeyChar is '\n' or '\r')
                {
                    return Enter(key.Modifiers);
                }

                if (!char.IsControl(key.KeyChar))
                {
                    Insert(key.KeyChar.ToString());
                }

                break;
        }

        return null;
    }

    private EntryEnd? Enter(ConsoleModifiers modifiers)
    {
        string text = _text.ToString();
        bool endsWithEmptyLine = _at == text.Length && text.EndsWith('\n') && string.IsNullOrWhiteSpace(text[LineStart(_at)..]);
        bool goesOn = modifiers.HasFlag(ConsoleModifiers.Alt) || LineEnd(_at) < text.Length || (!endsWithEmptyLine && terminal.IsUnfinished(text + "\n"));
        if (!goesOn)
        {
            return EntryEnd.Accepted;
        }

        // What is pasted brings its own indentation.
        string line = text[LineStart(_at).._at];
        string indent = terminal.HasKey() ? "" : line[..(line.Length - line.TrimStart().Length)];
        Insert("\n" + indent + (terminal.HasKey() || !line.TrimEnd().EndsWith('{') ? "" : "    "));
        return null;
    }

    private void Insert(string text)
    {
        _text.Insert(_at, text);
        _at += text.Length;
    }

    private void Remove(int start, int end)
    {
        _text.Remove(start, end - start);
        _at = start;
    }

    private void Replace(string text)
    {
        _text.Clear().Append(text);
        _at = text.Length;
    }

    private int PreviousFrom(int at) => at < 2 || !char.IsLowSurrogate(_text[at - 1]) ? Math.Max(0, at - 1) : at - 2;

    private int NextFrom(int at) => at + 1 < _text.Length && char.IsHighSurrogate(_text[at]) ? at + 2 : Math.Min(_text.Length, at + 1);

    /// <summary>In the indentation of a line a whole step goes at once.</summary>
    private int Backspaced()
    {
        int start = LineStart(_at);
        return _at - start >= 4 && (_at - start) % 4 == 0 && _text.ToString(start, _at - start).Trim().Length == 0 ? _at - 4 : PreviousFrom(_at);
    }

    private int WordBefore()
    {
        int at = _at;
        while (at > 0 && !IsWord(_text[at - 1]))
        {
            at--;
        }

        while (at > 0 && IsWord(_text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private int WordAfter()
    {
        int at = _at;
        while (at < _text.Length && !IsWord(_text[at]))
        {
            at++;
        }

        while (at < _text.Length && IsWord(_text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c);

    private int LineStart(int at)
    {
        while (at > 0 && _text[at - 1] != '\n')
        {
            at--;
        }

        return at;
    }

    private int LineEnd(int at)
    {
        while (at < _text.Length && _text[at] != '\n')
        {
            at++;
        }

        return at;
    }

    private void Up()
    {
        int start = LineStart(_at);
        if (start > 0)
        {
            int above = LineStart(start - 1);
            _at = Math.Min(above + (_at - start), start - 1);
        }
        else
        {
            Recall(_older + 1);
        }
    }

    private void Down()
    {
        int end = LineEnd(_at);
        if (end < _text.Length)
        {
            _at = Math.Min(end + 1 + (_at - LineStart(_at)), LineEnd(end + 1));
        }
        else
        {
            Recall(_older - 1);
        }
    }

    /// <param name="older">0 is what was being written.</param>
    private void Recall(int older)
    {
        if (older < 0 || older > history.Entries.Count)
        {
            return;
        }

        if (_older == 0)
        {
            _draft = _text.ToString();
        }

        _older = older;
        Replace(older == 0 ? _draft : history.Entries[^older]);
    }

    private void Search(string words)
    {
        for (int older = _older + 1; older <= history.Entries.Count; older++)
        {
            if (history.Entries[^older].Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                Recall(older);
                _searched = words;
                return;
            }
        }

        terminal.Output.Write('\a');
        _searched = words;
    }

    private void Complete()
    {
        if (_text.ToString(LineStart(_at), _at - LineStart(_at)).Trim().Length == 0)
        {
            Insert("    ");
            return;
        }

        (int start, IReadOnlyList<string> words) = terminal.Complete(_text.ToString(), _at);
        string typed = _text.ToString(start, _at - start);
        string[] fitting = [.. words.Where(w => w.StartsWith(typed, StringComparison.OrdinalIgnoreCase))];
        fitting = fitting.Length > 0 ? fitting : [.. words];
        if (fitting.Length == 0)
        {
            terminal.Output.Write('\a');
            return;
        }

        string common = fitting.Aggregate(static (a, b) => a[..a.AsSpan().CommonPrefixLength(b)]);
        if (fitting.Length == 1 || common.Length > typed.Length)
        {
            Remove(start, _at);
            Insert(common);
            return;
        }

        Show(fitting);
    }

    private void Show(string[] words)
    {
        int at = _at;
        _at = _text.Length;
        Draw();
        _at = at;
        int column = words.Take(MostWords).Max(w => w.Length) + 2;
        int perRow = Math.Max(1, (terminal.Width() - 1) / column);
        foreach (string[] row in words.Take(MostWords).Chunk(perRow))
        {
            terminal.Output.Write("\r\n" + string.Concat(row.Select(w => w.PadRight(column))).TrimEnd());
        }

        terminal.Output.Write(words.Length > MostWords ? $"\r\n… and {words.Length - MostWords} more\r\n" : "\r\n");
        _row = 0;
    }

    private void Draw()
    {
        terminal.Output.Write(_row > 0 ? $"\e[{_row}A\r\e[J" : "\r\e[J");
        terminal.Output.Write(Prompt + _text.ToString().Replace("\n", $"\r\n{NextPrompt}", StringComparison.Ordinal));
        (int row, int column) = PlaceOf(_text.Length);
        if (column == 0 && row > 0)
        {
            // The terminal waits at the right edge until another character comes.
            terminal.Output.Write("\r\n");
        }

        _row = row;
        MoveTo(_at);
        terminal.Output.Flush();
    }

    private void MoveTo(int offset)
    {
        (int row, int column) = PlaceOf(offset);
        int rows = row - _row;
        terminal.Output.Write(rows < 0 ? $"\e[{-rows}A" : rows > 0 ? $"\e[{rows}B" : "");
        terminal.Output.Write(column > 0 ? $"\r\e[{column}C" : "\r");
        _row = row;
    }

    /// <summary>Where an offset stands, counted from the start of the entry in rows and columns of the terminal.</summary>
    private (int Row, int Column) PlaceOf(int offset)
    {
        int width = Math.Max(Prompt.Length + 4, terminal.Width());
        (int row, int column) = (0, Prompt.Length);
        int at = 0;
        foreach (Rune rune in _text.ToString().EnumerateRunes())
        {
            if (at >= offset)
            {
                break;
            }

            at += rune.Utf16SequenceLength;
            if (rune.Value == '\n')
            {
                (row, column) = (row + 1, NextPrompt.Length);
                continue;
            }

            int cells = TerminalWidth.Of(rune);
            (row, column) = column + cells > width ? (row + 1, cells) : (row, column + cells);
            (row, column) = column == width ? (row + 1, 0) : (row, column);
        }

        return (row, column);
    }
}
