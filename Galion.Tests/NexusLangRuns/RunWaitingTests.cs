using System.Diagnostics;
using System.Net;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;
using static Galion.Tests.NexusLangRuns.NexusRunRequests;

namespace Galion.Tests.NexusLangRuns;

/// <summary>A program that waits for its person uses up neither its own time nor anybody else's.</summary>
public sealed class RunWaitingTests : IAsyncLifetime
{
    private const int WallMs = 2_000;

    private TestApp _app = null!;
    private TestUser _user = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // One place to compute: whoever keeps it while he waits is noticed.
    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(Token, ("Galion:NexusLang:ConcurrentRunners", "1"), ("Galion:NexusLang:WaitingRunners", "3"));
        _user = await _app.CreateUserAsync(Token);
        await _app.StartWorkerAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _user.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Waiting_for_input_is_not_running_and_leaves_the_place_to_others()
    {
        using TestUser other = await _app.CreateUserAsync(Token);
        var limits = new NexusRunLimitsRequest(WallMs: WallMs);
        CreatedNexusRunResponse receipt = await _user.CreateRunAsync(
            new CreateNexusRunRequest("print(\"Hello\", input())\nprint(\"Bye\", input())", Interactive: true, Limits: limits), Token);
        await _user.FollowAsync(receipt.Id, 0, e => e.Name == NexusRunEvents.Input, Token);
        var clock = Stopwatch.StartNew();

        NexusRunResponse beside = await other.RunAsync(new CreateNexusRunRequest("print(6 * 7)"), Token);
        Assert.Equal(("42\n", 0), (beside.Output, beside.WaitedMs));
        TimeSpan rest = TimeSpan.FromMilliseconds(WallMs + 500) - clock.Elapsed;
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Token);
        foreach (string line in (string[])["Ada", "Grace"])
        {
            using HttpResponseMessage sent = await _user.PostAsync($"{Address}/runs/{receipt.Id}/stdin", new NexusRunInputRequest(line), Token);
            Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        }

        NexusRunResponse run = await _user.WaitForEndAsync(receipt.Id, Token);
        Assert.Equal((null, "Hello Ada\nBye Grace\n"), (run.Error?.Message, run.Output));
        Assert.InRange(run.WaitedMs!.Value, WallMs, double.MaxValue);
        Assert.InRange(run.DurationMs!.Value, 0, WallMs);
    }

    [Fact]
    public async Task Waiting_has_a_limit_of_its_own_and_work_beside_it_counts_as_running()
    {
        NexusRunResponse waited = await _user.RunAsync(
            new CreateNexusRunRequest("try { input() } catch e { print(e) }", Interactive: true, Limits: new NexusRunLimitsRequest(WaitMs: 300)), Token);
        NexusRunResponse worked = await _user.RunAsync(
            new CreateNexusRunRequest("let line = spawn input()\nwhile true { }", Interactive: true, Limits: new NexusRunLimitsRequest(WallMs: 500)), Token);

        Assert.Equal((NexusRunStatus.Failed, "NX0906", "waiting", ""), (waited.Status, waited.Error?.Code, waited.Error?.Limit, waited.Output));
        Assert.InRange(waited.WaitedMs!.Value, 300, double.MaxValue);
        Assert.Equal(("NX0902", "time"), (worked.Error?.Code, worked.Error?.Limit));
        Assert.Equal((98_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }
}
