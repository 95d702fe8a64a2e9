using System.Diagnostics;
using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Developer;

[Collection(BrowserTests.Name)]
public sealed class QuickStartTests(RunningPlatform platform)
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47];

    // Without PublishAot, which the SDK presumes for a single file: its packages are not to be had everywhere.
    [Theory]
    [InlineData("cURL", "Follow events", "bash", "picture.sh")]
    [InlineData("cURL", "Poll", "bash", "picture.sh")]
    [InlineData("JavaScript", "Follow events", "node", "picture.mjs")]
    [InlineData("JavaScript", "Poll", "node", "picture.mjs")]
    [InlineData("Python", "Follow events", "python3", "picture.py")]
    [InlineData("Python", "Poll", "python3", "picture.py")]
    [InlineData("C#", "Follow events", "dotnet run -p:PublishAot=false", "picture.cs")]
    [InlineData("C#", "Poll", "dotnet run -p:PublishAot=false", "picture.cs")]
    public async Task The_program_on_the_page_makes_a_picture_with_the_key_on_the_page(
        string language, string waiting, string command, string file)
    {
        await using var visitor = await platform.VisitAsync(platform.Developer, script: false);
        await visitor.SignUpAsync("/quickstart");
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Create a key" }).ClickAsync();
        await page.GetByLabel(language, new() { Exact = true }).CheckAsync();
        await page.GetByLabel(waiting, new() { Exact = true }).CheckAsync();
        var program = await page.Locator(".program:visible pre code").InnerTextAsync();

        var folder = Directory.CreateTempSubdirectory("galion-quick-start-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), program, TestContext.Current.CancellationToken);
            var output = await RunAsync(command, file, folder.FullName);

            var picture = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "picture.png"), TestContext.Current.CancellationToken);
            Assert.Equal(PngSignature, picture[..4]);
            Assert.EndsWith("picture.png, 5 credits", output.Replace("5.0 ", "5 ", StringComparison.Ordinal).TrimEnd(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        await visitor.GoAsync("/");
        await Assertions.Expect(page.Locator("details.menu > summary")).ToContainTextAsync("95 credits");
    }

    [Fact]
    public async Task A_visitor_reads_the_programs_with_a_placeholder_for_the_key()
    {
        await using var visitor = await platform.VisitAsync(platform.Developer);
        await visitor.GoAsync("/quickstart");

        Assert.Contains("gal_YOUR_KEY", await visitor.Page.Locator(".program:visible pre code").InnerTextAsync(), StringComparison.Ordinal);
        visitor.AssertQuiet();
    }

    private static async Task<string> RunAsync(string command, string file, string folder)
    {
        string[] words = [.. command.Split(' '), file];
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            Assert.True(process.ExitCode == 0, $"{command} {file} ended with {process.ExitCode}: {output}{await errors}");
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
