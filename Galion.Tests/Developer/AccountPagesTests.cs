using System.Net;
using System.Net.Http.Headers;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class AccountPagesTests(RunningPlatform platform)
{
    private const string SessionCookie = "__Host-galion-developer";

    [Fact]
    public async Task Signing_up_leads_to_where_the_visitor_wanted_to_go_with_100_credits()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.SignUpAsync("/quickstart");

        await Assertions.Expect(visitor.Page.Locator("details.menu > summary")).ToContainTextAsync("100 credits");
        var cookie = Assert.Single(await visitor.Context.CookiesAsync(), c => c.Name == SessionCookie);
        Assert.True(cookie is { Secure: true, HttpOnly: true, SameSite: SameSiteAttribute.Lax, Path: "/" });
        Assert.Equal("{}", await visitor.Page.EvaluateAsync<string>("JSON.stringify({ ...localStorage, ...sessionStorage })"));
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task Signing_up_with_a_taken_name_says_so_and_keeps_what_was_typed_but_not_the_password()
    {
        await using var first = await platform.VisitAsync(platform.Developer);
        await first.SignUpAsync();
        await using var second = await platform.VisitAsync(platform.Developer);
        await second.GoAsync("/register");
        await second.Page.GetByLabel("E-mail").FillAsync(first.Email);
        await second.Page.GetByLabel("Username").FillAsync(second.Username);
        await second.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Visitor.Password);
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();

        await Assertions.Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("cannot be used");
        await Assertions.Expect(second.Page.GetByLabel("Username")).ToHaveValueAsync(second.Username);
        await Assertions.Expect(second.Page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_weak_password_is_refused_beside_its_field()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.GoAsync("/register");
        await visitor.Page.GetByLabel("E-mail").FillAsync(visitor.Email);
        await visitor.Page.GetByLabel("Username").FillAsync(visitor.Username);
        await visitor.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("password123");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();

        var password = visitor.Page.GetByLabel("Password", new() { Exact = true });
        await Assertions.Expect(password).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(visitor.Page.Locator("#form-password-error")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_said_beside_the_form_and_the_name_is_kept()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.GoAsync("/sign-in");
        await visitor.SignInAsync("nobody@example.com", "not the right one");

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("password is not right");
        await Assertions.Expect(visitor.Page.GetByLabel("E-mail or username")).ToHaveValueAsync("nobody@example.com");
        await Assertions.Expect(visitor.Page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_page_that_needs_an_account_asks_for_one_and_comes_back()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.SignUpAsync();
        await visitor.SignOutAsync();
        await visitor.GoAsync("/keys");
        Assert.EndsWith("/sign-in?returnUrl=%2Fkeys", visitor.Page.Url, StringComparison.Ordinal);

        await visitor.SignInAsync(visitor.Username);
        await visitor.Page.ArriveAsync(new Uri(visitor.App, "/keys").ToString());
    }

    [Fact]
    public async Task Signing_out_kills_the_cookie_and_a_copy_of_it()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.SignUpAsync();
        var cookie = Assert.Single(await visitor.Context.CookiesAsync(), c => c.Name == SessionCookie);
        Assert.Equal(HttpStatusCode.OK, await ReadKeysPageAsync(cookie));

        await visitor.SignOutAsync();

        Assert.DoesNotContain(await visitor.Context.CookiesAsync(), c => c.Name == SessionCookie);
        Assert.Equal(HttpStatusCode.Found, await ReadKeysPageAsync(cookie));
    }

    [Fact]
    public async Task Signing_in_again_kills_the_session_before_it()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.SignUpAsync();
        var before = Assert.Single(await visitor.Context.CookiesAsync(), c => c.Name == SessionCookie);
        await visitor.GoAsync("/sign-in");
        await visitor.SignInAsync(visitor.Email);
        await visitor.Page.ArriveAsync(visitor.App.ToString());

        var after = Assert.Single(await visitor.Context.CookiesAsync(), c => c.Name == SessionCookie);
        Assert.NotEqual(before.Value, after.Value);
        Assert.Equal(HttpStatusCode.Found, await ReadKeysPageAsync(before));
        Assert.Equal(HttpStatusCode.OK, await ReadKeysPageAsync(after));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("/\t/evil.example")]
    public async Task A_return_address_never_leads_to_another_site(string returnUrl)
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.SignUpAsync();
        await visitor.SignOutAsync();
        await visitor.GoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await visitor.SignInAsync(visitor.Username);

        await visitor.Page.ArriveAsync(visitor.App.ToString());
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_form_without_its_token_or_from_another_site_is_refused()
    {
        using var http = new HttpClient { BaseAddress = platform.Developer.Address };
        using var withoutToken = await http.PostAsync("/sign-out", Form(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, withoutToken.StatusCode);

        foreach (var origin in new[] { "https://evil.example", "null", "http://localhost.evil.example" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = Form(), Headers = { { "Origin", origin } } };
            using var foreign = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        }

        static FormUrlEncodedContent Form() => new([new("_handler", "sign-in"), new("Form.Email", "a"), new("Form.Password", "b")]);
    }

    [Fact]
    public async Task Everything_works_without_script_and_with_the_keyboard_alone()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer, script: false);
        await visitor.GoAsync("/register?returnUrl=%2Fkeys");
        // The first field has the focus already.
        await visitor.Page.Keyboard.TypeAsync(visitor.Email);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.TypeAsync(visitor.Username);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.TypeAsync(Visitor.Password);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.ArriveAsync(new Uri(visitor.App, "/keys").ToString());

        await visitor.Page.Locator("details.menu > summary").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.ArriveAsync(visitor.App.ToString());
    }

    private async Task<HttpStatusCode> ReadKeysPageAsync(BrowserContextCookiesResult cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(platform.Developer.Address, "/keys"));
        request.Headers.Add("Cookie", $"{cookie.Name}={cookie.Value}");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            Assert.Equal(new CacheControlHeaderValue { NoStore = true }, response.Headers.CacheControl);
        }
        return response.StatusCode;
    }
}
