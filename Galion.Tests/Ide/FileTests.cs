using System.Net;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Ide;
using Galion.Tests.Fixtures;
using static Galion.Tests.Ide.IdeRequests;

namespace Galion.Tests.Ide;

public sealed class FileTests(IdeApp ide) : IClassFixture<IdeApp>
{
    private readonly TestApp _app = ide.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_made_read_saved_and_moved()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);

        FileResponse made = await user.CreateFileAsync(project.Id, "lib/größe.nx", "// ° \U0001F31E\nlet a = 1\r\n", Token);
        Assert.Equal(("lib/größe.nx", "// ° \U0001F31E\nlet a = 1\r\n", 22, 1), (made.Path, made.Content, made.SizeBytes, made.Version));

        using HttpResponseMessage saving = await user.SendAsync(
            HttpMethod.Put, $"{Address}/files/{made.Id}", new UpdateFileRequest("let a = 2"), Token, ("If-Match", "\"1\""));
        Assert.Equal("\"2\"", saving.Headers.ETag?.Tag);
        FileResponse moved = await user.SendAsync<FileResponse>(
            HttpMethod.Patch, $"{Address}/files/{made.Id}", new MoveFileRequest("lib/deep/size.nx"), HttpStatusCode.OK, Token);
        Assert.Equal(("lib/deep/size.nx", "let a = 2", 9, 2), (moved.Path, moved.Content, moved.SizeBytes, moved.Version));
        Assert.Equivalent(moved, await user.GetAsync<FileResponse>($"{Address}/files/{made.Id}", Token));
        Assert.Equal(["lib/deep/size.nx", "main.nx"], (await user.ListFilesAsync(project.Id, Token)).Select(f => f.Path));
    }

    [Fact]
    public async Task Of_two_editors_who_save_at_once_one_is_told_and_neither_text_is_lost()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse file = await user.CreateFileAsync(project.Id, "a.nx", "begin", Token);
        string[] texts = [.. Enumerable.Range(0, 6).Select(i => $"text of editor {i}")];

        var answers = await Task.WhenAll(texts.Select(async text =>
        {
            using HttpResponseMessage response = await user.SendAsync(
                HttpMethod.Put, $"{Address}/files/{file.Id}", new UpdateFileRequest(text), Token, ("If-Match", "\"1\""));
            return (response.StatusCode, Text: text, Body: JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)));
        }));

        var winner = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        foreach (var loser in answers.Where(a => a.Text != winner.Text))
        {
            Assert.Equal(HttpStatusCode.Conflict, loser.StatusCode);
            Assert.Equal(
                (ErrorCodes.VersionConflict, 2, winner.Text),
                (loser.Body.GetProperty("code").GetString(), loser.Body.GetProperty("current_version").GetInt32(),
                loser.Body.GetProperty("current_content").GetString()));
        }

        // Told of version 2, each joins the texts and saves on top of it.
        FileResponse joined = await user.SendAsync<FileResponse>(
            HttpMethod.Put, $"{Address}/files/{file.Id}", new UpdateFileRequest(string.Join('\n', texts)), HttpStatusCode.OK, Token, ("If-Match", "\"2\""));
        Assert.Equal(3, joined.Version);
        FileVersionResponse[] versions = await user.GetAsync<FileVersionResponse[]>($"{Address}/files/{file.Id}/versions", Token);
        Assert.Equal([3, 2, 1], versions.Select(v => v.Version));
        Assert.All(versions, v => Assert.Null(v.Content));
        Assert.Equal(winner.Text, (await user.GetAsync<FileVersionResponse>($"{Address}/files/{file.Id}/versions/2", Token)).Content);
        Assert.Equal("begin", (await user.GetAsync<FileVersionResponse>($"{Address}/files/{file.Id}/versions/1", Token)).Content);
    }

    [Fact]
    public async Task A_save_whose_answer_was_lost_may_be_sent_again()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        FileResponse file = await user.MainOfAsync((await user.CreateProjectAsync("Weather", Token)).Id, Token);
        for (int i = 0; i < 2; i++)
        {
            FileResponse saved = await user.SendAsync<FileResponse>(
                HttpMethod.Put, $"{Address}/files/{file.Id}", new UpdateFileRequest("print(1)"), HttpStatusCode.OK, Token, ("If-Match", "\"1\""));
            Assert.Equal(2, saved.Version);
        }
    }

    [Theory]
    [InlineData("3")]
    [InlineData("\"-3\"")]
    [InlineData("\"99999999999\"")]
    [InlineData("W/\"3\"")]
    [InlineData("\"1\", \"2\"")]
    public async Task A_version_that_cannot_be_read_saves_nothing(string ifMatch)
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        FileResponse file = await user.MainOfAsync((await user.CreateProjectAsync("Weather", Token)).Id, Token);
        await user.RefuseAsync(
            HttpMethod.Put, $"{Address}/files/{file.Id}", new UpdateFileRequest("x"), HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token,
            ("If-Match", ifMatch));
        Assert.Equal(1, (await user.GetAsync<FileResponse>($"{Address}/files/{file.Id}", Token)).Version);
    }

    [Fact]
    public async Task The_last_hundred_versions_are_kept()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        FileResponse file = await user.MainOfAsync((await user.CreateProjectAsync("Weather", Token)).Id, Token);
        for (int i = 2; i <= 104; i++)
        {
            await user.SaveAsync(file.Id, $"print({i})", Token);
        }

        FileVersionResponse[] versions = await user.GetAsync<FileVersionResponse[]>($"{Address}/files/{file.Id}/versions", Token);
        Assert.Equal((100, 104, 5), (versions.Length, versions[0].Version, versions[^1].Version));
        await user.RefuseAsync(HttpMethod.Get, $"{Address}/files/{file.Id}/versions/4", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../b.nx")]
    [InlineData("a//b.nx")]
    [InlineData("a/./b.nx")]
    [InlineData("a/b/")]
    [InlineData("..")]
    [InlineData(" a.nx")]
    [InlineData("a\\b.nx")]
    [InlineData("C:a.nx")]
    [InlineData("a\nb.nx")]
    [InlineData("a\0.nx")]
    [InlineData("a\u202exn.b")]
    [InlineData("a\u200b.nx")]
    [InlineData("a.nx.")]
    [InlineData("what?.nx")]
    [InlineData("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17.nx")]
    public async Task Paths_that_lead_elsewhere_or_mislead_are_refused(string path)
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse main = await user.MainOfAsync(project.Id, Token);

        string problem = await user.RefuseAsync(
            HttpMethod.Post, $"{Address}/projects/{project.Id}/files", new CreateFileRequest(path), HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
        Assert.Contains("\"path\"", problem, StringComparison.Ordinal);
        await user.RefuseAsync(
            HttpMethod.Patch, $"{Address}/files/{main.Id}", new MoveFileRequest(path), HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
    }

    [Fact]
    public async Task Names_that_look_the_same_are_the_same_and_a_file_is_no_folder()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse made = await user.CreateFileAsync(project.Id, "cafe\u0301/a.nx", "", Token);
        Assert.Equal("caf\u00e9/a.nx", made.Path);

        foreach (string path in (string[])["caf\u00e9/a.nx", "caf\u00e9", "caf\u00e9/a.nx/b.nx", "main.nx"])
        {
            await user.RefuseAsync(
                HttpMethod.Post, $"{Address}/projects/{project.Id}/files", new CreateFileRequest(path), HttpStatusCode.Conflict, ErrorCodes.PathTaken, Token);
        }

        await user.RefuseAsync(
            HttpMethod.Patch, $"{Address}/files/{made.Id}", new MoveFileRequest("main.nx/a.nx"), HttpStatusCode.Conflict, ErrorCodes.PathTaken, Token);
        // Its own folder is no obstacle to a file that moves.
        await user.SendAsync<FileResponse>(HttpMethod.Patch, $"{Address}/files/{made.Id}", new MoveFileRequest("caf\u00e9"), HttpStatusCode.OK, Token);
    }

    [Fact]
    public async Task A_deleted_file_waits_in_the_trash_and_comes_back_beside_what_took_its_place()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse old = await user.CreateFileAsync(project.Id, "lib/a.nx", "old", Token);

        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/files/{old.Id}", null, HttpStatusCode.OK, Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/files/{old.Id}", null, HttpStatusCode.OK, Token);
        string problem = await user.RefuseAsync(
            HttpMethod.Put, $"{Address}/files/{old.Id}", new UpdateFileRequest("x"), HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        Assert.Contains("trash", problem, StringComparison.Ordinal);
        FileResponse trashed = Assert.Single(await user.ListFilesAsync(project.Id, Token, trashed: true));
        Assert.Equal((old.Id, "old"), (trashed.Id, trashed.Content));
        Assert.NotNull(trashed.DeletedAt);
        Assert.Equal(1, (await user.GetAsync<ProjectResponse>($"{Address}/projects/{project.Id}", Token)).FileCount);

        FileResponse other = await user.CreateFileAsync(project.Id, "lib/a.nx", "new", Token);
        FileResponse restored = await user.SendAsync<FileResponse>(HttpMethod.Post, $"{Address}/files/{old.Id}/restore", null, HttpStatusCode.OK, Token);
        Assert.Equal(("lib/a-restored.nx", "old", null), (restored.Path, restored.Content, restored.DeletedAt));
        Assert.Equal("new", (await user.GetAsync<FileResponse>($"{Address}/files/{other.Id}", Token)).Content);

        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/files/{old.Id}", null, HttpStatusCode.OK, Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{project.Id}/trash", null, HttpStatusCode.OK, Token);
        Assert.Empty(await user.ListFilesAsync(project.Id, Token, trashed: true));
        await user.RefuseAsync(HttpMethod.Post, $"{Address}/files/{old.Id}/restore", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
    }

    [Fact]
    public async Task A_plan_limits_a_file_a_project_and_an_account()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        string files = $"{Address}/projects/{project.Id}/files";
        string problem = await user.RefuseAsync(
            HttpMethod.Post, files, new CreateFileRequest("a.nx", new string('ä', 2049)), HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
        Assert.Contains("4 KB", problem, StringComparison.Ordinal);

        FileResponse file = await user.CreateFileAsync(project.Id, "a.nx", new string('ä', 2048), Token);
        await user.CreateFileAsync(project.Id, "b.nx", new string('b', 4096), Token);
        problem = await user.RefuseAsync(
            HttpMethod.Post, files, new CreateFileRequest("c.nx", new string('c', 4096)), HttpStatusCode.Forbidden, ErrorCodes.PlanLimitReached, Token);
        Assert.Contains("of a project together", problem, StringComparison.Ordinal);

        // History counts too, so it fills up; what was saved stays, and room is made by emptying the trash.
        int saves = 0;
        HttpStatusCode status;
        do
        {
            using HttpResponseMessage response = await user.SendAsync(
                HttpMethod.Put, $"{Address}/files/{file.Id}", new UpdateFileRequest(new string((char)('a' + saves), 4096)), Token);
            status = response.StatusCode;
        }
        while (status == HttpStatusCode.OK && ++saves < 30);
        Assert.Equal((HttpStatusCode.Forbidden, 12), (status, saves));
        Assert.Equal(13, (await user.GetAsync<FileResponse>($"{Address}/files/{file.Id}", Token)).Version);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/files/{file.Id}", null, HttpStatusCode.OK, Token);
        await user.RefuseAsync(HttpMethod.Post, files, new CreateFileRequest("c.nx", new string('c', 4096)), HttpStatusCode.Forbidden, ErrorCodes.PlanLimitReached, Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{project.Id}/trash", null, HttpStatusCode.OK, Token);
        await user.CreateFileAsync(project.Id, "c.nx", "c", Token);
    }

    [Fact]
    public async Task A_plan_limits_the_files_of_a_project_exactly_and_those_in_its_trash()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);

        HttpStatusCode[] made = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            using HttpResponseMessage response = await user.SendAsync(
                HttpMethod.Post, $"{Address}/projects/{project.Id}/files", new CreateFileRequest($"f{i}.nx"), Token);
            return response.StatusCode;
        }));

        Assert.Equal((7, 3), (made.Count(s => s == HttpStatusCode.Created), made.Count(s => s == HttpStatusCode.Forbidden)));
        string? problem = null;
        for (int i = 0; i < 16 && problem is null; i++)
        {
            FileResponse first = (await user.ListFilesAsync(project.Id, Token))[0];
            await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/files/{first.Id}", null, HttpStatusCode.OK, Token);
            using HttpResponseMessage response = await user.SendAsync(
                HttpMethod.Post, $"{Address}/projects/{project.Id}/files", new CreateFileRequest($"g{i}.nx"), Token);
            problem = response.StatusCode == HttpStatusCode.Created ? null : await response.Content.ReadAsStringAsync(Token);
        }

        Assert.Contains("Empty the trash", problem, StringComparison.Ordinal);
        Assert.Equal(8, (await user.ListFilesAsync(project.Id, Token, trashed: true)).Length - 1);
    }

    [Theory]
    [InlineData("{\"content\":null}")]
    [InlineData("{}")]
    [InlineData("{\"content\":\"a\\u0000b\"}")]
    [InlineData("{\"content\":\"\\ud800\"}")]
    public async Task A_text_that_cannot_be_kept_is_refused(string body)
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        FileResponse file = await user.MainOfAsync((await user.CreateProjectAsync("Weather", Token)).Id, Token);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await user.SendAsync(HttpMethod.Put, $"{Address}/files/{file.Id}", content, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
