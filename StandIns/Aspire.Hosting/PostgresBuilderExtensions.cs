using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;

namespace Aspire.Hosting;

public static class PostgresBuilderExtensions
{
    private const int ContainerPort = 5432;

    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        password ??= builder.AddGeneratedPassword($"{name}-password");
        var server = new PostgresServerResource(name, userName?.Resource, password.Resource);
        return builder.AddResource(server)
            .WithEndpoint(port, ContainerPort, name: "tcp")
            .WithEndpoint("tcp", endpoint => endpoint.TargetHost = "127.0.0.1")
            .WithAnnotation(new ContainerImageAnnotation { Registry = "docker.io", Image = "library/postgres", Tag = "17.6" })
            .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256")
            .WithEnvironment("POSTGRES_USER", server.UserNameReference)
            .WithEnvironment("POSTGRES_PASSWORD", password)
            .ReplaceWhenConfigured();
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null) =>
        builder.ApplicationBuilder
            .AddResource(new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource))
            .ReplaceWhenConfigured();

    /// <summary>Keeps the data between runs; without it each run starts empty.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new ContainerMountAnnotation(name ?? $"{builder.Resource.Name}-data", "/var/lib/postgresql/data"));
}
