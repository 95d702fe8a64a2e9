using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;

namespace Galion.ServiceDefaults;

internal static class HealthEndpoints
{
    public const string HealthPath = "/health";
    public const string AlivePath = "/alive";
    public const string LiveTag = "live";
    public const string Policy = "health";

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Long enough that probes from anywhere cost the database next to nothing, short against any probe's patience.</summary>
    public static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(3);

    public static void Map(WebApplication app)
    {
        app.UseRequestTimeouts();
        app.UseOutputCache();

        MapChecks(app, HealthPath, new HealthCheckOptions());
        MapChecks(app, AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) });
    }

    private static void MapChecks(WebApplication app, string path, HealthCheckOptions options) =>
        app.MapHealthChecks(path, options)
            .AllowAnonymous()
            .CacheOutput(Policy)
            .WithRequestTimeout(Policy)
            .DisableHttpMetrics();
}
