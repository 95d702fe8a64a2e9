using Galion.NexusLang;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.Tests.NexusLang;

/// <summary>Waiting for the host is not running, and has a limit of its own.</summary>
public sealed class WaitingTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private static readonly RunLimits Limits = RunLimits.Default with { WallTime = TimeSpan.FromSeconds(1.5), WaitTime = TimeSpan.FromMinutes(1) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RunResult Run(string text, RunLimits limits, StringWriter output) =>
        NexusProgram.Read(text).Run(new OfflineHost(output, new SlowReader()), limits, Token);

    [Theory]
    [InlineData("print(input())")]
    [InlineData("let line = spawn input()\nprint(await line)")]
    [InlineData("fn read() { return input() }\nlet a = spawn read()\nlet b = spawn read()\nprint((await [a, b])[0])")]
    public void Waiting_for_a_line_does_not_use_up_the_time_of_a_run(string text)
    {
        var output = new StringWriter();

        RunResult result = Run(text, Limits, output);

        Assert.Null(result.Error?.Message);
        Assert.Equal("line\n", output.ToString());
        Assert.True(result.Waited > Slow - TimeSpan.FromMilliseconds(200), $"It waited {result.Waited}.");
        Assert.True(result.Elapsed < Limits.WallTime, $"It ran {result.Elapsed}.");
    }

    [Fact]
    public void Work_beside_the_waiting_is_time_of_the_run()
    {
        RunResult result = Run("let line = spawn input()\nwhile true { }", Limits, new StringWriter());

        Assert.Equal(("NX0902", LimitKind.Time), (result.Error!.Code, result.Error.Limit));
    }

    [Fact]
    public void A_run_that_sleeps_is_not_waiting_for_anybody()
    {
        RunResult result = Run("import time\ntime.sleep(60)", Limits, new StringWriter());

        Assert.Equal(LimitKind.Time, result.Error!.Limit);
    }

    [Fact]
    public void A_run_that_waits_too_long_ends_and_says_for_what()
    {
        RunResult result = Run("try { input() } catch e { print(\"caught\") }", Limits with { WaitTime = TimeSpan.FromMilliseconds(100) }, new StringWriter());

        Assert.Equal(("NX0906", LimitKind.Waiting), (result.Error!.Code, result.Error.Limit));
        Assert.Contains("input", result.Error.Message, StringComparison.Ordinal);
    }

    private sealed class SlowReader : TextReader
    {
        public override string? ReadLine()
        {
            Thread.Sleep(Slow);
            return "line";
        }
    }
}
