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

    private Task<long> CountAsync(string sql) => _app.Database.ScalarAsync<long>(sql, Token);
}
