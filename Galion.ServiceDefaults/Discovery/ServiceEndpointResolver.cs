using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace Galion.ServiceDefaults.Discovery;

/// <summary>
/// Finds the address behind a service's name in the configuration that the AppHost injects: <c>services:{name}:{scheme or endpoint}:{n}</c>.
/// <c>https+http://api</c> prefers https; <c>http://_metrics.api</c> names an endpoint; several addresses take turns. A name that nobody
/// configured is left as it is, to be resolved by DNS.
/// </summary>
internal sealed class ServiceEndpointResolver(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, uint> _turns = new(StringComparer.OrdinalIgnoreCase);

    public Uri Resolve(Uri address)
    {
        var schemes = address.Scheme.Split('+');
        var (endpoint, service) = SplitHost(address.Host);

        foreach (var name in endpoint is null ? schemes : [endpoint])
        {
            if (TakeTurn(service, name) is { } found)
            {
                return Combine(found, address);
            }
        }

        return schemes.Length == 1 ? address : new UriBuilder(address) { Scheme = schemes[0], Port = address.IsDefaultPort ? -1 : address.Port }.Uri;
    }

    private static (string? Endpoint, string Service) SplitHost(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return host.StartsWith('_') && dot > 1 ? (host[1..dot], host[(dot + 1)..]) : (null, host);
    }

    private static Uri Combine(Uri endpoint, Uri address) =>
        new UriBuilder(endpoint) { Path = endpoint.AbsolutePath.TrimEnd('/') + address.AbsolutePath, Query = address.Query, Fragment = address.Fragment }.Uri;

    private Uri? TakeTurn(string service, string endpoint)
    {
        var section = configuration.GetSection($"services:{service}:{endpoint}");
        string[] addresses = section.Value is { Length: > 0 } single
            ? [single]
            : [.. section.GetChildren().Select(child => child.Value).OfType<string>().Where(value => value.Length > 0)];
        if (addresses.Length == 0)
        {
            return null;
        }

        var turn = _turns.AddOrUpdate($"{service}:{endpoint}", 0, (_, last) => last + 1);
        return Uri.TryCreate(addresses[turn % addresses.Length], UriKind.Absolute, out var found)
            ? found
            : throw new InvalidOperationException(
                $"The configured address of service '{service}' ('services:{service}:{endpoint}') is not an absolute URI.");
    }
}
