using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>Gives each endpoint its port: the fixed one, or a free one.</summary>
internal static class Ports
{
    /// <summary>Below the range from which systems take ports for outgoing connections, so that none of those takes ours.</summary>
    private const int First = 20_000;
    private const int Last = 32_000;
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    public static void Allocate(IEnumerable<IResource> resources, bool randomize)
    {
        foreach (var endpoint in resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            var port = randomize ? null : endpoint.Port;
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, port ?? FindFree());
        }
    }

    public static bool IsFree(int port)
    {
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Any })
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6)
            {
                continue;
            }

            try
            {
                // ExclusiveAddressUse stays off: connections of an earlier run in TIME_WAIT do not make a port taken.
                using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(address, port));
                socket.Listen(1);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                return false;
            }
            catch (SocketException)
            {
                // An address family that this machine lacks says nothing about the port.
            }
        }

        return true;
    }

    /// <summary>Waits for a fixed port that an earlier run is about to leave.</summary>
    /// <exception cref="ResourceStartException">Another program listens on it.</exception>
    public static async Task EnsureFreeAsync(EndpointAnnotation endpoint, TimeSpan patience, CancellationToken cancellationToken)
    {
        var port = endpoint.AllocatedEndpoint!.Port;
        var deadline = DateTime.UtcNow + patience;
        while (!IsFree(port))
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new ResourceStartException(
                    $"port {port} is already in use by another program.",
                    $"See which one, and stop it: {(Tools.Find("lsof") is null && !OperatingSystem.IsMacOS() ? $"ss -ltnp 'sport = :{port}'" : $"lsof -nP -iTCP:{port} -sTCP:LISTEN")}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private static int FindFree()
    {
        lock (Gate)
        {
            while (true)
            {
                var port = Random.Shared.Next(First, Last);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }
    }
}
