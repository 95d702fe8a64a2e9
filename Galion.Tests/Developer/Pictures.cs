using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Developer;

/// <summary>
/// Takes pictures of every page for people to look at, into the folder that <c>GALION_PICTURES</c> names. Run it by name; it asserts
/// nothing.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class Pictures(RunningPlatform platform)
{
    [Theory(Explicit = true)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task Take(int width, ColorScheme theme)
    {
        var folder = Environment.GetEnvironmentVariable("GALION_PICTURES") ?? Path.GetTempPath();
        await using var visitor = await platform.VisitAsync(platform.Developer, width, theme);
        foreach (var path in new[] { "/", "/register", "/sign-in", "/reference", "/nowhere" })
        {
            await visitor.GoAsync(path);
            await TakeAsync(path.Trim('/') is { Length: > 0 } name ? name : "home");
        }
        await visitor.SignUpAsync("/quickstart");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create a key" }).ClickAsync();
        await TakeAsync("quickstart");
        await visitor.GoAsync("/keys");
        await visitor.Page.GetByLabel("Name").FillAsync("CI server");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await TakeAsync("keys");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Revoke CI server" }).ClickAsync();
        await TakeAsync("revoke");
        await visitor.GoAsync("/");
        await visitor.Page.Locator("details.menu > summary").ClickAsync();
        await TakeAsync("home-signed-in");

        async Task TakeAsync(string name)
        {
            await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await visitor.Page.ScreenshotAsync(new()
            {
                Path = Path.Combine(folder, $"developer-{name}-{width}-{(theme == ColorScheme.Dark ? "dark" : "light")}.png"),
                FullPage = name != "reference",
            });
        }
    }
}
