namespace Galion.Tests.NexusLangCli;

/// <summary>The commands that read, compile and run programs: what they print, where errors go, and with which exit code they end.</summary>
public sealed class ProgramCommandTests : IDisposable
{
    private readonly NexusTool _nexus = new();

    public void Dispose() => _nexus.Dispose();

    [Fact]
    public async Task A_program_runs_from_its_source_and_its_binary_with_the_same_output()
    {
        _nexus.Write("lib.nx", "export fn twice(x) { return x * 2 }");
        _nexus.Write("a.nx", "import \"lib.nx\"\nprint(lib.twice(21), input())\nprint(1 / 0)");

        (int exitCode, string output, string errors) run = await _nexus.RunAsync(["run", "a.nx"], "Ada\n");
        Assert.Equal((1, "42 Ada\n"), (run.exitCode, run.output));
        Assert.StartsWith("error NX0301: Division by zero.\n", run.errors, StringComparison.Ordinal);
        Assert.Equal(run, await _nexus.RunAsync(["a.nx"], "Ada\n"));

        (int exitCode, string output, string errors) = await _nexus.RunAsync(["compile", "a.nx", "-o", "b.nxb"]);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches("^b\\.nxb: [0-9,]+ bytes\n$", output);
        Assert.Equal("NXB2"u8.ToArray(), File.ReadAllBytes(_nexus.PathOf("b.nxb"))[..4]);
        File.Delete(_nexus.PathOf("a.nx"));
        Assert.Equal(run, await _nexus.RunAsync(["run", "b.nxb"], "Ada\n"));

        (exitCode, output, _) = await _nexus.RunAsync(["disasm", "b.nxb"]);
        Assert.Equal(0, exitCode);
        Assert.Contains("CALL_FUNC", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_benchmark_of_a_compilation_says_sizes_and_times_as_they_are()
    {
        _nexus.Write("a.nx", "print(\"hello\")\n");

        (int exitCode, string output, string errors) = await _nexus.RunAsync(["compile", "a.nx", "--benchmark"]);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("source        15 bytes", output, StringComparison.Ordinal);
        Assert.Contains($"binary {new FileInfo(_nexus.PathOf("a.nxb")).Length,9:N0} bytes", output, StringComparison.Ordinal);
        Assert.Matches("from source +[0-9.]+ ms", output);
        Assert.Matches("from binary +[0-9.]+ ms", output);
    }

    [Fact]
    public async Task Tokens_and_trees_are_shown_a_line_each()
    {
        _nexus.Write("a.nx", "let x = a?.b[0] // c\nx <<= 2");

        (int exitCode, string tokens, string errors) = await _nexus.RunAsync(["tokens", "a.nx"]);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(["let", "x", "=", "a", "?.", "b", "[", "0", "]", "x", "<<=", "2"], tokens.Trim().Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]).Take(12));

        (exitCode, string tree, errors) = await _nexus.RunAsync(["ast", "a.nx"]);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("Assign", tree, StringComparison.Ordinal);
        Assert.Contains("      ", tree, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "let x =", 1, "NX0102")]
    [InlineData("check", "let x =", 1, "NX0102")]
    [InlineData("check", "print(oops)", 1, "NX0201")]
    [InlineData("compile", "print(oops)", 1, "NX0201")]
    [InlineData("tokens", "let x = \"", 1, "NX0002")]
    [InlineData("ast", "let x =", 1, "NX0102")]
    [InlineData("run", "throw \"no funds\"", 1, "no funds")]
    [InlineData("run", "exit(7)", 7, "")]
    [InlineData("run", "exit()", 0, "")]
    [InlineData("test", "test \"t\" { assert(true) }", 0, "")]
    [InlineData("disasm", "print(1)", 1, "NX0601")]
    public async Task Errors_go_to_standard_error_and_into_the_exit_code(string command, string program, int expected, string error)
    {
        (int exitCode, _, string errors) = await _nexus.RunAsync([command, _nexus.Write("a.nx", program)]);

        Assert.Equal(expected, exitCode);
        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.Equal(error.Length == 0, errors.Length == 0);
    }

    [Theory]
    [InlineData("run", "missing.nx", 1)]
    [InlineData("compile", "missing.nx", 1)]
    [InlineData("disasm", "missing.nxb", 1)]
    [InlineData("run", "", 2)]
    [InlineData("compile", "", 2)]
    [InlineData("run", "--no-such-option", 2)]
    [InlineData("run", "--time=never", 2)]
    public async Task Files_that_are_not_there_and_wrong_options_are_told_apart(string command, string argument, int expected)
    {
        (int exitCode, string output, string errors) = await _nexus.RunAsync(argument.Length == 0 ? [command] : [command, argument]);

        Assert.Equal((expected, ""), (exitCode, output));
        Assert.StartsWith("nexus: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while true { }", "--time=0.3", "NX0902")]
    [InlineData("while true { }", "--steps=1000", "NX0901")]
    [InlineData("while true { print(1) }", "--output=100", "NX0904")]
    [InlineData("fn f() { f() }\nf()", "--depth=50", "NX0318")]
    [InlineData("let a = []\nwhile true { a.push(\"x\" * 1000000 + len(a)) }", "--memory=32", "NX0903")]
    public async Task Options_set_the_limits_of_a_run(string program, string option, string code)
    {
        (int exitCode, _, string errors) = await _nexus.RunAsync(["run", option, _nexus.Write("a.nx", program)]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"error {code}: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task The_version_is_said(string argument) => Assert.Equal((0, "NexusLang 2.0.0\n", ""), await _nexus.RunAsync([argument]));

    [Fact]
    public async Task Without_a_command_entries_are_read_and_printed_and_words_are_understood()
    {
        (int exitCode, string output, string errors) = await _nexus.RunAsync([], "1 + 1\n\"a\"\nnull\nhelp\nhistory\n[1, 2]\nclear\nexit\n");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("2\n\"a\"\n", output, StringComparison.Ordinal);
        Assert.Contains("[1, 2]\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formatting_can_be_checked_and_goes_through_pipes()
    {
        _nexus.Write("a.nx", "let a=1\n");

        Assert.Equal(1, (await _nexus.RunAsync(["fmt", "--check", "a.nx"])).ExitCode);
        Assert.Equal((0, "a |= 1\n", ""), await _nexus.RunAsync(["fmt", "-"], "a|=1\n"));
        Assert.Equal(0, (await _nexus.RunAsync(["fmt", "a.nx"])).ExitCode);
        Assert.Equal("let a = 1\n", File.ReadAllText(_nexus.PathOf("a.nx")));
        Assert.Equal(0, (await _nexus.RunAsync(["fmt", "--check", "a.nx"])).ExitCode);
    }

    [Fact]
    public async Task Bench_says_how_long_runs_take()
    {
        (int exitCode, string output, string errors) = await _nexus.RunAsync(["bench", _nexus.Write("a.nx", "let s = 0\nfor i in 0..1000 { s += i }")]);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("ms", output, StringComparison.Ordinal);
    }
}
