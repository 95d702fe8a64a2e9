using Microsoft.AspNetCore.HttpOverrides;

namespace Galion.Api;

/// <summary>
/// Whose <c>X-Forwarded-For</c> is believed: the two apps and the ingress, which speak for browsers. From anybody else the header is
/// ignored, so that it changes neither a limit nor the audit log.
/// </summary>
internal static class TrustedProxies
{
    private const string ConfigurationKey = "Galion:TrustedProxies";

    /// <summary>
    /// Trusts this machine and the networks of <c>Galion:TrustedProxies</c>, in CIDR notation and separated by commas, for example
    /// <c>10.0.0.0/8, fd00::/8</c>.
    /// </summary>
    internal static IHostApplicationBuilder AddTrustedProxies(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (string network in (configuration[ConfigurationKey] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.TryParse(network, out System.Net.IPNetwork parsed)
                    ? parsed
                    : throw new InvalidOperationException($"{ConfigurationKey}: '{network}' is not a network such as 10.0.0.0/8."));
            }
        });
        return builder;
    }
}
