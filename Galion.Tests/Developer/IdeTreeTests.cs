using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class IdeTreeTests(RunningPlatform platform)
{
    [Fact]
    public async Task Files_and_folders_are_dragged_where_they_belong_and_back()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await CreateAsync(visit, "lib/shapes.nx");
        await CreateAsync(visit, "notes.md");
        await HasPathsAsync(page, "lib/", "lib/shapes.nx", "main.nx", "notes.md");

        await Row(page, "notes.md").DragToAsync(Row(page, "lib"));
        await HasPathsAsync(page, "lib/", "lib/notes.md", "lib/shapes.nx", "main.nx");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await HasPathsAsync(page, "lib/", "lib/shapes.nx", "main.nx", "notes.md");

        // A name that is taken there is not overwritten.
        await CreateAsync(visit, "lib/notes.md");
        await HasPathsAsync(page, "lib/", "lib/notes.md", "lib/shapes.nx", "main.nx", "notes.md");
        await Row(page, "notes.md").Last.DragToAsync(Row(page, "lib"));
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was moved. There is a file of this name already.");

        await CreateAsync(visit, "old/deep/colours.nx");
        await Row(page, "deep").DragToAsync(Row(page, "main.nx"));
        await HasPathsAsync(page, "deep/", "deep/colours.nx", "lib/", "lib/notes.md", "lib/shapes.nx", "main.nx", "notes.md");
        await page.ReloadAsync();
        await HasPathsAsync(page, "deep/", "deep/colours.nx", "lib/", "lib/notes.md", "lib/shapes.nx", "main.nx", "notes.md");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task The_tree_is_walked_and_changed_with_the_keyboard_alone()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await CreateAsync(visit, "lib/shapes.nx");
        await CreateAsync(visit, "notes.md");
        await HasPathsAsync(page, "lib/", "lib/shapes.nx", "main.nx", "notes.md");

        // From the code to the tree, and along it.
        await Expect(visit.Code).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+F6");
        await page.Keyboard.PressAsync("Home");
        await Expect(Row(page, "lib")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Row(page, "shapes.nx")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Row(page, "lib")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Row(page, "lib")).ToHaveAttributeAsync("aria-expanded", "false");
        await page.Keyboard.PressAsync("n");
        await Expect(Row(page, "notes.md")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Shift+F10");
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename or move" })).ToBeFocusedAsync();
        await visit.Visitor.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(Row(page, "notes.md")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("F2");
        await page.GetByLabel("Path").FillAsync("lib/notes.md");
        await page.Keyboard.PressAsync("Enter");
        await HasPathsAsync(page, "lib/", "main.nx");

        // A folder goes to the trash whole and comes back whole.
        await Row(page, "lib").FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await HasPathsAsync(page, "main.nx");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "shapes.nx", Exact = true })).ToBeVisibleAsync();
        await HasPathsAsync(page, "lib/", "main.nx");
        await Expect(visit.Code).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("F6");
        await Expect(visit.Output).ToBeFocusedAsync();
        visit.Visitor.AssertQuiet();
    }

    private static ILocator Row(IPage page, string name) =>
        page.GetByRole(AriaRole.Tree, new() { Name = "Files" }).GetByRole(AriaRole.Treeitem, new() { Name = name, Exact = true });

    private static async Task CreateAsync(IdeVisit visit, string path)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "New file" }).ClickAsync();
        await visit.Page.GetByLabel("Path").FillAsync(path);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator($"[role=treeitem][data-path='{path}'][data-current]")).ToBeVisibleAsync();
    }

    private static async Task HasPathsAsync(IPage page, params string[] paths)
    {
        var rows = page.Locator(".ide-tree [role=treeitem]");
        await Expect(rows).ToHaveCountAsync(paths.Length);
        for (var i = 0; i < paths.Length; i++)
        {
            await Expect(rows.Nth(i)).ToHaveAttributeAsync("data-path", paths[i]);
        }
    }
}
