using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Galion.Platform.Limits;

/// <summary>
/// Counts requests across all instances: one Lua script in Redis per decision, on Redis's own clock. Without Redis every instance counts
/// for itself, so that a limit is still kept, though it may be reached once per instance. Limits that guard passwords and money live in
/// PostgreSQL instead and do not degrade.
/// </summary>
public sealed class RateLimiter(IConnectionMultiplexer redis, TimeProvider time, ILogger<RateLimiter> logger)
{
    private const int MaxLocalWindows = 100_000;

    // Takes a permit unless the window is full, in the way of SlidingWindow. Returns allowed, taken, and the first and last
    // moments of interest, in milliseconds from now.
    private const string TakeScript = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local permits, step_ms, steps = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local step = math.floor(now / step_ms)
        local counts, taken, last = {}, 0, step
        local fields = redis.call('HGETALL', KEYS[1])
        for i = 1, #fields, 2 do
          local at, count = tonumber(fields[i]), tonumber(fields[i + 1])
          if at < step - steps then
            redis.call('HDEL', KEYS[1], fields[i])
          else
            counts[#counts + 1] = { at, count }
            taken = taken + count
          end
        end
        table.sort(counts, function(a, b) return a[1] < b[1] end)
        if taken < permits then
          redis.call('HINCRBY', KEYS[1], step, 1)
          redis.call('PEXPIRE', KEYS[1], (steps + 2) * step_ms)
          return { 1, taken + 1, 0, (step + steps + 1) * step_ms - now }
        end
        local excess, free = taken - permits, step
        for _, entry in ipairs(counts) do
          excess = excess - entry[2]
          if excess < 0 then
            free = entry[1]
            break
          end
        end
        return { 0, taken, (free + steps + 1) * step_ms - now, (counts[#counts][1] + steps + 1) * step_ms - now }
        """;

    private static readonly TimeSpan RedisPatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RedisPause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, SlidingWindow> _localWindows = new(StringComparer.Ordinal);
    private long _redisPausedUntil;

    /// <summary>Takes one of <paramref name="permits"/> that <paramref name="key"/> has in any <paramref name="window"/>.</summary>
    /// <param name="key">Names what is limited and for whom, such as <c>requests:user:{id}</c>.</param>
    /// <param name="permits">At least 1.</param>
    /// <param name="window">From one second to one day.</param>
    public async Task<RateDecision> TryTakeAsync(string key, int permits, TimeSpan window, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.FromSeconds(1));

        if (time.GetTimestamp() >= Volatile.Read(ref _redisPausedUntil))
        {
            try
            {
                return await TakeInRedisAsync(key, permits, window).WaitAsync(RedisPatience, cancellationToken);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                // Waiting in vain again on each request would turn a slow Redis into a slow API.
                Volatile.Write(ref _redisPausedUntil, time.GetTimestamp() + (long)(RedisPause.TotalSeconds * time.TimestampFrequency));
                logger.CountingLocally(exception.GetType().Name);
            }
        }

        return TakeLocally(key, permits, window);
    }

    private async Task<RateDecision> TakeInRedisAsync(string key, int permits, TimeSpan window)
    {
        var stepMs = (long)Math.Ceiling(window.TotalMilliseconds / SlidingWindow.Steps);
        var answer = (long[])(await redis.GetDatabase().ScriptEvaluateAsync(
            TakeScript, ["galion:limit:" + key], [permits, stepMs, SlidingWindow.Steps]))!;
        return new RateDecision(
            answer[0] == 1, permits, (int)Math.Max(0, permits - answer[1]), TimeSpan.FromMilliseconds(answer[2]), TimeSpan.FromMilliseconds(answer[3]));
    }

    private RateDecision TakeLocally(string key, int permits, TimeSpan window)
    {
        var now = time.GetElapsedTime(0);
        var stepLength = window / SlidingWindow.Steps;
        if (_localWindows.Count > MaxLocalWindows)
        {
            // Forgetting everybody's count at once is kinder than memory without a bound, and happens only under a flood of keys.
            _localWindows.Clear();
        }

        var local = _localWindows.GetOrAdd(key, _ => new SlidingWindow());
        lock (local)
        {
            return local.TryTake(permits, stepLength, now);
        }
    }
}
