using System.Collections.Concurrent;
using System.Diagnostics;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;

namespace Galion.Tests.NexusLangRuns;

/// <summary>Programs that mean harm, through everything that a program goes through. Each ends by itself or is ended, and says why.</summary>
public sealed class HostileProgramTests
{
    private const int WallMs = 1_500;

    // The promise is 200 ms beyond the limit; machines that run tests are busy with other things.
    private const int PatienceMs = 3_000;

    private static readonly TimeSpan NeighbourPatience = TimeSpan.FromSeconds(15);

    // The codes of the errors that may end each: a busy machine may reach another limit first. None where it ends well.
    private static readonly (string Name, string? Codes, string Program)[] Programs =
    [
        ("an endless loop", "NX0902", "while true { }"),
        ("one that catches its end", "NX0902", "while true { try { while true { } } catch e { } finally { } }"),
        ("an order that never comes", "NX0902", "sorted([i for i in 0..1000], key=x => { while true { } })"),
        ("work in one call that looks at no limit", "NX0902", "let i = 0\nwhile true { i += len(str(7 ** 340000 + i)) }"),
        ("handlers that call again", "NX0318 runner_lost", "fn f() { try { return f() } catch e { return f() } }\nf()"),
        ("endless recursion", "NX0318", "fn f(n) { return f(n + 1) + 1 }\nprint(f(0))"),
        ("a text that doubles", "NX0903 NX0902", "let s = \"x\"\nwhile true { s = s + s }"),
        ("a list of a huge range", "NX0903 NX0902", "let a = [x for x in 0..1000000000000]"),
        ("a flood", "NX0904", "while true { print(\"x\" * 1000) }"),
        ("a huge power", "NX0322", "print(11 ** 711111111)"),
        ("a huge list", "NX0322", "let a = [0] * 100000000000"),
        ("a wide format", "NX0402", "print(len(\"x\".pad_start(536870911)))"),
        ("a pattern that explodes", "NX0406", "import regex\nprint(regex.test(\"((a{1000}){1000}){1000}\", \"a\"))"),
        ("a pattern that is slow elsewhere", null, "import regex\nprint(regex.test(\"(a+)+$\", \"a\" * 100000 + \"b\"))"),
        ("tasks without end", "NX0402 NX0902", "fn f() { while true { spawn f() } }\nf()"),
        ("a document nested without end", "NX0406", "import json\nprint(json.parse(\"[\" * 1000000))"),
        ("source nested without end", "NX0106", $"print({new string('(', 100_000)}1{new string(')', 100_000)})"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 17)]
    [InlineData(false, 5)]
    public async Task Hostile_programs_end_within_their_limits_and_other_people_notice_nothing(bool inSandbox, int count)
    {
        await using TestApp app = await TestApp.StartAsync(
            Token, ("Galion:NexusLang:Sandbox", inSandbox.ToString()), ("Galion:NexusLang:WarmRunners", "2"));
        using TestUser hostile = await app.CreateUserAsync(Token);
        using TestUser neighbour = await app.CreateUserAsync(Token);
        await app.StartWorkerAsync(Token);
        int self = Environment.ProcessId;
        ConcurrentBag<string> wrong = [];
        using var over = new CancellationTokenSource();
        Task<List<TimeSpan>> beside = RunBesideAsync(neighbour, over.Token);

        await Parallel.ForEachAsync(Programs.Take(count), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Token }, async (program, token) =>
        {
            NexusRunResponse run = await hostile.RunAsync(
                new CreateNexusRunRequest(program.Program, Limits: new NexusRunLimitsRequest(WallMs: WallMs)), token);
            bool isExpected = program.Codes?.Split(' ').Contains(run.Error?.Code) ?? run.Error is null;
            if (!isExpected || run.DurationMs > WallMs + PatienceMs)
            {
                wrong.Add($"{program.Name}: {run.Status} {run.Error?.Code} after {run.DurationMs} ms: {run.Error?.Message}");
            }
        });

        await over.CancelAsync();
        List<TimeSpan> times = await beside;
        Assert.Empty(wrong);
        Assert.NotEmpty(times);
        Assert.True(times.Max() < NeighbourPatience, $"The neighbour waited {times.Max()}.");
        Assert.Equal(self, Environment.ProcessId);
        Assert.Equal(0, await app.CountLedgerViolationsAsync(Token));
    }

    private static async Task<List<TimeSpan>> RunBesideAsync(TestUser user, CancellationToken over)
    {
        List<TimeSpan> times = [];
        do
        {
            var clock = Stopwatch.StartNew();
            NexusRunResponse run = await user.RunAsync(new CreateNexusRunRequest("print(6 * 7)"), Token);
            times.Add(clock.Elapsed);
            Assert.Equal("42\n", run.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(200), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!over.IsCancellationRequested);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{times.Count} runs beside, median {times.Order().ElementAt(times.Count / 2).TotalMilliseconds:0} ms, longest {times.Max().TotalMilliseconds:0} ms");
        return times;
    }
}
