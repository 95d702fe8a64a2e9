using System.Text.RegularExpressions;
using Galion.NexusLang.Formatting;
using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;

namespace Galion.Tests.NexusLang;

public sealed class FormatterTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "NexusLang", "Conformance");

    /// <summary>Every program of the conformance suite, of the documentation and of the gallery, and every shape of the parser's tests.</summary>
    private static IEnumerable<(string Title, string Code)> Corpus() =>
        Directory.GetFiles(Folder, "*.nx").Order(StringComparer.Ordinal)
            .SelectMany(f => ConformanceCase.ReadAll(File.ReadAllText(f)))
            .Select(c => (c.Title, AnnotatedText.Parse(c.Code).Text))
            .Concat(ParserTests.EveryShape.Select(s => ((string)s.Data, (string)s.Data)))
            .Concat(LibraryDocs.All.Where(e => e.Example.Length > 0).Select(e => ($"{e.Module}.{e.Name}", e.Example)))
            .Concat(Directory.GetFiles(Path.Combine(Repository(), "Galion.Api", "NexusLang", "Examples"), "*.nx").Select(f => (f, File.ReadAllText(f))))
            .Concat(Directory.GetFiles(Path.Combine(Repository(), "docs"), "*.md", SearchOption.AllDirectories).SelectMany(ProgramsIn))
            .Where(p => !SyntaxTree.Parse(p.Item2).HasErrors);

    private static IEnumerable<(string Title, string Code)> ProgramsIn(string page) =>
        Regex.Matches(File.ReadAllText(page), "(?s)```(?:nexus|nx)?\n(.*?)```").Select(m => ($"{page} at {m.Index}", m.Groups[1].Value));

    private static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Galion.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [Fact]
    public void Formatting_twice_is_formatting_once_for_every_program()
    {
        List<string> unstable = [];
        foreach ((string title, string code) in Corpus())
        {
            string once = Formatter.Format(code).Text;
            string twice = Formatter.Format(once).Text;
            if (once != twice)
            {
                unstable.Add($"{title}\n{once}\n--- again:\n{twice}");
            }
        }

        Assert.True(unstable.Count == 0, string.Join("\n\n", unstable.Take(3)));
    }

    [Fact]
    public void The_look_does_not_depend_on_the_space_that_was_there()
    {
        List<string> different = [];
        foreach ((string title, string code) in Corpus().Where(c => !c.Code.Contains("\"\"\"", StringComparison.Ordinal) && !c.Code.Contains("'''", StringComparison.Ordinal)))
        {
            SyntaxTree tree = SyntaxTree.Parse(code);
            if (tree.Tokens.Any(t => tree.Source.Slice(t.Span).Contains('\n')) || tree.Comments.Any(c => tree.Source.Slice(c.Span).Contains('\n')))
            {
                continue;
            }

            string shifted = string.Join("  \t\n", code.Split('\n').Select(l => $"   {l}"));
            if (Formatter.Format(code).Text.Replace("   \t", "", StringComparison.Ordinal) != Formatter.Format(shifted).Text)
            {
                different.Add($"{title}\n{Formatter.Format(code).Text}\n--- shifted:\n{Formatter.Format(shifted).Text}");
            }
        }

        Assert.True(different.Count == 0, string.Join("\n\n", different.Take(3)));
    }

    [Fact]
    public void Formatting_never_changes_what_a_program_means()
    {
        foreach ((string title, string code) in Corpus())
        {
            SyntaxTree before = SyntaxTree.Parse(code);
            SyntaxTree after = SyntaxTree.Parse(Formatter.Format(code).Text);

            Assert.False(after.HasErrors, title);
            Assert.Equal(Shape(before), Shape(after));
            Assert.Equal(
                before.Comments.Select(c => before.Source.Slice(c.Span).TrimEnd().ToString()),
                after.Comments.Select(c => after.Source.Slice(c.Span).TrimEnd().ToString()));
        }
    }

    [Fact]
    public void Applying_the_changes_gives_the_formatted_program()
    {
        foreach ((string title, string code) in Corpus())
        {
            FormatResult result = Formatter.Format(code);
            string changed = code;
            foreach (TextChange change in result.Changes.Reverse())
            {
                changed = string.Concat(changed.AsSpan(0, change.Span.Start), change.NewText, changed.AsSpan(change.Span.End));
            }

            Assert.True(result.Text == changed, $"{title}\n{changed}");
        }
    }

    [Theory]
    [InlineData("let  x=1;let y   =2 ;", "let x = 1\nlet y = 2\n")]
    [InlineData("if(x)not   in  xs{a( )}\nlet b=f(y)not in[1]", "if (x) not in xs { a() }\nlet b = f(y) not in [1]\n")]
    [InlineData("f( a,b )\n\n\n\ng ( )", "f(a, b)\n\ng()\n")]
    [InlineData("fn f(a=1,*rest){return -a}", "fn f(a = 1, *rest) { return -a }\n")]
    [InlineData("if a{\nb()}\nelse{ c() }", "if a {\n    b()\n} else {\n    c()\n}\n")]
    [InlineData("let d={\"a\":1,'b':[1,2]}\nlet p=Point{x:1,y:2}", "let d = {\"a\": 1, 'b': [1, 2]}\nlet p = Point { x: 1, y: 2 }\n")]
    [InlineData("a;\n+b", "a;\n+b\n")]
    [InlineData("x = [\n1,2,\n3]", "x = [\n    1, 2,\n    3\n]\n")]
    [InlineData("// one\n\n// two\nf() // three\n/* four */\n", "// one\n\n// two\nf() // three\n/* four */\n")]
    [InlineData("let t = c ?a :b\nlet s = x[1 : 2]\nf(n = 1)", "let t = c ? a : b\nlet s = x[1:2]\nf(n=1)\n")]
    [InlineData("a()\n/* b */; // c\nd()\n", "a()\n/* b */ // c\nd()\n")]
    [InlineData(";a\nfn f() {; b()\n}\n", "a\nfn f() {\n    b()\n}\n")]
    [InlineData("a[i, 1 :3]; b[ :,1 : ,: :2]", "a[i, 1:3]\nb[:, 1:, ::2]\n")]
    [InlineData("let a: array<array<int>> = [ ]\n", "let a: array<array<int>> = []\n")]
    public void Programs_get_their_usual_look(string written, string expected) => Assert.Equal(expected, Formatter.Format(written).Text);

    [Fact]
    public void A_line_that_is_too_long_is_broken_where_its_parts_meet()
    {
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"argument_{i}")];

        string call = Formatter.Format($"call({string.Join(",", names)})").Text;
        string pipes = Formatter.Format($"let x = {string.Join(" |> ", names)}").Text;
        string sums = Formatter.Format($"let x = {string.Join(" + ", names)}").Text;

        Assert.Equal($"call(\n    {string.Join(",\n    ", names)}\n)\n", call);
        Assert.Equal($"let x = {string.Join("\n    |> ", names)}\n", pipes);
        Assert.Equal($"let x = {string.Join(" +\n    ", names)}\n", sums);
        string[] words = [.. Enumerable.Range(0, 6).Select(i => $"a_rather_long_word_{i}")];
        Assert.Equal(
            $"if a == 1 {{\n    f({string.Join(", ", words[..4])})\n}} else {{\n    g()\n}}\n",
            Formatter.Format($"if a == 1 {{ f({string.Join(",", words[..4])}) }} else {{ g() }}").Text);
        Assert.All([call, pipes, sums], t => Assert.All(t.Split('\n'), l => Assert.True(l.Length <= 100)));
    }

    [Fact]
    public void A_program_with_errors_is_left_as_it_is()
    {
        FormatResult result = Formatter.Format("let  x = (1");

        Assert.True(result.HasErrors);
        Assert.Equal("let  x = (1", result.Text);
        Assert.Equal("NX0104", result.Errors[0].Code);
    }

    [Fact]
    public void Windows_line_ends_stay()
    {
        FormatResult result = Formatter.Format("let  x = 1\r\nlet y = \"\"\"a\r\nb\"\"\"\r\n");

        Assert.Equal("let x = 1\r\nlet y = \"\"\"a\r\nb\"\"\"\r\n", result.Text);
    }

    /// <summary>The kinds of all nodes from the top down, and the spelling of all tokens but semicolons.</summary>
    private static string Shape(SyntaxTree tree)
    {
        List<string> parts = [];
        Add(tree.Root);
        parts.AddRange(tree.Tokens.Where(t => t.Kind != TokenKind.Semicolon).Select(t => tree.Source.Slice(t.Span).ToString()));
        return string.Join('\n', parts);

        void Add(Node node)
        {
            parts.Add(node.GetType().Name);
            foreach (Node child in SyntaxWalk.ChildrenOf(node))
            {
                Add(child);
            }

            parts.Add(".");
        }
    }
}
