using System.Globalization;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address that a resource listens on.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : "tcp");
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    /// <summary>The port that callers use, 1 to 65535; null takes a free one.</summary>
    public int? Port { get; set; }

    /// <summary>The port that the resource would listen on inside a container.</summary>
    public int? TargetPort { get; set; }

    public string UriScheme { get; set; }

    public string Transport { get; set; }

    public string TargetHost { get; set; } = "localhost";

    public bool IsExternal { get; set; }

    public bool? IsExplicitlyProxied { get; set; }

    public bool IsProxied => IsExplicitlyProxied ?? true;

    public bool TlsEnabled { get; set; }

    public AllocatedEndpoint? AllocatedEndpoint { get; set; }

    internal string? EnvironmentVariable { get; set; }
}

/// <summary>Where an endpoint can be reached while the application runs.</summary>
public class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    public EndpointAnnotation Endpoint => endpoint;

    public string Address => address;

    public int Port => port;

    public string UriScheme => endpoint.UriScheme;

    public string EndPointString => $"{Address}:{Port.ToString(CultureInfo.InvariantCulture)}";

    public string UriString => $"{UriScheme}://{EndPointString}";

    public override string ToString() => UriString;
}

public enum EndpointProperty
{
    Url = 0,
    Host = 1,
    IPV4Host = 2,
    Port = 3,
    Scheme = 4,
    TargetPort = 5,
    HostAndPort = 6,
    TlsEnabled = 7,
}

/// <summary>A promise of an endpoint's address: usable in expressions before the port is known.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IExpressionValue
{
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint.Name)
    {
    }

    public IResourceWithEndpoints Resource => owner;

    public string EndpointName => endpointName;

    public bool Exists => Find() is not null;

    public EndpointAnnotation EndpointAnnotation => Find()
        ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not defined for the resource `{Resource.Name}`.");

    public bool IsAllocated => Find()?.AllocatedEndpoint is not null;

    public string Host => Allocated.Address;

    public int Port => Allocated.Port;

    public int? TargetPort => EndpointAnnotation.TargetPort;

    public string Scheme => EndpointAnnotation.UriScheme;

    public bool IsHttp => Scheme == "http";

    public bool IsHttps => Scheme == "https";

    public string Url => Allocated.UriString;

    string IManifestExpressionProvider.ValueExpression => Property(EndpointProperty.Url).ValueExpression;

    private AllocatedEndpoint Allocated => EndpointAnnotation.AllocatedEndpoint
        ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not allocated for the resource `{Resource.Name}`.");

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    private EndpointAnnotation? Find() => Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One property of an endpoint, as <c>{resource.bindings.name.property}</c> in a manifest.</summary>
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IExpressionValue
{
    public EndpointReference Endpoint => endpointReference;

    public EndpointProperty Property => property;

    public string ValueExpression => Property == EndpointProperty.HostAndPort
        ? $"{Binding("host")}:{Binding("port")}"
        : Binding(Property == EndpointProperty.IPV4Host ? "host" : char.ToLowerInvariant(Property.ToString()[0]) + Property.ToString()[1..]);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Property switch
    {
        EndpointProperty.Url => Endpoint.Url,
        EndpointProperty.Host => Endpoint.Host,
        EndpointProperty.IPV4Host => Endpoint.Host == "localhost" ? "127.0.0.1" : Endpoint.Host,
        EndpointProperty.Port or EndpointProperty.TargetPort => Endpoint.Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.Scheme => Endpoint.Scheme,
        EndpointProperty.HostAndPort => $"{Endpoint.Host}:{Endpoint.Port.ToString(CultureInfo.InvariantCulture)}",
        EndpointProperty.TlsEnabled => Endpoint.EndpointAnnotation.TlsEnabled ? bool.TrueString : bool.FalseString,
        _ => throw new InvalidOperationException($"The property '{Property}' is not supported for the endpoint '{Endpoint.EndpointName}'."),
    });

    private string Binding(string name) => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{name}}}";
}
