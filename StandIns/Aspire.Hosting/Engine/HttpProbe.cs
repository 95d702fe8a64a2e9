using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>Asks the health address of a resource. A resource without one is healthy while it runs, as in Aspire.</summary>
internal sealed class HttpProbe(IResourceWithEndpoints resource)
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        // A fresh connection per question: a kept one would answer for a process that is gone.
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        foreach (var check in resource.Annotations.OfType<HttpHealthCheckAnnotation>())
        {
            var address = new EndpointReference(resource, check.EndpointName).Url + check.Path;
            try
            {
                using var response = await Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if ((int)response.StatusCode != check.StatusCode)
                {
                    return $"{address} answers {(int)response.StatusCode}";
                }
            }
            catch (HttpRequestException exception)
            {
                return $"{address}: {exception.Message}";
            }
        }

        return null;
    }

    /// <summary>Null when something speaks HTTP at <paramref name="address"/>, whatever it answers.</summary>
    public static async Task<string?> FindSilenceAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return null;
        }
        catch (HttpRequestException exception)
        {
            return $"{address}: {exception.Message}";
        }
    }
}
