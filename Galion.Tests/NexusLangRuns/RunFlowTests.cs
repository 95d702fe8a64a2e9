using System.Net;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;
using static Galion.Tests.NexusLangRuns.NexusRunRequests;

namespace Galion.Tests.NexusLangRuns;

public sealed class RunFlowTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly TestApp _app = running.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_runs_and_its_output_exit_code_use_and_price_are_told()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        CreatedNexusRunResponse receipt = await user.CreateRunAsync(new CreateNexusRunRequest("print(\"Hello, World!\")\nprint(6 * 7)"), Token);
        NexusRunResponse run = await user.WaitForEndAsync(receipt.Id, Token);

        Assert.Equal((1, 1, 0), (receipt.PriceCredits, receipt.CreditsHeld, receipt.BudgetCredits));
        Assert.Equal((NexusRunStatus.Succeeded, 0, "Hello, World!\n42\n", 17), (run.Status, run.ExitCode, run.Output, run.OutputCharacters));
        Assert.Equal((0, 1, 0), (run.CreditsHeld, run.CreditsCharged, run.AiCredits));
        Assert.True(run is { Steps: > 0, DurationMs: > 0, MemoryBytes: > 0, Error: null });
        Assert.Equal((99_000, 0), await _app.FindBalanceAsync(user.Id, Token));
        Assert.Equal(run.Output, (await user.FindRunAsync(receipt.Id, Token)).Output);
    }

    [Fact]
    public async Task A_program_with_errors_does_not_run_and_costs_nothing()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        NexusRunResponse run = await user.RunAsync(new CreateNexusRunRequest("let total = 1\nprint(totl)"), Token);

        Assert.Equal((NexusRunStatus.Failed, null, 0), (run.Status, run.ExitCode, run.CreditsCharged));
        NexusDiagnostic error = Assert.Single(run.Diagnostics!, d => d.Severity == "error");
        Assert.Equal((2, 7), (error.Line, error.Column));
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(user.Id, Token));
    }

    [Fact]
    public async Task A_value_that_nobody_catches_ends_the_program_with_exit_code_1_and_its_place()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        NexusRunResponse run = await user.RunAsync(new CreateNexusRunRequest("print(\"before\")\nthrow \"no funds\"", File: "bank.nx"), Token);

        Assert.Equal((NexusRunStatus.Failed, 1, "before\n", 1), (run.Status, run.ExitCode, run.Output, run.CreditsCharged));
        Assert.Contains("no funds", run.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("bank.nx:2", run.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_replayed_from_the_one_that_the_client_has()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        CreatedNexusRunResponse receipt = await user.CreateRunAsync(new CreateNexusRunRequest("print(\"one\")"), Token);
        List<RunEvent> all = await user.FollowAsync(receipt.Id, 0, _ => false, Token);

        List<RunEvent> rest = await user.FollowAsync(receipt.Id, all[0].Id, _ => false, Token);

        Assert.Equal(["queued", "running", "output", "succeeded"], all.Select(e => e.Name));
        Assert.Equal(all.Skip(1).Select(e => (e.Id, e.Name)), rest.Select(e => (e.Id, e.Name)));
        using HttpResponseMessage over = await user.Client.GetAsync($"{Address}/runs/{receipt.Id}/events?last_event_id={all[^1].Id}", Token);
        Assert.Equal(HttpStatusCode.NoContent, over.StatusCode);
    }

    [Fact]
    public async Task An_interactive_program_waits_for_lines_and_gets_them()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        CreatedNexusRunResponse receipt = await user.CreateRunAsync(
            new CreateNexusRunRequest("let name = input(\"Name? \")\nprint(\"Hello\", name)\nprint(input(\"More? \"))", Interactive: true), Token);

        List<RunEvent> events = await user.FollowAsync(receipt.Id, 0, e => e.Name == NexusRunEvents.Input, Token);
        Assert.Equal("Name? ", events[^1].Data.GetProperty("prompt").GetString());
        using HttpResponseMessage sent = await user.PostAsync($"{Address}/runs/{receipt.Id}/stdin", new NexusRunInputRequest("Ada"), Token);
        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        using HttpResponseMessage closed = await user.PostAsync($"{Address}/runs/{receipt.Id}/stdin", new NexusRunInputRequest(Close: true), Token);
        Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);

        NexusRunResponse run = await user.WaitForEndAsync(receipt.Id, Token);
        Assert.Equal("Name? Hello Ada\nMore? null\n", run.Output);
        using HttpResponseMessage late = await user.PostAsync($"{Address}/runs/{receipt.Id}/stdin", new NexusRunInputRequest("late"), Token);
        await GenerationRequests.ReadProblemAsync(late, HttpStatusCode.Conflict, ErrorCodes.InputClosed, Token);
    }

    [Fact]
    public async Task A_run_is_stopped_by_its_owner_and_keeps_what_it_printed()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        CreatedNexusRunResponse receipt = await user.CreateRunAsync(new CreateNexusRunRequest("print(\"begun\")\nwhile true { }"), Token);
        await user.FollowAsync(receipt.Id, 0, e => e.Name == NexusRunEvents.Output, Token);

        using HttpResponseMessage response = await user.PostAsync($"{Address}/runs/{receipt.Id}/cancel", new { }, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        NexusRunResponse run = await user.WaitForEndAsync(receipt.Id, Token);
        Assert.Equal((NexusRunStatus.Canceled, "begun\n", 1), (run.Status, run.Output, run.CreditsCharged));
        Assert.True(run.DurationMs < 9_000, $"It ran for {run.DurationMs} ms.");
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task Somebody_elses_run_is_not_found()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        CreatedNexusRunResponse receipt = await owner.CreateRunAsync(new CreateNexusRunRequest("print(1)"), Token);

        foreach (string path in (string[])["", "/events", "/assets/plot.svg"])
        {
            using HttpResponseMessage response = await other.Client.GetAsync($"{Address}/runs/{receipt.Id}{path}", Token);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        foreach (string path in (string[])["/cancel", "/stdin"])
        {
            using HttpResponseMessage response = await other.PostAsync($"{Address}/runs/{receipt.Id}{path}", new { }, Token);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(NexusRunStatus.Succeeded, (await owner.WaitForEndAsync(receipt.Id, Token)).Status);
    }

    [Fact]
    public async Task The_old_paths_run_compile_and_analyse_in_their_shapes()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        using HttpResponseMessage ran = await user.PostAsync($"{Address}/run", new { code = "print(\"hi\")", compile_to_binary = false }, Token);
        JsonElement result = await ReadAsync<JsonElement>(ran, HttpStatusCode.OK, Token);
        Assert.Equal("hi\n", result.GetProperty("output").GetString());
        Assert.True(result.GetProperty("success").GetBoolean());
        Assert.True(result.GetProperty("execution_time").GetDouble() > 0);

        using HttpResponseMessage compiled = await user.PostAsync($"{Address}/compile", new { code = "print(\"hi\")" }, Token);
        NexusCompileResponse binary = await ReadAsync<NexusCompileResponse>(compiled, HttpStatusCode.OK, Token);
        byte[] bytes = Convert.FromBase64String(binary.Binary!);
        Assert.Equal((true, bytes.Length), (binary.Success, (int)binary.BinarySize!));
        Assert.Equal("NXB2"u8.ToArray(), bytes[..4]);

        using HttpResponseMessage analyzed = await user.PostAsync($"{Address}/analyze", new { code = "print(nme)" }, Token);
        NexusAnalysisResponse analysis = await ReadAsync<NexusAnalysisResponse>(analyzed, HttpStatusCode.OK, Token);
        Assert.Equal((1, 7), (analysis.Errors[0].Line, analysis.Errors[0].Column));

        // Only the run costs.
        Assert.Equal((99_000, 0), await _app.FindBalanceAsync(user.Id, Token));
    }

    [Fact]
    public async Task Every_example_of_the_gallery_runs()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        using HttpResponseMessage response = await user.Client.GetAsync($"{Address}/examples", Token);
        NexusExamplesResponse examples = await ReadAsync<NexusExamplesResponse>(response, HttpStatusCode.OK, Token);

        Assert.True(examples.Examples.Count >= 8);
        foreach (NexusExample example in examples.Examples)
        {
            NexusRunResponse run = await user.RunAsync(new CreateNexusRunRequest(example.Code, Stdin: "1\n2.5\n"), Token);
            Assert.True(run.Status == NexusRunStatus.Succeeded, $"{example.Filename}: {run.Error?.Message}");
        }
    }

    [Fact]
    public async Task A_key_makes_a_run_safe_to_repeat()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        user.Client.DefaultRequestHeaders.Add("Idempotency-Key", "once");

        CreatedNexusRunResponse first = await user.CreateRunAsync(new CreateNexusRunRequest("print(1)"), Token);
        CreatedNexusRunResponse again = await user.CreateRunAsync(new CreateNexusRunRequest("print(1)"), Token);
        using HttpResponseMessage other = await user.PostAsync($"{Address}/runs", new CreateNexusRunRequest("print(2)"), Token);

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        await user.WaitForEndAsync(first.Id, Token);
        Assert.Equal((99_000, 0), await _app.FindBalanceAsync(user.Id, Token));
    }
}
