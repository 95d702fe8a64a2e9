using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Galion.Contracts.Generations;
using Galion.Engines.Painting;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using static Galion.Tests.Generations.GenerationRequests;

namespace Galion.Tests.Generations;

/// <summary>Engines that fail and servers that go away: nothing usable delivered costs nothing.</summary>
public sealed class FailureTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_engine_that_refuses_fails_the_generation_at_once_and_the_credits_return()
    {
        await using TestApp app = await TestApp.StartAsync(Token);
        using TestUser user = await app.CreateUserAsync(Token);
        CreatedGenerationResponse receipt = await user.CreateGenerationAsync(SmallImage(), Token);

        await using TestWorker worker = CreateWorker(app, new FailingEngine(() => new NotSupportedException("never")));
        await worker.DrainAsync(Token);

        GenerationResponse generation = await user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal((GenerationStatus.Failed, "refused", false), (generation.Status, generation.Error?.Code, generation.Error?.Retryable));
        Assert.Equal((100_000, 0), await app.FindBalanceAsync(user.Id, Token));
    }

    [Fact]
    public async Task An_engine_that_keeps_failing_is_tried_three_times_and_a_repeated_request_is_no_free_run()
    {
        await using TestApp app = await TestApp.StartAsync(Token);
        using TestUser user = await app.CreateUserAsync(Token);
        CreatedGenerationResponse receipt = await user.CreateGenerationAsync(SmallImage(), Token, "key");
        var engine = new FailingEngine(() => new IOException("down"));

        await using (TestWorker worker = await CreateWorker(app, engine).StartAsync(Token))
        {
            await WaitForEndAsync(user, receipt.Id);
        }

        GenerationResponse generation = await user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal((GenerationStatus.Failed, "engine_failed", true), (generation.Status, generation.Error?.Code, generation.Error?.Retryable));
        Assert.Equal(3, engine.Calls);
        Assert.Equal((100_000, 0), await app.FindBalanceAsync(user.Id, Token));

        CreatedGenerationResponse replayed = await user.CreateGenerationAsync(SmallImage(), Token, "key");
        Assert.Equal(receipt, replayed);
        await app.DrainJobsAsync(Token);
        Assert.Equal(GenerationStatus.Failed, (await user.FindGenerationAsync(receipt.Id, Token)).Status);
        Assert.Equal((100_000, 0), await app.FindBalanceAsync(user.Id, Token));

        await user.CreateGenerationAsync(SmallImage(), Token, "another key");
        Assert.Equal((95_000, 5_000), await app.FindBalanceAsync(user.Id, Token));
        Assert.Equal(0, await app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task What_is_finished_of_a_batch_that_keeps_failing_is_made_once_kept_and_charged()
    {
        await using TestApp app = await TestApp.StartAsync(Token);
        using TestUser user = await app.CreateUserAsync(Token);
        CreatedGenerationResponse receipt = await user.CreateGenerationAsync(SmallImage(count: 3, seed: 7), Token);
        var engine = new FailingEngine(() => new IOException("down")) { SeedThatWorks = 7 };

        await using (TestWorker worker = await CreateWorker(app, engine).StartAsync(Token))
        {
            await WaitForEndAsync(user, receipt.Id);
        }

        GenerationResponse generation = await user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal((GenerationStatus.Failed, "engine_failed", 5m), (generation.Status, generation.Error?.Code, generation.CreditsCharged));
        Assert.Contains("The finished ones are kept, and only they were charged.", generation.Error!.Message);
        Assert.Single(generation.Assets);
        Assert.Equal(4, engine.Calls);
        Assert.Equal((95_000, 0), await app.FindBalanceAsync(user.Id, Token));
        Assert.Equal(0, await app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task Generations_complete_and_events_flow_when_Redis_is_killed()
    {
        int port = FindFreePort();
        using var redis = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("redis-server", ["--port", $"{port}", "--save", "", "--bind", "127.0.0.1"]) { RedirectStandardOutput = true })!;
        await using TestApp app = await TestApp.StartAsync(Token, ("ConnectionStrings:redis", $"127.0.0.1:{port},connectTimeout=1000,syncTimeout=1000"));
        using TestUser user = await app.CreateUserAsync(Token);
        CreatedGenerationResponse receipt = await user.CreateGenerationAsync(SmallImage(), Token);
        using HttpResponseMessage stream = await user.Client.OpenEventsAsync(receipt.Id, Token);
        redis.Kill();
        await redis.WaitForExitAsync(Token);

        await app.StartWorkerAsync(Token);
        List<ReceivedEvent> events = await stream.ReadEventsAsync(Token).ToListAsync(Token).AsTask().WaitAsync(Patience, Token);
        CreatedGenerationResponse another = await user.CreateGenerationAsync(SmallImage(), Token, "key");
        await WaitForEndAsync(user, another.Id);

        Assert.Equal(GenerationEvents.Succeeded, events[^1].Name);
        Assert.Equal((90_000, 0), await app.FindBalanceAsync(user.Id, Token));
    }

    private static TestWorker CreateWorker(TestApp app, IImageGenerator engine) =>
        TestWorker.Create(app.Settings, services => services.AddKeyedSingleton("galion/painter", engine));

    private static async Task WaitForEndAsync(TestUser user, Guid id)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while ((await user.FindGenerationAsync(id, Token)).FinishedAt is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class FailingEngine(Func<Exception> failure) : IImageGenerator
    {
        private readonly PainterImageGenerator _painter = new();
        private int _calls;

        public int Calls => _calls;

        /// <summary>The picture with this seed is painted.</summary>
        public long? SeedThatWorks { get; init; }

        public Task<ImageGenerationResponse> GenerateAsync(
            ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _calls);
            if (options?.AdditionalProperties?["seed"] is JsonElement seed && seed.GetInt64() == SeedThatWorks)
            {
                return _painter.GenerateAsync(request, options, cancellationToken);
            }

            return Task.FromException<ImageGenerationResponse>(failure());
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
