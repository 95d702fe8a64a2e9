using System.Net;
using System.Net.Http.Json;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Platform.Accounts;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Galion.Tests.Accounts;

public sealed class SessionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_refresh_hands_out_the_next_token_and_a_working_access_token()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        HashSet<string> tokens = [user.Session.RefreshToken];
        string latest = user.Session.RefreshToken;
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage answer = await client.RefreshAsync(latest, Cancelled);
            SessionResponse session = await answer.ReadSessionAsync(Cancelled);
            Assert.True(tokens.Add(latest = session.RefreshToken));
            Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(session.AccessToken, Cancelled));
        }
    }

    [Fact]
    public async Task Fifty_refreshes_at_once_get_one_and_the_same_successor()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        await using TestApp another = app.StartAnother();
        HttpClient[] clients = [app.CreateClient(), another.CreateClient()];

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            clients[i % 2].RefreshAsync(user.Session.RefreshToken, Cancelled)));
        SessionResponse[] sessions = await Task.WhenAll(answers.Select(a => a.ReadSessionAsync(Cancelled)));

        string successor = Assert.Single(sessions.Select(s => s.RefreshToken).Distinct());
        Assert.Equal(2, await app.Database.ScalarAsync<int>("SELECT token_number FROM sessions", Cancelled));
        using HttpResponseMessage next = await clients[0].RefreshAsync(successor, Cancelled);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_used_token_that_comes_back_after_its_grace_ends_the_whole_session()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        using HttpResponseMessage refreshed = await client.RefreshAsync(user.Session.RefreshToken, Cancelled);
        SessionResponse successor = await refreshed.ReadSessionAsync(Cancelled);
        await app.Database.ExecuteAsync("UPDATE sessions SET token_issued_at = token_issued_at - interval '11 seconds'", Cancelled);

        using HttpResponseMessage reused = await client.RefreshAsync(user.Session.RefreshToken, Cancelled);

        await Problem.AssertAsync(reused, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
        using HttpResponseMessage afterwards = await client.RefreshAsync(successor.RefreshToken, Cancelled);
        await Problem.AssertAsync(afterwards, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusOfMeAsync(successor.AccessToken, Cancelled));
        Assert.Equal("refresh_token_reused", await app.Database.ScalarAsync<string>("SELECT end_reason FROM sessions", Cancelled));
        Assert.Equal(1, await app.Database.ScalarAsync<long>(
            "SELECT count(*) FROM audit_events WHERE action = 'session.refresh_token_reused' AND user_id = $1", Cancelled, user.Id));
    }

    [Fact]
    public async Task The_token_before_last_has_no_grace()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        using HttpResponseMessage first = await client.RefreshAsync(user.Session.RefreshToken, Cancelled);
        using HttpResponseMessage second = await client.RefreshAsync((await first.ReadSessionAsync(Cancelled)).RefreshToken, Cancelled);
        SessionResponse latest = await second.ReadSessionAsync(Cancelled);

        using HttpResponseMessage grandparent = await client.RefreshAsync(user.Session.RefreshToken, Cancelled);
        using HttpResponseMessage afterwards = await client.RefreshAsync(latest.RefreshToken, Cancelled);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (grandparent.StatusCode, afterwards.StatusCode));
    }

    [Fact]
    public async Task A_token_that_we_did_not_write_is_refused_and_harms_no_session()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using TestUser other = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        string good = user.Session.RefreshToken;
        string[] forged =
        [
            good[..^1] + (good[^1] == 'A' ? 'Q' : 'A'),
            // The other session's id before this one's signature, and another number before its own.
            other.Session.RefreshToken[..26] + good[26..],
            good[..31] + "K" + good[32..],
            good + "A", good[..^1], good.ToUpperInvariant(), "galr_", " " + good, user.Session.AccessToken[..75], new string('A', 75),
        ];

        foreach (string token in forged)
        {
            using HttpResponseMessage refused = await client.RefreshAsync(token, Cancelled);
            await Problem.AssertAsync(refused, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
        }

        using HttpResponseMessage still = await client.RefreshAsync(good, Cancelled);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_sixty_days_however_often_it_is_refreshed()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        Assert.Equal(TimeSpan.FromDays(60), await app.Database.ScalarAsync<TimeSpan>("SELECT expires_at - created_at FROM sessions", Cancelled));
        using HttpResponseMessage first = await client.RefreshAsync(user.Session.RefreshToken, Cancelled);
        SessionResponse session = await first.ReadSessionAsync(Cancelled);

        await app.Database.ExecuteAsync(
            "UPDATE sessions SET created_at = created_at - interval '60 days', expires_at = expires_at - interval '60 days'", Cancelled);

        using HttpResponseMessage late = await client.RefreshAsync(session.RefreshToken, Cancelled);
        await Problem.AssertAsync(late, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
        await client.AssertRefusedSoonAsync(session.AccessToken, Cancelled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Logging_out_ends_the_session_here_at_once_and_everywhere_within_five_seconds(bool byRefreshToken)
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        await using TestApp another = app.StartAnother();
        using HttpClient client = app.CreateClient();
        using HttpClient elsewhere = another.CreateClient();
        using HttpResponseMessage otherSession = await client.LogInAsync(user.Session.Email, user.Password, Cancelled);
        string otherToken = (await otherSession.ReadSessionAsync(Cancelled)).AccessToken;
        Assert.Equal(HttpStatusCode.OK, await elsewhere.StatusOfMeAsync(user.Session.AccessToken, Cancelled));

        using HttpResponseMessage loggedOut = byRefreshToken
            ? await client.PostAsJsonAsync("/api/v2/auth/logout", new LogoutRequest(user.Session.RefreshToken), GalionJson.Options, Cancelled)
            : await user.Client.PostAsync("/api/v2/auth/logout", content: null, Cancelled);

        Assert.Equal(HttpStatusCode.NoContent, loggedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusOfMeAsync(user.Session.AccessToken, Cancelled));
        await elsewhere.AssertRefusedSoonAsync(user.Session.AccessToken, Cancelled);
        using HttpResponseMessage refreshed = await elsewhere.RefreshAsync(user.Session.RefreshToken, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(otherToken, Cancelled));
    }

    [Fact]
    public async Task Logging_out_needs_a_token_of_the_session()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        using HttpResponseMessage nothing = await client.PostAsync("/api/v2/auth/logout", content: null, Cancelled);
        using HttpResponseMessage nonsense = await client.PostAsJsonAsync("/api/v2/auth/logout", new LogoutRequest("galr_x"), GalionJson.Options, Cancelled);

        await Problem.AssertAsync(nothing, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
        await Problem.AssertAsync(nonsense, HttpStatusCode.Unauthorized, ErrorCodes.InvalidToken, Cancelled);
    }

    [Fact]
    public async Task Sessions_are_forgotten_a_month_after_their_end_and_counters_after_their_window()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser old = await app.CreateUserAsync(Cancelled);
        using TestUser recent = await app.CreateUserAsync(Cancelled);
        await app.Database.ExecuteAsync(
            "UPDATE sessions SET ended_at = now() - interval '31 days', end_reason = 'logout' WHERE user_id = $1", Cancelled, old.Id);
        await app.Database.ExecuteAsync(
            "INSERT INTO attempt_counters VALUES (sha256('a'), 1, now() - interval '1 second'), (sha256('b'), 1, now() + interval '1 minute')", Cancelled);
        using var sweeper = new AccountsSweeper(app.Database.DataSource, TimeProvider.System, NullLogger<AccountsSweeper>.Instance);

        await sweeper.SweepAsync(Cancelled);

        Assert.Equal(recent.Id, await app.Database.ScalarAsync<Guid>("SELECT user_id FROM sessions", Cancelled));
        Assert.Equal(1, await app.Database.ScalarAsync<long>("SELECT count(*) FROM attempt_counters", Cancelled));
    }
}
