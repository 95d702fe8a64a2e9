using System.Net;
using Galion.Contracts;
using Galion.Contracts.Credits;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;
using Microsoft.AspNetCore.Mvc.Testing;

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

    [Fact]
    public async Task Calls_cost_what_a_generation_costs_have_its_receipt_and_end_at_the_runs_budget()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        CreatedNexusRunResponse receipt = await user.CreateRunAsync(
            new CreateNexusRunRequest("print(len(ask(\"Name a harbour.\")) > 0)", BudgetCredits: 20), Token);
        List<RunEvent> events = await user.FollowAsync(receipt.Id, 0, _ => false, Token);
        decimal held = Assert.Single(events, e => e.Name == NexusRunEvents.Call).Data.GetProperty("credits").GetDecimal();
        NexusRunResponse single = await user.WaitForEndAsync(receipt.Id, Token);
        Assert.Equal((null, "true\n"), (single.Error?.Message, single.Output));
        decimal price = Assert.Single(single.Calls).Credits;
        Assert.InRange(price, 0.001m, held);
        Assert.Equal((1, price), (single.CreditsCharged, single.AiCredits));

        // Enough for the first, whose price is held until it is known what it costs, and too little for both.
        NexusRunResponse bounded = await user.RunAsync(
            new CreateNexusRunRequest(
                "ask(\"Name a harbour.\")\ntry { ask(\"Name another.\") } catch e { print(\"refused\") }", BudgetCredits: held + (price / 2)), Token);
        Assert.Equal((null, "refused\n"), (bounded.Error?.Message, bounded.Output));
        Assert.Equal(price, Assert.Single(bounded.Calls).Credits);

        Assert.Equal((100_000 - (long)(2 * (1 + price) * 1000), 0), await _app.FindBalanceAsync(user.Id, Token));
        using HttpResponseMessage response = await user.Client.GetAsync("/api/v2/billing/transactions", Token);
        Page<CreditTransactionResponse> statement = await NexusRunRequests.ReadAsync<Page<CreditTransactionResponse>>(response, HttpStatusCode.OK, Token);
        Guid?[] settled = [.. statement.Data.Where(t => t.Kind == CreditTransactionKind.Settle).Select(t => t.HoldId).Order()];
        Guid?[] expected = [.. new[] { single.Id, single.Calls[0].GenerationId, bounded.Id, bounded.Calls[0].GenerationId }.Select(id => (Guid?)id).Order()];
        Assert.Equal(expected, settled);
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task What_a_run_makes_is_listed_and_can_be_downloaded()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        NexusRunResponse run = await user.RunAsync(new CreateNexusRunRequest("plot([1, 4, 9, 16])"), Token);

        NexusRunAsset asset = Assert.Single(run.Assets);
        Assert.Null(run.Error?.Message);
        using HttpClient client = _app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = user.Client.DefaultRequestHeaders.Authorization;
        using HttpResponseMessage link = await client.GetAsync(asset.Url, Token);
        Assert.Equal(HttpStatusCode.Found, link.StatusCode);
        using var store = new HttpClient();
        byte[] content = await store.GetByteArrayAsync(link.Headers.Location, Token);
        Assert.Equal(asset.SizeBytes, content.Length);
    }

    [Fact]
    public async Task What_one_run_changed_the_next_one_does_not_see()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        const string Program = "print(get_trait(\"curiosity\"))\nset_trait(\"curiosity\", 0.123)\nprint(get_trait(\"curiosity\"))";

        NexusRunResponse first = await user.RunAsync(new CreateNexusRunRequest(Program), Token);
        NexusRunResponse second = await user.RunAsync(new CreateNexusRunRequest(Program), Token);

        Assert.EndsWith("0.123\n", first.Output, StringComparison.Ordinal);
        Assert.False(first.Output!.StartsWith("0.123", StringComparison.Ordinal));
        Assert.Equal(first.Output, second.Output);
    }
}
