using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;

namespace Aspire.Hosting;

public static class RedisBuilderExtensions
{
    private const int ContainerPort = 6379;

    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        password ??= builder.AddGeneratedPassword($"{name}-password");
        return builder.AddResource(new RedisResource(name, password.Resource))
            .WithEndpoint(port, ContainerPort, name: "tcp")
            .WithEndpoint("tcp", endpoint => endpoint.TargetHost = "127.0.0.1")
            .WithAnnotation(new ContainerImageAnnotation { Registry = "docker.io", Image = "library/redis", Tag = "8.2" })
            .WithEnvironment("REDIS_PASSWORD", password)
            .WithArgs("-c", "redis-server --requirepass $REDIS_PASSWORD")
            .ReplaceWhenConfigured();
    }

    /// <summary>Keeps the data between runs; without it each run starts empty.</summary>
    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new ContainerMountAnnotation(name ?? $"{builder.Resource.Name}-data", "/data"));
}
