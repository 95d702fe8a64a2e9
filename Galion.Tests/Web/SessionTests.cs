using System.Net;
using Galion.Contracts.Accounts;
using Galion.Web.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Galion.Tests.Web;

/// <summary>The session cookie of an app, before an API that is played by <see cref="FakeAccountsApi"/>.</summary>
public sealed class SessionTests
{
    private const string CookieName = "__Host-galion-test";

    [Fact]
    public async Task A_session_that_is_fresh_is_left_alone()
    {
        await using var app = await StartAsync(new FakeAccountsApi());
        var cookie = await SignInAsync(app);

        var (body, renewed) = await ReadAsync(app, cookie);

        Assert.Equal(("access-0", null), (body, renewed));
    }

    [Fact]
    public async Task A_token_about_to_expire_is_refreshed_and_the_cookie_renewed()
    {
        var api = new FakeAccountsApi { ExpiresIn = 30 };
        await using var app = await StartAsync(api);
        var cookie = await SignInAsync(app);
        api.ExpiresIn = 900;

        var (body, renewed) = await ReadAsync(app, cookie);

        Assert.Equal("access-1", body);
        Assert.NotNull(renewed);
        Assert.Equal(("access-1", null), await ReadAsync(app, renewed));
    }

    [Fact]
    public async Task Requests_in_parallel_share_one_refresh()
    {
        var api = new FakeAccountsApi { ExpiresIn = 30 };
        await using var app = await StartAsync(api);
        var cookie = await SignInAsync(app);
        api.ExpiresIn = 900;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(app, cookie)));

        Assert.Equal(1, api.Refreshes);
        Assert.All(answers, answer => Assert.Equal("access-1", answer.Body));
    }

    [Fact]
    public async Task A_refused_refresh_signs_the_browser_out_and_sends_it_back_afterwards()
    {
        var api = new FakeAccountsApi { ExpiresIn = 30, OnRefresh = FakeAccountsApi.RefuseAsync };
        await using var app = await StartAsync(api);
        var cookie = await SignInAsync(app);

        using var response = await SendAsync(app, "/whoami?page=2", cookie);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Fwhoami%3Fpage%3D2", response.Headers.Location?.PathAndQuery);
        Assert.Contains(response.Headers.GetValues("Set-Cookie"), value => value.StartsWith($"{CookieName}=;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_api_that_is_away_ends_no_session_and_the_next_request_tries_again()
    {
        var api = new FakeAccountsApi { ExpiresIn = 30, OnRefresh = () => throw new HttpRequestException("Connection refused") };
        await using var app = await StartAsync(api);
        var cookie = await SignInAsync(app);

        Assert.Equal(("access-0", null), await ReadAsync(app, cookie));

        api.OnRefresh = null;
        api.ExpiresIn = 900;
        Assert.Equal("access-2", (await ReadAsync(app, cookie)).Body);
    }

    [Fact]
    public async Task A_cookie_that_was_changed_is_nobodys()
    {
        await using var app = await StartAsync(new FakeAccountsApi());
        var cookie = await SignInAsync(app);

        using var response = await SendAsync(app, "/whoami", cookie[..^4] + "AAAA");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    [Fact]
    public async Task A_script_of_a_page_is_told_and_not_redirected()
    {
        await using var app = await StartAsync(new FakeAccountsApi());

        using var response = await SendAsync(app, "/whoami", cookie: null, ("Sec-Fetch-Dest", "empty"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static async Task<WebApplication> StartAsync(FakeAccountsApi api)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.AddGalionSession("test");
        builder.Services.AddSingleton<IAccountsApi>(api);
        var app = builder.Build();
        app.UseGalionSession();
        app.MapGet("/begin", async (HttpContext context, BrowserSession session, IAccountsApi accounts) =>
            await session.BeginAsync(context, await accounts.LoginAsync(new("visitor", "secret"))));
        app.MapGet("/whoami", (HttpContext context) => context.Features.Get<SessionTokens>()!.AccessToken).RequireAuthorization();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
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
}
