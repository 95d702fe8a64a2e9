using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Contracts.Ide;
using Galion.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using static Galion.Tests.Ide.IdeRequests;

namespace Galion.Tests.Ide;

public sealed class ProjectTests(IdeApp ide) : IClassFixture<IdeApp>
{
    private readonly TestApp _app = ide.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_begins_with_a_main_file_and_is_listed_by_its_last_change()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse first = await user.CreateProjectAsync("  Weather  ", Token);
        ProjectResponse second = await user.CreateProjectAsync("Stars", Token);
        Assert.Equal(("Weather", ProjectVisibility.Private, 1, 0, 0), (first.Name, first.Visibility, first.FileCount, first.StarsCount, first.ForksCount));
        Assert.Contains("print(", (await user.MainOfAsync(first.Id, Token)).Content, StringComparison.Ordinal);

        await user.CreateFileAsync(first.Id, "lib/wind.nx", "export fn speed() { return 3 }", Token);

        ProjectResponse[] listed = await user.GetAsync<ProjectResponse[]>($"{Address}/projects", Token);
        Assert.Equal([first.Id, second.Id], listed.Select(p => p.Id));
        Assert.Equal(2, listed[0].FileCount);
        ProjectResponse changed = await user.SendAsync<ProjectResponse>(
            HttpMethod.Put, $"{Address}/projects/{second.Id}", new UpdateProjectRequest("Suns", "All of them", ProjectVisibility.Public), HttpStatusCode.OK, Token);
        Assert.Equal(("Suns", "All of them", ProjectVisibility.Public, 1), (changed.Name, changed.Description, changed.Visibility, changed.FileCount));
        changed = await user.SendAsync<ProjectResponse>(
            HttpMethod.Put, $"{Address}/projects/{second.Id}", new UpdateProjectRequest(Description: ""), HttpStatusCode.OK, Token);
        Assert.Equal(("Suns", "", ProjectVisibility.Public), (changed.Name, changed.Description, changed.Visibility));
        Assert.Equivalent(changed, await user.GetAsync<ProjectResponse>($"{Address}/projects/{second.Id}", Token));
    }

    [Fact]
    public async Task A_deleted_project_waits_in_the_trash_and_comes_back_whole()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse main = await user.MainOfAsync(project.Id, Token);

        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{project.Id}", null, HttpStatusCode.OK, Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{project.Id}", null, HttpStatusCode.OK, Token);

        Assert.Empty(await user.GetAsync<ProjectResponse[]>($"{Address}/projects", Token));
        Assert.NotNull(Assert.Single(await user.GetAsync<ProjectResponse[]>($"{Address}/projects?trashed=true", Token)).DeletedAt);
        await user.RefuseAsync(HttpMethod.Get, $"{Address}/projects/{project.Id}", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await user.RefuseAsync(HttpMethod.Get, $"{Address}/files/{main.Id}", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await user.RefuseAsync(HttpMethod.Put, $"{Address}/files/{main.Id}", new UpdateFileRequest("x"), HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);

        ProjectResponse restored = await user.SendAsync<ProjectResponse>(
            HttpMethod.Post, $"{Address}/projects/{project.Id}/restore", null, HttpStatusCode.OK, Token);
        Assert.Equal((null, 1), (restored.DeletedAt, restored.FileCount));
        Assert.Equivalent(main, await user.MainOfAsync(project.Id, Token));
    }

    [Fact]
    public async Task An_emptied_trash_keeps_nothing()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse kept = await user.CreateProjectAsync("Kept", Token);
        ProjectResponse gone = await user.CreateProjectAsync("Gone", Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{gone.Id}", null, HttpStatusCode.OK, Token);

        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/trash", null, HttpStatusCode.OK, Token);

        await user.RefuseAsync(HttpMethod.Post, $"{Address}/projects/{gone.Id}/restore", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        Assert.Equal([kept.Id], (await user.GetAsync<ProjectResponse[]>($"{Address}/projects", Token)).Select(p => p.Id));
        await using var db = _app.CreateContext();
        Assert.False(await db.Files.AnyAsync(f => f.ProjectId == gone.Id, Token));
    }

    [Fact]
    public async Task A_plan_limits_the_projects_that_are_there_and_those_in_the_trash()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        for (int i = 0; i < 4; i++)
        {
            ProjectResponse trashed = await user.CreateProjectAsync($"Old {i}", Token);
            await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{trashed.Id}", null, HttpStatusCode.OK, Token);
        }

        // All at once: the limit is exact.
        HttpResponseMessage[] responses = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => user.SendAsync(HttpMethod.Post, $"{Address}/projects", new CreateProjectRequest($"New {i}"), Token)));

        Assert.Equal(4, responses.Count(r => r.StatusCode == HttpStatusCode.Created));
        Assert.All(responses.Where(r => r.StatusCode != HttpStatusCode.Created), r => Assert.Equal(HttpStatusCode.Forbidden, r.StatusCode));
        string problem = await user.RefuseAsync(
            HttpMethod.Post, $"{Address}/projects", new CreateProjectRequest("More"), HttpStatusCode.Forbidden, ErrorCodes.PlanLimitReached, Token);
        Assert.Contains("Move one to the trash", problem, StringComparison.Ordinal);
        ProjectResponse old = (await user.GetAsync<ProjectResponse[]>($"{Address}/projects?trashed=true", Token))[0];
        await user.RefuseAsync(HttpMethod.Post, $"{Address}/projects/{old.Id}/restore", null, HttpStatusCode.Forbidden, ErrorCodes.PlanLimitReached, Token);

        ProjectResponse last = (await user.GetAsync<ProjectResponse[]>($"{Address}/projects", Token))[0];
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{last.Id}", null, HttpStatusCode.OK, Token);
        problem = await user.RefuseAsync(
            HttpMethod.Post, $"{Address}/projects", new CreateProjectRequest("More"), HttpStatusCode.Forbidden, ErrorCodes.PlanLimitReached, Token);
        Assert.Contains("Empty the trash", problem, StringComparison.Ordinal);
        foreach (HttpResponseMessage response in responses)
        {
            response.Dispose();
        }
    }

    [Fact]
    public async Task A_key_makes_a_project_once()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        (string, string) key = ("Idempotency-Key", "once");
        var request = new CreateProjectRequest("Weather");

        ProjectResponse first = await user.SendAsync<ProjectResponse>(HttpMethod.Post, $"{Address}/projects", request, HttpStatusCode.Created, Token, key);
        ProjectResponse again = await user.SendAsync<ProjectResponse>(HttpMethod.Post, $"{Address}/projects", request, HttpStatusCode.Created, Token, key);

        Assert.Equivalent(first, again);
        Assert.Single(await user.GetAsync<ProjectResponse[]>($"{Address}/projects", Token));
        await user.RefuseAsync(
            HttpMethod.Post, $"{Address}/projects", new CreateProjectRequest("Other"), HttpStatusCode.UnprocessableEntity, ErrorCodes.IdempotencyKeyReused, Token, key);
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("a\0b")]
    public async Task A_project_has_a_name_on_one_line(string name)
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        string problem = await user.RefuseAsync(
            HttpMethod.Post, $"{Address}/projects", new CreateProjectRequest(name), HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
        Assert.Contains("\"name\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_project_is_not_there()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        ProjectResponse project = await owner.CreateProjectAsync("Weather", Token);
        FileResponse main = await owner.MainOfAsync(project.Id, Token);

        foreach ((HttpMethod method, string path, object? body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, $"projects/{project.Id}", null), (HttpMethod.Put, $"projects/{project.Id}", new UpdateProjectRequest("Mine")),
            (HttpMethod.Delete, $"projects/{project.Id}", null), (HttpMethod.Post, $"projects/{project.Id}/restore", null),
            (HttpMethod.Get, $"projects/{project.Id}/files", null), (HttpMethod.Post, $"projects/{project.Id}/files", new CreateFileRequest("a.nx")),
            (HttpMethod.Delete, $"projects/{project.Id}/trash", null), (HttpMethod.Get, $"files/{main.Id}", null),
            (HttpMethod.Put, $"files/{main.Id}", new UpdateFileRequest("mine")), (HttpMethod.Patch, $"files/{main.Id}", new MoveFileRequest("b.nx")),
            (HttpMethod.Delete, $"files/{main.Id}", null), (HttpMethod.Post, $"files/{main.Id}/restore", null),
            (HttpMethod.Get, $"files/{main.Id}/versions", null), (HttpMethod.Get, $"files/{main.Id}/versions/1", null),
        })
        {
            await other.RefuseAsync(method, $"{Address}/{path}", body, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        }

        Assert.Equivalent(main, await owner.MainOfAsync(project.Id, Token));
        Assert.Empty(await other.GetAsync<ProjectResponse[]>($"{Address}/projects", Token));
    }

    [Fact]
    public async Task Guests_and_strangers_have_no_projects()
    {
        using HttpClient client = _app.CreateClient();
        using HttpResponseMessage stranger = await client.GetAsync($"{Address}/projects", Token);
        await Problem.AssertAsync(stranger, HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated, Token);

        using HttpResponseMessage started = await client.PostAsync("/api/v2/auth/guest", null, Token);
        SessionResponse session = (await started.Content.ReadFromJsonAsync<SessionResponse>(GalionJson.Options, Token))!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        using HttpResponseMessage guest = await client.PostAsJsonAsync($"{Address}/projects", new CreateProjectRequest("Weather"), GalionJson.Options, Token);
        await Problem.AssertAsync(guest, HttpStatusCode.Forbidden, ErrorCodes.Forbidden, Token);
    }
}
