using System.Net;
using Galion.Contracts;
using Galion.Contracts.Credits;
using Galion.Contracts.Generations;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;
using Galion.Tests.Ide;
using Galion.Worker.Generations;
using static Galion.Tests.NexusLangRuns.NexusRunRequests;

namespace Galion.Tests.NexusLangRuns;

/// <summary>AI calls of programs on the real engines: what they cost is said, held and paid once, and only for what arrives.</summary>
public sealed class PaidCallTests(RunningApp running) : IClassFixture<RunningApp>
{
    private const string Picture = "generate_image(\"a lighthouse at dusk\", {\"width\": 256, \"height\": 256, \"detail\": \"draft\"})";
    private const string LongFilm = "generate_video(\"a stormy sea at night\", {\"duration\": 10, \"extend\": 5, \"fps\": 60, \"detail\": \"fine\"})";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TestApp _app = running.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_call_is_priced_before_it_is_made_paid_once_and_kept_in_the_library_and_the_run()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        (string Kind, string Call, decimal Price, string Type)[] calls =
        [
            ("generate_image", Picture, 5, "image/png"),
            ("generate_voice", "generate_voice(\"Nine.\")", 3, "audio/"),
            ("say", "say(\"Ten.\", emotion=\"calm\")", 3, "audio/"),
            ("generate_music", "generate_music(\"calm\", {\"duration\": 10})", 10, "audio/"),
            ("generate_video", "generate_video(\"a calm sea\", {\"duration\": 2, \"fps\": 16, \"resolution\": \"144p\", \"detail\": \"draft\"})", 20, "video/mp4"),
        ];
        string program = string.Concat(calls.Select(c => $"print({c.Call} != null)\n")) + "print(len(ask(\"Name a harbour.\")) > 0)";

        CreatedNexusRunResponse receipt = await user.CreateRunAsync(new CreateNexusRunRequest(program, BudgetCredits: 50), Token);
        List<RunEvent> events = await user.FollowAsync(receipt.Id, 0, _ => false, Token);
        NexusRunResponse run = await user.FindRunAsync(receipt.Id, Token);

        Assert.Null(run.Error?.Message);
        Assert.Equal([.. calls.Select(c => c.Kind), "ask"], run.Calls.Select(c => c.Kind));
        Assert.Equal(calls.Select(c => c.Price), run.Calls.SkipLast(1).Select(c => c.Credits));
        Assert.Equal((run.Calls.Sum(c => c.Credits), run.Calls.Sum(c => c.Credits) + 1), (run.AiCredits, run.CreditsTotal));
        // The price comes first, then what it was paid for; a text goes to the program alone.
        string[] told = [.. events.Where(e => e.Name is NexusRunEvents.Call or NexusRunEvents.Asset).Select(e => e.Name)];
        Assert.Equal([.. Enumerable.Repeat<string[]>(["call", "asset"], calls.Length).SelectMany(pair => pair), "call"], told);
        Assert.Equal(calls.Select(c => c.Price), events.Where(e => e.Name == NexusRunEvents.Call).SkipLast(1).Select(e => e.Data.GetProperty("credits").GetDecimal()));
        NexusRunAsset[] shown = [.. events.Where(e => e.Name == NexusRunEvents.Asset)
            .Select(e => System.Text.Json.JsonSerializer.Deserialize<NexusRunAsset>(e.Data, GalionJson.Options)!)];
        Assert.Equal(shown, run.Assets);
        for (int i = 0; i < calls.Length; i++)
        {
            Assert.StartsWith(calls[i].Type, shown[i].ContentType, StringComparison.Ordinal);
            Assert.Equal(shown[i].SizeBytes, (await _app.DownloadAsync(user, shown[i].Url, Token)).Length);
            GenerationResponse kept = await user.FindGenerationAsync(run.Calls[i].GenerationId, Token);
            Assert.Equal((GenerationStatus.Succeeded, calls[i].Price, shown[i].SizeBytes), (kept.Status, kept.CreditsCharged, kept.Assets[0].SizeBytes));
        }

        await AssertSettledAsync(user, [receipt.Id, .. run.Calls.Select(c => c.GenerationId)], run.CreditsTotal);
        using TestUser other = await _app.CreateUserAsync(Token);
        using HttpResponseMessage foreign = await other.Client.GetAsync(shown[0].Url, Token);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task A_call_that_the_budget_the_account_or_the_model_does_not_allow_is_caught_and_moves_no_money()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        const string Program = $"try {{ {Picture} }} catch e {{ print(e) }}";

        NexusRunResponse bounded = await user.RunAsync(new CreateNexusRunRequest(Program, BudgetCredits: 4.999m), Token);
        NexusRunResponse wrong = await user.RunAsync(
            new CreateNexusRunRequest("try { generate_image(\"sea\", {\"width\": 1}) } catch e { print(e) }\ntry { ask(\"hi\", model=\"nobody/none\") } catch e { print(e) }", BudgetCredits: 20), Token);
        await _app.LeaveCreditsAsync(user.Id, 3_000, Token);
        NexusRunResponse poor = await user.RunAsync(new CreateNexusRunRequest(Program, BudgetCredits: 20), Token);

        Assert.Contains("costs 5 credits, and 4.999 of this run's budget", bounded.Output, StringComparison.Ordinal);
        Assert.Contains("width", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("Models for this", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("the account has 2", poor.Output, StringComparison.Ordinal);
        Assert.All((NexusRunResponse[])[bounded, wrong, poor], run => Assert.Equal((null, 0, 1m), (run.Error?.Message, run.Calls.Count, run.CreditsTotal)));
        Assert.Equal(0, await CountGenerationsAsync(user));
        await AssertSettledAsync(user, [bounded.Id, wrong.Id, poor.Id], 3, heldElsewhere: 95_000);
    }

    [Fact]
    public async Task Calls_at_the_same_time_are_held_one_by_one_and_keep_to_the_budget_together()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        const string Program = $$"""
            fn paint() { try { {{Picture}}
                return "made" } catch e { return "refused" } }
            let both = [spawn paint(), spawn paint()]
            print(sorted(await both))
            """;

        NexusRunResponse enough = await user.RunAsync(new CreateNexusRunRequest(Program, BudgetCredits: 10), Token);
        NexusRunResponse short1 = await user.RunAsync(new CreateNexusRunRequest(Program, BudgetCredits: 9.999m), Token);

        Assert.Equal((null, "[\"made\", \"made\"]\n"), (enough.Error?.Message, enough.Output));
        Assert.Equal((null, "[\"made\", \"refused\"]\n"), (short1.Error?.Message, short1.Output));
        Assert.Equal([5m, 5m, 5m], enough.Calls.Concat(short1.Calls).Select(c => c.Credits));
        Guid[] calls = [.. enough.Calls.Concat(short1.Calls).Select(c => c.GenerationId)];
        Assert.Equal(3, calls.Distinct().Count());
        await AssertSettledAsync(user, [enough.Id, short1.Id, .. calls], 17);
    }

    [Fact]
    public async Task A_run_that_is_stopped_pays_for_no_call_that_was_not_delivered()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        CreatedNexusRunResponse receipt = await user.CreateRunAsync(new CreateNexusRunRequest($"{Picture}\nprint(\"painted\")\n{LongFilm}", BudgetCredits: 50), Token);
        List<RunEvent> begun = await user.FollowAsync(receipt.Id, 0, e => e.Name == NexusRunEvents.Call && e.Data.GetProperty("kind").GetString() == "generate_video", Token);

        using HttpResponseMessage response = await user.PostAsync($"{Address}/runs/{receipt.Id}/cancel", new { }, Token);
        NexusRunResponse run = await user.WaitForEndAsync(receipt.Id, Token);

        Assert.Equal((NexusRunStatus.Canceled, "painted\n"), (run.Status, run.Output));
        await WaitUntilNothingIsUnderWayAsync(user);
        run = await user.FindRunAsync(receipt.Id, Token);
        Assert.Equal([5m, 0m], run.Calls.Select(c => c.Credits));
        Assert.Equal(GenerationStatus.Canceled, (await user.FindGenerationAsync(run.Calls[1].GenerationId, Token)).Status);
        await AssertSettledAsync(user, [receipt.Id, run.Calls[0].GenerationId], 6);
    }

    [Fact]
    public async Task A_run_that_breaks_a_limit_ends_the_calls_that_are_under_way()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        NexusRunResponse run = await user.RunAsync(
            new CreateNexusRunRequest($"print({LongFilm})", BudgetCredits: 50, Limits: new NexusRunLimitsRequest(WaitMs: 1_000)), Token);

        Assert.Equal(("NX0906", "waiting", 1m), (run.Error?.Code, run.Error?.Limit, run.CreditsCharged));
        await WaitUntilNothingIsUnderWayAsync(user);
        await AssertSettledAsync(user, [run.Id], 1);
    }

    [Fact]
    public async Task A_worker_that_dies_in_a_call_loses_and_doubles_nothing()
    {
        await using TestApp app = await TestApp.StartAsync(Token);
        using TestUser user = await app.CreateUserAsync(Token);
        CreatedNexusRunResponse receipt = await user.CreateRunAsync(new CreateNexusRunRequest("print(ask(\"Name a harbour.\"))", BudgetCredits: 20), Token);

        // It dies with the text in its hands, of which no row knows.
        await using WorkerProcess doomed = WorkerProcess.Start(app.Settings, CrashPoints.AfterPaint);
        await doomed.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        NexusRunResponse halfway = await user.FindRunAsync(receipt.Id, Token);
        Assert.Equal((NexusRunStatus.Running, 1m, 1), (halfway.Status, halfway.CreditsHeld, halfway.Calls.Count));
        await app.StartWorkerAsync(Token);
        NexusRunResponse run = await user.WaitForEndAsync(receipt.Id, Token).WaitAsync(Patience, Token);

        Assert.Equal((NexusRunStatus.Failed, "interrupted", 0m), (run.Status, run.Error?.Code, run.CreditsCharged));
        await WaitUntilNothingIsUnderWayAsync(user, app);
        run = await user.FindRunAsync(receipt.Id, Token);
        GenerationResponse text = await user.FindGenerationAsync(Assert.Single(run.Calls).GenerationId, Token);
        // Whoever was first: another worker that made it anew, or the end of the run, which calls it off.
        Assert.Equal(text.Status == GenerationStatus.Succeeded, text.Assets.Count == 1);
        Assert.Equal(text.Status == GenerationStatus.Succeeded ? text.CreditsCharged : 0, run.CreditsTotal);
        Assert.True(text.Status is GenerationStatus.Succeeded or GenerationStatus.Canceled, $"{text.Status}");
        Assert.Equal((100_000 - (long)(run.CreditsTotal * 1_000), 0), await app.FindBalanceAsync(user.Id, Token));
        Assert.Equal(0, await app.CountLedgerViolationsAsync(Token));
    }

    /// <summary>Each of these has paid once, nothing else has, and nothing is held any more.</summary>
    private async Task AssertSettledAsync(TestUser user, Guid[] paid, decimal credits, long heldElsewhere = 0)
    {
        Page<CreditTransactionResponse> statement = await user.GetAsync<Page<CreditTransactionResponse>>("/api/v2/billing/transactions?limit=100", Token);
        Assert.Equal(paid.Order(), statement.Data.Where(t => t.Kind == CreditTransactionKind.Settle).Select(t => t.HoldId!.Value).Order());
        Assert.Equal((100_000 - heldElsewhere - (long)(credits * 1_000), heldElsewhere), await _app.FindBalanceAsync(user.Id, Token));
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    private async Task WaitUntilNothingIsUnderWayAsync(TestUser user, TestApp? app = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (await (app ?? _app).Database.ScalarAsync<long>(
            "SELECT count(*) FROM generations WHERE user_id = $1 AND finished_at IS NULL", patience.Token, user.Id) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    private Task<long> CountGenerationsAsync(TestUser user) =>
        _app.Database.ScalarAsync<long>("SELECT count(*) FROM generations WHERE user_id = $1", Token, user.Id);
}
