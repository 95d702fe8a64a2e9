using System.Net;
using System.Net.Http.Headers;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class KeysPageTests(RunningPlatform platform)
{
    private static readonly TimeSpan RevokedWithin = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_is_shown_once_works_and_is_dead_within_5_seconds_of_being_revoked(bool script)
    {
        await using var visitor = await platform.VisitAsync(platform.Developer, script: script);
        await visitor.SignUpAsync("/keys");
        var page = visitor.Page;
        await page.GetByLabel("Name").FillAsync("CI server");
        await page.GetByLabel("Valid for").SelectOptionAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();

        var key = await page.Locator("#new-key").InnerTextAsync();
        Assert.StartsWith("gal_", key, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await CallApiAsync(key));

        await page.GetByRole(AriaRole.Link, new() { Name = "I have stored it" }).ClickAsync();
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "CI server" });
        await Assertions.Expect(row).ToContainTextAsync($"…{key[^4..]}");

        await row.GetByRole(AriaRole.Link, new() { Name = "Revoke CI server" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke “CI server”" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The key is revoked")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "CI server" })).ToContainTextAsync("Revoked");

        for (var deadline = DateTime.UtcNow + RevokedWithin; await CallApiAsync(key) != HttpStatusCode.Unauthorized; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            Assert.True(DateTime.UtcNow < deadline, "The key still works.");
        }
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_key_without_a_name_is_refused_by_the_api_beside_its_field()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.SignUpAsync("/keys");
        var page = visitor.Page;
        // Past the browser's own check, which says the same.
        await page.GetByLabel("Name").EvaluateAsync("input => input.form.noValidate = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();

        await Assertions.Expect(page.GetByLabel("Name")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task The_copy_button_puts_the_key_on_the_clipboard()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.SignUpAsync("/quickstart");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create a key" }).ClickAsync();
        var key = await visitor.Page.Locator("#new-key").InnerTextAsync();
        await visitor.Page.Locator("copy-button[for=new-key] button").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("copy-button[for=new-key] button")).ToHaveTextAsync("Copied");
        Assert.Equal(key, await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    private async Task<HttpStatusCode> CallApiAsync(string key)
    {
        using var http = new HttpClient { BaseAddress = platform.Api.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.GetAsync("/api/v2/auth/me", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
