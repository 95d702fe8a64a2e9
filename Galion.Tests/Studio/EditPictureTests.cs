using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Studio;

[Collection(BrowserTests.Name)]
public sealed class EditPictureTests(RunningPlatform platform)
{
    [Fact]
    public async Task A_part_marked_with_the_brush_is_filled_and_the_result_leads_back_to_its_source()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, width: 1440);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        var id = await visitor.MakePictureAsync("A harbour with boats");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Edit this picture" })).ToBeVisibleAsync();
        foreach (var button in new[] { "Fill · 5 credits", "Upscale 2× · 5 credits", "Remove background · 5 credits", "Extend · 5 credits", "Restyle · 5 credits", "Vary · 5 credits" })
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = button })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Mark with a brush" }).ClickAsync();
        var canvas = await page.Locator("[data-mask]").BoundingBoxAsync();
        await page.Mouse.MoveAsync(canvas!.X + canvas.Width / 2, canvas.Y + canvas.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(canvas.X + canvas.Width * 0.7f, canvas.Y + canvas.Height / 2, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.Locator("[data-mask-status]")).ToHaveTextAsync("1 mark");
        Assert.Matches(@"^\d+@\d+,\d+( \d+,\d+)+$", await page.Locator("[data-area]").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Fill" }).ClickAsync();

        await Assertions.Expect(page.GetByText("5 credits charged")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Filled", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("320 × 256 px")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The picture before" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(visitor.App, $"/library/{id}").ToString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Upscale 2×" }).ClickAsync();
        await Assertions.Expect(page.GetByText("640 × 512 px")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Enlarged 2×")).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task Every_edit_ends_in_a_picture_that_leads_back_and_is_charged_once()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        var id = await visitor.MakePictureAsync("A harbour with boats");
        var left = 95;
        foreach (var (button, made, size) in new[]
        {
            ("Remove background", "Background removed", "320 × 256 px"), ("Extend", "Extended", "576 × 256 px"), ("Restyle", "Restyled by 50 %", "320 × 256 px"),
            ("Vary", "Varied by 30 %", "320 × 256 px"),
        })
        {
            await visitor.GoAsync($"/library/{id}");
            await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            await Assertions.Expect(page.GetByText("5 credits charged")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText(made, new() { Exact = true })).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText(size).First).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "A harbour with boats" }).First).Not.ToHaveJSPropertyAsync("naturalWidth", 0);
            await page.GetByRole(AriaRole.Link, new() { Name = "The picture before" }).ClickAsync();
            await Assertions.Expect(page).ToHaveURLAsync(new Uri(visitor.App, $"/library/{id}").ToString());
            left -= 5;
            await Assertions.Expect(page.Locator("details.menu > summary")).ToContainTextAsync($"{left} credits");
        }

        // What was thrown away is still found.
        var edited = await visitor.MakePictureAsync("A second harbour");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Vary" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Varied by 30 %", new() { Exact = true })).ToBeVisibleAsync();
        var source = await page.GetByRole(AriaRole.Link, new() { Name = "The picture before" }).GetAttributeAsync("href");
        await visitor.GoAsync($"/library/{edited}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to the trash" }).ClickAsync();
        await visitor.GoAsync(source!);
        await Assertions.Expect(page.GetByText("In the trash since")).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task Without_script_a_rectangle_by_numbers_is_filled_and_what_cannot_be_sent_is_explained()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, script: false);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        await visitor.MakePictureAsync("A quiet lake");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Mark with a brush" })).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Fill" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing is marked.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("details.menu > summary")).ToContainTextAsync("95 credits");

        await page.GetByLabel("From left").FillAsync("40");
        await page.GetByLabel("From top").FillAsync("30");
        await page.Locator("#rect_width").FillAsync("64");
        await page.Locator("#rect_height").FillAsync("48");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fill" }).ClickAsync();

        await Assertions.Expect(page.GetByText("5 credits charged")).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task Layers_show_a_preview_and_a_grid_compares_styles()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        await page.FillSmallPictureAsync("Hills with trees");
        await page.GetByText("More options").ClickAsync();
        await page.GetByLabel("File").SelectOptionAsync("ora");
        await page.GenerateButton().ClickAsync();
        await Assertions.Expect(page.GetByText("Preview of a layered file")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Hills with trees" })).Not.ToHaveJSPropertyAsync("naturalWidth", 0);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true })).ToHaveCountAsync(0);

        await visitor.GoAsync("/create");
        await page.FillSmallPictureAsync("Hills with trees");
        await page.GetByText("More options").ClickAsync();
        await page.GetByLabel("Grid, from column to column").FillAsync("style=ink,poster");
        await page.GenerateButton().ClickAsync();
        await Assertions.Expect(page.GetByText("5 credits charged")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("style=ink,poster")).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task The_page_of_edits_is_accessible_and_no_wider_than_its_window(int width, ColorScheme theme)
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, width, theme);
        await visitor.SignUpAsync("/create");
        await visitor.MakePictureAsync("Hills in the morning");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-mask]")).ToBeAttachedAsync();
        await visitor.AssertAccessibleAsync();
        await visitor.AssertNoSidewaysScrollAsync();
        if (Environment.GetEnvironmentVariable("GALION_TEST_PICTURES") is { } folder)
        {
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"edit-{width}-{theme}.png"), FullPage = true });
            await visitor.GoAsync("/create");
            await visitor.Page.GetByText("More options").ClickAsync();
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"create-{width}-{theme}.png"), FullPage = true });
            await visitor.GoAsync("/library");
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"library-{width}-{theme}.png"), FullPage = true });
            await visitor.Page.Locator("main a[href^='/library/0']").First.ClickAsync();
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"picture-{width}-{theme}.png"), FullPage = true });
            await visitor.GoAsync("/create/video");
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"video-{width}-{theme}.png"), FullPage = true });
        }
        visitor.AssertQuiet();
    }
}
