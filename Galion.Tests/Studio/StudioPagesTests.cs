using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Studio;

[Collection(BrowserTests.Name)]
public sealed class StudioPagesTests(RunningPlatform platform)
{
    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task Every_page_is_accessible_quiet_and_no_wider_than_its_window(int width, ColorScheme theme)
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, width, theme);
        foreach (var path in new[] { "/", "/sign-in", "/register", "/help", "/no-such-page" })
        {
            await AssertGoodAsync(visitor, path);
        }

        await visitor.SignUpAsync("/library");
        await AssertGoodAsync(visitor, "/library");
        await AssertGoodAsync(visitor, "/create");
        var id = await visitor.MakePictureAsync("Hills in the morning");
        foreach (var path in new[] { "/", $"/generations/{id}", "/library", $"/library/{id}", "/library/trash", $"/create?from={id}" })
        {
            await AssertGoodAsync(visitor, path);
        }
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task The_theme_is_in_the_first_byte_of_the_page()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, script: false);
        await visitor.GoAsync("/help");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Uri(visitor.App, "/help").ToString());

        var page = await (await visitor.GoAsync("/")).TextAsync();

        Assert.Contains("data-theme=\"dark\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/health")]
    public async Task Every_answer_forbids_inline_script_and_framing(string path)
    {
        using var http = new HttpClient { BaseAddress = platform.Studio.Address };

        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        using var http = new HttpClient { BaseAddress = platform.Studio.Address };

        using var response = await http.PostAsync(
            "/theme", new FormUrlEncodedContent([new("theme", "dark")]), TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("This form could not be read", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task AssertGoodAsync(Visitor visitor, string path)
    {
        await visitor.GoAsync(path);
        await visitor.AssertAccessibleAsync();
        await visitor.AssertNoSidewaysScrollAsync();
    }
}
