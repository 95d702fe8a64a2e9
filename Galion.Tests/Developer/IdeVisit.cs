using System.Text.RegularExpressions;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

/// <summary>Somebody in front of the editor, and the parts of that page.</summary>
internal sealed class IdeVisit(Visitor visitor) : IAsyncDisposable
{
    /// <summary>Makes a browser one that has seen the tour.</summary>
    internal const string NoTour = "localStorage.getItem('galion-ide-settings') ?? localStorage.setItem('galion-ide-settings', '{\"tourSeen\":true}')";

    public Visitor Visitor => visitor;

    public IPage Page => visitor.Page;

    public ILocator Code => Page.Locator(".ide-editor:not([hidden]) .cm-content").First;

    public ILocator Output => Page.Locator(".ide-output");

    /// <summary>How the last run went, with what it used and cost.</summary>
    public ILocator RunState => Page.Locator(".ide-run-state");

    public ILocator SaveState => Page.Locator(".ide-save");

    public ILocator Problems => Page.Locator(".ide-problems");

    public ILocator Input => Page.GetByRole(AriaRole.Textbox, new() { Name = "Input for the program" });

    /// <summary>Signs up and opens a new project.</summary>
    public static async Task<IdeVisit> OpenProjectAsync(RunningPlatform platform, int width = 1280, ColorScheme theme = ColorScheme.Light, bool tour = false)
    {
        var visitor = await platform.VisitAsync(platform.Developer, width, theme);
        if (!tour)
        {
            await visitor.Context.AddInitScriptAsync(NoTour);
        }
        await visitor.SignUpAsync("/ide");
        await visitor.Page.GetByLabel("New project").FillAsync("Harbour");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await visitor.Page.ArriveAsync(new Regex("/ide/[0-9a-f-]{36}$"));
        var visit = new IdeVisit(visitor);
        await visit.IsReadyAsync();
        return visit;
    }

    /// <summary>Opens the playground as somebody without an account.</summary>
    public static async Task<IdeVisit> OpenPlaygroundAsync(
        RunningPlatform platform, int width = 1280, ColorScheme theme = ColorScheme.Light, bool tour = false, bool phone = false)
    {
        var visitor = await platform.VisitAsync(platform.Developer, width, theme, phone: phone);
        if (!tour)
        {
            await visitor.Context.AddInitScriptAsync(NoTour);
        }
        await visitor.GoAsync("/playground");
        var visit = new IdeVisit(visitor);
        await visit.IsReadyAsync();
        return visit;
    }

    public async Task IsReadyAsync() => await Expect(Page.Locator("nexus-ide[data-ready]")).ToBeVisibleAsync();

    public async Task LanguageServerIsReadyAsync() => await Expect(Page.Locator(".ide-connection[data-on=true]")).ToHaveCountAsync(1);

    /// <summary>Puts a program in the place of what the editor holds.</summary>
    public async Task WriteAsync(string program)
    {
        await Code.FocusAsync();
        await Page.Keyboard.PressAsync("Control+a");
        // What Chromium inserts in the place of a selection it writes with a style of its own, which the page's policy refuses.
        await Page.Keyboard.PressAsync("Delete");
        await Page.Keyboard.InsertTextAsync(program);
    }

    /// <summary>Writes a program and runs it with the keyboard.</summary>
    public async Task RunAsync(string program)
    {
        await WriteAsync(program);
        await Page.Keyboard.PressAsync("Control+Enter");
    }

    public async Task ChooseCommandAsync(string title)
    {
        await Page.Keyboard.PressAsync("F1");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Type a command" }).FillAsync(title);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Makes a file, which the editor then shows.</summary>
    public async Task CreateAsync(string path)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "New file" }).ClickAsync();
        await Page.GetByLabel("Path").FillAsync(path);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator($"[role=treeitem][data-path='{path}'][data-current]")).ToBeVisibleAsync();
    }

    public async Task IsSavedAsync() => await Expect(SaveState).ToHaveTextAsync("Saved");

    public ValueTask DisposeAsync() => visitor.DisposeAsync();
}
