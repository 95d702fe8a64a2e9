using System.Net;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Tests.Fixtures;
using Galion.Web.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Refit;

namespace Galion.Tests.Web;

/// <summary>The session cookie of an app before the real API. The app's clock is moved on, so that tokens grow old.</summary>
public sealed class SessionTests(SessionTests.Api running) : IClassFixture<SessionTests.Api>
{
    private const string CookieName = "__Host-galion-test";

    // Access tokens live for 15 minutes and are renewed 2 minutes before.
    private static readonly TimeSpan AlmostALife = TimeSpan.FromMinutes(14);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_is_fresh_is_left_alone()
    {
        await using var setting = await StartAsync();
        var cookie = await SignInAsync(setting.App);

        var (first, renewed) = await ReadAsync(setting.App, cookie);

        Assert.Null(renewed);
        Assert.Equal((first, null), await ReadAsync(setting.App, cookie));
        Assert.Equal(0, setting.Way.Refreshes);
    }

    [Fact]
    public async Task A_token_about_to_expire_is_refreshed_and_the_cookie_renewed()
    {
        await using var setting = await StartAsync();
        var cookie = await SignInAsync(setting.App);
        var (first, _) = await ReadAsync(setting.App, cookie);
        setting.Clock.Ahead = AlmostALife;

        var (body, renewed) = await ReadAsync(setting.App, cookie);

        Assert.NotEqual(first, body);
        Assert.NotNull(renewed);
        Assert.Equal((body, null), await ReadAsync(setting.App, renewed));
    }

    [Fact]
    public async Task Requests_in_parallel_share_one_refresh()
    {
        await using var setting = await StartAsync();
        var cookie = await SignInAsync(setting.App);
        setting.Clock.Ahead = AlmostALife;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(setting.App, cookie)));

        Assert.Equal(1, setting.Way.Refreshes);
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
    }

    [Fact]
    public async Task A_refused_refresh_signs_the_browser_out_and_sends_it_back_afterwards()
    {
        await using var setting = await StartAsync();
        var cookie = await SignInAsync(setting.App);
        var (accessToken, _) = await ReadAsync(setting.App, cookie);
        using (var elsewhere = running.App.CreateClient())
        {
            elsewhere.DefaultRequestHeaders.Authorization = new("Bearer", accessToken);
            using var ended = await elsewhere.PostAsync("/api/v2/auth/logout", content: null, Token);
            Assert.True(ended.IsSuccessStatusCode);
        }
        setting.Clock.Ahead = AlmostALife;

        using var response = await SendAsync(setting.App, "/whoami?page=2", cookie);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Fwhoami%3Fpage%3D2", response.Headers.Location?.PathAndQuery);
        Assert.Contains(response.Headers.GetValues("Set-Cookie"), value => value.StartsWith($"{CookieName}=;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_api_that_is_away_ends_no_session_and_the_next_request_tries_again()
    {
        await using var setting = await StartAsync();
        var cookie = await SignInAsync(setting.App);
        var (first, _) = await ReadAsync(setting.App, cookie);
        setting.Clock.Ahead = AlmostALife;
        setting.Way.IsClosed = true;

        Assert.Equal((first, null), await ReadAsync(setting.App, cookie));

        setting.Way.IsClosed = false;
        Assert.NotEqual(first, (await ReadAsync(setting.App, cookie)).Body);
    }

    [Fact]
    public async Task A_cookie_that_was_changed_is_nobodys()
    {
        await using var setting = await StartAsync();
        var cookie = await SignInAsync(setting.App);

        using var response = await SendAsync(setting.App, "/whoami", cookie[..^4] + "AAAA");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    [Fact]
    public async Task A_script_of_a_page_is_told_and_not_redirected()
    {
        await using var setting = await StartAsync();

        using var response = await SendAsync(setting.App, "/whoami", cookie: null, ("Sec-Fetch-Dest", "empty"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private async Task<Setting> StartAsync()
    {
        using var user = await running.App.CreateUserAsync(Token);
        var clock = new MovedClock();
        var way = new Way { InnerHandler = running.App.Server.CreateHandler() };
        var accounts = RestService.For<IAccountsApi>(
            new HttpClient(way) { BaseAddress = running.App.Server.BaseAddress }, new RefitSettings(new SystemTextJsonContentSerializer(GalionJson.Options)));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.AddGalionSession("test");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(accounts);
        var app = builder.Build();
        app.UseGalionSession();
        app.MapGet("/begin", async (HttpContext context, BrowserSession session) =>
            await session.BeginAsync(context, await accounts.LoginAsync(new(user.Session.Email, user.Password), context.RequestAborted)));
        app.MapGet("/whoami", (HttpContext context) => context.Features.Get<SessionTokens>()!.AccessToken).RequireAuthorization();
        await app.StartAsync(Token);
        return new Setting(app, clock, way);
    }

    private static async Task<string> SignInAsync(WebApplication app)
    {
        using var response = await SendAsync(app, "/begin", cookie: null);
        return CookieOf(response)!;
    }

    private static async Task<(string Body, string? Renewed)> ReadAsync(WebApplication app, string cookie)
    {
        using var response = await SendAsync(app, "/whoami", cookie);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), CookieOf(response));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        WebApplication app, string path, string? cookie, params (string Name, string Value)[] headers)
    {
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? CookieOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var values)
            ? values.Select(value => value.Split(';')[0]).FirstOrDefault(value => value.StartsWith(CookieName + "=", StringComparison.Ordinal))
            : null;

    /// <summary>One API for all tests.</summary>
    public sealed class Api : IAsyncLifetime
    {
        public TestApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await TestApp.StartAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    private sealed record Setting(WebApplication App, MovedClock Clock, Way Way) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }

    /// <summary>The way to the API, which counts and can be closed.</summary>
    private sealed class Way : DelegatingHandler
    {
        private int _refreshes;

        public bool IsClosed { get; set; }

        public int Refreshes => _refreshes;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/refresh", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _refreshes);
            }

            return IsClosed ? throw new HttpRequestException("Connection refused") : base.SendAsync(request, cancellationToken);
        }
    }
}
