using System.Net;
using System.Text.Json;
using Galion.Contracts;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Http;

public sealed class OutageTests
{
    private const string Nowhere = "127.0.0.1:1";

    [Fact]
    public async Task Without_its_database_the_api_says_that_it_is_unavailable_and_when_to_return()
    {
        await using var app = await TestApp.StartAsync(
            TestContext.Current.CancellationToken,
            ($"ConnectionStrings:{ResourceNames.Database}", "Host=127.0.0.1;Port=1;Username=nobody;Password=canary-secret;Database=none;Timeout=2"));
        using var client = app.CreateClient();

        using var response = await client.PostAsync(
            "/api/v2/auth/login", new StringContent("""{"email":"a@example.com","password":"long enough"}""", null, "application/json"),
            TestContext.Current.CancellationToken);

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 5d), (response.StatusCode, response.Headers.RetryAfter?.Delta?.TotalSeconds));
        Assert.Equal(ErrorCodes.Unavailable, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString());
        Assert.DoesNotContain("canary", body, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_redis_the_api_goes_on_and_stays_ready()
    {
        await using var app = await TestApp.StartAsync(TestContext.Current.CancellationToken, ($"ConnectionStrings:{ResourceNames.Redis}", Nowhere));
        using var user = await app.CreateUserAsync(TestContext.Current.CancellationToken);

        using var response = await user.Client.GetAsync("/api/v2/auth/me", TestContext.Current.CancellationToken);
        using var health = await user.Client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (response.StatusCode, health.StatusCode));
        Assert.True(response.Headers.Contains("x-ratelimit-remaining-requests"));
    }
}
