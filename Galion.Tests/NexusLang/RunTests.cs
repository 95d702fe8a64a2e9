using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

public sealed class RunTests
{
    private static readonly RunLimits Limits = RunLimits.Default with { WallTime = TimeSpan.FromMinutes(2) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static (RunResult Result, string Output) Run(string text, RunLimits limits, CancellationToken? stop = null)
    {
        var output = new StringWriter();
        var program = NexusProgram.Read(text, "case.nx");
        Assert.Empty(program.Diagnostics);
        return (program.Run(new OfflineHost(output, TextReader.Null), limits, stop ?? Token), output.ToString());
    }

    [Fact]
    public void An_error_says_where_it_happened_and_how_the_program_got_there()
    {
        (RunResult result, _) = Run("fn inner(items) {\n    return items[3]\n}\nfn outer(x) { return inner([x]) }\n\nouter(1)", Limits);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            """
            error NX0303: Index 3 is outside: there is one element, 0.
             --> case.nx:2:12
            2 |     return items[3]
              |            ^^^^^^^^
               in inner (case.nx:2)
               in outer (case.nx:4)
               at the top (case.nx:6)

            """,
            result.Error!.ToString());
    }

    [Fact]
    public void A_trace_goes_through_functions_that_the_library_calls()
    {
        (RunResult result, _) = Run("fn check(x) { if x > 1 { throw \"too big\" }\n return x }\nfn all(items) { return items.map(check) }\nall([1, 2])", Limits);

        Assert.Equal(["check", "all", ""], result.Error!.Trace.Select(f => f.Function));
        Assert.Equal([1, 3, 4], result.Error.Trace.Select(f => f.Position.Line));
    }

    [Theory]
    [InlineData("while true { }")]
    [InlineData("fn f(n) { return n == 0 ? 0 : f(n - 1) + f(n - 1) }\nf(60)")]
    [InlineData("sorted(0..1000000, (a, b) => b - a)\nwhile true { sorted(0..100000, (a, b) => a - b) }")]
    [InlineData("let s = \"ab\" * 1000000\nwhile true { s.replace(\"a\", \"c\") }")]
    [InlineData("while true { [x * x for x in 0..1000] |> map(x => x + 1) |> sum }")]
    [InlineData("let d = {}\nwhile true { for i in 0..1000 { d[i] = str(i) } }")]
    [InlineData("let n = 3\nwhile true { n = n * n % (2 ** 4000 + 1) }")]
    [InlineData("import time\ntime.sleep(60)")]
    [InlineData("let jobs = [spawn (() => { while true { } })() for _ in 0..3]\nawait jobs")]
    [InlineData("try { while true { } } catch e { } finally { while true { } }")]
    public async Task A_run_ends_soon_after_somebody_stops_it(string text)
    {
        using var stop = new CancellationTokenSource();
        var program = NexusProgram.Read(text);
        program.Compile();
        var ended = Task.Run(() => program.Run(new OfflineHost(TextWriter.Null, TextReader.Null), Limits, stop.Token), Token);
        await Task.Delay(100, Token);

        await stop.CancelAsync();

        // Some 50 ms on a calm machine; what matters here is that it ends and says why.
        RunResult result = await ended.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(LimitKind.Stopped, result.Error!.Limit);
    }

    [Fact]
    public void A_run_ends_when_its_time_is_over()
    {
        (RunResult result, _) = Run("while true { }", Limits with { WallTime = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(LimitKind.Time, result.Error!.Limit);
        Assert.Equal("NX0902", result.Error.Code);
    }

    [Fact]
    public void Compiling_is_part_of_a_runs_time_and_stops_with_it()
    {
        // Compiling this takes longer than the time that it has.
        string text = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"fn f{i}(a, b) {{ return [a + {i}, b * {i}, f\"{{a}} {{b}}\"] }}\n")) + "print(1)";
        (RunResult late, string lateOutput) = Run(text, Limits with { WallTime = TimeSpan.FromMilliseconds(5) });
        (RunResult stopped, string stoppedOutput) = Run(text, Limits, new CancellationToken(canceled: true));
        (RunResult used, _) = Run("while true { }", Limits with { TimeBefore = Limits.WallTime });

        Assert.Equal(("NX0902", LimitKind.Time, "The program ran longer than 0.005 seconds.", ""), (late.Error!.Code, late.Error.Limit, late.Error.Message, lateOutput));
        Assert.Equal(("NX0905", LimitKind.Stopped, ""), (stopped.Error!.Code, stopped.Error.Limit, stoppedOutput));
        Assert.Equal(LimitKind.Time, used.Error!.Limit);
        Assert.StartsWith("error NX0902: The program ran longer", late.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_are_the_same_in_every_run()
    {
        const string text = "fn f(n) { let s = 0\n for i in 0..n { s += i }\n return s }\nlet t = 0\nfor k in 0..100 { t += f(k) }\nprint(t)";

        Assert.Equal(Run(text, Limits).Result.Steps, Run(text, Limits).Result.Steps);
        Assert.InRange(Run(text, Limits).Result.Steps, 5_000, 6_000);
    }

    [Fact]
    public void Two_runs_of_a_program_share_nothing()
    {
        var program = NexusProgram.Read("struct P { n }\nimpl P { fn up(self) { self.n += 1\n return self.n } }\nlet p = P(0)\nfor i in 0..1000 { p.up() }\nprint(p.up())");
        string[] outputs =
        [
            .. Enumerable.Range(0, 8).AsParallel().Select(_ =>
            {
                var output = new StringWriter();
                program.Run(new OfflineHost(output, TextReader.Null), Limits, Token);
                return output.ToString();
            }),
        ];

        Assert.All(outputs, o => Assert.Equal("1001\n", o));
    }

    [Fact]
    public void A_test_block_runs_after_the_top_of_its_file()
    {
        var program = NexusProgram.Read("let x = 2\ntest \"holds\" { assert(x == 2) }\ntest \"fails\" { assert_equal(x, 3) }");
        var host = new OfflineHost(TextWriter.Null, TextReader.Null);

        Assert.Equal(["holds", "fails"], program.Tests);
        Assert.Equal(0, program.RunTest(0, host, Limits, Token).ExitCode);
        Assert.Equal("Expected 3, but got 2.", program.RunTest(1, host, Limits, Token).Error!.Message);
    }

    [Fact]
    public void Entries_of_a_session_build_on_each_other()
    {
        var output = new StringWriter();
        var session = new NexusSession(new OfflineHost(output, TextReader.Null));
        foreach (string entry in (string[])["let x = 2", "print(\"once\")", "fn f(n) { return n * x }", "f(21)", "x = 5", "f(2)", "oops", "\"text\"", "1 / 0", "f(1)"])
        {
            session.Run(entry, Limits, Token);
        }

        Assert.Equal("once\n42\n10\n\"text\"\n5\n", output.ToString());
    }

    [Fact]
    public void Deep_recursion_within_the_limit_is_safe()
    {
        (RunResult result, string output) = Run("fn depth(n) { return n == 0 ? 0 : 1 + [n - 1].map(depth)[0] }\nprint(depth(900))\nfn plain(n) { return n == 0 ? 0 : 1 + plain(n - 1) }\nprint(plain(1990))", Limits);

        Assert.Null(result.Error);
        Assert.Equal("900\n1990\n", output);
    }
}
