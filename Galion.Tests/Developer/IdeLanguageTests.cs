using System.Collections.Concurrent;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

/// <summary>What the editor shows of what the language server knows.</summary>
[Collection(BrowserTests.Name)]
public sealed class IdeLanguageTests(RunningPlatform platform)
{
    private const string Program = """
        enum Event { Paid(cents), Quiet }
        fn describe(event, loud) { return [event, loud] }
        let found = describe(Event.Quiet, true)
        print(found)

        """;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Names_have_the_colour_of_their_meaning_and_what_is_unsaid_is_shown(ColorScheme theme)
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform, theme: theme);
        var page = visit.Page;
        await visit.LanguageServerIsReadyAsync();
        await visit.WriteAsync(Program);

        await Expect(page.Locator(".nx-token.nx-enumMember", new() { HasTextString = "Quiet" })).ToHaveCountAsync(2);
        await Expect(page.Locator(".nx-token.nx-parameter", new() { HasTextString = "loud" })).ToHaveCountAsync(2);
        await Expect(page.Locator(".nx-hint[data-hint=': array']")).ToHaveCountAsync(1);
        await Expect(page.Locator(".nx-hint[data-hint='loud=']")).ToHaveCountAsync(1);
        // Hints are no part of the text.
        await Expect(visit.Code).ToContainTextAsync("let found = describe(Event.Quiet, true)");

        string function = await ColourOfAsync(".nx-token.nx-function");
        string parameter = await ColourOfAsync(".nx-token.nx-parameter");
        Assert.NotEqual(function, parameter);
        await TakePictureAsync(page, theme.ToString());
        await visit.Visitor.AssertAccessibleAsync();
        await visit.ChooseCommandAsync("High contrast");
        Assert.NotEqual(function, await ColourOfAsync(".nx-token.nx-function"));
        await TakePictureAsync(page, $"{theme}-contrast");
        await visit.Visitor.AssertAccessibleAsync();

        await visit.ChooseCommandAsync("Types and parameters within the code");
        await Expect(page.Locator(".nx-hint")).ToHaveCountAsync(0);
        await visit.ChooseCommandAsync("Settings");
        await page.GetByLabel("Show types and names of parameters").CheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".nx-hint[data-hint='loud=']")).ToHaveCountAsync(1);
        visit.Visitor.AssertQuiet();

        async Task<string> ColourOfAsync(string selector) => await page.Locator(selector).First.EvaluateAsync<string>("name => getComputedStyle(name).color");
    }

    [Fact]
    public async Task Both_halves_of_a_split_editor_show_what_is_wrong_and_ask_once()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        var page = visit.Page;
        var marks = page.Locator(".cm-lintRange-error");
        var asked = new ConcurrentQueue<string>();
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) =>
        {
            if (frame.Text?.Contains("semanticTokens/full", StringComparison.Ordinal) == true)
            {
                asked.Enqueue(frame.Text);
            }
        };
        await page.ReloadAsync();
        await visit.LanguageServerIsReadyAsync();
        await visit.WriteAsync("let total = 1\nprint(totl)\n");
        await Expect(marks).ToHaveCountAsync(1);
        await Expect(page.Locator(".nx-token.nx-variable", new() { HasTextString = "total" })).ToHaveCountAsync(1);
        var before = asked.Count;

        await visit.ChooseCommandAsync("Split the editor");
        await Expect(page.Locator(".ide-group")).ToHaveCountAsync(2);
        await Expect(marks).ToHaveCountAsync(2);
        await Expect(page.Locator(".nx-token.nx-variable", new() { HasTextString = "total" })).ToHaveCountAsync(2);
        // One answer is enough for both.
        Assert.Equal(before, asked.Count);

        await visit.WriteAsync("let total = 1\nprint(total)\n");
        await Expect(marks).ToHaveCountAsync(0);
        await visit.WriteAsync("let total = 1\nprint(total, totl)\n");
        await Expect(marks).ToHaveCountAsync(2);
        await TakePictureAsync(page, "split");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task What_changes_in_an_imported_file_is_seen_where_it_is_imported()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.LanguageServerIsReadyAsync();
        await visit.CreateAsync("lib/shapes.nx");
        await visit.WriteAsync("export fn area(width, height) { return width * height }\n");
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "main.nx" }).ClickAsync();
        await visit.WriteAsync("from \"lib/shapes.nx\" import area\nprint(area(6, true))\n");
        await Expect(page.Locator(".nx-hint[data-hint='height=']:visible")).ToHaveCountAsync(1);
        await visit.ChooseCommandAsync("Split the editor");
        await Expect(page.Locator(".ide-group")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "shapes.nx" }).ClickAsync();
        await visit.Page.Locator(".ide-group[data-active] .ide-editor:not([hidden]) .cm-content").FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.InsertTextAsync("export fn area(width, depth) { return width * depth }\n");
        await Expect(page.Locator(".nx-hint[data-hint='depth=']:visible")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.InsertTextAsync("export fn surface(width, depth) { return width * depth }\n");
        await Expect(page.Locator(".cm-lintRange-error:visible").First).ToBeVisibleAsync();
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task The_uses_of_the_name_at_the_cursor_are_marked()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        var page = visit.Page;
        await visit.LanguageServerIsReadyAsync();
        await visit.WriteAsync("let total = 1\ntotal = total + 1\nprint(\"total\", total)\n");
        await page.Keyboard.PressAsync("Control+Home");
        for (var i = 0; i < "let to".Length; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(page.Locator(".nx-use")).ToHaveCountAsync(4);
        await Expect(page.Locator(".nx-use-write")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".nx-use")).ToHaveCountAsync(0);
        visit.Visitor.AssertQuiet();
    }

    /// <summary>For people to look at, into the folder that <c>GALION_PICTURES</c> names.</summary>
    private static async Task TakePictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("GALION_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"language-{name}.png") });
        }
    }
}
