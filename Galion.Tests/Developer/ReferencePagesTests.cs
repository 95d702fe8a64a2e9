using System.Text.RegularExpressions;
using Galion.NexusLang.Library;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed partial class ReferencePagesTests(RunningPlatform platform)
{
    [Fact]
    public async Task Every_code_that_the_language_can_say_is_explained_where_its_link_leads()
    {
        var sources = Path.Combine(ServiceProcess.FindRepository(), "Galion.NexusLang");
        var codes = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Codes().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["code"].Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        using var http = new HttpClient { BaseAddress = platform.Developer.Address };
        var page = await http.GetStringAsync("/docs/language", TestContext.Current.CancellationToken);
        Assert.NotEmpty(codes);
        Assert.Equal([], codes.Where(code => !page.Contains($"id=\"{code.ToLowerInvariant()}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_library_page_shows_every_entry_with_its_example()
    {
        using var http = new HttpClient { BaseAddress = platform.Developer.Address };
        var page = await http.GetStringAsync("/docs/library", TestContext.Current.CancellationToken);
        Assert.Equal([], LibraryDocs.Modules.SelectMany(module => module.Entries, (module, entry) => $"id=\"{module.Kind.ToString().ToLowerInvariant()}-{module.Name}-{entry.Name}\"")
            .Where(id => !page.Contains(id, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark, "/docs/language")]
    [InlineData(1280, ColorScheme.Light, "/docs/library")]
    public async Task The_pages_are_readable_and_their_programs_run(int width, ColorScheme theme, string audited)
    {
        await using var visitor = await platform.VisitAsync(platform.Developer, width, theme);
        foreach (var path in new[] { "/examples", "/docs/library", "/docs/language" }.OrderBy(path => path == audited))
        {
            await visitor.GoAsync(path);
            await visitor.AssertNoSidewaysScrollAsync();
        }
        await visitor.AssertAccessibleAsync();
        var example = visitor.Page.Locator("nexus-example").First;
        await example.Locator("[data-run]").ClickAsync();
        await Expect(example.Locator("[data-state]")).ToContainTextAsync("Finished");
        visitor.AssertQuiet();
    }

    [GeneratedRegex("\"(?<code>NX\\d{4})\"")]
    private static partial Regex Codes();
}
