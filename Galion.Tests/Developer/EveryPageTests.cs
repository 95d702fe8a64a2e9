using System.Net;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(RunningPlatform platform)
{
    private static readonly string[] PublicPages =
    [
        "/", "/playground", "/examples", "/docs/language", "/docs/library", "/quickstart", "/reference", "/register", "/sign-in", "/help", "/nowhere",
    ];

    private static readonly string[] AccountPages = ["/", "/quickstart", "/keys", "/ide", "/ide/runs", "/ide/shares", "/examples", "/playground"];

    // Scalar's own markup; the plain reference in its place is tested with the rest.
    private const string Scalar = ".scalar-stage";
    private const int ScalarWidth = 1024;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_on_any_page(ColorScheme theme)
    {
        await using var visitor = await platform.VisitAsync(platform.Developer, theme: theme);
        foreach (var path in PublicPages)
        {
            await ArriveAsync(visitor, path);
            await visitor.AssertAccessibleAsync(exclude: Scalar);
        }
        await visitor.SignUpAsync("/keys");
        await visitor.Page.GetByLabel("Name").FillAsync("Laptop");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await visitor.AssertAccessibleAsync();
        foreach (var path in AccountPages)
        {
            await ArriveAsync(visitor, path);
            await visitor.AssertAccessibleAsync();
        }
        await visitor.GoAsync("/keys");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Revoke Laptop" }).ClickAsync();
        await visitor.AssertAccessibleAsync();
        await visitor.Page.Locator("details.menu > summary").ClickAsync();
        await visitor.AssertAccessibleAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task No_page_scrolls_sideways_at_360_pixels()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer, width: 360);
        foreach (var path in PublicPages)
        {
            await ArriveAsync(visitor, path);
            await visitor.AssertNoSidewaysScrollAsync();
        }
        await visitor.AssertAccessibleAsync();
        await visitor.SignUpAsync("/quickstart");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create a key" }).ClickAsync();
        foreach (var path in AccountPages)
        {
            await ArriveAsync(visitor, path);
            await visitor.AssertNoSidewaysScrollAsync();
        }
        await visitor.GoAsync("/keys");
        await visitor.AssertNoSidewaysScrollAsync();
        await visitor.AssertAccessibleAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task The_reference_shows_every_operation_with_and_without_script()
    {
        await using var plain = await platform.VisitAsync(platform.Developer, script: false);
        await plain.GoAsync("/reference");
        await Assertions.Expect(plain.Page.Locator("#creategeneration")).ToContainTextAsync("/api/v2/generations");
        await Assertions.Expect(plain.Page.Locator("#creategeneration")).ToContainTextAsync("prompt");
        Assert.Equal(HttpStatusCode.OK, (HttpStatusCode)(await plain.GoAsync("/openapi/v2.json")).Status);

        await using var visitor = await platform.VisitAsync(platform.Developer, width: 1440);
        await visitor.GoAsync("/reference");
        await Assertions.Expect(visitor.Page.Locator(".scalar-stage").GetByText("/api/v2/generations").First)
            .ToBeVisibleAsync(new() { Timeout = 30_000 });
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_a_page_to_itself()
    {
        using var http = new HttpClient { BaseAddress = platform.Developer.Address };
        foreach (var path in PublicPages)
        {
            using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal(path == "/reference", policy.Contains("unsafe-inline", StringComparison.Ordinal));
            Assert.Equal(path == "/playground", policy.Contains("'nonce-", StringComparison.Ordinal));
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    /// <summary>Opens a page and waits for the editor or the interactive reference, where it has one.</summary>
    private static async Task ArriveAsync(Visitor visitor, string path)
    {
        // A tour would lie over the editor that is looked at here.
        await visitor.Context.AddInitScriptAsync(IdeVisit.NoTour);
        await visitor.GoAsync(path);
        await Assertions.Expect(visitor.Page.Locator("nexus-ide:not([data-ready])")).ToHaveCountAsync(0);
        if (path == "/reference" && visitor.Page.ViewportSize!.Width >= ScalarWidth)
        {
            await Assertions.Expect(visitor.Page.Locator(Scalar).GetByText("/api/v2/generations").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        }
    }
}
