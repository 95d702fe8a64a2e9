using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure.AppContainers;

namespace Aspire.Hosting.Azure.AppContainers
{
    /// <summary>Where the real package deploys to. Without it there is no deployment, so the environment is kept out of the model.</summary>
    public class AzureContainerAppEnvironmentResource : Resource, IComputeEnvironmentResource
    {
        internal AzureContainerAppEnvironmentResource(string name)
            : base(name)
        {
        }
    }
}

namespace Aspire.Hosting
{
    public static class AzureContainerAppExtensions
    {
        public static IResourceBuilder<AzureContainerAppEnvironmentResource> AddAzureContainerAppEnvironment(
            this IDistributedApplicationBuilder builder, string name) =>
            builder.CreateResourceBuilder(new AzureContainerAppEnvironmentResource(name));
    }

    public static class ContainerAppExtensions
    {
        /// <summary>Makes the resource a job that is started by hand, in the cloud and here: it runs once and is not restarted.</summary>
        public static IResourceBuilder<T> PublishAsAzureContainerAppJob<T>(this IResourceBuilder<T> resource)
            where T : IComputeResource =>
            resource.WithAnnotation(new RunsToCompletionAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }
}
