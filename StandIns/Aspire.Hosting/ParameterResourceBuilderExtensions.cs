using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, fallback => Configured(builder, name, fallback), secret));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret)
        {
            throw new ArgumentException("A parameter cannot be both secret and published as a default value.", nameof(secret));
        }

        return builder.AddResource(new ParameterResource(name, fallback => fallback?.GetDefaultValue() ?? valueGetter(), secret)
        {
            Default = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null,
        });
    }

    /// <param name="persist">Keeps a generated value for the next run. The real package keeps it in the user's secrets, the stand-in beside its data.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        if (persist && builder.ExecutionContext.IsRunMode)
        {
            value = new PersistedParameterDefault(name, value, () => SecretStore.Of(builder));
        }

        return builder.AddResource(new ParameterResource(name, fallback => Configured(builder, name, fallback), secret) { Default = value });
    }

    /// <summary>A password that is generated once and kept, as servers with a data folder need it.</summary>
    internal static IResourceBuilder<ParameterResource> AddGeneratedPassword(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddParameter(name, new GenerateParameterDefault { Special = false }, secret: true, persist: true);

    private static string Configured(IDistributedApplicationBuilder builder, string name, ParameterDefault? fallback) =>
        builder.Configuration[$"Parameters:{name}"]
        ?? fallback?.GetDefaultValue()
        ?? throw new DistributedApplicationException(
            $"Parameter resource could not be used because configuration key 'Parameters:{name}' is missing and the Parameter has no default value.");
}
