using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Galion.Tests.AppHost;
using Npgsql;

namespace Galion.Tests.StandIns.Hosting;

/// <summary>Single resources on the container-free engine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ResourceTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Resource_that_dies_is_started_again()
    {
        await using IDistributedApplicationTestingBuilder builder = DistributedApplicationTestingBuilder.Create();
        builder.AddRedis("redis");
        await using DistributedApplication app = await builder.BuildAsync(Token);
        await app.StartAsync(Token);
        ResourceEvent before = await app.ResourceNotifications.WaitForResourceHealthyAsync("redis", Token).WaitAsync(Timeout, Token);
        int guard = before.Snapshot.ProcessId!.Value;
        int[] descendants = await AppHostProcess.FindDescendantsAsync(guard);
        foreach (Process server in Process.GetProcesses().Where(process =>
            descendants.Contains(process.Id) && process.ProcessName.StartsWith("redis", StringComparison.Ordinal)))
        {
            await AppHostProcess.SignalAsync("KILL", server.Id);
        }

        ResourceEvent after = await app.ResourceNotifications.WaitForResourceAsync(
            "redis", change => change.Snapshot is { Restarts: 1, HealthStatus: Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy }, Token)
            .WaitAsync(Timeout, Token);
        Assert.NotEqual(guard, after.Snapshot.ProcessId);
    }

    [Fact]
    public async Task Program_that_never_becomes_healthy_is_given_up_with_its_last_words()
    {
        string problem = await FindProblemAsync("broken", builder => builder
            .AddExecutable("broken", "bash", "/", "-c", "echo the disk is on fire; exit 7").WithHttpEndpoint().WithHttpHealthCheck("/"));
        Assert.Contains("ended with exit code 7 before it was healthy, 3 times in a row", problem);
        Assert.Contains("the disk is on fire", problem);
    }

    [Fact]
    public async Task Missing_tool_is_named_with_the_command_that_installs_it()
    {
        string problem = await FindProblemAsync("tool", builder => builder.AddExecutable("tool", "no-such-tool", "/"));
        Assert.Contains("no-such-tool is not installed.", problem);
        Assert.Matches("Install it: .* no-such-tool", problem);
    }

    [Fact]
    public async Task Fixed_port_that_another_program_holds_is_named()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using IDistributedApplicationTestingBuilder builder = DistributedApplicationTestingBuilder.Create("--DcpPublisher:RandomizePorts=false");
        builder.AddRedis("redis", port);
        await using DistributedApplication app = await builder.BuildAsync(Token);

        DistributedApplicationException exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync(Token));
        Assert.Contains($"redis cannot start: port {port} is already in use by another program.", exception.Message);
        Assert.Contains($"{port}", exception.Message.Split('\n')[1]);
    }

    [Fact]
    public async Task Damaged_data_folder_is_named_and_left_untouched()
    {
        string folder = "";
        string problem = await FindProblemAsync("postgres", builder =>
        {
            builder.AddPostgres("postgres").WithDataVolume();
            folder = Path.Combine(builder.Configuration["Aspire:Store:Path"]!, "postgres", "data");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "half-a-table"), "precious");
        });
        Assert.Contains($"its data folder {folder} is damaged: it has no readable PG_VERSION.", problem);
        Assert.Contains($"mv '{folder}' '{folder}.damaged'", problem);
    }

    [Fact]
    public async Task Data_folder_of_another_version_asks_for_that_version()
    {
        string problem = await FindProblemAsync("postgres", builder =>
        {
            builder.AddPostgres("postgres").WithDataVolume();
            string folder = Path.Combine(builder.Configuration["Aspire:Store:Path"]!, "postgres", "data");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "PG_VERSION"), "9\n");
        });
        Assert.Contains("the data folder was made by PostgreSQL 9, and installed is only", problem);
    }

    [Fact]
    public async Task Connection_string_in_configuration_replaces_the_server()
    {
        string external = Fixtures.TestServers.Postgres;
        await using IDistributedApplicationTestingBuilder builder = DistributedApplicationTestingBuilder.Create($"--ConnectionStrings:galiondb={external}");
        builder.AddAzurePostgresFlexibleServer("postgres").RunAsContainer().AddDatabase("galiondb");
        await using DistributedApplication app = await builder.BuildAsync(Token);
        await app.StartAsync(Token);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("galiondb", Token).WaitAsync(Timeout, Token);
        Assert.Equal(external, await app.GetConnectionStringAsync("galiondb", Token));
        Assert.False(app.ResourceNotifications.TryGetCurrentState("postgres", out _), "a server was started although one is configured");
    }

    [Fact]
    public async Task Database_keeps_its_rows_and_its_password_when_the_platform_restarts()
    {
        string state = Directory.CreateTempSubdirectory("galion-restart-").FullName;
        File.SetUnixFileMode(state, File.GetUnixFileMode(state) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        try
        {
            await UseAsync("CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)");
            Assert.Equal(42, await UseAsync("SELECT n FROM kept"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(state, "secrets.json")));
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }

        async Task<object?> UseAsync(string sql)
        {
            await using IDistributedApplicationTestingBuilder builder = DistributedApplicationTestingBuilder.Create(
                $"--Aspire:Store:Path={state}", "--Aspire:Store:Temporary=false");
            builder.AddPostgres("postgres").WithDataVolume().AddDatabase("kept");
            await using DistributedApplication app = await builder.BuildAsync(Token);
            await app.StartAsync(Token);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("kept", Token).WaitAsync(Timeout, Token);
            await using NpgsqlConnection connection = new((await app.GetConnectionStringAsync("kept", Token)) + ";Pooling=false");
            await connection.OpenAsync(Token);
            await using NpgsqlCommand command = new(sql, connection);
            return await command.ExecuteScalarAsync(Token);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> FindProblemAsync(string resource, Action<IDistributedApplicationTestingBuilder> describe)
    {
        await using IDistributedApplicationTestingBuilder builder = DistributedApplicationTestingBuilder.Create();
        describe(builder);
        await using DistributedApplication app = await builder.BuildAsync(Token);
        await app.StartAsync(Token);
        DistributedApplicationException exception = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            app.ResourceNotifications.WaitForResourceHealthyAsync(resource, Token).WaitAsync(Timeout, Token));
        return exception.Message;
    }
}
