using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
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
        app.Use(LetImpatientProbesGoAsync);
        app.UseRequestTimeouts();
        app.UseOutputCache();

        MapChecks(app, HealthPath, new HealthCheckOptions());
        MapChecks(app, AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) });
    }

    /// <summary>
    /// A probe that hangs up takes its checks with it, and the cache takes those along that wait for the same answer. That is no fault of
    /// the service and no line in its log: who still waits is told to come again.
    /// </summary>
    private static async Task LetImpatientProbesGoAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.Request.Path == HealthPath && !context.Response.HasStarted)
        {
            context.Response.StatusCode = context.RequestAborted.IsCancellationRequested
                ? StatusCodes.Status499ClientClosedRequest
                : StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static void MapChecks(WebApplication app, string path, HealthCheckOptions options) =>
        app.MapHealthChecks(path, options)
            .AllowAnonymous()
            .CacheOutput(Policy)
            .WithRequestTimeout(Policy)
            .DisableHttpMetrics();
}
