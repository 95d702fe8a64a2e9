using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Contracts.Ide;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using static Galion.Tests.Ide.IdeRequests;

namespace Galion.Tests.Ide;

public sealed class ShareTests(IdeApp ide) : IClassFixture<IdeApp>
{
    private readonly TestApp _app = ide.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_pins_code_settings_and_version_whatever_becomes_of_the_project()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser reader = await _app.CreateUserAsync(Token);
        ProjectResponse project = await owner.CreateProjectAsync("Weather", Token);
        FileResponse main = await owner.MainOfAsync(project.Id, Token);
        await owner.CreateFileAsync(project.Id, "lib/wind.nx", "export fn speed() { return 3 }", Token);
        var settings = new ShareSettings("lib/wind.nx", "Ada\n", new NexusRunLimitsRequest(WallMs: 2_000));

        ShareResponse share = await owner.SendAsync<ShareResponse>(
            HttpMethod.Post, $"{Address}/shares", new CreateShareRequest("Wind", project.Id, Settings: settings), HttpStatusCode.Created, Token);
        Assert.Equal(("Wind", NexusLangVersion.Current, settings, true, null, 0), (share.Title, share.LanguageVersion, share.Settings, share.IsOwn, share.EndsAt, share.ForksCount));
        await owner.SaveAsync(main.Id, "changed", Token);
        await owner.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{project.Id}", null, HttpStatusCode.OK, Token);
        await owner.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/trash", null, HttpStatusCode.OK, Token);

        ShareResponse read = await reader.GetAsync<ShareResponse>($"{Address}/shares/{share.Token}", Token);
        Assert.Equivalent(share with { IsOwn = false }, read);
        Assert.Equal(["lib/wind.nx", "main.nx"], read.Files.Select(f => f.Path));
        Assert.Equal(main.Content, read.Files[1].Content);
    }

    [Fact]
    public async Task A_copy_of_a_link_is_a_project_of_ones_own_and_stays_when_the_link_is_taken_back()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser reader = await _app.CreateUserAsync(Token);
        ProjectResponse project = await owner.CreateProjectAsync("Weather", Token);
        await owner.CreateFileAsync(project.Id, "lib/wind.nx", "export fn speed() { return 3 }", Token);
        ShareResponse share = await owner.SendAsync<ShareResponse>(
            HttpMethod.Post, $"{Address}/shares", new CreateShareRequest("Wind", project.Id), HttpStatusCode.Created, Token);

        (string, string) key = ("Idempotency-Key", "once");
        ProjectResponse copy = await reader.SendAsync<ProjectResponse>(
            HttpMethod.Post, $"{Address}/shares/{share.Token}/fork", null, HttpStatusCode.Created, Token, key);
        ProjectResponse same = await reader.SendAsync<ProjectResponse>(
            HttpMethod.Post, $"{Address}/shares/{share.Token}/fork", null, HttpStatusCode.Created, Token, key);
        Assert.Equal((copy.Id, "Wind", 2), (same.Id, copy.Name, copy.FileCount));
        FileResponse[] files = await reader.ListFilesAsync(copy.Id, Token);
        await reader.SaveAsync(files[0].Id, "mine", Token);
        Assert.Equal(1, (await owner.GetAsync<ShareResponse>($"{Address}/shares/{share.Token}", Token)).ForksCount);
        Assert.Equal(1, (await owner.GetAsync<ProjectResponse>($"{Address}/projects/{project.Id}", Token)).ForksCount);

        await reader.RefuseAsync(HttpMethod.Delete, $"{Address}/shares/{share.Token}", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        Assert.Equal(share.Token, Assert.Single(await owner.GetAsync<ShareSummaryResponse[]>($"{Address}/shares", Token)).Token);
        await owner.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/shares/{share.Token}", null, HttpStatusCode.OK, Token);

        await reader.RefuseAsync(HttpMethod.Get, $"{Address}/shares/{share.Token}", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await reader.RefuseAsync(HttpMethod.Post, $"{Address}/shares/{share.Token}/fork", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        Assert.Equal("mine", (await reader.GetAsync<FileResponse>($"{Address}/files/{files[0].Id}", Token)).Content);
        Assert.Empty(await owner.GetAsync<ShareSummaryResponse[]>($"{Address}/shares", Token));
        await using var db = _app.CreateContext();
        Assert.Equal(
            ["share.created", "share.removed"],
            db.AuditEvents.Where(e => e.UserId == owner.Id && e.Action.StartsWith("share.")).OrderBy(e => e.Id).Select(e => e.Action));
    }

    [Fact]
    public async Task Only_ones_own_projects_can_be_shared_and_only_from_a_file_that_is_there()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        ProjectResponse project = await owner.CreateProjectAsync("Weather", Token);

        await other.RefuseAsync(
            HttpMethod.Post, $"{Address}/shares", new CreateShareRequest("Mine", project.Id), HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await owner.RefuseAsync(
            HttpMethod.Post, $"{Address}/shares", new CreateShareRequest("Mine", project.Id, Settings: new ShareSettings("gone.nx")), HttpStatusCode.NotFound,
            ErrorCodes.NotFound, Token);
        foreach (CreateShareRequest request in (CreateShareRequest[])
        [
            new("Neither"), new("Both", project.Id, "print(1)"), new("Path", Code: "print(1)", Settings: new ShareSettings("../main.nx")),
            new("Large", Code: new string('a', 4097)), new("Nul", Code: "a\0b"), new("   ", Code: "print(1)"),
            new("Input", Code: "print(1)", Settings: new ShareSettings(Stdin: "a\0b")),
            new("Limits", Code: "print(1)", Settings: new ShareSettings(Limits: new NexusRunLimitsRequest(WallMs: -1))),
        ])
        {
            await owner.RefuseAsync(HttpMethod.Post, $"{Address}/shares", request, HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
        }

        foreach (string token in (string[])["short", "%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00", "' OR 1=1 --' OR 1=1", new string('a', 22), new string('a', 5000)])
        {
            await owner.RefuseAsync(HttpMethod.Get, $"{Address}/shares/{Uri.EscapeDataString(token)}", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        }
    }

    [Fact]
    public async Task A_guest_shares_and_reads_programs_and_his_links_say_when_they_end()
    {
        using HttpClient client = _app.CreateClient();
        using HttpResponseMessage started = await client.PostAsync("/api/v2/auth/guest", null, Token);
        SessionResponse session = (await started.Content.ReadFromJsonAsync<SessionResponse>(GalionJson.Options, Token))!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        var guest = new TestUser(client, session, "");

        ShareResponse share = await guest.SendAsync<ShareResponse>(
            HttpMethod.Post, $"{Address}/shares", new CreateShareRequest("Hello", Code: "print(1)"), HttpStatusCode.Created, Token);

        Assert.InRange(share.EndsAt!.Value, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(2));
        Assert.Equal("main.nx", Assert.Single(share.Files).Path);
        Assert.Equivalent(share, await guest.GetAsync<ShareResponse>($"{Address}/shares/{share.Token}", Token));
        await guest.RefuseAsync(HttpMethod.Post, $"{Address}/shares/{share.Token}/fork", null, HttpStatusCode.Forbidden, ErrorCodes.Forbidden, Token);
        using TestUser user = await _app.CreateUserAsync(Token);
        await user.SendAsync<ProjectResponse>(HttpMethod.Post, $"{Address}/shares/{share.Token}/fork", null, HttpStatusCode.Created, Token);
    }

    [Fact]
    public async Task A_plan_limits_the_links_that_work()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        HttpStatusCode[] made = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            using HttpResponseMessage response = await user.SendAsync(
                HttpMethod.Post, $"{Address}/shares", new CreateShareRequest($"Link {i}", Code: "print(1)"), Token);
            return response.StatusCode;
        }));
        Assert.Equal((3, 3), (made.Count(s => s == HttpStatusCode.Created), made.Count(s => s == HttpStatusCode.Forbidden)));
    }
}
