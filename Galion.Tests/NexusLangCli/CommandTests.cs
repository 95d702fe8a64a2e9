namespace Galion.Tests.NexusLangCli;

public sealed class CommandTests : IDisposable
{
    private readonly NexusTool _nexus = new();

    public void Dispose() => _nexus.Dispose();

    [Fact]
    public async Task A_new_project_runs_passes_its_tests_and_is_formatted()
    {
        Assert.Equal(0, (await _nexus.RunAsync(["new", "hello"])).ExitCode);

        Assert.Equal((0, "Who are you? Hello, Ada!\n", ""), await _nexus.RunAsync(["run", "hello/main.nx"], "Ada\n"));
        Assert.Equal((0, "Who are you? Hello, world!\n", ""), await _nexus.RunAsync(["run", "hello/main.nx"]));
        Assert.EndsWith("2 passed, 0 failed\n", (await _nexus.RunAsync(["test", "hello/greeting.nx"])).Output, StringComparison.Ordinal);
        Assert.Equal((0, "", ""), await _nexus.RunAsync(["fmt", "--check", "hello/main.nx", "hello/greeting.nx"]));
    }

    [Fact]
    public async Task A_new_project_never_writes_over_what_is_there()
    {
        Directory.CreateDirectory(_nexus.PathOf("mine"));
        _nexus.Write("mine/main.nx", "print(1)");

        (int exitCode, _, string errors) = await _nexus.RunAsync(["new", "mine"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("nothing was written", errors, StringComparison.Ordinal);
        Assert.Equal("print(1)", File.ReadAllText(_nexus.PathOf("mine/main.nx")));
    }

    [Fact]
    public async Task Documentation_shows_what_a_file_exports_with_its_comments()
    {
        _nexus.Write("shapes.nx", """
            /// A circle around the origin.
            export struct Circle { radius: float }
            impl Circle {
                /// In square units.
                fn area(self) -> float { return 3.14 * self.radius ** 2 }
            }
            fn hidden() { return 1 }
            """);

        (int exitCode, string page, _) = await _nexus.RunAsync(["doc", "shapes.nx"]);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("# shapes\n\n## Circle\n", page, StringComparison.Ordinal);
        Assert.Contains("struct Circle { radius: float }", page, StringComparison.Ordinal);
        Assert.Contains("A circle around the origin.", page, StringComparison.Ordinal);
        Assert.Contains("### area\n\n```nexus\nfn Circle.area() -> float\n```\n\nIn square units.\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("math.sqrt", "math.sqrt(x: number) -> float")]
    [InlineData("string.split", "string.split(")]
    [InlineData("print", "print(")]
    [InlineData("json", "# JSON")]
    public async Task The_standard_library_is_documented_by_name(string name, string expected)
    {
        (int exitCode, string page, _) = await _nexus.RunAsync(["doc", "--library", name]);

        Assert.Equal(0, exitCode);
        Assert.Contains(expected, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Documentation_goes_to_the_file_that_was_asked_for()
    {
        _nexus.Write("a.nx", "export const answer = 42");

        Assert.Equal((0, "a.md: written.\n", ""), await _nexus.RunAsync(["doc", "a.nx", "-o", "a.md"]));

        Assert.Contains("const answer: int = 42", File.ReadAllText(_nexus.PathOf("a.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rnu", "did you mean run?")]
    [InlineData("zzzzzz", "there is no command zzzzzz.")]
    public async Task A_misspelt_command_is_answered_with_the_one_that_was_meant(string command, string expected)
    {
        (int exitCode, _, string errors) = await _nexus.RunAsync([command]);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_name_of_the_library_is_answered_with_the_one_that_was_meant()
    {
        (int exitCode, _, string errors) = await _nexus.RunAsync(["doc", "--library", "array.psh"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("Did you mean array.push?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_of_a_session_build_on_each_other_and_go_on_over_lines()
    {
        (int exitCode, string output, string errors) = await _nexus.RunAsync(["repl"], "let a = 20\nfn twice(x) {\nreturn x * 2\n}\ntwice(a) + 2\nexit(3)\n");

        Assert.Equal((3, "42\n", ""), (exitCode, output, errors));
    }
}
