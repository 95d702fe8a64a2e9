using System.Net;
using System.Text.Json;
using Galion.Contracts;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;

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
    public async Task A_database_without_space_left_is_an_outage_and_no_fault()
    {
        await using var app = await TestApp.StartAsync(TestContext.Current.CancellationToken);
        using var user = await app.CreateUserAsync(TestContext.Current.CancellationToken);
        await app.Database.ExecuteAsync(
            """
            CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN RAISE 'could not extend file "base/1/2": No space left on device' USING ERRCODE = 'disk_full'; END $$;
            CREATE TRIGGER no_space BEFORE INSERT ON generations FOR EACH ROW EXECUTE FUNCTION no_space()
            """,
            TestContext.Current.CancellationToken);

        using var response = await user.Client.PostGenerationAsync(GenerationRequests.SmallImage(), TestContext.Current.CancellationToken);

        await GenerationRequests.ReadProblemAsync(
            response, HttpStatusCode.ServiceUnavailable, ErrorCodes.Unavailable, TestContext.Current.CancellationToken);
        Assert.Equal((100_000, 0), await app.FindBalanceAsync(user.Id, TestContext.Current.CancellationToken));
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
