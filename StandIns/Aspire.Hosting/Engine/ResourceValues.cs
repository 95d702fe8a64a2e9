using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>Evaluates the environment and the arguments that an AppHost has described.</summary>
internal static class ResourceValues
{
    public static async Task<Dictionary<string, object>> DescribeEnvironmentAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }

    public static async Task<IList<object>> DescribeArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.Args;
    }

    public static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in await DescribeEnvironmentAsync(resource, executionContext, cancellationToken))
        {
            values[name] = await ResolveAsync(value, cancellationToken);
        }

        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint is { EnvironmentVariable: { } variable, AllocatedEndpoint: { } allocated })
            {
                values[variable] = allocated.Port.ToString(CultureInfo.InvariantCulture);
            }
        }

        return values;
    }

    public static async Task<IReadOnlyList<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var values = new List<string>();
        foreach (var argument in await DescribeArgumentsAsync(resource, cancellationToken))
        {
            values.Add(await ResolveAsync(argument, cancellationToken));
        }

        return values;
    }

    private static async Task<string> ResolveAsync(object value, CancellationToken cancellationToken) => value switch
    {
        IValueProvider provider => await provider.GetValueAsync(cancellationToken) ?? "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
