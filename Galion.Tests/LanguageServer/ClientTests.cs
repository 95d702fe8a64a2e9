using Galion.Tests.Fixtures;

namespace Galion.Tests.LanguageServer;

/// <summary>The server as editors start it, driven by a client of another maker.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task A_client_from_npm_gets_an_answer_to_every_request_that_the_server_offers()
    {
        (int exitCode, string output) = await NodeScript.RunAsync("LanguageServer/client.mjs", TestContext.Current.CancellationToken, Nexus());

        Assert.True(exitCode == 0, output);
        Assert.Equal("all answered", output.Trim());
    }

    /// <summary>The command line beside this test program, built the same way.</summary>
    private static string Nexus()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, "Galion.NexusLang.Cli", own.Name, "nexus.dll");
    }
}
