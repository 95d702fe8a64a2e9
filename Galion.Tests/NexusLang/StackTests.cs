using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

/// <summary>Programs that use up the stack, which would end the process and with it whatever else it does, end with an error of their own.</summary>
public sealed class StackTests
{
    private static readonly RunLimits Limits = RunLimits.Default with { Steps = 5_000_000, WallTime = TimeSpan.FromMinutes(2), OutputCharacters = 5_000 };

    private static RunResult Run(string text) =>
        NexusProgram.Read(text, "case.nx").Run(new OfflineHost(TextWriter.Null, TextReader.Null), Limits, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("fn f() { try { f() } catch e { f() } }\nf()")]
    [InlineData("fn f() { try { f() } catch e { f() } finally { f() } }\nf()")]
    [InlineData("fn f() { try { f() } catch e: string { f() } catch e: error { f() } }\nf()")]
    [InlineData("fn f(n) { try { return f(n + 1) } catch e { try { return f(n + 1) } catch e2 { return f(n + 1) } } }\nf(0)")]
    [InlineData("let f = null\nf = () => { try { f() } catch e { f() } }\nf()")]
    [InlineData("fn f() { try { [3, 1].sort(key=(a, b) => f()) } catch e { [3, 1].sort(key=(a, b) => f()) } return 1 }\nf()")]
    [InlineData("fn f(d) { try { sorted([1, 2], key=x => f(d + 1)) } catch e { f(d + 1) } }\nf(0)")]
    [InlineData("fn f() { try { [1].map(x => f()) } catch e { [1].map(x => f()) } }\nf()")]
    [InlineData("import collections\nfn f(x) { try { collections.group_by([1], f) } catch e { collections.group_by([1], f) } }\nf(0)")]
    [InlineData("struct S { }\nimpl S { fn m(self) { try { self.m() } catch e { self.m() } finally { self.m() } } }\nS().m()")]
    [InlineData("fn g() { try { return S() } catch e { return S() } }\nstruct S { x = g() }\nS()")]
    [InlineData("fn g() { try { return f() } catch e { return f() } }\nfn f(x = g()) { return 1 }\nf()")]
    [InlineData("fn f() { try { f() } catch e { f() } }\nawait spawn f()")]
    [InlineData("let f = x => x\nfor i in 0..5000 {\n let g = f\n f = x => { try { return g(x) } catch e { return g(x) } }\n}\nf(1)")]
    public void Handlers_that_call_again_where_no_room_is_left_end_the_run(string text)
    {
        RunResult result = Run(text);

        Assert.Equal("NX0318", result.Error!.Code);
        Assert.NotEmpty(result.Error.Trace);
        Assert.InRange(result.Steps, 1_000, Limits.Steps);
    }

    [Theory]
    [InlineData("fn f() { try { f() } finally { f() } }\nf()", "NX0318|NX0901")]
    [InlineData("fn f(n) { while true { try { f(n + 1) } finally { f(n) } } }\nf(0)", "NX0318|NX0901")]
    [InlineData("fn f() { try { try { f() } finally { f() } } finally { f() } }\nf()", "NX0318|NX0901")]
    [InlineData("fn f() { try { f() } catch e { print(e)\n f() } }\nf()", "NX0904")]
    [InlineData("struct S { x = S() }\nS()", "NX0318")]
    [InlineData("struct A { b = B() }\nstruct B { a = A() }\nA()", "NX0318")]
    [InlineData("fn f(x = f()) { return 1 }\nf()", "NX0318")]
    [InlineData("fn f(n) { try { throw n } catch e { f(n + 1) } }\nf(0)", "NX0318")]
    [InlineData("fn f() { [3, 1].sort(key=(a, b) => f()) }\nf()", "NX0318")]
    [InlineData("fn f() { return f\"{f()}\" }\nf()", "NX0318")]
    public void Other_ways_down_end_at_a_limit(string text, string codes) => Assert.Contains(Run(text).Error!.Code, codes.Split('|'));

    [Theory]
    [InlineData(150)]
    [InlineData(12_000)]
    public void Large_functions_leave_room_for_their_handlers(int calls)
    {
        string body = string.Concat(Enumerable.Repeat("g(1)\n", calls));

        RunResult result = Run($"fn g(n) {{ return n == 3 ? \"a\" : n }}\nfn f(n) {{\n{body}try {{ return f(n + 1) }} catch e {{ return f(n + 1) }} finally {{ f(n + 1) }}\n}}\nf(0)");

        Assert.Contains(result.Error!.Code, (string[])["NX0318", "NX0901"]);
    }

    [Fact]
    public void Values_that_hold_themselves_are_awaited_once()
    {
        var output = new StringWriter();
        var program = NexusProgram.Read("let a = []\na.push(a)\nprint(len(await a))\nlet b = [1]\nfor i in 0..60 { b = [b, await b] }\nprint(len(b), await [spawn (() => 1)(), 2, [3]])");

        Assert.Null(program.Run(new OfflineHost(output, TextReader.Null), Limits, TestContext.Current.CancellationToken).Error);
        Assert.Equal("1\n2 [1, 2, [3]]\n", output.ToString());
    }

    [Fact]
    public void What_stands_in_finally_does_not_run_after_a_limit()
    {
        var output = new StringWriter();
        var program = NexusProgram.Read("try { print(\"in\")\n while true { } } finally { print(\"out\") }");

        Assert.Equal("NX0901", program.Run(new OfflineHost(output, TextReader.Null), Limits, TestContext.Current.CancellationToken).Error!.Code);
        Assert.Equal("in\n", output.ToString());
    }

    [Fact]
    public void An_error_of_depth_is_caught_where_there_is_room()
    {
        var output = new StringWriter();
        var program = NexusProgram.Read("fn f(n) { return 1 + f(n + 1) }\nfor i in 0..20 { try { f(0) } catch e { print(e.code) } }\nfn g(n) { try { return n > 1900 ? f(n) : g(n + 1) } catch e { throw e } }\ntry { g(0) } catch e { print(e.code) }");

        Assert.Null(program.Run(new OfflineHost(output, TextReader.Null), Limits, TestContext.Current.CancellationToken).Error);
        Assert.Equal(string.Concat(Enumerable.Repeat("NX0318\n", 21)), output.ToString());
    }
}
