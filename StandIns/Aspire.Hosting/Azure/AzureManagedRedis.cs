using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Aspire.Hosting.Azure
{
    /// <summary>A face of the server that runs in its place here.</summary>
    public class AzureManagedRedisResource : Resource, IResourceWithConnectionString
    {
        internal AzureManagedRedisResource(IResourceBuilder<RedisResource> container)
            : base(container.Resource.Name) => Container = container;

        public override ResourceAnnotationCollection Annotations => Container.Resource.Annotations;

        public ReferenceExpression ConnectionStringExpression => Container.Resource.ConnectionStringExpression;

        internal IResourceBuilder<RedisResource> Container { get; }
    }
}

namespace Aspire.Hosting
{
    public static class AzureManagedRedisExtensions
    {
        public static IResourceBuilder<AzureManagedRedisResource> AddAzureManagedRedis(
            this IDistributedApplicationBuilder builder, string name) =>
            builder.CreateResourceBuilder(new AzureManagedRedisResource(builder.AddRedis(name)));

        /// <summary>Says how to sign in to the deployed server; the local one always takes a password.</summary>
        public static IResourceBuilder<AzureManagedRedisResource> WithAccessKeyAuthentication(
            this IResourceBuilder<AzureManagedRedisResource> builder) => builder;

        public static IResourceBuilder<AzureManagedRedisResource> RunAsContainer(
            this IResourceBuilder<AzureManagedRedisResource> builder, Action<IResourceBuilder<RedisResource>>? configureContainer = null)
        {
            configureContainer?.Invoke(builder.Resource.Container);
            return builder;
        }
    }
}
