using System.Net;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Studio;

/// <summary>Pages while the API does not answer: they say so, keep what was written, and go on when it is back.</summary>
[Collection(BrowserTests.Name)]
public sealed class ApiDownTests(RunningPlatform platform)
{
    private const string Prompt = "A quiet harbour in the rain, lanterns on the quay";

    [Theory]
    [InlineData(1440, true)]
    [InlineData(360, false)]
    public async Task A_form_that_is_sent_while_the_API_is_down_is_kept_and_can_be_sent_again(int width, bool script)
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, width, script: script);
        await visitor.SignUpAsync("/create");
        var page = visitor.Page;
        await page.GetByLabel("What should it show?").FillAsync(Prompt);

        await platform.Api.KillAsync();
        try
        {
            var library = await page.Context.NewPageAsync();
            var answer = await library.GotoAsync("/library");
            Assert.Equal((int)HttpStatusCode.ServiceUnavailable, answer!.Status);
            await Expect(library.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Galion is not answering right now");
            await Expect(library.GetByRole(AriaRole.Link, new() { Name = "Try again" })).ToHaveAttributeAsync("href", "/library");
            await library.CloseAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Galion is not answering right now");
            await Expect(page.Locator("main")).ToContainTextAsync("nothing is lost, and nothing is charged");
            await Expect(page.Locator("blockquote")).ToHaveTextAsync(Prompt);
            if (script)
            {
                await visitor.AssertAccessibleAsync();
            }

            // Still down: what was written survives another try.
            await page.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();
            await Expect(page.Locator("blockquote")).ToHaveTextAsync(Prompt);
        }
        finally
        {
            await platform.Api.StartAsync(TestContext.Current.CancellationToken);
        }

        // For a few seconds after an outage Studio does not ask the API at all.
        for (var tries = 0; tries < 20 && !page.Url.Contains("/generations/", StringComparison.Ordinal); tries++)
        {
            await page.WaitForTimeoutAsync(1_000);
            await page.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();
            await page.WaitForLoadStateAsync();
        }

        await Expect(page.Locator(".prompt-line")).ToHaveTextAsync(Prompt);
    }

    [Fact]
    public async Task The_list_of_keys_does_not_say_that_there_are_none_while_the_API_is_down()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.SignUpAsync("/keys");
        await platform.Api.KillAsync();
        try
        {
            await visitor.GoAsync("/keys");
            await Expect(visitor.Page.GetByText("Your keys cannot be shown at the moment. They go on working.")).ToBeVisibleAsync();
        }
        finally
        {
            await platform.Api.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_sign_up_that_is_sent_while_the_API_is_down_keeps_everything_but_the_password()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, 360);
        await visitor.GoAsync("/register");
        var page = visitor.Page;
        await page.GetByLabel("E-mail").FillAsync(visitor.Email);
        await page.GetByLabel("Username").FillAsync(visitor.Username);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Visitor.Password);

        await platform.Api.KillAsync();
        try
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("Wait a few seconds and try again.");
            await Expect(page.GetByLabel("E-mail")).ToHaveValueAsync(visitor.Email);
            await Expect(page.GetByLabel("Username")).ToHaveValueAsync(visitor.Username);
            Assert.DoesNotContain(Visitor.Password, await page.ContentAsync());
        }
        finally
        {
            await platform.Api.StartAsync(TestContext.Current.CancellationToken);
        }
    }
}
