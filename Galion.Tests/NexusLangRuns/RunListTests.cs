using System.Net;
using Galion.Contracts;
using Galion.Contracts.Ide;
using Galion.Contracts.NexusLang;
using Galion.Platform.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Ide;
using static Galion.Tests.NexusLangRuns.NexusRunRequests;

namespace Galion.Tests.NexusLangRuns;

public sealed class RunListTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly TestApp _app = running.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_says_of_each_run_what_it_was_how_it_ended_and_what_it_cost()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        await user.RunAsync(new CreateNexusRunRequest(ProjectId: project.Id), Token);
        await user.RunAsync(new CreateNexusRunRequest("/// The answer\nprint(6 * 7)"), Token);
        await user.RunAsync(new CreateNexusRunRequest("let total = 1\nprint(totl)"), Token);
        await other.RunAsync(new CreateNexusRunRequest("print(1)"), Token);

        Page<NexusRunResponse> first = await user.GetAsync<Page<NexusRunResponse>>($"{Address}/runs?limit=2", Token);
        Page<NexusRunResponse> second = await user.GetAsync<Page<NexusRunResponse>>($"{Address}/runs?limit=2&after={first.NextAfter}", Token);

        Assert.Equal((true, false, null), (first.HasMore, second.HasMore, second.NextAfter));
        Assert.Equal(
            [("let total = 1", NexusRunStatus.Failed, 0m, null), ("The answer", NexusRunStatus.Succeeded, 1m, null)],
            first.Data.Select(r => (r.Title, r.Status, r.CreditsTotal, r.ProjectName)));
        NexusRunResponse run = Assert.Single(second.Data);
        Assert.Equal((project.Id, "Weather", "main.nx", "Press Ctrl+Enter (⌘+Enter) to run."), (run.ProjectId, run.ProjectName, run.File, run.Title));
        Assert.True(run is { StartedAt: not null, FinishedAt: not null, DurationMs: > 0, WaitedMs: 0, Output: null, Diagnostics: null });
        Assert.Equal(
            [first.Data[0].Id], (await user.GetAsync<Page<NexusRunResponse>>($"{Address}/runs?status=failed", Token)).Data.Select(r => r.Id));
        Assert.Equal([run.Id], (await user.GetAsync<Page<NexusRunResponse>>($"{Address}/runs?project_id={project.Id}", Token)).Data.Select(r => r.Id));

        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{IdeRequests.Address}/projects/{project.Id}", null, HttpStatusCode.OK, Token);
        Assert.Null((await user.FindRunAsync(run.Id, Token)).ProjectName);
        foreach (string query in (string[])["limit=0", "limit=101", "after=x", "status=done"])
        {
            await user.RefuseAsync(HttpMethod.Get, $"{Address}/runs?{query}", null, HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
        }
    }

    [Fact]
    public async Task Usage_adds_up_day_by_day_what_a_person_s_own_runs_took_and_cost()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        Guid old = (await user.RunAsync(new CreateNexusRunRequest(ProjectId: project.Id), Token)).Id;
        Guid tooOld = (await user.RunAsync(new CreateNexusRunRequest("print(0)"), Token)).Id;
        NexusRunResponse run = await user.RunAsync(new CreateNexusRunRequest("for i in 0..500 { let x = i }"), Token);
        await user.RunAsync(new CreateNexusRunRequest("print(totl)"), Token);
        await other.RunAsync(new CreateNexusRunRequest("print(1)"), Token);
        await _app.Database.ExecuteAsync(
            $"""
            UPDATE nexus_runs SET created_at = now() - CASE id WHEN '{old}' THEN interval '3 days' WHEN '{tooOld}' THEN interval '8 days' ELSE interval '0' END
            """,
            Token);

        NexusUsageResponse usage = await user.GetAsync<NexusUsageResponse>($"{Address}/usage?days=7", Token);

        Assert.Equal(7, usage.Days.Count);
        Assert.Equal((usage.From, usage.To, usage.From.AddDays(6)), (usage.Days[0].Date, usage.Days[^1].Date, usage.To));
        Assert.Equal((3, 1, 2m, 0m, 2m), (usage.Total.Runs, usage.Total.Failed, usage.Total.CreditsCharged, usage.Total.AiCredits, usage.Total.CreditsTotal));
        Assert.True(usage.Total.Steps >= run.Steps && usage.Total.DurationMs >= run.DurationMs);
        Assert.Equal([(1, 1m), (2, 1m)], usage.Days.Where(d => d.Usage.Runs > 0).Select(d => (d.Usage.Runs, d.Usage.CreditsTotal)));
        Assert.Equal(1, (await user.GetAsync<NexusUsageResponse>($"{Address}/usage?project_id={project.Id}", Token)).Total.Runs);
        Assert.Equal(1, (await other.GetAsync<NexusUsageResponse>($"{Address}/usage", Token)).Total.Runs);
        Assert.Equal(0, (await other.GetAsync<NexusUsageResponse>($"{Address}/usage?project_id={project.Id}", Token)).Total.Runs);
        foreach (string days in (string[])["0", "91"])
        {
            await user.RefuseAsync(HttpMethod.Get, $"{Address}/usage?days={days}", null, HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
        }
    }

    [Fact]
    public async Task What_a_plan_allows_is_told_in_full()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        NexusLimitsResponse limits = await user.GetAsync<NexusLimitsResponse>($"{Address}/limits", Token);

        Assert.Equal(("standard", 10_000, 300_000, 1, 1_000), (limits.Plan, limits.Run.WallMs, limits.Run.WaitMs, limits.RunPriceCredits, limits.MaxBudgetCredits));
        Assert.Equal((100, 500, 256L << 20, 30), (limits.Checkpoints, limits.Shares, limits.AccountBytes, limits.TrashDays));
        await user.RefuseAsync(
            HttpMethod.Post, $"{Address}/runs", new CreateNexusRunRequest("print(1)", Limits: new NexusRunLimitsRequest(WaitMs: 300_001)),
            HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\n  // \n/* Notes\n   on it */\nprint(1)", "Notes")]
    [InlineData("   let x = 1   ", "let x = 1")]
    [InlineData("#!/usr/bin/env nexus", "!/usr/bin/env nexus")]
    [InlineData("// Größe", "Größe")]
    public void A_program_is_called_by_its_first_line_with_words(string program, string title) => Assert.Equal(title, ProgramTitle.Of(program));

    [Fact]
    public void A_long_first_line_is_cut_between_characters()
    {
        string title = ProgramTitle.Of($"print({new string('x', 92)}🚢🚢🚢)");

        Assert.Equal(100, title.Length + 1);
        Assert.EndsWith("x…", title, StringComparison.Ordinal);
    }
}
