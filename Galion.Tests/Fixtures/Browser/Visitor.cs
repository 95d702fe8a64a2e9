using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Galion.Tests.Fixtures.Browser;

/// <summary>Somebody in front of a browser, with a profile of their own.</summary>
public sealed class Visitor : IAsyncDisposable
{
    public const string Password = "sails over quiet harbours";

    private static readonly Lazy<string> Axe = new(() =>
        File.ReadAllText(Path.Combine(ServiceProcess.FindRepository(), "node_modules", "axe-core", "axe.min.js")));

    private readonly ConcurrentQueue<string> _complaints = new();

    internal Visitor(IBrowserContext context, IPage page, Uri app)
    {
        Context = context;
        Page = page;
        App = app;
        context.Request += (_, request) => CheckAddress(request.Url);
        context.Console += (_, message) =>
        {
            // Chromium reports each answer of 400 and above as an error; those are for the tests to judge.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public Uri App { get; }

    public string Username { get; } = $"visitor-{Guid.NewGuid():N}"[..24];

    public string Email => $"{Username}@example.com";

    /// <summary>Opens a path of the app and answers with the response to it.</summary>
    public async Task<IResponse> GoAsync(string path) => (await Page.GotoAsync(path))!;

    /// <summary>Signs up on the page itself, and arrives at <paramref name="returnUrl"/>.</summary>
    public async Task SignUpAsync(string returnUrl = "/")
    {
        await GoAsync($"/register?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await Page.GetByLabel("E-mail").FillAsync(Email);
        await Page.GetByLabel("Username").FillAsync(Username);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Page.ArriveAsync(new Uri(App, returnUrl).ToString());
    }

    public async Task SignInAsync(string name, string password = Password)
    {
        await Page.GetByLabel("E-mail or username").FillAsync(name);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    public async Task SignOutAsync()
    {
        await Page.Locator("details.menu > summary").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Page.ArriveAsync(App.ToString());
    }

    /// <summary>Fails when a page broke its content policy, raised an error, or sent anything to another site.</summary>
    /// <param name="expected">What complaints may hold, such as of a connection that the test itself took away.</param>
    public void AssertQuiet(string? expected = null) =>
        Assert.DoesNotContain(_complaints, c => expected is null || !c.Contains(expected, StringComparison.Ordinal));

    /// <summary>Runs axe on the page as it stands (WCAG 2.2 A and AA, best practices) and fails on any finding.</summary>
    /// <param name="exclude">A selector of what is not ours to mend.</param>
    public async Task AssertAccessibleAsync(string? exclude = null)
    {
        // The debugger's own evaluation, which the page's content policy does not govern.
        await Page.EvaluateAsync(Axe.Value);
        var found = await Page.EvaluateAsync<JsonElement>(
            """
            async (exclude) => {
              const context = exclude ? { include: [["html"]], exclude: [[exclude]] } : document;
              const result = await axe.run(context, { resultTypes: ["violations"] });
              return result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} · ${n.failureSummary}`));
            }
            """,
            exclude);
        Assert.Equal([], found.EnumerateArray().Select(f => f.GetString()));
    }

    /// <summary>Fails when the page is wider than the window.</summary>
    public async Task AssertNoSidewaysScrollAsync()
    {
        var excess = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Equal(0, excess);
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    private void CheckAddress(string url)
    {
        var address = new Uri(url);
        if (address.Scheme is "data" or "blob" || (address.Host == App.Host && address.Port == App.Port))
        {
            return;
        }
        _complaints.Enqueue($"request to another site: {url}");
    }
}
