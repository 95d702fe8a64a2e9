using System.Text.RegularExpressions;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class IdeListsTests(RunningPlatform platform)
{
    [Fact]
    public async Task Runs_are_listed_with_what_they_cost_and_lead_to_their_output_and_receipt()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform, width: 1440);
        var page = visit.Page;
        await visit.RunAsync("print(\"from the harbour\")\nplot([1, 4, 9])\n");
        await Expect(visit.RunState).ToContainTextAsync("Finished");
        await visit.RunAsync("print(missing)\n");
        await Expect(visit.RunState).ToContainTextAsync("Failed");

        await visit.ChooseCommandAsync("Usage of this project");
        await page.ArriveAsync(new Regex("/ide/usage\\?project="));
        var day = page.GetByRole(AriaRole.Table, new() { Name = "Usage by day" }).Locator("tbody tr").First;
        await Expect(page.Locator(".usage-figures")).ToContainTextAsync("1 failed");
        await Expect(day.Locator("[data-label=Credits]")).ToHaveTextAsync("1");
        await visit.Visitor.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "What the chart shows" }).GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Runs by day" })).ToBeVisibleAsync();
        Assert.Equal(1, await page.Locator(".usage-chart rect").EvaluateAllAsync<int>("bars => bars.filter((bar) => bar.getBoundingClientRect().height > 0).length"));
        await page.SetViewportSizeAsync(360, 740);
        await visit.Visitor.AssertNoSidewaysScrollAsync();
        await page.SetViewportSizeAsync(1440, 900);
        await visit.Visitor.GoAsync($"/ide/usage?project={Guid.NewGuid()}");
        await Expect(page.GetByText("No runs in these days")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.GoBackAsync();
        await visit.IsReadyAsync();

        await visit.ChooseCommandAsync("Runs of this project");
        await page.ArriveAsync(new Regex("/ide/runs\\?project="));
        var rows = page.GetByRole(AriaRole.Table, new() { Name = "Runs" }).Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("Failed");
        await Expect(rows.First.Locator("[data-label=Credits]")).ToHaveTextAsync("0");
        await Expect(rows.Last.Locator("[data-label=Credits]")).ToHaveTextAsync("1");
        await visit.Visitor.AssertAccessibleAsync();

        // Named by the first line of the program.
        await Expect(rows.Last.GetByRole(AriaRole.Link)).ToHaveTextAsync("print(\"from the harbour\")");
        await page.GetByRole(AriaRole.Link, new() { Name = "Finished" }).ClickAsync();
        await page.ArriveAsync(new Regex("status=succeeded"));
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Stopped" }).ClickAsync();
        await Expect(page.GetByText("No runs here")).ToBeVisibleAsync();
        await visit.Visitor.AssertAccessibleAsync();
        // Another project has had none of them.
        await visit.Visitor.GoAsync($"/ide/runs?project={Guid.NewGuid()}");
        await Expect(page.GetByText("No runs here")).ToBeVisibleAsync();
        await visit.Visitor.GoAsync("/ide/runs");

        await rows.Last.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator("#run-output")).ToHaveTextAsync("from the harbour\n");
        await Expect(page.Locator(".receipt-lines")).ToContainTextAsync("1 credit");
        await Expect(page.Locator(".run-assets img")).ToHaveJSPropertyAsync("complete", true);
        await visit.Visitor.AssertAccessibleAsync();
        await page.GoBackAsync();
        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".run-error")).ToContainTextAsync("NX0201");
        await Expect(page.Locator(".receipt")).ToContainTextAsync("Nothing was charged");
        await page.SetViewportSizeAsync(360, 740);
        await visit.Visitor.AssertNoSidewaysScrollAsync();
        await page.GoBackAsync();
        await visit.Visitor.AssertNoSidewaysScrollAsync();
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_run_of_somebody_else_is_not_found()
    {
        await using var owner = await IdeVisit.OpenProjectAsync(platform);
        await owner.RunAsync("print(1)\n");
        await Expect(owner.RunState).ToContainTextAsync("Finished");
        await owner.ChooseCommandAsync("Runs of this project");
        var address = await owner.Page.Locator(".run-table a").First.GetAttributeAsync("href");

        await using var other = await platform.VisitAsync(platform.Developer);
        await other.SignUpAsync("/ide/runs");
        await Expect(other.Page.GetByText("Nothing has run yet")).ToBeVisibleAsync();
        Assert.Equal(404, (await other.GoAsync(address!)).Status);
    }

    [Fact]
    public async Task Links_are_listed_and_taken_back()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        var page = visit.Page;
        await visit.Visitor.SignUpAsync("/playground");
        await visit.IsReadyAsync();
        await visit.WriteAsync("print(\"shared\")\n");
        await visit.ChooseCommandAsync("Share a link");
        var link = page.GetByLabel("Link", new() { Exact = true });
        await Expect(link).ToHaveValueAsync(new Regex("/share/"));
        var address = await link.InputValueAsync();

        await visit.Visitor.GoAsync("/ide/shares");
        await Expect(page.Locator(".share-link code")).ToHaveTextAsync(address);
        await visit.Visitor.AssertAccessibleAsync();
        await page.SetViewportSizeAsync(360, 740);
        await visit.Visitor.AssertNoSidewaysScrollAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Take back Playground" }).ClickAsync();
        await visit.Visitor.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(["The link is taken back."]);
        await Expect(page.GetByText("No links yet")).ToBeVisibleAsync();
        Assert.Equal(404, (await visit.Visitor.GoAsync(new Uri(address).AbsolutePath)).Status);
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task Projects_and_files_in_the_trash_go_for_good_one_by_one()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "main.nx" }).FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await page.Locator(".ide-trash summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete main.nx for good" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete it" }).ClickAsync();
        await Expect(page.Locator(".ide-trash")).ToContainTextAsync("stays here for 30 days");

        await visit.Visitor.GoAsync("/ide");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Harbour to the trash" }).ClickAsync();
        await page.ArriveAsync(new Regex("/ide\\?trashed="));
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete Harbour for good" }).ClickAsync();
        await visit.Visitor.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }).ClickAsync();
        await Expect(page.GetByText("It is gone for good.")).ToBeVisibleAsync();
        await Expect(page.Locator(".project-trash")).ToHaveCountAsync(0);
        visit.Visitor.AssertQuiet();
    }

    [Fact]
    public async Task A_linked_program_is_answered_and_changed_by_somebody_without_an_account()
    {
        await using var visit = await IdeVisit.OpenPlaygroundAsync(platform);
        const string program = "let name = input()\nprint(f\"Ahoy, {name}!\")\nprint(input())\n";
        await visit.WriteAsync(program);
        var asks = await ShareAsync(visit);
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await visit.ChooseCommandAsync("Show the input");
        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Lines for the program" }).FillAsync("Ada\nLovelace");
        var knows = await ShareAsync(visit);

        await using var reader = await platform.VisitAsync(platform.Developer, width: 360);
        await reader.Context.AddInitScriptAsync(IdeVisit.NoTour);
        var page = reader.Page;
        await reader.GoAsync(asks);
        await page.GetByRole(AriaRole.Button, new() { Name = "Run main.nx" }).ClickAsync();
        var input = page.GetByRole(AriaRole.Textbox, new() { Name = "Input for the program" });
        await Expect(input).ToBeFocusedAsync();
        await reader.AssertAccessibleAsync();
        await reader.AssertNoSidewaysScrollAsync();
        await input.FillAsync("Grace");
        await input.PressAsync("Enter");
        await Expect(page.Locator("[data-output]")).ToHaveTextAsync("Grace\nAhoy, Grace!\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "End of input" }).ClickAsync();
        await Expect(page.Locator("[data-state]")).ToContainTextAsync("Finished, exit code 0");
        await Expect(page.Locator("[data-output]")).ToHaveTextAsync("Grace\nAhoy, Grace!\nnull\n");
        await Expect(input).ToBeHiddenAsync();

        // Where all that it reads comes with the link, nobody is asked, and the reader may write something else.
        await reader.GoAsync(knows);
        await page.GetByLabel("What it reads").FillAsync("Alan\nTuring");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run main.nx" }).ClickAsync();
        await Expect(page.Locator("[data-output]")).ToHaveTextAsync("Ahoy, Alan!\nTuring\n");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change it in the playground" }).ClickAsync();
        var copy = new IdeVisit(reader);
        await copy.IsReadyAsync();
        await Expect(copy.Code).ToContainTextAsync("Ahoy");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(copy.Output).ToHaveTextAsync("Ahoy, Ada!\nLovelace\n");
        reader.AssertQuiet();

        static async Task<string> ShareAsync(IdeVisit visit)
        {
            await visit.ChooseCommandAsync("Share a link");
            var link = visit.Page.GetByLabel("Link", new() { Exact = true });
            await Expect(link).ToHaveValueAsync(new Regex("/share/"));
            return new Uri(await link.InputValueAsync()).AbsolutePath;
        }
    }

    [Fact]
    public async Task A_link_of_several_files_runs_whole_for_somebody_without_an_account()
    {
        await using var visit = await IdeVisit.OpenProjectAsync(platform);
        var page = visit.Page;
        await visit.CreateAsync("lib/areas.nx");
        await visit.WriteAsync("export fn area(w, h) { return w * h }\n");
        await visit.IsSavedAsync();
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "main.nx" }).ClickAsync();
        await visit.WriteAsync("from \"lib/areas.nx\" import area\nprint(area(6, 7))\n");
        await visit.ChooseCommandAsync("Share a link");
        var link = page.GetByLabel("Link", new() { Exact = true });
        await Expect(link).ToHaveValueAsync(new Regex("/share/"));

        await using var reader = await platform.VisitAsync(platform.Developer, width: 360);
        await reader.GoAsync(new Uri(await link.InputValueAsync()).AbsolutePath);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Run main.nx" }).ClickAsync();
        await Expect(reader.Page.Locator("[data-output]")).ToHaveTextAsync("42\n");
        await Expect(reader.Page.Locator("[data-state]")).ToContainTextAsync("Finished, exit code 0");
        await reader.AssertNoSidewaysScrollAsync();
        await reader.AssertAccessibleAsync();
        reader.AssertQuiet();
    }
}
