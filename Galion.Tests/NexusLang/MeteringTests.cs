using Galion.NexusLang;
using Galion.NexusLang.Compiling;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

/// <summary>Steps and depth are counted rightly where the compiled code counts many at once or writes calls out.</summary>
public sealed class MeteringTests
{
    private static readonly RunLimits Limits = RunLimits.Default with { WallTime = TimeSpan.FromMinutes(2) };

    private static (RunResult Result, string Output) Run(string text, RunLimits limits, bool isSpecialized = true)
    {
        var output = new StringWriter();
        var program = NexusProgram.Read(text, null, new CompilerOptions(IsSpecialized: isSpecialized));
        Assert.Empty(program.Diagnostics);
        return (program.Run(new OfflineHost(output, TextReader.Null), limits, TestContext.Current.CancellationToken), output.ToString());
    }

    [Theory]
    [InlineData("fn f(n) { if n < 1 { return 0 } return 1 + f(n - 1) }")]
    [InlineData("fn f(n) { if n < 1 { return 0 } return f(n - 1) + f(0) }")]
    [InlineData("fn f(n) { if n < 1 { return 0 } return f(0) + f(0) + f(n - 1) }")]
    [InlineData("fn f(n) { if n < 2 { return n } return f(n - 2) + 1 }")]
    [InlineData("struct Node { left, right }\nfn make(n) { if n == 0 { return Node(null, null) } return Node(make(n - 1), make(0)) }\nfn f(n) { make(n)\n return n }")]
    [InlineData("fn few(x) { if x < 5 { return x } return few(x - 1) }\nfn f(n) { if n == 0 { return few(1) }\n let r = f(n - 1)\n return r + 1 }")]
    [InlineData("fn few(x) { if x < 5 { return x } return few(x - 1) }\nfn f(n) { if n == 0 { return few(7) }\n let r = f(n - 1)\n return r + 1 }")]
    public void Written_out_calls_reach_as_deep_as_others(string function)
    {
        string text = $"{function}\nfor n in 1..420 {{ try {{ print(n, f(n)) }} catch e {{ print(n, e.code) }} }}";
        foreach (int depth in (int[])[50, 97, 98, 99, 100, 101, 102, 103, 200])
        {
            (string specialized, string general) = (Run(text, Limits with { CallDepth = depth }).Output, Run(text, Limits with { CallDepth = depth }, isSpecialized: false).Output);

            Assert.Contains("NX0318", specialized, StringComparison.Ordinal);
            Assert.Equal(general, specialized);
        }
    }

    [Theory]
    [InlineData("fn f(n) { if n < 2 { return n } return f(n - 1) + f(n - 2) + f(\"x\" * (n / 1000)) }\nf(5)")]
    [InlineData("fn f(n, s) { if n < 2 { return s } return f(n - 1, s) + f(n - 2, 1) }\nf(3, \"a\")\nf(9, [1])")]
    [InlineData("fn f(n, a) { if n < 1 { return a } return f(n - 1, a) * f(n - 1, a) }\nf(2, [1])")]
    public void Errors_in_written_out_calls_name_the_same_calls(string text)
    {
        (RunError specialized, RunError general) = (Run(text, Limits).Result.Error!, Run(text, Limits, isSpecialized: false).Result.Error!);

        Assert.Equal(general.ToString(), specialized.ToString());
    }

    [Theory]
    [InlineData("for i in 0..1000000 { if i == 300 { break } }", 300)]
    [InlineData("let n = 5\nfor i in n..1000000 { if i == 305 { break } }", 300)]
    [InlineData("for i in 0..1000 { if i % 2 == 0 { continue } }", 1000)]
    [InlineData("fn f() { for i in 0..1000000 { for j in -400..1000000 { if j == 0 { return i } } } }\nf()", 401)]
    [InlineData("for i in 0..100 { for j in 0..7 { } }", 800)]
    [InlineData("for i in 0..100 { for j in i..0 { } }", 100)]
    [InlineData("let n = 0\nfor i in -9223372036854775807..9223372036854775807 { n += 1\n if n == 1000 { break } }", 1000)]
    [InlineData("let n = 0\nfor i in 9223372036854775800..9223372036854775807 { n += 1 }", 7)]
    [InlineData("let n = 0\nfor i in 0..300 { try { if i % 3 == 0 { continue }\n n += 1\n if i == 290 { break } } finally { n += 1 } }", 290)]
    public void Only_turns_that_are_run_are_paid_for(string text, int turns)
    {
        RunResult result = Run(text, Limits).Result;

        Assert.Null(result.Error);
        Assert.InRange(result.Steps, turns, turns + 5);
    }

    [Theory]
    [InlineData("let n = 0\nfor i in 0..10000000 { n += 1\n if n % 100 == 0 { print(n) } }")]
    [InlineData("let n = 0\nfor i in 0..10000000 { for j in 0..3 { n += 1\n if n % 100 == 0 { print(n) } } }")]
    [InlineData("let n = 0\nwhile true { n += 1\n if n % 100 == 0 { print(n) } }")]
    public void Loops_end_where_their_steps_are_over(string text)
    {
        const int steps = 20_000;
        (RunResult result, string output) = Run(text, Limits with { Steps = steps });

        Assert.Equal(("NX0901", (long)steps), (result.Error!.Code, result.Steps));
        int last = int.Parse(output.Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(last, steps / 2, steps + 500);
    }

    [Fact]
    public void Recursion_that_is_written_out_ends_where_its_steps_are_over()
    {
        const string text = "fn fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }\nprint(fib(20))\nprint(fib(60))";
        (RunResult result, string output) = Run(text, Limits with { Steps = 1_000_000 });

        Assert.Equal(("NX0901", 1_000_000, "6765\n"), (result.Error!.Code, result.Steps, output));

        // fib(20) makes 21,891 calls.
        Assert.InRange(Run("fn fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }\nfib(20)", Limits).Result.Steps, 21_891 / 2, 21_891 * 3 / 2);
    }

    [Theory]
    [InlineData("let s = 0\nfor i in 0..3000 { s += i * 7 % 300 - 20 }\nprint(s)", "388500")]
    [InlineData("let s = 9223372036854775000\nfor i in 0..10 { s += i % 7 + 100 }\nprint(s)", "9223372036854776024")]
    [InlineData("let s = -9223372036854775000\nfor i in 0..10 { s -= i % 7 + 100 }\nprint(s)", "-9223372036854776024")]
    [InlineData("let s = 1\nfor i in 0..70 { s += s & 255\n s += s % 11 }\nprint(s)", null)]
    [InlineData("let s = 1\nfor i in 0..70 { if s < 200 { s += s } else { s += s } }\nprint(s)", "1180591620717411303424")]
    [InlineData("fn f(n) { let s = 4611686018427387904\n for i in 0..n { s += 4\n s *= 2\n s += i % 3 }\n return s }\nprint(f(5))", null)]
    public void Sums_of_small_steps_are_exact(string text, string? expected)
    {
        (string specialized, string general) = (Run(text, Limits).Output, Run(text, Limits, isSpecialized: false).Output);

        Assert.Equal(general, specialized);
        Assert.Equal(expected ?? general.Trim(), specialized.Trim());
    }

    [Fact]
    public void What_the_top_of_a_program_has_passed_on_and_lost_is_not_held()
    {
        const string text = "fn make(n) { return [n] * 10000000 }\nfn use(a) { return len(a) + a[5] }\nprint(use(make(1)))\nprint(use(make(2)))\nprint(use(make(3)) + use(make(4)))";

        Assert.Equal("10000001\n10000002\n20000007\n", Run(text, Limits).Output);
    }
}
