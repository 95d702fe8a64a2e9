using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;
using Galion.Worker.Generations;

namespace Galion.Tests.NexusLangRuns;

/// <summary>A worker dies with a program in its hands. What had not begun is begun by another; what had is never done twice, and not paid.</summary>
public sealed class RunCrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_whose_worker_died_before_it_began_runs_in_another_and_is_paid_once()
    {
        await using TestApp app = await TestApp.StartAsync(Token);
        using TestUser user = await app.CreateUserAsync(Token);

        NexusRunResponse run = await RunThroughCrashAsync(app, user, CrashPoints.AfterClaim);

        Assert.Equal((NexusRunStatus.Succeeded, "1\n", 1), (run.Status, run.Output, run.CreditsCharged));
        Assert.Equal((99_000, 0), await app.FindBalanceAsync(user.Id, Token));
        Assert.Equal(0, await app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task A_run_whose_worker_died_after_it_had_begun_says_so_and_costs_nothing()
    {
        await using TestApp app = await TestApp.StartAsync(Token);
        using TestUser user = await app.CreateUserAsync(Token);

        NexusRunResponse run = await RunThroughCrashAsync(app, user, CrashPoints.AfterPaint);

        Assert.Equal((NexusRunStatus.Failed, "interrupted", 0), (run.Status, run.Error?.Code, run.CreditsCharged));
        Assert.True(run.Error!.Retryable);
        Assert.Equal((100_000, 0), await app.FindBalanceAsync(user.Id, Token));
        Assert.Equal(0, await app.CountLedgerViolationsAsync(Token));
    }

    private static async Task<NexusRunResponse> RunThroughCrashAsync(TestApp app, TestUser user, string crashPoint)
    {
        CreatedNexusRunResponse receipt = await user.CreateRunAsync(new CreateNexusRunRequest("print(1)"), Token);
        await using WorkerProcess doomed = WorkerProcess.Start(app.Settings, crashPoint);
        await doomed.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        await app.StartWorkerAsync(Token);
        return await user.WaitForEndAsync(receipt.Id, Token).WaitAsync(Patience, Token);
    }
}
