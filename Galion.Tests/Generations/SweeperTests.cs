using Azure.Storage.Blobs;
using Galion.Contracts.Generations;
using Galion.Platform.Storage;
using Galion.Tests.Fixtures;
using Galion.Worker.Generations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static Galion.Tests.Generations.GenerationRequests;

namespace Galion.Tests.Generations;

/// <summary>What nobody wants or refers to goes; everything else stays.</summary>
public sealed class SweeperTests : IAsyncLifetime
{
    private readonly string _container = $"sweep-{Guid.NewGuid():N}";
    private TestApp _app = null!;
    private TestUser _user = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BlobContainerClient Container => new(TestServers.Blobs, _container);

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(Token, ("Galion:BlobContainer", _container));
        _user = await _app.CreateUserAsync(Token);
        await Container.CreateIfNotExistsAsync(cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        _user.Dispose();
        await Container.DeleteIfExistsAsync(cancellationToken: CancellationToken.None);
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Only_old_files_that_nothing_refers_to_are_swept()
    {
        GenerationResponse kept = await MakeAsync();
        CreatedGenerationResponse unfinished = await _user.CreateGenerationAsync(SmallImage(), Token);
        string orphan = BlobNames.File(_user.Id, Guid.CreateVersion7(), 0, "png");
        string underway = BlobNames.File(_user.Id, unfinished.Id, 0, "png");
        string foreign = "users/notes.txt";
        foreach (string name in (string[])[orphan, underway, foreign])
        {
            await Container.GetBlobClient(name).UploadAsync(BinaryData.FromString("x"), Token);
        }

        await using TestWorker now = WorkerAt(TimeSpan.Zero);
        Assert.Equal(0, await now.Services.GetRequiredService<StorageSweeper>().SweepBlobsAsync(Token));

        await using TestWorker tomorrow = WorkerAt(TimeSpan.FromHours(25));
        Assert.Equal(1, await tomorrow.Services.GetRequiredService<StorageSweeper>().SweepBlobsAsync(Token));
        Assert.False(await ExistsAsync(orphan));
        Assert.True(await ExistsAsync(underway));
        Assert.True(await ExistsAsync(foreign));
        Assert.True(await ExistsAsync(BlobNames.File(_user.Id, kept.Id, 0, "png")));
        Assert.True(await ExistsAsync(BlobNames.Thumbnail(_user.Id, kept.Id, 0, "png")));
    }

    [Fact]
    public async Task The_trash_is_emptied_after_thirty_days_with_its_files()
    {
        GenerationResponse trashed = await MakeAsync();
        GenerationResponse kept = await MakeAsync();
        using HttpResponseMessage deleted = await _user.Client.DeleteAsync($"{Address}/{trashed.Id}", Token);

        await using TestWorker soon = WorkerAt(TimeSpan.FromDays(29.9));
        Assert.Equal(0, await soon.Services.GetRequiredService<StorageSweeper>().PurgeTrashAsync(Token));
        await using TestWorker later = WorkerAt(TimeSpan.FromDays(30.1));
        Assert.Equal(1, await later.Services.GetRequiredService<StorageSweeper>().PurgeTrashAsync(Token));

        Assert.Equal(1, await _app.Database.ScalarAsync<long>("SELECT count(*) FROM generations", Token));
        Assert.False(await ExistsAsync(BlobNames.File(_user.Id, trashed.Id, 0, "png")));
        Assert.False(await ExistsAsync(BlobNames.Thumbnail(_user.Id, trashed.Id, 0, "png")));
        Assert.True(await ExistsAsync(BlobNames.File(_user.Id, kept.Id, 0, "png")));
        Assert.Equal((90_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    [Fact]
    public async Task A_generation_that_could_not_start_in_time_expires_and_its_credits_return()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(), Token);
        GenerationSweeper sweeper = _app.Worker.Services.GetRequiredService<GenerationSweeper>();
        Assert.Equal(0, await sweeper.ExpireAsync(Token));
        await _app.Database.ExecuteAsync("UPDATE generations SET start_deadline = now()", Token);

        Assert.Equal(1, await sweeper.ExpireAsync(Token));
        await _app.DrainJobsAsync(Token);

        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal((GenerationStatus.Expired, "expired", 0m), (generation.Status, generation.Error?.Code, generation.CreditsCharged));
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    [Fact]
    public async Task A_generation_whose_job_is_gone_is_ended_and_its_credits_return()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(), Token);
        GenerationSweeper sweeper = _app.Worker.Services.GetRequiredService<GenerationSweeper>();
        Assert.Equal(0, await sweeper.RecoverAsync(Token));
        await _app.Database.ExecuteAsync("DELETE FROM jobs", Token);

        Assert.Equal(1, await sweeper.RecoverAsync(Token));

        Assert.Equal(GenerationStatus.Failed, (await _user.FindGenerationAsync(receipt.Id, Token)).Status);
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    private async Task<GenerationResponse> MakeAsync()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(), Token);
        await _app.DrainJobsAsync(Token);
        return await _user.FindGenerationAsync(receipt.Id, Token);
    }

    private TestWorker WorkerAt(TimeSpan later) => TestWorker.Create(
        _app.Settings, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new LaterTime(later))));

    private async Task<bool> ExistsAsync(string name) => await Container.GetBlobClient(name).ExistsAsync(Token);

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
    }
}
