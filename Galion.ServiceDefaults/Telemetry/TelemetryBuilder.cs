using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Galion.ServiceDefaults.Telemetry;

/// <summary>Builds the OpenTelemetry providers in the service's own container, as OpenTelemetry.Extensions.Hosting does.</summary>
internal sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
{
    public IServiceCollection Services { get; } = services;
}

internal static class TelemetryBuilderExtensions
{
    extension(TelemetryBuilder builder)
    {
        /// <summary>Names the service after its assembly, unless <c>OTEL_SERVICE_NAME</c> says otherwise.</summary>
        public IOpenTelemetryBuilder ConfigureResource(IConfiguration configuration, IHostEnvironment environment) =>
            string.IsNullOrEmpty(configuration["OTEL_SERVICE_NAME"])
                ? builder.ConfigureResource(resource => resource.AddService(environment.ApplicationName))
                : builder;
    }

    extension(TracerProviderBuilder builder)
    {
        /// <summary>
        /// Leaves the choice to the standard <c>OTEL_TRACES_SAMPLER</c> where it asks for a part of the traces. "All of them", which the
        /// AppHost asks for in development, means all that <see cref="RootSampler"/> keeps.
        /// </summary>
        public TracerProviderBuilder SetRootSampler(IConfiguration configuration) =>
            configuration["OTEL_TRACES_SAMPLER"] is null or "" or "always_on" or "parentbased_always_on"
                ? builder.SetSampler(new ParentBasedSampler(new RootSampler()))
                : builder;
    }
}
