using Galion.ServiceDefaults;
using Galion.ServiceDefaults.Discovery;
using Galion.ServiceDefaults.Resilience;
using Galion.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the platform has in common: telemetry, health, discovery, resilience, problem details.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Everything in <see cref="AddBasicServiceDefaults{TBuilder}"/>, and discovery and resilience on every <see cref="HttpClient"/>.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddBasicServiceDefaults();

        builder.Services.TryAddSingleton<ServiceEndpointResolver>();
        builder.Services.TryAddSingleton<ResiliencePipelines>();
        builder.Services.TryAddTransient<ServiceDiscoveryHandler>();
        builder.Services.TryAddTransient<ResilienceHandler>();

        // Resilience is outermost, so that each attempt looks the service up anew.
        builder.Services.ConfigureHttpClientDefaults(http => http
            .AddHttpMessageHandler<ResilienceHandler>()
            .AddHttpMessageHandler<ServiceDiscoveryHandler>());
        return builder;
    }

    /// <summary>For services that call no other service over HTTP, or call providers whose retries their jobs decide.</summary>
    public static TBuilder AddBasicServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = TraceId.WriteTo);
        return builder;
    }

    /// <summary>Subscribes to the sources and meters of the framework, the clients and Galion. Without an OTLP endpoint it costs nothing.</summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // ASP.NET Core 10 describes its requests by the semantic conventions only when asked to, and looks once in a process's life.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        if (string.IsNullOrWhiteSpace(builder.Configuration[TelemetrySources.EndpointKey]))
        {
            return builder;
        }

        AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        new TelemetryBuilder(builder.Services)
            .ConfigureResource(builder.Configuration, builder.Environment)
            .WithMetrics(metrics => metrics.AddMeter(TelemetrySources.Meters))
            .WithTracing(tracing => tracing.AddSource(TelemetrySources.Activities).SetRootSampler(builder.Configuration));
        builder.Services.AddHostedService<TelemetryService>();
        builder.Services.AddTransient<IStartupFilter, RequestSpan>();

        return builder.AddOpenTelemetryExporters();
    }

    /// <summary>Sends traces, metrics and logs where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, if it does.</summary>
    public static TBuilder AddOpenTelemetryExporters<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration[TelemetrySources.EndpointKey]))
        {
            new TelemetryBuilder(builder.Services).UseOtlpExporter();
        }

        return builder;
    }

    /// <summary>The check tagged <c>live</c>, which asks for nothing but a process that answers.</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddRequestTimeouts(timeouts => timeouts.AddPolicy(HealthEndpoints.Policy, HealthEndpoints.Timeout));
        builder.Services.AddOutputCache(cache => cache.AddPolicy(HealthEndpoints.Policy, policy => policy.Expire(HealthEndpoints.CacheTime)));
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthEndpoints.LiveTag]);
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c> (ready for traffic: every check) and <c>/alive</c> (not worth a restart: checks tagged <c>live</c>) in every
    /// environment. Both answer with one word, so that nothing about the inside leaves the house.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        HealthEndpoints.Map(app);
        return app;
    }
}
