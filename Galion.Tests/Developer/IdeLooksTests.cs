using System.Text.RegularExpressions;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class IdeLooksTests(RunningPlatform platform)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_in_the_editor_and_its_dialogs(ColorScheme theme)
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform, theme: theme, tour: true);
        var page = visit.Page;
        // The tour is walked with the keyboard alone.
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Tour" })).ToBeVisibleAsync();
        await visit.Visitor.AssertAccessibleAsync();
        for (var step = 1; step <= 4; step++)
        {
            await Expect(page.Locator(".ide-tour")).ToContainTextAsync($"{step} of 4");
            await page.Keyboard.PressAsync("Enter");
        }
        await Expect(visit.Code).ToBeFocusedAsync();
        await visit.LanguageServerIsReadyAsync();
        await visit.WriteAsync("// a comment\nfn greet(name) { return f\"Hello, {name} {1.5}\" }\nprint(gret(true))\n");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Problems" }).ClickAsync();
        await Expect(page.Locator(".cm-lintRange-error")).ToHaveCountAsync(1);
        await visit.Visitor.AssertAccessibleAsync();
        foreach (var command in new[] { "Settings", "Personality", "Compile this file", "Find and replace in this file", "Find and replace in all files", "Split the editor", "Show the outline" })
        {
            await visit.ChooseCommandAsync(command);
            await visit.Visitor.AssertAccessibleAsync();
            await page.Keyboard.PressAsync("Escape");
        }
        await visit.ChooseCommandAsync("High contrast");
        await visit.Visitor.AssertAccessibleAsync();
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task At_360_pixels_one_part_is_shown_at_a_time_and_everything_is_reached()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform, width: 360);
        var page = visit.Page;
        var places = page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of the editor" });
        await visit.WriteAsync("print(\"narrow\")\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = false }).First.ClickAsync();
        await Expect(visit.Output).ToHaveTextAsync("narrow\n");
        await Expect(visit.Code).ToBeHiddenAsync();
        await visit.Visitor.AssertNoSidewaysScrollAsync();
        await visit.Visitor.AssertAccessibleAsync();
        await places.GetByRole(AriaRole.Button, new() { Name = "Outline" }).ClickAsync();
        await visit.Visitor.AssertNoSidewaysScrollAsync();
        await places.GetByRole(AriaRole.Button, new() { Name = "Code" }).ClickAsync();
        await Expect(visit.Code).ToBeVisibleAsync();
        await visit.Visitor.AssertNoSidewaysScrollAsync();

        // Who has no account is led to one, and finds the program again.
        await places.GetByRole(AriaRole.Link, new() { Name = "Sign up" }).ClickAsync();
        await page.ArriveAsync(new Regex("/register"));
        await visit.Visitor.SignUpAsync("/playground");
        await visit.IsReadyAsync();
        await Expect(visit.Code).ToHaveTextAsync("print(\"narrow\")");
        await Expect(places.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task On_a_phone_signs_are_at_hand_and_the_page_stays_above_the_keyboard()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform, width: 360, phone: true);
        var page = visit.Page;
        await visit.WriteAsync("let boats = ");
        var signs = page.GetByRole(AriaRole.Toolbar, new() { Name = "Signs" });
        await signs.GetByRole(AriaRole.Button, new() { Name = "[", Exact = true }).TapAsync();
        await Expect(visit.Code).ToHaveTextAsync("let boats = []");
        await Expect(visit.Code).ToBeFocusedAsync();
        await visit.Visitor.AssertAccessibleAsync();

        // No browser on a desk has a keyboard that covers the page, so the page is told of one.
        await page.EvaluateAsync("Object.defineProperty(visualViewport, 'height', { get: () => 420, configurable: true }); visualViewport.dispatchEvent(new Event('resize'))");
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of the editor" })).ToBeHiddenAsync();
        Assert.Equal(420, await page.EvaluateAsync<int>("Math.round(document.querySelector('.ide-touch-keys').getBoundingClientRect().bottom)"));
        await visit.Visitor.AssertNoSidewaysScrollAsync();
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task Keys_are_those_that_the_reader_chose_and_sliders_edit_the_block_in_place()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        var page = visit.Page;
        await visit.WriteAsync("personality { curiosity: 0.5, // kept }\n    humor: 0.2 }\nprint(1)");
        await visit.ChooseCommandAsync("Personality");
        await page.GetByRole(AriaRole.Slider, new() { Name = "Curiosity" }).FillAsync("0.9");
        await page.GetByRole(AriaRole.Slider, new() { Name = "Patience" }).FillAsync("0.75");
        await page.Keyboard.PressAsync("Escape");
        await Expect(visit.Code).ToContainTextAsync("personality { curiosity: 0.9, // kept }");
        await Expect(visit.Code).ToContainTextAsync("humor: 0.2,");
        await Expect(visit.Code).ToContainTextAsync("patience: 0.75 }");

        await visit.ChooseCommandAsync("Settings");
        await page.GetByLabel("Vim").CheckAsync();
        await page.GetByText("Keys of the commands").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Key of Run this file" }).ClickAsync();
        await page.Keyboard.PressAsync("F8");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".cm-vim-panel")).ToContainTextAsync("NORMAL");
        await visit.Code.FocusAsync();
        await page.Keyboard.TypeAsync("ggdG");
        await page.Keyboard.TypeAsync("iprint(8)");
        await page.Keyboard.PressAsync("Escape");
        await Expect(visit.Code).ToHaveTextAsync("print(8)");
        await page.Keyboard.PressAsync("F8");
        await Expect(visit.Output).ToHaveTextAsync("8\n");
        visit.Visitor.AssertQuiet();
    }
}
