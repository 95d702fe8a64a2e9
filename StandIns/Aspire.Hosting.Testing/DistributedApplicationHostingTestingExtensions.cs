using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Testing;

public static class DistributedApplicationHostingTestingExtensions
{
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' does not expose a connection string.", nameof(resourceName));

    /// <param name="endpointName">Unless told, https or http, or the only endpoint.</param>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var endpoints = Find(app, resourceName).Annotations.OfType<EndpointAnnotation>().ToArray();
        var endpoint = endpointName is not null
            ? endpoints.FirstOrDefault(endpoint => string.Equals(endpoint.Name, endpointName, StringComparison.OrdinalIgnoreCase))
            : endpoints.FirstOrDefault(endpoint => endpoint.UriScheme is "https" or "http") ?? (endpoints.Length == 1 ? endpoints[0] : null);
        return endpoint?.AllocatedEndpoint is { } allocated
            ? new Uri(allocated.UriString)
            : throw new ArgumentException($"Endpoint '{endpointName ?? "http"}' for resource '{resourceName}' not found.", nameof(endpointName));
    }

    private static IResource Find(DistributedApplication app, string resourceName) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .FirstOrDefault(resource => string.Equals(resource.Name, resourceName, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Resource '{resourceName}' not found.", nameof(resourceName));
}
