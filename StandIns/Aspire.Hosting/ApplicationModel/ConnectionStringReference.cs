namespace Aspire.Hosting.ApplicationModel;

/// <summary>The connection string of another resource, as one value.</summary>
public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue
{
    public IResourceWithConnectionString Resource => resource;

    public bool Optional => optional;

    string IManifestExpressionProvider.ValueExpression => resource.ValueExpression;

    async ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken)
    {
        var value = await resource.GetConnectionStringAsync(cancellationToken);
        return string.IsNullOrEmpty(value) && !optional
            ? throw new DistributedApplicationException($"The connection string for the resource '{resource.Name}' is not available.")
            : value;
    }
}
