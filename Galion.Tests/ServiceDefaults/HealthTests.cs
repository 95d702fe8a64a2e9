using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Galion.Tests.ServiceDefaults;

public sealed class HealthTests
{
    [Fact]
    public async Task A_service_that_is_not_ready_is_still_alive_and_says_no_more()
    {
        await using var service = await StartAsync(() => HealthCheckResult.Unhealthy("Host=secret-host;Password=secret"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await GetAsync(service, "/health"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await GetAsync(service, "/alive"));
    }

    [Fact]
    public async Task Repeated_probes_are_answered_from_the_cache()
    {
        var count = 0;
        await using var service = await StartAsync(() =>
        {
            Interlocked.Increment(ref count);
            return HealthCheckResult.Healthy();
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync(service, "/health")));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "Healthy"), answer));
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task A_check_that_hangs_is_cut_off()
    {
        await using var service = await TestService.StartAsync(_ => { }, builder => builder.Services.AddHealthChecks().AddAsyncCheck("slow", async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return HealthCheckResult.Healthy();
        }));

        var (status, _) = await GetAsync(service, "/health");

        Assert.True(status >= HttpStatusCode.InternalServerError, $"{status}");
    }

    private static Task<TestService> StartAsync(Func<HealthCheckResult> check) =>
        TestService.StartAsync(_ => { }, builder => builder.Services.AddHealthChecks().AddCheck("database", check));

    private static async Task<(HttpStatusCode, string)> GetAsync(TestService service, string path)
    {
        using var response = await service.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
