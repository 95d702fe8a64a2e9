using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;

namespace Galion.Tests.NexusLangRuns;

public sealed class RunCallTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly TestApp _app = running.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_budget_say_shows_its_text_and_knowledge_answers_and_both_are_labelled()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        NexusRunResponse run = await user.RunAsync(
            new CreateNexusRunRequest("say(\"Hello\", emotion=\"happy\")\nprint(len(knowledge(\"quantum mechanics\", limit=2)))"), Token);

        Assert.Null(run.Error?.Message);
        Assert.Equal("AI [happy]: Hello\n2\n", run.Output);
    }

    [Fact]
    public async Task A_program_that_prints_and_asks_a_thousand_times_gets_every_answer()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        string input = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{i}\n"));

        NexusRunResponse run = await user.RunAsync(
            new CreateNexusRunRequest("let total = 0\nfor i in 0..1000 {\n    total += int(input(\"? \"))\n}\nprint(total)", Stdin: input), Token);

        Assert.Null(run.Error?.Message);
        Assert.EndsWith("499500\n", run.Output, StringComparison.Ordinal);
    }
}
