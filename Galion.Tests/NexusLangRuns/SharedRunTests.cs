using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Contracts.Ide;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;
using Galion.Tests.Ide;
using static Galion.Tests.NexusLangRuns.NexusRunRequests;

namespace Galion.Tests.NexusLangRuns;

/// <summary>A link is run whole, as it was pinned, by whoever has it and at his own cost.</summary>
public sealed class SharedRunTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly TestApp _app = running.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_of_several_files_runs_as_it_was_pinned_with_its_settings()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser reader = await _app.CreateUserAsync(Token);
        (ProjectResponse project, ShareResponse share) = await ShareAsync(owner, new NexusRunLimitsRequest(WallMs: 9_000));
        await owner.SaveAsync((await owner.ListFilesAsync(project.Id, Token)).Single(f => f.Path == "lib/wind.nx").Id, "changed", Token);

        NexusRunResponse run = await reader.RunAsync(new CreateNexusRunRequest(Share: share.Token), Token);
        NexusRunResponse other = await reader.RunAsync(new CreateNexusRunRequest(Share: share.Token, Stdin: "Grace\n"), Token);

        Assert.Equal((null, "Ada: 3\n"), (run.Error?.Message, run.Output));
        Assert.Equal(("start.nx", share.Token, null, 9_000, 1), (run.File, run.Share, run.ProjectId, run.Limits.WallMs, run.CreditsTotal));
        Assert.Equal("Grace: 3\n", other.Output);
        Assert.Equal((98_000, 0), await _app.FindBalanceAsync(reader.Id, Token));
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(owner.Id, Token));

        await owner.SendAsync<MessageResponse>(HttpMethod.Delete, $"{IdeRequests.Address}/shares/{share.Token}", null, HttpStatusCode.OK, Token);
        await reader.RefuseAsync(
            HttpMethod.Post, $"{Address}/runs", new CreateNexusRunRequest(Share: share.Token), HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        Assert.Null((await reader.FindRunAsync(run.Id, Token)).Share);
    }

    [Fact]
    public async Task A_guest_runs_a_link_within_the_limits_of_guests()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        (_, ShareResponse share) = await ShareAsync(owner, new NexusRunLimitsRequest(WallMs: 10_000, MemoryMb: 256, CallDepth: 500));
        using HttpClient client = _app.CreateClient();
        using HttpResponseMessage started = await client.PostAsync("/api/v2/auth/guest", null, Token);
        SessionResponse session = (await started.Content.ReadFromJsonAsync<SessionResponse>(GalionJson.Options, Token))!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        using var guest = new TestUser(client, session, "");

        NexusRunResponse run = await guest.RunAsync(new CreateNexusRunRequest(Share: share.Token), Token);

        Assert.Equal((null, "Ada: 3\n"), (run.Error?.Message, run.Output));
        Assert.Equal((5_000, 128, 500, 60_000), (run.Limits.WallMs, run.Limits.MemoryMb, run.Limits.CallDepth, run.Limits.WaitMs));
        await guest.RefuseAsync(
            HttpMethod.Post, $"{Address}/runs", new CreateNexusRunRequest(Share: share.Token, BudgetCredits: 1), HttpStatusCode.BadRequest,
            ErrorCodes.ValidationFailed, Token);
        await guest.RefuseAsync(
            HttpMethod.Post, $"{Address}/runs", new CreateNexusRunRequest(Share: share.Token, Limits: new NexusRunLimitsRequest(WallMs: 10_000)),
            HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
    }

    [Fact]
    public async Task A_link_is_run_instead_of_code_or_a_project_and_begins_with_one_of_its_files()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        (ProjectResponse project, ShareResponse share) = await ShareAsync(user, limits: null);

        foreach (CreateNexusRunRequest request in (CreateNexusRunRequest[])
        [
            new("print(1)", Share: share.Token), new(ProjectId: project.Id, Share: share.Token), new(), new(Share: new string('a', 41)),
        ])
        {
            await user.RefuseAsync(HttpMethod.Post, $"{Address}/runs", request, HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
        }

        await user.RefuseAsync(
            HttpMethod.Post, $"{Address}/runs", new CreateNexusRunRequest(Share: share.Token, File: "gone.nx"), HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(user.Id, Token));
        NexusRunResponse run = await user.RunAsync(new CreateNexusRunRequest(Share: share.Token, File: "lib/wind.nx"), Token);
        Assert.Equal((NexusRunStatus.Succeeded, ""), (run.Status, run.Output));
    }

    private static async Task<(ProjectResponse Project, ShareResponse Share)> ShareAsync(TestUser owner, NexusRunLimitsRequest? limits)
    {
        ProjectResponse project = await owner.CreateProjectAsync("Weather", Token);
        await owner.CreateFileAsync(project.Id, "lib/wind.nx", "export fn speed() { return 3 }", Token);
        await owner.CreateFileAsync(project.Id, "start.nx", "from \"lib/wind.nx\" import speed\nprint(f\"{input()}: {speed()}\")", Token);
        ShareResponse share = await owner.SendAsync<ShareResponse>(
            HttpMethod.Post, $"{IdeRequests.Address}/shares",
            new CreateShareRequest("Wind", project.Id, Settings: new ShareSettings("start.nx", "Ada\n", limits)), HttpStatusCode.Created, Token);
        return (project, share);
    }
}
