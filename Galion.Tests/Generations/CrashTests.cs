using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Galion.Contracts.Generations;
using Galion.Tests.Fixtures;
using Galion.Worker.Generations;
using static Galion.Tests.Generations.GenerationRequests;

namespace Galion.Tests.Generations;

/// <summary>A worker dies at every point where it matters, and the customer notices nothing but a few seconds.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const int KilledBySignal = 128 + 9;
    private static readonly TimeSpan ResumeWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _container = $"crash-{Guid.NewGuid():N}";
    private TestApp _app = null!;
    private TestUser _user = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(Token, ("Galion:BlobContainer", _container));
        _user = await _app.CreateUserAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _user.Dispose();
        await new BlobContainerClient(TestServers.Blobs, _container).DeleteIfExistsAsync(cancellationToken: CancellationToken.None);
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(CrashPoints.AfterClaim)]
    [InlineData(CrashPoints.AfterPaint)]
    [InlineData(CrashPoints.AfterBlobUpload)]
    [InlineData(CrashPoints.BeforeCommit)]
    [InlineData(CrashPoints.AfterCommit)]
    public async Task A_worker_killed_at_any_point_is_replaced_and_the_customer_pays_once(string crashPoint)
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(), Token);

        await using WorkerProcess doomed = WorkerProcess.Start(_app.Settings, crashPoint);
        await doomed.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        DateTimeOffset died = DateTimeOffset.UtcNow;
        Assert.Equal(KilledBySignal, doomed.ExitCode);
        await _app.StartWorkerAsync(Token);
        GenerationResponse generation = await WaitForEndAsync(receipt.Id);

        Assert.Equal((GenerationStatus.Succeeded, 5m), (generation.Status, generation.CreditsCharged));
        Assert.Equal((95_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM credit_transfers WHERE kind = 'settle'"));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM assets"));
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
        string folder = $"users/{_user.Id}/generations/{receipt.Id}";
        Assert.Equal([$"{folder}/0.png", $"{folder}/0.thumb.png"], await ListBlobsAsync());
        var resumed = await _app.Database.ScalarAsync<DateTime>("SELECT attempted_at FROM jobs WHERE kind = 'generate_image'", Token);
        Assert.True(resumed - died < ResumeWithin, $"Resumed {resumed - died} after the crash.");

        List<ReceivedEvent> events = await _user.Client.ReadAllEventsAsync(receipt.Id, Token);
        Assert.Equal(1, events.Count(e => e.Name == GenerationEvents.Succeeded));
    }

    [Fact]
    public async Task Pictures_that_were_finished_before_a_crash_are_kept_and_not_painted_again()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(count: 3), Token);

        await using WorkerProcess doomed = WorkerProcess.Start(_app.Settings, CrashPoints.AfterKeep);
        await doomed.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        Assert.Equal(KilledBySignal, doomed.ExitCode);
        GenerationResponse halfway = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal((GenerationStatus.Running, 1, 15m), (halfway.Status, halfway.Assets.Count, halfway.CreditsHeld));
        string folder = $"users/{_user.Id}/generations/{receipt.Id}";
        DateTimeOffset written = await FindWriteTimeAsync($"{folder}/0.png");

        await _app.StartWorkerAsync(Token);
        GenerationResponse generation = await WaitForEndAsync(receipt.Id);

        Assert.Equal((GenerationStatus.Succeeded, 15m, 3), (generation.Status, generation.CreditsCharged, generation.Assets.Count));
        Assert.Equal(halfway.Assets[0].Id, generation.Assets[0].Id);
        Assert.Equal(written, await FindWriteTimeAsync($"{folder}/0.png"));
        Assert.Equal((85_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal(6, (await ListBlobsAsync()).Count);
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task A_worker_that_dies_while_it_cancels_leaves_the_finished_pictures_kept_and_charged()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(
            new { kind = "image", prompt = "a forest", options = new { width = 1024, height = 1024, count = 8, detail = "fine", seed = 5 } }, Token);
        await using WorkerProcess doomed = WorkerProcess.Start(_app.Settings, CrashPoints.BeforeCommit);
        await WaitUntilAsync(async () => (await _user.FindGenerationAsync(receipt.Id, Token)).Assets.Count > 0);
        using HttpResponseMessage cancel = await _user.Client.PostAsync($"{Address}/{receipt.Id}/cancel", null, Token);
        await doomed.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        Assert.Equal(KilledBySignal, doomed.ExitCode);
        int finished = (await _user.FindGenerationAsync(receipt.Id, Token)).Assets.Count;

        await _app.StartWorkerAsync(Token);
        GenerationResponse generation = await WaitForEndAsync(receipt.Id);

        Assert.InRange(finished, 1, 7);
        Assert.Equal((GenerationStatus.Canceled, 5m * finished, finished), (generation.Status, generation.CreditsCharged, generation.Assets.Count));
        Assert.Equal("You cancelled this. The finished pictures are kept, and only they were charged.", generation.Error?.Message);
        Assert.Equal((100_000 - (5_000 * finished), 0), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_hands_its_work_back_uncharged()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(
            new { kind = "image", prompt = "a forest", options = new { width = 2048, height = 2048, count = 4, detail = "fine" } }, Token);
        await using WorkerProcess leaving = WorkerProcess.Start(_app.Settings);
        await WaitUntilAsync(async () => (await _user.FindGenerationAsync(receipt.Id, Token)).Progress > 0);

        await leaving.TerminateAsync(Token);
        await leaving.WaitForExitAsync(Token).WaitAsync(Patience, Token);

        Assert.Equal(0, leaving.ExitCode);
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM jobs WHERE kind = 'generate_image' AND state = 'available' AND attempt = 0"));
        Assert.Equal((80_000, 20_000), await _app.FindBalanceAsync(_user.Id, Token));
        using HttpResponseMessage cancelled = await _user.Client.PostAsync($"{Address}/{receipt.Id}/cancel", null, Token);
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    private async Task<GenerationResponse> WaitForEndAsync(Guid id)
    {
        GenerationResponse? generation = null;
        await WaitUntilAsync(async () => (generation = await _user.FindGenerationAsync(id, Token)).FinishedAt is not null);
        return generation!;
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    private async Task<List<string>> ListBlobsAsync()
    {
        List<string> names = [];
        await foreach (BlobItem blob in new BlobContainerClient(TestServers.Blobs, _container).GetBlobsAsync(cancellationToken: Token))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    private async Task<DateTimeOffset> FindWriteTimeAsync(string blob) =>
        (await new BlobContainerClient(TestServers.Blobs, _container).GetBlobClient(blob).GetPropertiesAsync(cancellationToken: Token)).Value.LastModified;

    private Task<long> CountAsync(string sql) => _app.Database.ScalarAsync<long>(sql, Token);
}
