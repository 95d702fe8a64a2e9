namespace Galion.ServiceDefaults.Discovery;

/// <summary>Replaces a service's name by its address while the request is under way.</summary>
internal sealed class ServiceDiscoveryHandler(ServiceEndpointResolver resolver) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } name)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.RequestUri = resolver.Resolve(name);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // A retry sends the same request again, perhaps to another address of the service.
            request.RequestUri = name;
        }
    }
}
