using System.Net;
using System.Text.Json;
using Galion.Contracts;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Http;

public sealed class RequestLimitTests
{
    [Fact]
    public async Task An_account_has_its_own_limit_which_every_answer_tells()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(cancellationToken, ("Limits:RequestsPerMinute", "3"));
        using var greedy = await app.CreateUserAsync(cancellationToken);
        using var modest = await app.CreateUserAsync(cancellationToken);

        var remaining = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await greedy.Client.GetAsync("/api/v2/auth/me", cancellationToken);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            remaining.Add(allowed.Headers.GetValues("x-ratelimit-remaining-requests").Single());
        }

        using var refused = await greedy.Client.GetAsync("/api/v2/auth/me", cancellationToken);
        using var other = await modest.Client.GetAsync("/api/v2/auth/me", cancellationToken);

        Assert.Equal(["2", "1", "0"], remaining);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, other.StatusCode));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 62);
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(cancellationToken)).RootElement;
        Assert.Equal(ErrorCodes.RateLimited, problem.GetProperty("code").GetString());
    }
}
