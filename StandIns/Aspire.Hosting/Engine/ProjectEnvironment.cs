using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Engine;

/// <summary>What every project is told by its environment, with the names that Aspire uses.</summary>
internal static class ProjectEnvironment
{
    public static void AddUrls(Dictionary<string, object> variables, ProjectResource project)
    {
        var urls = project.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.UriScheme is "http" or "https" && endpoint.EnvironmentVariable is null)
            .Select(endpoint => endpoint.AllocatedEndpoint!.UriString)
            .ToArray();
        if (urls.Length > 0)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', urls);
        }
    }

    public static void AddTelemetry(
        Dictionary<string, object> variables, string name, IConfiguration configuration, IHostEnvironment environment)
    {
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        var grpc = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"];
        var http = configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];
        var generic = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if ((grpc ?? http ?? generic) is not { } endpoint)
        {
            return;
        }

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = grpc is not null
            ? "grpc"
            : http is not null ? "http/protobuf" : configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? "grpc";
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={name}-{Guid.NewGuid():N}";
        variables["OTEL_SERVICE_NAME"] = name;
        if (configuration["AppHost:OtlpApiKey"] is { } key)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        }

        if (environment.IsDevelopment())
        {
            // Milliseconds: a developer wants to see a trace at once.
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }
    }

    public static void AddForPublishing(Dictionary<string, object> variables, ProjectResource project)
    {
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        var http = project.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.UriScheme == "http");
        if (http is not null)
        {
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            variables["HTTP_PORTS"] = new EndpointReference(project, http.Name).Property(EndpointProperty.TargetPort);
        }
    }
}
