using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Galion.Tests.ServiceDefaults;

public sealed class ResilienceTests
{
    [Theory]
    [InlineData("GET", 3)]
    [InlineData("HEAD", 3)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("DELETE", 1)]
    public async Task Only_requests_that_harm_nothing_are_sent_again(string method, int attempts)
    {
        var (status, count) = await SendAsync(method, seen => seen < 3 ? 503 : 200);

        Assert.Equal((attempts == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, attempts), (status, count));
    }

    [Fact]
    public async Task An_event_stream_is_never_sent_again()
    {
        var (status, count) = await SendAsync("GET", _ => 503, request => request.Headers.Accept.ParseAdd("text/event-stream"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (status, count));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(429)]
    public async Task An_answer_that_a_retry_cannot_change_is_passed_on_at_once(int code)
    {
        var (status, count) = await SendAsync("GET", _ => code);

        Assert.Equal(((HttpStatusCode)code, 1), (status, count));
    }

    [Fact]
    public async Task A_failure_that_stays_is_passed_on_after_three_retries()
    {
        var (status, count) = await SendAsync("GET", _ => 500);

        Assert.Equal((HttpStatusCode.InternalServerError, 4), (status, count));
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_left_alone_while_another_is_still_called()
    {
        var count = 0;
        await using var failing = await TestService.StartAsync(app => app.MapFallback(() =>
        {
            Interlocked.Increment(ref count);
            return Results.StatusCode(500);
        }));
        await using var healthy = await TestService.StartAsync(app => app.MapFallback(() => "well"));
        await using var caller = await TestService.StartAsync(_ => { });
        using var client = caller.CreateOwnClient();

        var rejected = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), TestContext.Current.CancellationToken, async (_, cancellationToken) =>
        {
            try
            {
                using var response = await client.GetAsync(failing.Address, cancellationToken);
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref rejected);
            }
        });

        Assert.InRange(count, 20, 79);
        Assert.NotEqual(0, rejected);
        Assert.Equal("well", await client.GetStringAsync(healthy.Address, TestContext.Current.CancellationToken));
    }

    private static async Task<(HttpStatusCode Status, int Count)> SendAsync(
        string method, Func<int, int> answer, Action<HttpRequestMessage>? configure = null)
    {
        var count = 0;
        await using var service = await TestService.StartAsync(app => app.MapFallback(() => Results.StatusCode(answer(Interlocked.Increment(ref count)))));
        await using var caller = await TestService.StartAsync(_ => { });
        using var client = caller.CreateOwnClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), service.Address);
        configure?.Invoke(request);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, count);
    }
}
