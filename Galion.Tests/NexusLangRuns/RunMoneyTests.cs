using System.Net;
using System.Text;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;
using static Galion.Tests.NexusLangRuns.NexusRunRequests;

namespace Galion.Tests.NexusLangRuns;

/// <summary>Runs asked for in bulk, twice over and with figures that are none. Nothing runs here: what is taken in is what counts.</summary>
public sealed class RunMoneyTests : IAsyncLifetime
{
    private TestApp _app = null!;
    private TestUser _user = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(Token, ("Limits:RequestsPerMinute", "1000000"));
        _user = await _app.CreateUserAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _user.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Of_100_requests_at_once_with_credit_for_one_one_is_taken()
    {
        await _app.LeaveCreditsAsync(_user.Id, 1_000, Token);

        HttpStatusCode[] answers = await PostAtOnceAsync(100, _ => null);

        Assert.Equal((1, 99), (answers.Count(s => s == HttpStatusCode.Accepted), answers.Count(s => s == HttpStatusCode.PaymentRequired)));
        Assert.Equal((0, 100_000), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task The_same_key_50_times_at_once_is_one_run_and_somebody_elses_key_is_another()
    {
        HttpStatusCode[] answers = await PostAtOnceAsync(50, _ => "once");
        using TestUser other = await _app.CreateUserAsync(Token);
        other.Client.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        await other.CreateRunAsync(new CreateNexusRunRequest("print(2)"), Token);

        Assert.All(answers, status => Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.Conflict, $"{status}"));
        Assert.Equal(1, await _app.Database.ScalarAsync<long>("SELECT count(*) FROM nexus_runs WHERE user_id = $1", Token, _user.Id));
        Assert.Equal((99_000, 1_000), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("\"NaN\"")]
    [InlineData("1e400")]
    [InlineData("9223372036854775808")]
    [InlineData("0.0001")]
    [InlineData("1000.001")]
    [InlineData("[1]")]
    public async Task A_budget_that_is_no_sum_of_credits_is_refused(string budget)
    {
        using var body = new StringContent($$"""{"code":"print(1)","budget_credits":{{budget}}}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _user.Client.PostAsync($"{Address}/runs", body, Token);

        JsonElement problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(problem.GetProperty("code").GetString(), (string[])[ErrorCodes.ValidationFailed, ErrorCodes.InvalidJson]);
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    private Task<HttpStatusCode[]> PostAtOnceAsync(int count, Func<int, string?> key) => Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/runs")
        {
            Content = new StringContent("""{"code":"print(1)"}""", Encoding.UTF8, "application/json"),
        };
        if (key(i) is { } sent)
        {
            request.Headers.Add("Idempotency-Key", sent);
        }

        using HttpResponseMessage response = await _user.Client.SendAsync(request, Token);
        return response.StatusCode;
    }));
}
