using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Studio;

[Collection(BrowserTests.Name)]
public sealed class LibraryTests(RunningPlatform platform)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_trash_takes_and_gives_back(bool script)
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, script: script);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        var id = await visitor.MakePictureAsync("A birch wood in spring");

        await visitor.GoAsync($"/library/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to the trash" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Moved to the trash")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".library-card")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator(".library-card")).ToHaveCountAsync(1);

        await visitor.GoAsync($"/library/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to the trash" }).ClickAsync();
        await visitor.GoAsync("/library/trash");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The trash is empty")).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task The_recipe_fills_the_form_and_a_variation_has_another_seed()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        var id = await visitor.MakePictureAsync("A desert under a pale moon");

        await page.GetByRole(AriaRole.Link, new() { Name = "Use recipe" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("What should it show?")).ToHaveValueAsync("A desert under a pale moon");
        await Assertions.Expect(page.GetByLabel("Width, px")).ToHaveValueAsync("320");

        await visitor.GoAsync($"/library/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vary" }).ClickAsync();
        await Assertions.Expect(page.GetByText("5 credits charged")).ToBeVisibleAsync();
        Assert.DoesNotContain(id.ToString(), page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_arrow_keys_lead_to_the_neighbours()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        await visitor.SignUpAsync("/create");
        var first = await visitor.MakePictureAsync("The first one");
        var second = await visitor.MakePictureAsync("The second one");

        await visitor.GoAsync($"/library/{second}");
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await visitor.Page.ArriveAsync(new Uri(visitor.App, $"/library/{first}").ToString());
        await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        await visitor.Page.ArriveAsync(new Uri(visitor.App, $"/library/{second}").ToString());
    }

    [Fact]
    public async Task Files_come_whole_in_part_and_as_a_download_and_only_to_their_owner()
    {
        await using var owner = await platform.VisitAsync(platform.Studio);
        await owner.SignUpAsync("/create");
        var id = await owner.MakePictureAsync("A garden in the rain");
        var source = await owner.Page.Locator(".frame img").GetAttributeAsync("src");

        var whole = await owner.Context.APIRequest.GetAsync(source!);
        var part = await owner.Context.APIRequest.GetAsync(source!, new() { Headers = [new("Range", "bytes=0-7")] });
        var download = await owner.Context.APIRequest.GetAsync($"{source}?download=true");
        Assert.Equal(200, whole.Status);
        Assert.Equal("image/png", whole.Headers["content-type"]);
        Assert.StartsWith("private", whole.Headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal(206, part.Status);
        Assert.Equal((await whole.BodyAsync())[..8], await part.BodyAsync());
        Assert.Contains("attachment", download.Headers["content-disposition"], StringComparison.Ordinal);

        await using var stranger = await platform.VisitAsync(platform.Studio);
        await stranger.SignUpAsync("/library");
        Assert.Equal(404, (await stranger.Context.APIRequest.GetAsync(source!)).Status);
        Assert.Equal(404, (await stranger.GoAsync($"/library/{id}")).Status);
        Assert.Equal(404, (await stranger.GoAsync($"/generations/{id}")).Status);
        await Assertions.Expect(stranger.Page.GetByText("There is nothing at this address")).ToBeVisibleAsync();
    }
}
