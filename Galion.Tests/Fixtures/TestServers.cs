using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace Galion.Tests.Fixtures;

/// <summary>
/// The real servers that tests run against. <c>GALION_TEST_POSTGRES</c>, <c>GALION_TEST_REDIS</c> and <c>GALION_TEST_BLOBS</c> name running
/// ones by their connection strings; where one is not set, a private server is started for the time of the test process.
/// </summary>
public static class TestServers
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly Lazy<DistributedApplication> Application = new(() => Task.Run(StartAsync).GetAwaiter().GetResult());

    public static string Postgres => Named("GALION_TEST_POSTGRES") ?? Own("postgres");

    public static string Redis => Named("GALION_TEST_REDIS") ?? Own("redis");

    public static string Blobs => Named("GALION_TEST_BLOBS") ?? Own("blobs");

    /// <summary>The PostgreSQL server goes with the test process, so nothing on it needs cleaning up.</summary>
    public static bool IsPostgresTemporary => Named("GALION_TEST_POSTGRES") is null;

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string Own(string resource) => Task.Run(async () =>
    {
        using CancellationTokenSource timeout = new(StartTimeout);
        await Application.Value.ResourceNotifications.WaitForResourceHealthyAsync(resource, timeout.Token);
        return await Application.Value.GetConnectionStringAsync(resource, timeout.Token);
    }).GetAwaiter().GetResult()!;

    private static async Task<DistributedApplication> StartAsync()
    {
        IDistributedApplicationTestingBuilder builder = DistributedApplicationTestingBuilder.Create();
        builder.AddPostgres("postgres");
        builder.AddRedis("redis");
        builder.AddAzureStorage("storage").RunAsEmulator().AddBlobs("blobs");
        DistributedApplication application = await builder.BuildAsync();
        await application.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => application.Dispose();
        return application;
    }
}
