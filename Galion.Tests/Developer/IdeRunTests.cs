using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class IdeRunTests(RunningPlatform platform)
{
    [Fact]
    public async Task A_mistake_is_marked_completed_names_run_and_the_output_arrives_with_its_price()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        var page = visit.Page;
        await visit.LanguageServerIsReadyAsync();

        await visit.WriteAsync("let harbour = \"quiet\"\nprint(harbor)\n");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Problems" }).ClickAsync();
        await Expect(visit.Problems).ToContainTextAsync("There is no 'harbor' here.");
        await Expect(page.Locator(".cm-lintRange-error")).ToHaveTextAsync("harbor");
        await Expect(visit.Problems.GetByRole(AriaRole.Link, new() { Name = "NX0201 in the reference" })).ToHaveAttributeAsync("href", "/docs/language#nx0201");

        await visit.WriteAsync("let harbour = \"quiet\"\nprint(har");
        await page.Keyboard.PressAsync("Control+Space");
        await page.Locator(".cm-tooltip-autocomplete").GetByText("harbour", new() { Exact = true }).ClickAsync();
        await Expect(visit.Code).ToContainTextAsync("print(harbour");
        await visit.RunAsync("let harbour = \"quiet\"\nprint(harbour)\nprint(1 + 1)\n");

        await Expect(visit.Output).ToHaveTextAsync("quiet\n2\n");
        await Expect(visit.RunState).ToContainTextAsync("Finished");
        await Expect(visit.RunState).ToContainTextAsync("exit code 0");
        await Expect(visit.RunState).ToContainTextAsync("1 credit charged");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Problems" }).ClickAsync();
        await Expect(visit.Problems).ToHaveTextAsync("No problems found.");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_program_reads_lines_and_an_endless_one_is_stopped()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        await visit.RunAsync("let name = input(\"Who? \")\nprint(f\"Hello, {name}!\")\n");
        await visit.Input.FillAsync("Ada");
        await visit.Input.PressAsync("Enter");
        await Expect(visit.Output).ToContainTextAsync("Hello, Ada!");
        await Expect(visit.RunState).ToContainTextAsync("Finished");

        await visit.RunAsync("print(\"begun\")\nwhile true { }\n");
        await Expect(visit.Output).ToContainTextAsync("begun");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await Expect(visit.RunState).ToContainTextAsync("Stopped");

        await visit.RunAsync("let items = [1, 2]\nprint(items[7])\n");
        await Expect(visit.RunState).ToContainTextAsync("Failed");
        await visit.Output.GetByRole(AriaRole.Button, new() { Name = "main.nx:2" }).First.ClickAsync();
        await Expect(visit.Page.Locator(".ide-place")).ToContainTextAsync("Line 2");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task Somebody_without_an_account_runs_a_program_in_the_playground()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        await visit.LanguageServerIsReadyAsync();
        await visit.RunAsync("print(6 * 7)\n");

        await Expect(visit.Output).ToHaveTextAsync("42\n");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await visit.IsSavedAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Code).ToContainTextAsync("print(6 * 7)");
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task The_editors_calls_and_its_language_server_are_closed_to_strangers_and_other_sites()
    {
        using var http = new HttpClient { BaseAddress = platform.Developer.Address };
        using var projects = new HttpRequestMessage(HttpMethod.Get, "/ide/api/ide/projects") { Headers = { { "Sec-Fetch-Dest", "empty" } } };
        using var refused = await http.SendAsync(projects, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);

        using var other = await http.GetAsync("/ide/api/credits", TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, other.StatusCode);

        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/ide/api/nexuslang/run") { Headers = { { "Origin", "https://evil.example" } } };
        using var forbidden = await http.SendAsync(foreign, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, forbidden.StatusCode);

        foreach (var (origin, status) in new[] { ("https://evil.example", 403), (platform.Developer.Address.ToString().TrimEnd('/'), 401) })
        {
            using var socket = new System.Net.WebSockets.ClientWebSocket();
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.SetRequestHeader("Origin", origin);
            await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => socket.ConnectAsync(
                new UriBuilder(platform.Developer.Address) { Scheme = "ws", Path = "/ide/language-server" }.Uri, TestContext.Current.CancellationToken));
            Assert.Equal(status, (int)socket.HttpStatusCode);
        }
    }
}
