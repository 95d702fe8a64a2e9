using System.Text.RegularExpressions;
using Galion.NexusLang;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.Tests.NexusLang;

/// <summary>Every message is documented and has a program that provokes it.</summary>
public sealed partial class MessageTests
{
    /// <summary>Codes that no program in a file of cases can show, and what does.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["NX0007"] = "needs 8 million characters: A_program_that_is_too_long_is_not_read",
        ["NX0225"] = "needs 251 fields: A_struct_and_a_function_have_no_more_parts_than_there_can_be",
        ["NX0232"] = "needs 50,000 statements: A_function_that_is_too_large_is_refused",
        ["NX0421"] = "needs a damaged file: ModelFileTests",
        ["NX0601"] = "is about compiled files: BinaryTests",
        ["NX0602"] = "is about compiled files: BinaryTests",
        ["NX0603"] = "is about compiled files: BinaryTests",
        ["NX0604"] = "is about compiled files: BinaryTests",
        ["NX0605"] = "is about compiled files: BinaryTests",
        ["NX0606"] = "is about compiled files: BinaryTests",
        ["NX0607"] = "is about compiled files: FuzzTests look for a file that gives it",
        ["NX0902"] = "depends on time: RunTests.A_run_ends_when_its_time_is_over",
        ["NX0906"] = "depends on time: WaitingTests",
        ["NX0905"] = "needs somebody who stops the run: A_run_that_is_stopped_says_where_it_was",
        ["NX0999"] = "would be our own fault: FuzzTests look for a program that gives it",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [GeneratedRegex("NX[0-9]{4}")]
    private static partial Regex Code { get; }

    private static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Galion.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static SortedSet<string> CodesIn(string text) => [.. Code.Matches(text).Select(m => m.Value)];

    private static SortedSet<string> Documented()
    {
        IEnumerable<string> lines = File.ReadLines(Path.Combine(Repository(), "docs", "language-messages.md"));
        return [.. lines.Where(l => l.StartsWith("- **NX", StringComparison.Ordinal)).Select(l => l[4..10])];
    }

    [Fact]
    public void Every_message_has_a_case_that_provokes_it()
    {
        SortedSet<string> shown =
        [
            .. ConformanceTests.Files.SelectMany(f => ConformanceTests.ProgramsOf(f)).SelectMany(p => CodesIn(p.Case.Expected)),
        ];

        Assert.Equal([], Documented().Except(shown).Except(Elsewhere.Keys));
        Assert.Equal([], Elsewhere.Keys.Intersect(shown));
    }

    [Fact]
    public void Every_message_is_documented()
    {
        string language = Path.Combine(Repository(), "Galion.NexusLang");
        string[] places = ["Diagnostics/DiagnosticBag.cs", "Running/Errors.cs", "Running/ProgramRunner.cs", "Binary/NexusBinaryException.cs"];

        Assert.Equal(Documented(), [.. places.SelectMany(p => CodesIn(File.ReadAllText(Path.Combine(language, p)))).ToHashSet().Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public void A_program_that_is_too_long_is_not_read()
    {
        SyntaxTree tree = SyntaxTree.Parse(new string(' ', 8_000_001));

        Assert.Equal("NX0007", Assert.Single(tree.Diagnostics).Code);
        Assert.Empty(tree.Tokens);
        Assert.Empty(SyntaxTree.Parse(new string(' ', 8_000_000)).Diagnostics);
    }

    [Fact]
    public void A_struct_and_a_function_have_no_more_parts_than_there_can_be()
    {
        static string Names(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"a{i}"));
        static IReadOnlyList<Diagnostic> Read(string text) => NexusProgram.Read(text).Diagnostics;

        foreach (string shape in (string[])["struct S {{ {0} }}", "enum E {{ A({0}) }}", "fn f({0}) {{ }}", "let f = ({0}) => 1", "struct S {{ }}\nimpl S {{ fn m({0}) {{ }} }}"])
        {
            Assert.Empty(Read(string.Format(null, shape, Names(250))));
            Assert.Equal("NX0225", Assert.Single(Read(string.Format(null, shape, Names(251)))).Code);
        }
    }

    [Fact]
    public void A_function_that_is_too_large_is_refused()
    {
        static string[] Codes(string text) => [.. NexusProgram.Read(text).Diagnostics.Select(d => d.Code)];
        string fits = string.Concat(Enumerable.Repeat("f(1)\n", 15_000));

        Assert.Equal([], Codes($"fn f(x) {{ }}\n{fits}"));
        Assert.Equal(["NX0232"], Codes($"fn f(x) {{ }}\n{fits}{fits}"));
        Assert.Equal(["NX0232"], Codes($"fn f(x) {{ {fits}{fits} }}"));
        Assert.Equal([], Codes($"fn f(x) {{ {fits} }}\nfn g(x) {{ {fits} }}\n{fits}"));
        Assert.Equal(["NX0232"], Codes($"let a = [{string.Join(',', Enumerable.Repeat("1", 50_001))}]"));
        Assert.Equal(["NX0232"], Codes(string.Concat(Enumerable.Range(0, 50_001).Select(i => $"let a{i}\n"))));
    }

    [Theory]
    [InlineData("print(1)\nwhile true { }", 2)]
    [InlineData("print(1)\nlet x = 1\nwhile x > 0 {\n}", 3)]
    [InlineData("print(1)\n\nfor i in 0..9223372036854775807 { }", 3)]
    [InlineData("print(1)\nlet n = 0\nfor i in range(0, 9223372036854775807, 2) {\n    n = i\n}", 3)]
    [InlineData("fn f() {\n    while true { }\n}\nprint(1)\nf()", 2)]
    public async Task A_run_that_is_stopped_says_where_it_was(string text, int line)
    {
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var program = NexusProgram.Read(text);
        Task<RunResult> ended = Task.Run(() => program.Run(new OfflineHost(new Watched(started), TextReader.Null), RunLimits.Default with { WallTime = TimeSpan.FromMinutes(2) }, stop.Token), Token);
        await started.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        await Task.Delay(50, Token);

        await stop.CancelAsync();

        RunResult result = await ended;
        Assert.Equal("NX0905", result.Error!.Code);
        Assert.Equal(line, result.Error.Trace[0].Position.Line);
    }

    [Theory]
    [InlineData("print(1)\nwhile true { }", 2)]
    [InlineData("fn f(n) { return n }\nfn g(n) { return f(n) + g(n - 1) }\nprint(1)\nfor i in 0..1000000 {\n    f(i)\n}", 4)]
    [InlineData("let t = [0] * 1000\nwhile true {\n    for x in t { }\n}", 3)]
    public void A_limit_is_reported_where_it_is_reached(string text, int line)
    {
        RunResult result = NexusProgram.Read(text).Run(new OfflineHost(TextWriter.Null, TextReader.Null), RunLimits.Default with { Steps = 100_000 }, Token);

        Assert.Equal("NX0901", result.Error!.Code);
        Assert.Equal(line, result.Error.Trace[^1].Position.Line);
    }

    /// <summary>Says when a program has printed something.</summary>
    private sealed class Watched(TaskCompletionSource printed) : StringWriter
    {
        public override void Write(string? value)
        {
            printed.TrySetResult();
            base.Write(value);
        }
    }
}
