using Galion.Api.Accounts;
using Galion.Api.NexusLang;
using Galion.Contracts.Ide;
using Galion.Contracts.NexusLang;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Galion.Api.Ide;

/// <summary>Quick runs of some code: they go the way of all runs, into the sandbox, and are waited for.</summary>
internal static class IdeRunsApi
{
    private const int MsPerSecond = 1000;

    public static void MapRuns(RouteGroupBuilder ide)
    {
        ide.MapPost("/execute", ExecuteCode).WithName(nameof(ExecuteCode)).WithSummary("Runs a program and waits for its end: 1 credit.");
        ide.MapPost("/compile", CompileCode).WithName(nameof(CompileCode)).WithSummary("Says how large a program is compiled, for free.");
        ide.MapPost("/analyze", AnalyzeCode).WithName(nameof(AnalyzeCode)).WithSummary("Lists what is wrong with a program, for free.");
    }

    private static async Task<Results<Ok<NexusRunResult>, ProblemHttpResult>> ExecuteCode(
        ExecuteRequest request, CurrentUser user, HttpContext http, NexusRunCheck check, NexusRunner runner, CancellationToken cancellationToken)
    {
        int wallMs = Math.Min(request.Timeout * MsPerSecond, check.PlanOf(user).WallMs);
        var order = new CreateNexusRunRequest(
            request.Code, Stdin: request.Stdin, Limits: new NexusRunLimitsRequest(WallMs: wallMs), BudgetCredits: request.BudgetCredits);
        (NexusRun? run, ProblemHttpResult? problem) = await runner.FinishAsync(http, user, order, NexusRunPurpose.Run, cancellationToken);
        return run is null ? problem! : TypedResults.Ok(await runner.DescribeResultAsync(run, cancellationToken));
    }

    private static async Task<Results<Ok<IdeCompileResponse>, ProblemHttpResult>> CompileCode(
        IdeCompileRequest request, CurrentUser user, HttpContext http, NexusRunner runner, CancellationToken cancellationToken)
    {
        (NexusRun? run, ProblemHttpResult? problem) = await runner.FinishAsync(
            http, user, new CreateNexusRunRequest(request.Code), NexusRunPurpose.Compile, cancellationToken);
        if (run is null)
        {
            return problem!;
        }

        NexusCompileResponse compiled = NexusRunner.DescribeCompiled(run, request.Code);
        string output = compiled.Success
            ? $"Compiled to {compiled.BinarySize} bytes in {compiled.CompileTimeMs:0.##} ms."
            : compiled.Error ?? "The program cannot be compiled.";
        return TypedResults.Ok(new IdeCompileResponse(output, compiled.CompileTimeMs ?? 0, compiled.Success, compiled.BinarySize));
    }

    private static async Task<Results<Ok<NexusAnalysisResponse>, ProblemHttpResult>> AnalyzeCode(
        ExecuteRequest request, CurrentUser user, HttpContext http, NexusRunner runner, CancellationToken cancellationToken)
    {
        (NexusRun? run, ProblemHttpResult? problem) = await runner.FinishAsync(
            http, user, new CreateNexusRunRequest(request.Code), NexusRunPurpose.Analyze, cancellationToken);
        return run is null ? problem! : TypedResults.Ok(NexusRunner.DescribeAnalysis(run));
    }
}
