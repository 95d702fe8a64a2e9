using Galion.NexusLang.Cli;

namespace Galion.Tests.NexusLangCli;

public sealed class LineEditorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("galion-history-").FullName;
    private readonly History _history = new(null);
    private readonly StringWriter _screen = new();
    private int _width = 80;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("print(1)\r", "print(1)")]
    [InlineData("prnt(1)<Home><Right><Right>i\r", "print(1)")]
    [InlineData("one two<C-Left>more <End>!\r", "one more two!")]
    [InlineData("one two<C-W>three\r", "one three")]
    [InlineData("one two<Home><C-K>three\r", "three")]
    [InlineData("one two<C-U>three\r", "three")]
    [InlineData("ab<Left><Backspace>c\r", "cb")]
    [InlineData("ab<Home><Delete>\r", "b")]
    [InlineData("a😀b<Left><Left><Delete>\r", "ab")]
    [InlineData("é😀<Backspace><Backspace>x\r", "x")]
    public void Keys_edit_the_line_where_the_cursor_stands(string keys, string expected)
    {
        Assert.Equal((EntryEnd.Accepted, expected), Read(keys));
    }

    [Fact]
    public void An_entry_goes_on_while_a_bracket_is_open_and_new_lines_are_indented()
    {
        Assert.Equal((EntryEnd.Accepted, "fn f(x) {\n    return x\n}"), Read("fn f(x) {\rreturn x\r<Backspace>}\r"));
    }

    [Fact]
    public void Pasted_lines_keep_their_own_indentation()
    {
        Assert.Equal((EntryEnd.Accepted, "fn f(x) {\n  return x\n}"), Read("fn f(x) {\r  return x\r}\r", isPasted: true));
    }

    [Fact]
    public void Alt_and_enter_begin_another_line()
    {
        Assert.Equal((EntryEnd.Accepted, "1\n2"), Read("1<M-Enter>2\r"));
    }

    [Fact]
    public void Arrows_move_between_lines_and_then_between_older_entries()
    {
        _history.Add("first");
        _history.Add("if true {\n    2\n}");

        Assert.Equal("first", Read("new<Up><Up><Up><Up>\r").Entry);
        Assert.Equal("new", Read("new<Up><Down>\r").Entry);
        Assert.Equal("if true {\n    23\n}", Read("<Up><Up><End>3<Down>\r").Entry);
    }

    [Fact]
    public void Older_entries_are_searched_by_what_is_written()
    {
        _history.Add("let total = 1");
        _history.Add("print(total)");
        _history.Add("let other = 2");

        Assert.Equal("print(total)", Read("total<C-R>\r").Entry);
        Assert.Equal("let total = 1", Read("total<C-R><C-R>\r").Entry);
        Assert.Equal("nothing", Read("nothing<C-R>\r").Entry);
    }

    [Theory]
    [InlineData("prin<Tab>(1)\r", "print(1)")]
    [InlineData("tot<Tab>\r", "total_")]
    [InlineData("zzz<Tab>\r", "zzz")]
    [InlineData("<Tab>x\r", "    x")]
    public void Tab_completes_as_far_as_it_is_plain(string keys, string expected)
    {
        Assert.Equal(expected, Read(keys).Entry);
    }

    [Fact]
    public void Tab_lists_the_words_when_there_are_several()
    {
        Read("total_<Tab>\r");

        Assert.Contains("total_price   total_weight", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_C_drops_the_entry_and_control_D_leaves_when_it_is_empty()
    {
        Assert.Equal(EntryEnd.Cancelled, Read("print(<C-C>").End);
        Assert.Equal(EntryEnd.Closed, Read("<C-D>").End);
        Assert.Equal((EntryEnd.Accepted, "b"), Read("ab<Home><C-D>\r"));
    }

    [Fact]
    public void What_is_written_at_once_is_shown_before_the_entry_ends()
    {
        Read("print(1)\r", isPasted: true);

        Assert.Contains(">>> print(1)", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_wider_than_the_terminal_is_drawn_from_its_first_row()
    {
        _width = 20;

        Read("1234567890123456789012345678901234567890!\r");

        // Two rows and a part of a third: 4 columns of prompt and 40 characters before the last.
        Assert.EndsWith("\e[2A\r\e[J>>> 1234567890123456789012345678901234567890!\r\e[5C\r\n", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void History_outlives_the_session_for_its_owner_alone()
    {
        string file = Path.Combine(_folder, "state", "history");
        var first = new History(file);
        first.Add("let a = \"x\\n\"");
        first.Add("fn f() {\n    1\n}");
        first.Add(" secret");
        first.Add("fn f() {\n    1\n}");

        Assert.Equal(["let a = \"x\\n\"", "fn f() {\n    1\n}"], new History(file).Entries);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void History_keeps_the_last_thousand_entries()
    {
        string file = Path.Combine(_folder, "history");
        File.WriteAllLines(file, Enumerable.Range(0, 1_500).Select(i => $"print({i})"));
        var history = new History(file);
        history.Add("print(-1)");

        Assert.Equal((1_000, "print(501)", "print(-1)"), (history.Entries.Count, history.Entries[0], history.Entries[^1]));
    }

    /// <param name="keys">Characters, and keys between &lt; and &gt;: C- is control, M- is alt.</param>
    private (EntryEnd End, string Entry) Read(string keys, bool isPasted = false)
    {
        Queue<ConsoleKeyInfo> waiting = new(KeysOf(keys));
        string[] words = ["print", "total_price", "total_weight"];
        var terminal = new Terminal(
            _screen,
            waiting.Dequeue,
            () => isPasted && waiting.Count > 0,
            () => _width,
            text => text.Count(c => c == '{') > text.Count(c => c == '}'),
            (text, offset) =>
            {
                int start = offset;
                while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '_'))
                {
                    start--;
                }

                return (start, [.. words.Where(w => w.StartsWith(text[start..offset], StringComparison.Ordinal))]);
            });
        EntryEnd end = new LineEditor(terminal, _history).Read(out string entry);
        return (end, entry);
    }

    private static IEnumerable<ConsoleKeyInfo> KeysOf(string keys)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            int close = keys[i] == '<' ? keys.IndexOf('>', i) : -1;
            if (close < 0)
            {
                yield return new ConsoleKeyInfo(keys[i], keys[i] == '\r' ? ConsoleKey.Enter : default, false, false, false);
                continue;
            }

            string name = keys[(i + 1)..close];
            (bool isControl, bool isAlt) = (name.StartsWith("C-", StringComparison.Ordinal), name.StartsWith("M-", StringComparison.Ordinal));
            name = (isControl || isAlt ? name[2..] : name) switch { "Left" => "LeftArrow", "Right" => "RightArrow", "Up" => "UpArrow", "Down" => "DownArrow", var other => other };
            yield return new ConsoleKeyInfo('\0', Enum.Parse<ConsoleKey>(name), false, isAlt, isControl);
            i = close;
        }
    }
}
