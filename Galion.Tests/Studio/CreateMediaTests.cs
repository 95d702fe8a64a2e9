using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Studio;

/// <summary>Video, voice, music and text in Studio, on forms that are drawn from the price list.</summary>
[Collection(BrowserTests.Name)]
public sealed class CreateMediaTests(RunningPlatform platform)
{
    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task The_form_of_every_kind_is_accessible_and_no_wider_than_its_window(int width, ColorScheme theme)
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, width, theme);
        await visitor.SignUpAsync("/create/video");
        foreach (var kind in new[] { "video", "voice", "music", "text" })
        {
            await visitor.GoAsync($"/create/{kind}");
            await visitor.AssertAccessibleAsync();
            await visitor.AssertNoSidewaysScrollAsync();
        }
        visitor.AssertQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_is_written_paid_and_shown_without_its_recipe(bool script)
    {
        await using var visitor = await platform.VisitAsync(platform.Studio, script: script);
        await visitor.SignUpAsync("/create/text");
        await visitor.Page.Locator("textarea[name=prompt]").FillAsync("Write a friendly e-mail to a customer about a delayed parcel");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Your text is ready" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var text = await visitor.Page.Locator("#media-text").InnerTextAsync();
        Assert.Contains("a delayed parcel", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", text, StringComparison.Ordinal);
        await Assertions.Expect(visitor.Page.GetByText("2 credits charged")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_number_that_cannot_be_read_is_named_and_the_words_stay()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        await visitor.SignUpAsync("/create/music");
        // As many characters as may be, for line breaks count once.
        var words = "Calm lo-fi\n" + string.Concat(Enumerable.Repeat("slow\n", 797)) + "drum";
        await visitor.Page.Locator("textarea[name=prompt]").FillAsync(words);
        await visitor.Page.Locator("input[name='option.bpm']").FillAsync("fast");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();

        await Assertions.Expect(visitor.Page.GetByText("Use a whole number.").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("Use at most")).ToHaveCountAsync(0);
        Assert.Equal(words, await visitor.Page.Locator("textarea[name=prompt]").InputValueAsync());
    }

    [Fact]
    public async Task What_is_on_unless_asked_otherwise_can_be_switched_off_and_a_finished_piece_is_extended()
    {
        await using var visitor = await platform.VisitAsync(platform.Studio);
        await visitor.SignUpAsync("/create/music");
        await visitor.Page.Locator("textarea[name=prompt]").FillAsync("Calm lo-fi");
        await visitor.Page.Locator("input[name='option.duration']").FillAsync("10");
        await visitor.Page.GetByText("More options").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByLabel("Chord chart")).ToBeCheckedAsync();
        await visitor.Page.GetByLabel("MIDI file").UncheckAsync();
        await visitor.Page.Locator("select[name='option.stems']").SelectOptionAsync("none");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Your piece of music is ready" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(visitor.Page.Locator(".media-files a", new() { HasText = ".chords.txt" })).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".media-files a", new() { HasText = ".mid" })).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.GetByText("0:10")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Extend or change" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("select[name='option.style']")).ToHaveValueAsync("lofi");
        await Assertions.Expect(visitor.Page.Locator("input[name='option.bpm']")).Not.ToHaveValueAsync("");
        await visitor.Page.Locator("input[name='option.extend_right']").FillAsync("10");
        await visitor.AssertAccessibleAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Your piece of music is ready" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(visitor.Page.GetByText("0:10")).ToHaveCountAsync(0);
    }
}
