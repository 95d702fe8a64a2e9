using Galion.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Galion.Platform.Limits;

public static class LimitsExtensions
{
    private const string RedisCheck = "StackExchange.Redis";

    /// <summary>Registers <see cref="RateLimiter"/> on the Redis of <see cref="ResourceNames.Redis"/>.</summary>
    public static IHostApplicationBuilder AddGalionLimits(this IHostApplicationBuilder builder)
    {
        builder.AddRedisClient(ResourceNames.Redis);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<RateLimiter>();

        // Redis is speed, not truth: without it the service goes on, so no load balancer may take every instance away.
        builder.Services.PostConfigure<HealthCheckServiceOptions>(health =>
        {
            foreach (var registration in health.Registrations.Where(registration => registration.Name == RedisCheck))
            {
                registration.FailureStatus = HealthStatus.Degraded;
            }
        });
        return builder;
    }
}
