using System.Collections.Concurrent;
using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Galion.ServiceDefaults.Resilience;

/// <summary>
/// One pipeline per authority, so that one service's failures never hold back calls to another: 30 s in all, 3 retries with jitter, a
/// breaker that opens for 5 s when half of at least 20 requests in 30 s failed, 10 s an attempt. Times run until the headers arrive.
/// </summary>
internal sealed class ResiliencePipelines(TimeProvider? time = null)
{
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _pipelines = new(StringComparer.OrdinalIgnoreCase);

    public ResiliencePipeline<HttpResponseMessage> For(Uri address) =>
        _pipelines.GetOrAdd(address.GetLeftPart(UriPartial.Authority), _ => Build());

    private ResiliencePipeline<HttpResponseMessage> Build() =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddTimeout(TotalTimeout)
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = arguments => ValueTask.FromResult(ReadRetryAfter(arguments.Outcome.Result)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(5),
            })
            .AddTimeout(AttemptTimeout)
            .Build();

    /// <summary>A limit (429) is not transient: a caller who hears it at once can slow down, a retry only adds to it.</summary>
    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException
        || outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout };

    private static TimeSpan? ReadRetryAfter(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter?.Delta is { } delay && delay <= LongestRetryAfter ? delay : null;
}
