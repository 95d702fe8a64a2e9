using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Galion.Contracts;
using Npgsql;

namespace Galion.Tests.AppHost;

/// <summary>The AppHost as a whole, through Aspire's testing builder.</summary>
public sealed class PlatformTests
{
    [Fact]
    public async Task Every_resource_becomes_healthy_and_the_services_answer()
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromMinutes(3));
        await using IDistributedApplicationTestingBuilder builder = await DistributedApplicationTestingBuilder
            .CreateAsync<Projects.Galion_AppHost>(timeout.Token);
        await using DistributedApplication app = await builder.BuildAsync(timeout.Token);
        await app.StartAsync(timeout.Token);

        string[] services = [ResourceNames.Api, ResourceNames.Worker, ResourceNames.Studio, ResourceNames.Developer];
        foreach (string resource in services.Append(ResourceNames.Mailbox))
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, timeout.Token);
        }

        foreach (string service in services)
        {
            using HttpClient client = app.CreateHttpClient(service);
            using HttpResponseMessage response = await client.GetAsync("/health", timeout.Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await using NpgsqlDataSource database = NpgsqlDataSource.Create((await app.GetConnectionStringAsync(ResourceNames.Database, timeout.Token))!);
        await using NpgsqlCommand count = database.CreateCommand("SELECT count(*) FROM schema_migrations");
        Assert.NotEqual(0L, await count.ExecuteScalarAsync(timeout.Token));
    }
}
