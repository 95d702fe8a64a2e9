using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class IdeFilesTests(RunningPlatform platform)
{
    [Fact]
    public async Task What_is_written_survives_a_reload_a_lost_connection_and_a_second_tab()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.WriteAsync("let first = 1\n");
        await visit.IsSavedAsync();
        await page.ReloadAsync();
        await Expect(visit.Code).ToContainTextAsync("let first = 1");

        await visit.Visitor.Context.SetOfflineAsync(true);
        await visit.WriteAsync("let second = 2\n");
        await Expect(visit.SaveState).ToHaveTextAsync("Offline: kept on this device");
        await visit.Visitor.Context.SetOfflineAsync(false);
        await visit.IsSavedAsync();

        // Lost while it is only on this device: the page goes away before the connection comes back.
        await visit.Visitor.Context.RouteAsync("**/ide/api/ide/files/**", route => route.Request.Method == "PUT" ? route.AbortAsync() : route.ContinueAsync());
        await visit.WriteAsync("let third = 3\n");
        await Expect(visit.SaveState).ToHaveTextAsync("Offline: kept on this device");
        await page.CloseAsync();
        await visit.Visitor.Context.UnrouteAllAsync();
        var again = await visit.Visitor.Context.NewPageAsync();
        await again.GotoAsync(page.Url);
        await Expect(again.Locator(".cm-content")).ToContainTextAsync("let third = 3");
        await Expect(again.Locator(".ide-save")).ToHaveTextAsync("Saved");

        // A tab that knows only an older text may not overwrite it.
        var second = await visit.Visitor.Context.NewPageAsync();
        await second.GotoAsync(page.Url);
        await Expect(second.Locator(".cm-content")).ToContainTextAsync("let third = 3");
        await again.Locator(".cm-content").PressAsync("Control+End");
        await again.Keyboard.InsertTextAsync("let here = 4\n");
        await Expect(again.Locator(".ide-save")).ToHaveTextAsync("Saved");
        await second.Locator(".cm-content").PressAsync("Control+End");
        await second.Keyboard.InsertTextAsync("let there = 5\n");
        var dialog = second.GetByRole(AriaRole.Dialog, new() { Name = "main.nx was changed elsewhere" });
        await Expect(dialog).ToContainTextAsync("let here = 4");
        // By keyboard, part by part.
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Take this part of the left side" }).PressAsync("Enter");
        await Expect(dialog.Locator(".cm-merge-b .cm-content")).Not.ToContainTextAsync("let there = 5");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        // Still open: the button leads to it again, in one column where there is no room for two.
        await second.SetViewportSizeAsync(640, 800);
        await second.Locator(".ide-save").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Take this part of the other" }).PressAsync("Enter");
        await Expect(dialog.Locator(".cm-content")).Not.ToContainTextAsync("let there = 5");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await Expect(second.Locator(".ide-save")).ToHaveTextAsync("Saved");
        await Expect(second.Locator(".cm-content")).ToContainTextAsync("let here = 4");
        visit.Visitor.AssertQuiet(expected: "WebSocket connection");
    }

    [Fact]
    public async Task Files_are_made_renamed_searched_thrown_away_and_brought_back()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        var tree = page.GetByRole(AriaRole.Tree, new() { Name = "Files" });
        await page.GetByRole(AriaRole.Button, new() { Name = "New file" }).ClickAsync();
        await page.GetByLabel("Path").FillAsync("../out.nx");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#ask-error")).ToContainTextAsync("inside the project");
        await page.GetByLabel("Path").FillAsync("lib/shapes.nx");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "shapes.nx", Exact = true })).ToHaveAttributeAsync("aria-selected", "true");
        await visit.WriteAsync("export fn area(w, h) { return w * h }\n");
        await visit.IsSavedAsync();

        await tree.GetByRole(AriaRole.Treeitem, new() { Name = "shapes.nx" }).FocusAsync();
        await page.Keyboard.PressAsync("F2");
        await page.GetByLabel("Path").FillAsync("lib/areas.nx");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "areas.nx", Exact = true })).ToBeVisibleAsync();

        await tree.GetByRole(AriaRole.Treeitem, new() { Name = "main.nx" }).ClickAsync();
        await visit.RunAsync("from \"lib/areas.nx\" import area\nprint(area(6, 7))\n");
        await Expect(visit.Output).ToHaveTextAsync("42\n");
        await Expect(page.Locator(".site-account [data-price]")).ToHaveTextAsync("99");

        await page.Keyboard.PressAsync("Control+Shift+f");
        await page.GetByLabel("Find in files").FillAsync("area");
        await Expect(page.Locator(".ide-results h3")).ToHaveTextAsync(["lib/areas.nx", "main.nx"]);
        await page.GetByLabel("Replace with").FillAsync("surface");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace all" }).ClickAsync();
        await Expect(visit.Code).ToContainTextAsync("print(surface(6, 7))");
        await visit.IsSavedAsync();

        await page.GetByRole(AriaRole.Tab, new() { Name = "Files" }).ClickAsync();
        await tree.GetByRole(AriaRole.Treeitem, new() { Name = "areas.nx" }).FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await Expect(tree.GetByRole(AriaRole.Treeitem, new() { Name = "areas.nx" })).ToHaveCountAsync(0);
        await page.Locator(".ide-trash summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore lib/areas.nx" }).ClickAsync();
        await Expect(tree.GetByRole(AriaRole.Treeitem, new() { Name = "areas.nx" })).ToBeVisibleAsync();
        await Expect(visit.Code).ToContainTextAsync("export fn surface");

        var download = await page.RunAndWaitForDownloadAsync(() => visit.ChooseCommandAsync("Download the project"));
        var path = (await download.PathAsync())!;
        using (var zip = System.IO.Compression.ZipFile.OpenRead(path))
        {
            Assert.Equal(["lib/areas.nx", "main.nx"], zip.Entries.Select(entry => entry.FullName).Order());
        }

        // What was packed comes back, and what is in the trash goes for good.
        await tree.GetByRole(AriaRole.Treeitem, new() { Name = "areas.nx" }).FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await page.GetByRole(AriaRole.Button, new() { Name = "Empty the trash" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Empty the trash" }).ClickAsync();
        await Expect(page.Locator(".ide-trash")).ToContainTextAsync("stays here for 30 days");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "harbour.zip",
            MimeType = "application/zip",
            Buffer = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken),
        });
        await Expect(tree.GetByRole(AriaRole.Treeitem, new() { Name = "areas.nx" })).ToBeVisibleAsync();
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_checkpoint_and_the_history_bring_earlier_texts_back()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.WriteAsync("let good = 1\n");
        await visit.IsSavedAsync();
        await visit.ChooseCommandAsync("Checkpoints");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep a checkpoint" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("It works");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".ide-checkpoints")).ToContainTextAsync("It works");
        await page.Keyboard.PressAsync("Escape");

        await visit.WriteAsync("let bad = 2\n");
        await visit.IsSavedAsync();
        await visit.ChooseCommandAsync("History of this file");
        await Expect(page.Locator(".cm-merge-a")).ToContainTextAsync("let good = 1");
        await Expect(page.Locator(".cm-merge-b")).ToContainTextAsync("let bad = 2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring this text back" }).ClickAsync();
        await Expect(visit.Code).ToContainTextAsync("let good = 1");

        await visit.WriteAsync("let worse = 3\n");
        await visit.IsSavedAsync();
        await visit.ChooseCommandAsync("Checkpoints");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go back to It works" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go back", Exact = true }).ClickAsync();
        await Expect(visit.Code).ToContainTextAsync("let good = 1");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_link_pins_the_program_runs_for_anybody_and_is_copied()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        await visit.WriteAsync("print(\"shared as it was\")\n");
        await visit.ChooseCommandAsync("Share a link");
        var link = visit.Page.GetByLabel("Link", new() { Exact = true });
        await Expect(link).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/share/"));
        var path = new Uri(await link.InputValueAsync()).AbsolutePath;
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.WriteAsync("print(\"changed since\")\n");
        await visit.IsSavedAsync();

        await using var reader = await platform.VisitAsync(platform.Developer);
        await reader.GoAsync(path);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Run main.nx" }).ClickAsync();
        await Expect(reader.Page.Locator("[data-output]")).ToHaveTextAsync("shared as it was\n");
        await reader.AssertAccessibleAsync();
        await reader.SignUpAsync(path);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Make a copy of it" }).ClickAsync();
        await Expect(reader.Page.Locator(".cm-content")).ToContainTextAsync("shared as it was");
        reader.AssertQuiet();
        visit.Visitor.AssertQuiet();
    }
}
