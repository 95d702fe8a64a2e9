using System.Net;
using System.Text.Json;
using Galion.Contracts;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;

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

    [Fact]
    public async Task Every_answer_tells_the_limit_in_the_words_of_the_standard_too()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        // Counted on this instance alone: a Redis that is late on a busy machine would begin the count anew.
        await using var app = await TestApp.StartAsync(
            cancellationToken, ("Limits:RequestsPerMinute", "2"), ($"ConnectionStrings:{ResourceNames.Redis}", "127.0.0.1:1"));
        using var user = await app.CreateUserAsync(cancellationToken);

        foreach (var (path, left) in new[] { ("/api/v2/auth/me", 1), ("/api/v2/nothing-here", 0), ("/api/v2/auth/me", 0) })
        {
            using var answer = await user.Client.GetAsync(path, cancellationToken);
            Assert.Equal("\"requests\";q=2;w=60", answer.Headers.GetValues("RateLimit-Policy").Single());
            Assert.Matches($"^\"requests\";r={left};t=\\d+$", answer.Headers.GetValues("RateLimit").Single());
        }
    }

    [Fact]
    public async Task Every_answer_tells_the_credits_and_the_generations_that_are_left()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(cancellationToken, ("Limits:ConcurrentGenerations", "2"));
        using var user = await app.CreateUserAsync(cancellationToken);
        using var stranger = app.CreateClient();

        using var before = await user.Client.GetAsync("/api/v2/auth/me", cancellationToken);
        using var accepted = await user.Client.PostGenerationAsync(GenerationRequests.SmallImage(), cancellationToken);
        using var missing = await user.Client.GetAsync("/api/v2/nothing-here", cancellationToken);
        using var anonymous = await stranger.GetAsync("/api/v2/auth/me", cancellationToken);
        await app.DrainJobsAsync(cancellationToken);
        using var after = await user.Client.GetAsync("/api/v2/auth/me", cancellationToken);

        Assert.Equal(("100", "2", "2"), ReadAccount(before));
        Assert.Equal(("95", "2", "1"), ReadAccount(accepted));
        Assert.Equal(("95", "2", "1"), ReadAccount(missing));
        Assert.Equal(("95", "2", "2"), ReadAccount(after));
        Assert.DoesNotContain(anonymous.Headers, header => header.Key.StartsWith("x-galion", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_more_generations_are_under_way_than_may_be_however_many_are_asked_for_at_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(cancellationToken, ("Limits:ConcurrentGenerations", "3"));
        using var user = await app.CreateUserAsync(cancellationToken);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => user.Client.PostGenerationAsync(GenerationRequests.SmallImage(), cancellationToken)));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted));
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Accepted))
        {
            await GenerationRequests.ReadProblemAsync(refused, HttpStatusCode.TooManyRequests, ErrorCodes.ConcurrencyLimited, cancellationToken);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        Assert.Equal((85_000, 15_000), await app.FindBalanceAsync(user.Id, cancellationToken));
        await app.DrainJobsAsync(cancellationToken);
        await user.CreateGenerationAsync(GenerationRequests.SmallImage(), cancellationToken);
    }

    private static (string Credits, string Limit, string Remaining) ReadAccount(HttpResponseMessage answer) => (
        answer.Headers.GetValues("x-galion-credits-remaining").Single(), answer.Headers.GetValues("x-ratelimit-limit-concurrent").Single(),
        answer.Headers.GetValues("x-ratelimit-remaining-concurrent").Single());
}
