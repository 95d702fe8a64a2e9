using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Engine;

internal static class ExternalResources
{
    /// <summary>Takes the server that configuration key <c>ConnectionStrings:{name}</c> points to, instead of starting one.</summary>
    public static IResourceBuilder<T> ReplaceWhenConfigured<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithConnectionString
    {
        var configured = builder.ApplicationBuilder.Configuration.GetConnectionString(builder.Resource.Name);
        return string.IsNullOrEmpty(configured) || builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder
            : builder.WithAnnotation(new ExternalConnectionStringAnnotation(configured));
    }

    public static bool IsExternal(this IResource resource) =>
        resource.Annotations.OfType<ExternalConnectionStringAnnotation>().Any();

    /// <summary>True when nothing is left that would need the resource to run here.</summary>
    public static bool IsReplaced(this IResource resource, IEnumerable<IResource> all)
    {
        if (resource.IsExternal())
        {
            return true;
        }

        var children = all.OfType<IResourceWithParent>().Where(child => child.Parent == resource).ToArray();
        return children.Length > 0 && children.All(child => child.IsExternal());
    }
}
