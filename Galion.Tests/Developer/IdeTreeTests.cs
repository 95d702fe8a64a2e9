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
        await visit.CreateAsync("lib/shapes.nx");
        await visit.CreateAsync("notes.md");
        await HasPathsAsync(page, "lib/", "lib/shapes.nx", "main.nx", "notes.md");

        await Row(page, "notes.md").DragToAsync(Row(page, "lib"));
        await HasPathsAsync(page, "lib/", "lib/notes.md", "lib/shapes.nx", "main.nx");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await HasPathsAsync(page, "lib/", "lib/shapes.nx", "main.nx", "notes.md");

        // A name that is taken there is not overwritten.
        await visit.CreateAsync("lib/notes.md");
        await HasPathsAsync(page, "lib/", "lib/notes.md", "lib/shapes.nx", "main.nx", "notes.md");
        await Row(page, "notes.md").Last.DragToAsync(Row(page, "lib"));
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was moved. There is a file of this name already.");

        await visit.CreateAsync("old/deep/colours.nx");
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
        await visit.CreateAsync("lib/shapes.nx");
        await visit.CreateAsync("notes.md");
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
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" })).ToBeFocusedAsync();
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

    [Fact]
    public async Task A_file_that_moves_takes_the_imports_along_and_comes_back_with_them()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.LanguageServerIsReadyAsync();
        await visit.CreateAsync("lib/shapes.nx");
        await visit.WriteAsync("export fn area(w, h) { return w * h }\n");
        await Row(page, "main.nx").ClickAsync();
        await visit.WriteAsync("import \"lib/shapes.nx\"\nprint(shapes.area(6, 7))\n");
        await visit.IsSavedAsync();

        // As a finger does it, where nothing can be dragged.
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "shapes.nx", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Shift+F10");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Move to…" }).ClickAsync();
        await visit.Visitor.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "The project itself" }).ClickAsync();
        await HasPathsAsync(page, "main.nx", "shapes.nx");
        await Expect(page.Locator(".toast")).ToContainTextAsync("shapes.nx is in the project itself now. The imports in main.nx follow.");
        await Expect(visit.Code).ToContainTextAsync("import \"shapes.nx\"");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await HasPathsAsync(page, "lib/", "lib/shapes.nx", "main.nx");
        await Expect(visit.Code).ToContainTextAsync("import \"lib/shapes.nx\"");

        // Under another name the program goes on as it is written.
        await Row(page, "shapes.nx").FocusAsync();
        await page.Keyboard.PressAsync("F2");
        await page.GetByLabel("Path").FillAsync("lib/forms.nx");
        await page.Keyboard.PressAsync("Enter");
        await Expect(visit.Code).ToContainTextAsync("import \"lib/forms.nx\" as shapes");
        await visit.IsSavedAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(visit.Output).ToHaveTextAsync("42\n");
        visit.Visitor.AssertQuiet();
    }

    private static ILocator Row(IPage page, string name) =>
        page.GetByRole(AriaRole.Tree, new() { Name = "Files" }).GetByRole(AriaRole.Treeitem, new() { Name = name, Exact = true });

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
