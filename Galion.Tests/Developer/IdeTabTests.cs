using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class IdeTabTests(RunningPlatform platform)
{
    [Fact]
    public async Task Tabs_are_dragged_along_and_to_the_other_side_and_keep_what_they_hold()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.WriteAsync("print(1)\n");
        await visit.CreateAsync("notes.md");
        await visit.CreateAsync("todo.md");
        await HasTabsAsync(Group(page, 0), "main.nx", "notes.md", "todo.md");

        await Tab(page, "todo.md").DragToAsync(Tab(page, "main.nx"), new() { TargetPosition = new() { X = 4, Y = 12 } });
        await HasTabsAsync(Group(page, 0), "todo.md", "main.nx", "notes.md");
        await Tab(page, "todo.md").DragToAsync(Tab(page, "notes.md"), new() { TargetPosition = new() { X = 4, Y = 12 } });
        await HasTabsAsync(Group(page, 0), "main.nx", "todo.md", "notes.md");

        // Over the right half of the code a second side begins.
        var code = (await page.Locator(".ide-editors").BoundingBoxAsync())!;
        await Tab(page, "main.nx").DragToAsync(page.Locator(".ide-editors"), new() { TargetPosition = new() { X = code.Width * 3 / 4, Y = 60 } });
        await HasTabsAsync(Group(page, 0), "todo.md", "notes.md");
        await HasTabsAsync(Group(page, 1), "main.nx");
        await Expect(Group(page, 1).Locator(".cm-content")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Group(page, 1).Locator(".cm-content")).Not.ToContainTextAsync("print(1)");
        await page.Keyboard.PressAsync("Control+y");
        await Expect(Group(page, 1).Locator(".cm-content")).ToContainTextAsync("print(1)");

        await Tab(page, "notes.md").DragToAsync(Group(page, 1).Locator(".ide-editors"));
        await HasTabsAsync(Group(page, 1), "main.nx", "notes.md");
        await Tab(page, "todo.md").DragToAsync(Tab(page, "notes.md"), new() { TargetPosition = new() { X = 4, Y = 12 } });
        await Expect(page.Locator(".ide-group")).ToHaveCountAsync(1);
        await HasTabsAsync(Group(page, 0), "main.nx", "todo.md", "notes.md");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task Tabs_are_moved_with_the_keyboard_alone()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.CreateAsync("notes.md");
        await page.Keyboard.PressAsync("Alt+Shift+PageUp");
        await HasTabsAsync(Group(page, 0), "notes.md", "main.nx");
        await Expect(page.Locator("#announcer")).ToHaveTextAsync("notes.md is tab 1 of 2.");
        await page.Keyboard.PressAsync("Alt+Shift+PageDown");
        await HasTabsAsync(Group(page, 0), "main.nx", "notes.md");

        await visit.ChooseCommandAsync("Move this tab to the other side");
        await HasTabsAsync(Group(page, 0), "main.nx");
        await HasTabsAsync(Group(page, 1), "notes.md");
        await Tab(page, "notes.md").FocusAsync();
        await page.Keyboard.PressAsync("Shift+F10");
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Move to the other side" })).ToBeFocusedAsync();
        await visit.Visitor.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".ide-group")).ToHaveCountAsync(1);
        await HasTabsAsync(Group(page, 0), "main.nx", "notes.md");
        visit.Visitor.AssertQuiet();
    }

    private static ILocator Group(IPage page, int index) => page.Locator(".ide-group").Nth(index);

    private static ILocator Tab(IPage page, string name) => page.Locator(".ide-tabs").GetByRole(AriaRole.Tab, new() { Name = name, Exact = true });

    private static async Task HasTabsAsync(ILocator group, params string[] names) => await Expect(group.Locator(".ide-tab")).ToHaveTextAsync(names);
}
