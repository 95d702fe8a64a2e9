using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Web;

/// <summary>Both apps for readers who ask for more contrast, and for those whose system brings its own colours.</summary>
[Collection(BrowserTests.Name)]
public sealed class HighContrastTests(RunningPlatform platform)
{
    private static readonly string[] StudioPages = ["/", "/create", "/library", "/help"];
    private static readonly string[] DeveloperPages = ["/", "/quickstart", "/keys"];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task More_contrast_is_given_on_every_page_and_axe_finds_nothing(ColorScheme theme)
    {
        foreach (var (app, pages) in Apps())
        {
            await using var visitor = await platform.VisitAsync(app, theme: theme, contrast: Contrast.More);
            await visitor.SignUpAsync();
            foreach (var page in pages)
            {
                await visitor.GoAsync(page);
                Assert.True(await RatioAsync(visitor, ".muted, .page-head p, h1") >= 10, $"{app.Address}{page} has weak words.");
                await visitor.AssertAccessibleAsync();
            }
        }
    }

    [Fact]
    public async Task With_the_colours_of_the_system_what_is_chosen_can_still_be_told()
    {
        foreach (var (app, pages) in Apps())
        {
            await using var visitor = await platform.VisitAsync(app, forcedColors: ForcedColors.Active);
            await visitor.SignUpAsync();
            foreach (var page in pages)
            {
                await visitor.GoAsync(page);
                await visitor.AssertAccessibleAsync();
                foreach (var chosen in await visitor.Page.Locator(".site-nav a[aria-current=page], .theme-switch [aria-pressed=true], .chip input:checked + span").AllAsync())
                {
                    Assert.Equal("solid", await chosen.EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle"));
                }
            }
        }
    }

    private IEnumerable<(ServiceProcess App, string[] Pages)> Apps() => [(platform.Studio, StudioPages), (platform.Developer, DeveloperPages)];

    /// <summary>The weakest contrast of these elements' colour against the page, as WCAG counts it.</summary>
    private static Task<double> RatioAsync(Visitor visitor, string selector) => visitor.Page.EvaluateAsync<double>(
        """
        (selector) => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const luminance = (color) => {
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const page = luminance(getComputedStyle(document.documentElement).backgroundColor);
          const ratios = [...document.querySelectorAll(selector)].map((element) => {
            const words = luminance(getComputedStyle(element).color);
            return (Math.max(words, page) + 0.05) / (Math.min(words, page) + 0.05);
          });
          return Math.min(...ratios);
        }
        """,
        selector);
}
