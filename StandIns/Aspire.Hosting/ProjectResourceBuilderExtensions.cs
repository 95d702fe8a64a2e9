using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;

namespace Aspire.Hosting;

/// <summary>Which project a resource stands for; the build writes one such class per referenced project.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }

    bool SuppressBuild => false;

    /// <summary>The built assembly. The stand-in runs it directly instead of asking <c>dotnet run</c>.</summary>
    string? TargetPath => null;
}

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation<IProjectMetadata>(new TProject());
        if (builder.ExecutionContext.IsPublishMode)
        {
            return project.WithEnvironment(context => ProjectEnvironment.AddForPublishing(context.EnvironmentVariables, project.Resource));
        }

        return project.WithEnvironment(context =>
        {
            ProjectEnvironment.AddUrls(context.EnvironmentVariables, project.Resource);
            ProjectEnvironment.AddTelemetry(context.EnvironmentVariables, name, builder.Configuration, builder.Environment);
            context.EnvironmentVariables["DOTNET_ENVIRONMENT"] = builder.Environment.EnvironmentName;
            context.EnvironmentVariables["ASPNETCORE_ENVIRONMENT"] = builder.Environment.EnvironmentName;
        });
    }

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        replicas == 1
            ? builder
            : throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' asks for {replicas} replicas: without containers each project runs once.");
}
