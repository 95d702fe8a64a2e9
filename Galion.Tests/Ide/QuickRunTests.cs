using System.Net;
using System.Text.Json;
using Galion.Contracts.Ide;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.Generations;
using Galion.Tests.NexusLangRuns;
using static Galion.Tests.Ide.IdeRequests;

namespace Galion.Tests.Ide;

public sealed class QuickRunTests(RunningApp running) : IClassFixture<RunningApp>
{
    private readonly TestApp _app = running.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_old_paths_run_compile_and_analyse_in_their_shapes()
    {
        using TestUser user = await _app.CreateUserAsync(Token);

        JsonElement ran = await user.SendAsync<JsonElement>(
            HttpMethod.Post, $"{Address}/execute", new { code = "print(input(\"\"))", timeout = 5, stdin = "hi\n" }, HttpStatusCode.OK, Token);
        Assert.Equal(("hi\n", true), (ran.GetProperty("output").GetString(), ran.GetProperty("success").GetBoolean()));
        Assert.True(ran.GetProperty("execution_time").GetDouble() > 0);

        IdeCompileResponse compiled = await user.SendAsync<IdeCompileResponse>(
            HttpMethod.Post, $"{Address}/compile", new IdeCompileRequest("print(1)"), HttpStatusCode.OK, Token);
        Assert.True(compiled is { Success: true, BinarySize: > 0, ExecutionTime: > 0 }, compiled.ToString());
        Assert.Contains($"{compiled.BinarySize} bytes", compiled.Output, StringComparison.Ordinal);
        IdeCompileResponse failed = await user.SendAsync<IdeCompileResponse>(
            HttpMethod.Post, $"{Address}/compile", new IdeCompileRequest("print(nme)"), HttpStatusCode.OK, Token);
        Assert.True(failed is { Success: false, BinarySize: null }, failed.ToString());
        Assert.Contains("nme", failed.Output, StringComparison.Ordinal);

        NexusAnalysisResponse analysis = await user.SendAsync<NexusAnalysisResponse>(
            HttpMethod.Post, $"{Address}/analyze", new ExecuteRequest("print(nme)"), HttpStatusCode.OK, Token);
        Assert.Equal((1, 7), (analysis.Errors[0].Line, analysis.Errors[0].Column));
        Assert.Equal((99_000, 0), await _app.FindBalanceAsync(user.Id, Token));
    }

    [Fact]
    public async Task A_program_is_stopped_after_the_time_that_it_was_given()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        NexusRunResult result = await user.SendAsync<NexusRunResult>(
            HttpMethod.Post, $"{Address}/execute", new ExecuteRequest("while true { }", Timeout: 1), HttpStatusCode.OK, Token);
        Assert.False(result.Success);
        Assert.InRange(result.ExecutionTime, 900, 8_000);
    }

    [Fact]
    public async Task Files_of_a_project_run_together()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse main = await user.MainOfAsync(project.Id, Token);
        await user.CreateFileAsync(project.Id, "lib/wind.nx", "export fn speed() { return 3 }", Token);
        await user.SaveAsync(main.Id, "import \"lib/wind.nx\" as wind\nprint(wind.speed())", Token);

        NexusRunResponse run = await user.RunAsync(new CreateNexusRunRequest(ProjectId: project.Id), Token);

        Assert.True(run.Status == NexusRunStatus.Succeeded, run.Error?.Message);
        Assert.Equal(("3\n", project.Id), (run.Output, run.ProjectId));
    }
}
