using System.Net;
using Galion.Contracts;
using Galion.Contracts.Ide;
using Galion.Tests.Fixtures;
using static Galion.Tests.Ide.IdeRequests;

namespace Galion.Tests.Ide;

public sealed class CheckpointTests(IdeApp ide) : IClassFixture<IdeApp>
{
    private readonly TestApp _app = ide.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_goes_back_to_a_checkpoint_and_nothing_of_what_came_after_is_lost()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse main = await user.MainOfAsync(project.Id, Token);
        FileResponse kept = await user.CreateFileAsync(project.Id, "kept.nx", "kept", Token);
        FileResponse removed = await user.CreateFileAsync(project.Id, "removed.nx", "removed", Token);
        string address = $"{Address}/projects/{project.Id}/checkpoints";
        CheckpointResponse checkpoint = await user.SendAsync<CheckpointResponse>(
            HttpMethod.Post, address, new CreateCheckpointRequest("Before the storm"), HttpStatusCode.Created, Token);
        Assert.Equal(
            ("Before the storm", 3, (long)main.SizeBytes + kept.SizeBytes + removed.SizeBytes),
            (checkpoint.Name, checkpoint.FileCount, checkpoint.SizeBytes));
        Assert.Equivalent(checkpoint, Assert.Single(await user.GetAsync<CheckpointResponse[]>(address, Token)));

        await user.SaveAsync(main.Id, "changed", Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/files/{removed.Id}", null, HttpStatusCode.OK, Token);
        FileResponse later = await user.CreateFileAsync(project.Id, "removed.nx/later.nx", "later", Token);
        FileResponse[] files = await user.SendAsync<FileResponse[]>(
            HttpMethod.Post, $"{address}/{checkpoint.Id}/restore", null, HttpStatusCode.OK, Token);

        Assert.Equal(
            [("kept.nx", "kept", 1), ("main.nx", main.Content, 3), ("removed.nx", "removed", 1)], files.Select(f => (f.Path, f.Content, f.Version)));
        Assert.Equivalent(files, await user.ListFilesAsync(project.Id, Token));
        Assert.Equal("changed", (await user.GetAsync<FileVersionResponse>($"{Address}/files/{main.Id}/versions/2", Token)).Content);
        FileResponse[] trash = await user.ListFilesAsync(project.Id, Token, trashed: true);
        Assert.Equal([(removed.Id, "removed"), (later.Id, "later")], trash.Select(f => (f.Id, f.Content)));
    }

    [Fact]
    public async Task A_project_has_so_many_checkpoints_and_each_can_be_forgotten()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        string address = $"{Address}/projects/{project.Id}/checkpoints";
        (string, string) key = ("Idempotency-Key", "once");
        var request = new CreateCheckpointRequest("One");
        CheckpointResponse first = await user.SendAsync<CheckpointResponse>(HttpMethod.Post, address, request, HttpStatusCode.Created, Token, key);
        CheckpointResponse again = await user.SendAsync<CheckpointResponse>(HttpMethod.Post, address, request, HttpStatusCode.Created, Token, key);
        Assert.Equivalent(first, again);
        await user.SendAsync<CheckpointResponse>(HttpMethod.Post, address, new CreateCheckpointRequest("Two"), HttpStatusCode.Created, Token);

        await user.RefuseAsync(HttpMethod.Post, address, new CreateCheckpointRequest("Three"), HttpStatusCode.Forbidden, ErrorCodes.PlanLimitReached, Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{address}/{first.Id}", null, HttpStatusCode.OK, Token);

        await user.RefuseAsync(HttpMethod.Post, $"{address}/{first.Id}/restore", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        CheckpointResponse third = await user.SendAsync<CheckpointResponse>(
            HttpMethod.Post, address, new CreateCheckpointRequest("Three"), HttpStatusCode.Created, Token);
        Assert.Equal(["Three", "Two"], (await user.GetAsync<CheckpointResponse[]>(address, Token)).Select(c => c.Name));

        using TestUser other = await _app.CreateUserAsync(Token);
        await other.RefuseAsync(HttpMethod.Get, address, null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await other.RefuseAsync(HttpMethod.Post, address, request, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await other.RefuseAsync(HttpMethod.Post, $"{address}/{third.Id}/restore", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        await other.RefuseAsync(HttpMethod.Delete, $"{address}/{third.Id}", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);

        // Nor does a checkpoint of another project of one's own bring anything into this one.
        ProjectResponse second = await user.CreateProjectAsync("Stars", Token);
        await user.RefuseAsync(
            HttpMethod.Post, $"{Address}/projects/{second.Id}/checkpoints/{third.Id}/restore", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
    }
}
