using System.Globalization;
using Galion.Api.Accounts;
using Galion.Contracts;
using Galion.Platform.Accounts;
using Galion.Platform.Limits;
using Microsoft.Extensions.Options;

namespace Galion.Api.Http;

/// <summary>Counts each request under <c>/api/v2</c> against its account, or its address when nobody is signed in, and says so in its headers.</summary>
internal sealed class RequestLimits(RateLimiter limiter, IOptionsMonitor<LimitsOptions> options)
{
    public const string LimitHeader = "x-ratelimit-limit-requests";
    public const string RemainingHeader = "x-ratelimit-remaining-requests";
    public const string ResetHeader = "x-ratelimit-reset-requests";

    /// <summary>The same in the words of the IETF's draft (draft-ietf-httpapi-ratelimit-headers-11): structured fields, seconds.</summary>
    public const string PolicyField = "RateLimit-Policy";
    public const string StateField = "RateLimit";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/api/v2", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var (key, permits) = CurrentUser.From(context.User) is { } user
            ? ($"requests:user:{user.Id:N}", options.CurrentValue.RequestsPerMinute)
            : ($"requests:address:{AddressOf(context)}", options.CurrentValue.AnonymousRequestsPerMinute);
        var decision = await limiter.TryTakeAsync(key, permits, Window, context.RequestAborted);

        context.Response.OnStarting(
            static state =>
            {
                var (response, decision) = ((HttpResponse, RateDecision))state;
                Write(response.Headers, decision);
                return Task.CompletedTask;
            },
            (context.Response, decision));

        if (decision.Allowed)
        {
            await next(context);
            return;
        }

        await Problems.TooMany(
            context, ErrorCodes.RateLimited, decision.RetryAfter,
            $"You have made {decision.Limit} requests within a minute, which is the limit. Nothing was done or charged. Wait as long as the Retry-After header says and send the request again.")
            .ExecuteAsync(context);
    }

    private static string AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? AttemptLimiter.NetworkOf(address) : "unknown";

    private static void Write(IHeaderDictionary headers, RateDecision decision)
    {
        var reset = Math.Max(0, (long)Math.Ceiling(decision.Reset.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        headers[LimitHeader] = decision.Limit.ToString(CultureInfo.InvariantCulture);
        headers[RemainingHeader] = decision.Remaining.ToString(CultureInfo.InvariantCulture);
        headers[ResetHeader] = reset + "s";
        headers[PolicyField] = string.Create(CultureInfo.InvariantCulture, $"\"requests\";q={decision.Limit};w={Window.TotalSeconds:0}");
        headers[StateField] = string.Create(CultureInfo.InvariantCulture, $"\"requests\";r={decision.Remaining};t={reset}");
    }
}
