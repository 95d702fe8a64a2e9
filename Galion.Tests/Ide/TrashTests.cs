using System.Net;
using Galion.Contracts;
using Galion.Contracts.Ide;
using Galion.Tests.Fixtures;
using Galion.Worker.NexusLang;
using Microsoft.Extensions.DependencyInjection;
using static Galion.Tests.Ide.IdeRequests;

namespace Galion.Tests.Ide;

public sealed class TrashTests(IdeApp ide) : IClassFixture<IdeApp>
{
    private readonly TestApp _app = ide.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_project_in_the_trash_is_removed_for_good_and_the_others_stay()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        ProjectResponse gone = await user.CreateProjectAsync("Weather", Token);
        ProjectResponse kept = await user.CreateProjectAsync("Stars", Token);
        FileResponse file = await user.MainOfAsync(gone.Id, Token);
        string address = $"{Address}/trash/projects/{gone.Id}";
        await user.RefuseAsync(HttpMethod.Delete, address, null, HttpStatusCode.Conflict, ErrorCodes.NotInTrash, Token);
        await DeleteAsync(user, $"{Address}/projects/{gone.Id}");
        await DeleteAsync(user, $"{Address}/projects/{kept.Id}");

        await other.RefuseAsync(HttpMethod.Delete, address, null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await DeleteAsync(user, address);

        Assert.Equal(kept.Id, Assert.Single(await user.GetAsync<ProjectResponse[]>($"{Address}/projects?trashed=true", Token)).Id);
        await user.RefuseAsync(HttpMethod.Post, $"{Address}/projects/{gone.Id}/restore", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await user.RefuseAsync(HttpMethod.Delete, address, null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        Assert.Equal(0, await _app.Database.ScalarAsync<long>("SELECT count(*) FROM file_versions WHERE file_id = $1", Token, file.Id));
    }

    [Fact]
    public async Task One_file_in_the_trash_is_removed_for_good_with_its_history_and_the_others_stay()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse gone = await user.CreateFileAsync(project.Id, "gone.nx", "1", Token);
        FileResponse kept = await user.CreateFileAsync(project.Id, "kept.nx", "2", Token);
        await user.SaveAsync(gone.Id, "3", Token);
        string address = $"{Address}/trash/files/{gone.Id}";
        await user.RefuseAsync(HttpMethod.Delete, address, null, HttpStatusCode.Conflict, ErrorCodes.NotInTrash, Token);
        await DeleteAsync(user, $"{Address}/files/{gone.Id}");
        await DeleteAsync(user, $"{Address}/files/{kept.Id}");

        await other.RefuseAsync(HttpMethod.Delete, address, null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await DeleteAsync(user, address);

        Assert.Equal(kept.Id, Assert.Single(await user.ListFilesAsync(project.Id, Token, trashed: true)).Id);
        await user.RefuseAsync(HttpMethod.Post, $"{Address}/files/{gone.Id}/restore", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await user.RefuseAsync(HttpMethod.Get, $"{Address}/files/{gone.Id}/versions/1", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        Assert.Equal(0, await _app.Database.ScalarAsync<long>("SELECT count(*) FROM file_versions WHERE file_id = $1", Token, gone.Id));
    }

    [Fact]
    public async Task What_lies_in_the_trash_for_30_days_is_swept_and_not_before()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse oldProject = await user.CreateProjectAsync("Old", Token);
        ProjectResponse newProject = await user.CreateProjectAsync("New", Token);
        ProjectResponse live = await user.CreateProjectAsync("Live", Token);
        FileResponse oldFile = await user.CreateFileAsync(live.Id, "old.nx", "1", Token);
        FileResponse newFile = await user.CreateFileAsync(live.Id, "new.nx", "2", Token);
        FileResponse inOldProject = await user.MainOfAsync(oldProject.Id, Token);
        foreach (string path in (string[])[$"projects/{oldProject.Id}", $"projects/{newProject.Id}", $"files/{oldFile.Id}", $"files/{newFile.Id}"])
        {
            await DeleteAsync(user, $"{Address}/{path}");
        }

        // For the database, whose clock decides, the time since then has passed.
        await AgeAsync("projects", oldProject.Id, "30 days 1 minute");
        await AgeAsync("files", oldFile.Id, "30 days 1 minute");
        await AgeAsync("projects", newProject.Id, "29 days 23 hours");
        await AgeAsync("files", newFile.Id, "29 days 23 hours");
        await _app.Worker.Services.GetRequiredService<NexusSweeper>().RemoveAsync(Token);

        Assert.Equal(newProject.Id, Assert.Single(await user.GetAsync<ProjectResponse[]>($"{Address}/projects?trashed=true", Token)).Id);
        Assert.Equal(newFile.Id, Assert.Single(await user.ListFilesAsync(live.Id, Token, trashed: true)).Id);
        Assert.Equal("main.nx", Assert.Single(await user.ListFilesAsync(live.Id, Token)).Path);
        Assert.Equal(0, await _app.Database.ScalarAsync<long>("SELECT count(*) FROM files WHERE id = $1", Token, inOldProject.Id));
        await user.SendAsync<ProjectResponse>(HttpMethod.Post, $"{Address}/projects/{newProject.Id}/restore", null, HttpStatusCode.OK, Token);
        await user.SendAsync<FileResponse>(HttpMethod.Post, $"{Address}/files/{newFile.Id}/restore", null, HttpStatusCode.OK, Token);
    }

    private static Task<MessageResponse> DeleteAsync(TestUser user, string address) =>
        user.SendAsync<MessageResponse>(HttpMethod.Delete, address, null, HttpStatusCode.OK, Token);

    private Task<int> AgeAsync(string table, Guid id, string age) =>
        _app.Database.ExecuteAsync($"UPDATE {table} SET deleted_at = deleted_at - interval '{age}' WHERE id = $1", Token, id);
}
