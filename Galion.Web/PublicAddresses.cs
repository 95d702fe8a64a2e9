using Microsoft.Extensions.Configuration;

namespace Galion.Web;

/// <summary>The addresses at which people and programs reach the parts of the platform, as pages print and link them.</summary>
public static class PublicAddresses
{
    /// <summary>
    /// <c>Apps:{resource}</c> where a deployment sets it, otherwise the address that service discovery knows, which in
    /// development is the public one; null when there is neither.
    /// </summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="resource">One of <see cref="Contracts.ResourceNames"/>.</param>
    public static string? FindPublicAddress(this IConfiguration configuration, string resource) =>
        (configuration[$"Apps:{resource}"] ?? configuration[$"services:{resource}:https:0"] ?? configuration[$"services:{resource}:http:0"])
        ?.TrimEnd('/');
}
