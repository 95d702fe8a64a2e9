using System.Globalization;
using System.Text.RegularExpressions;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Studio;

[Collection(BrowserTests.Name)]
public sealed partial class CreatePictureTests(RunningPlatform platform)
{
    private const string Prompt = "A quiet harbour at dusk";

    [Fact]
    public async Task A_prompt_becomes_a_picture_in_the_library_for_5_of_100_credits()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        await Assertions.Expect(page.GenerateButton()).ToContainTextAsync("5 credits");
        await page.FillSmallPictureAsync(Prompt);
        await page.GenerateButton().ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your picture is ready" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("5 credits charged")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("details.menu > summary")).ToContainTextAsync("95 credits");
        var picture = page.GetByRole(AriaRole.Img, new() { Name = Prompt });
        await Assertions.Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 320);
        await Assertions.Expect(picture).ToHaveJSPropertyAsync("naturalHeight", 256);

        await page.GetByRole(AriaRole.Link, new() { Name = "Library", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".library-card")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".library-card img")).Not.ToHaveJSPropertyAsync("naturalWidth", 0);
        await page.GetByText(Prompt).ClickAsync();
        await Assertions.Expect(page.GetByText("320 × 256 px")).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task Without_script_the_same_form_makes_the_same_picture()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, script: false);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        await page.FillSmallPictureAsync(Prompt);
        await page.GenerateButton().ClickAsync();

        // The page asks again by itself until the picture is there.
        await Assertions.Expect(page.GetByText("5 credits charged")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = Prompt })).ToHaveAttributeAsync("width", "320");
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        await page.Keyboard.TypeAsync(Prompt);
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.GetByText("5 credits charged")).ToBeVisibleAsync();

        await visitor.GoAsync("/");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Create a picture" })).ToBeFocusedAsync();
        visitor.AssertQuiet();
    }

    [Fact]
    public async Task The_form_sent_twice_is_one_generation()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, script: false);
        await visitor.SignUpAsync("/create");
        await visitor.Page.FillSmallPictureAsync(Prompt);
        var form = await visitor.ReadFormAsync("form[action='/create']");

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            visitor.Context.APIRequest.PostAsync("/create", new() { Form = form(visitor.Context.APIRequest), MaxRedirects = 0 })));

        Assert.All(answers, answer => Assert.Equal(302, answer.Status));
        Assert.Single(answers.Select(answer => answer.Headers["location"]).Distinct());
    }

    [Fact]
    public async Task A_size_that_cannot_be_made_is_refused_beside_its_field_and_costs_nothing()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        await page.FillSmallPictureAsync(Prompt);
        await page.GetByLabel("Width, px").FillAsync("99999");
        await page.GenerateButton().ClickAsync();

        await Assertions.Expect(page.GetByText("Use a whole number from 256 to 2048.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("What should it show?")).ToHaveValueAsync(Prompt);
        await Assertions.Expect(page.Locator("details.menu > summary")).ToContainTextAsync("100 credits");
    }

    [Fact]
    public async Task Too_few_credits_keep_the_draft_and_name_cost_and_balance()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        for (var made = 0; made < 2; made++)
        {
            await visitor.GoAsync("/create");
            await page.FillSmallPictureAsync(Prompt);
            await page.ChooseCountAsync(8);
            await Assertions.Expect(page.GenerateButton()).ToContainTextAsync("40 credits");
            await page.GenerateButton().ClickAsync();
            await page.ArriveAsync(GenerationAddress());
        }

        await visitor.GoAsync("/create");
        await page.FillSmallPictureAsync(Prompt);
        await page.ChooseCountAsync(8);
        await page.GenerateButton().ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This costs 40 credits and you have 20 credits.");
        await Assertions.Expect(page.GetByLabel("What should it show?")).ToHaveValueAsync(Prompt);
    }

    [Fact]
    public async Task Cancel_returns_what_was_held_for_pictures_that_were_not_made()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        await page.GetByLabel("What should it show?").FillAsync(Prompt);
        await page.GetByLabel("Exact size").CheckAsync();
        await page.GetByLabel("Width, px").FillAsync("2048");
        await page.GetByLabel("Height, px").FillAsync("2048");
        await page.ChooseCountAsync(8);
        await page.GenerateButton().ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Canceled" })).ToBeVisibleAsync();
        await visitor.GoAsync("/create");
        var balance = decimal.Parse(
            (await page.Locator("details.menu > summary [data-price]").InnerTextAsync()).Trim(), CultureInfo.InvariantCulture);
        Assert.InRange(balance, 61, 100);
    }

    [Fact]
    public async Task A_preview_shows_while_the_picture_is_painted()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        var page = visitor.Page;
        await visitor.SignUpAsync("/create");
        await page.GetByLabel("What should it show?").FillAsync(Prompt);
        await page.GetByLabel("Exact size").CheckAsync();
        await page.GetByLabel("Width, px").FillAsync("2048");
        await page.GetByLabel("Height, px").FillAsync("2048");
        await page.ChooseCountAsync(8);
        await page.GenerateButton().ClickAsync();

        await Assertions.Expect(page.Locator("[data-preview]")).ToHaveJSPropertyAsync("naturalWidth", 192);
        await Assertions.Expect(page.Locator("[data-preview]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Canceled" })).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    [GeneratedRegex("/generations/")]
    private static partial Regex GenerationAddress();
}
