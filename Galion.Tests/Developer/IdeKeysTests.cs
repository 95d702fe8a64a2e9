using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class IdeKeysTests(RunningPlatform platform)
{
    [Fact]
    public async Task With_the_keys_of_vs_code_lines_are_deleted_commented_and_parts_are_shown()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.ChooseCommandAsync("Settings");
        await page.GetByLabel("VS Code").CheckAsync();
        await page.Keyboard.PressAsync("Escape");

        await visit.WriteAsync("let first = 1\nlet second = 2\nprint(first)\n");
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("Control+Shift+K");
        await Expect(visit.Code).ToHaveTextAsync("let second = 2print(first)");
        // Only this preset has keys of two strokes.
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.PressAsync("Control+c");
        await Expect(visit.Code).ToContainTextAsync("// let second = 2");

        await page.Keyboard.PressAsync("Control+Shift+M");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Problems" })).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Control+b");
        await Expect(page.GetByRole(AriaRole.Tree, new() { Name = "Files" })).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Control+Shift+E");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Files" })).ToBeFocusedAsync();
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task Saving_formats_the_file_unless_the_reader_turned_that_off()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.LanguageServerIsReadyAsync();
        await visit.WriteAsync("fn area(w,h){return w*h}\nprint( area(6,7) )\n");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(visit.Code).ToContainTextAsync("print(area(6, 7))");
        await visit.IsSavedAsync();
        await page.ReloadAsync();
        await Expect(visit.Code).ToContainTextAsync("print(area(6, 7))");

        await visit.LanguageServerIsReadyAsync();
        await visit.ChooseCommandAsync("Settings");
        await page.GetByLabel("Format when I save").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await visit.WriteAsync("print( 1 )\n");
        await page.Keyboard.PressAsync("Control+s");
        await visit.IsSavedAsync();
        await Expect(visit.Code).ToContainTextAsync("print( 1 )");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task Several_cursors_write_at_once()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        var page = visit.Page;
        await visit.WriteAsync("let cat = 1\nprint(cat + cat)\n");
        await page.Keyboard.PressAsync("Control+Home");
        for (var i = 0; i < 4; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        // The word under the cursor, and then each place where it stands.
        for (var i = 0; i < 3; i++)
        {
            await page.Keyboard.PressAsync("Control+d");
        }

        await Expect(page.Locator(".ide-place")).ToContainTextAsync("3 cursors");
        await page.Keyboard.TypeAsync("boat");
        await Expect(visit.Code).ToHaveTextAsync("let boat = 1print(boat + boat)");
        // The first closes what is offered to complete the word.
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".ide-place")).Not.ToContainTextAsync("cursors");

        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("Control+Alt+ArrowDown");
        await page.Keyboard.TypeAsync("// ");
        await Expect(visit.Code).ToHaveTextAsync("// let boat = 1// print(boat + boat)");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_key_that_the_reader_chose_is_kept_and_taken_from_the_command_that_had_it()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        var page = visit.Page;
        await visit.ChooseCommandAsync("Settings");
        await page.GetByText("Keys of the commands").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Key of Show the output" }).ClickAsync();
        await page.Keyboard.PressAsync("Alt+4");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Key of Show the output: Alt+4" })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Key of Show the problems: none" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.ReloadAsync();
        await visit.IsReadyAsync();
        await visit.ChooseCommandAsync("Show the problems");
        await page.Keyboard.PressAsync("Alt+4");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Output" })).ToBeFocusedAsync();

        // Escape gives the preset's key back.
        await visit.ChooseCommandAsync("Settings");
        await page.GetByText("Keys of the commands").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Key of Show the output" }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Key of Show the output: Alt+3" })).ToBeVisibleAsync();
        visit.Visitor.AssertQuiet();
    }
}
