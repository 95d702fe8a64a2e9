using Galion.Platform.Limits;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Galion.Tests.Limits;

public sealed class RateLimiterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Two_instances_together_never_allow_more_than_the_limit()
    {
        using var one = await ConnectionMultiplexer.ConnectAsync(TestServers.Redis);
        using var two = await ConnectionMultiplexer.ConnectAsync(TestServers.Redis);
        RateLimiter[] instances = [Create(one), Create(two)];
        var key = $"test:{Guid.NewGuid():N}";

        var decisions = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => TakeAsync(instances[i % 2], key, 50))));

        Assert.Equal(50, decisions.Count(decision => decision.Allowed));
        Assert.All(decisions.Where(decision => !decision.Allowed), decision => Assert.InRange(decision.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(62)));
    }

    [Fact]
    public async Task A_permit_comes_back_when_its_window_has_passed()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(TestServers.Redis);
        var limiter = Create(redis);
        var key = $"test:{Guid.NewGuid():N}";
        var window = TimeSpan.FromSeconds(1);

        var taken = await limiter.TryTakeAsync(key, 1, window, TestContext.Current.CancellationToken);
        var refused = await limiter.TryTakeAsync(key, 1, window, TestContext.Current.CancellationToken);
        await Task.Delay(refused.RetryAfter + TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        var again = await limiter.TryTakeAsync(key, 1, window, TestContext.Current.CancellationToken);

        Assert.Equal((true, false, true), (taken.Allowed, refused.Allowed, again.Allowed));
    }

    [Fact]
    public async Task Without_redis_an_instance_keeps_the_limit_by_itself()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync("127.0.0.1:1,abortConnect=false");
        var clock = new ManualClock();
        var limiter = Create(redis, clock);

        var first = await TakeManyAsync(limiter, 10);
        clock.Advance(TimeSpan.FromSeconds(59));
        var within = await TakeManyAsync(limiter, 10);
        clock.Advance(TimeSpan.FromSeconds(2));
        var after = await TakeManyAsync(limiter, 10);

        Assert.Equal((5, 0, 5), (first, within, after));
    }

    private static RateLimiter Create(IConnectionMultiplexer redis, TimeProvider? clock = null) =>
        new(redis, clock ?? TimeProvider.System, NullLogger<RateLimiter>.Instance);

    private static Task<RateDecision> TakeAsync(RateLimiter limiter, string key, int permits) =>
        limiter.TryTakeAsync(key, permits, Minute, TestContext.Current.CancellationToken);

    private static async Task<int> TakeManyAsync(RateLimiter limiter, int attempts)
    {
        var allowed = 0;
        for (var i = 0; i < attempts; i++)
        {
            allowed += (await TakeAsync(limiter, "local", permits: 5)).Allowed ? 1 : 0;
        }

        return allowed;
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks = TimeSpan.FromHours(1).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
