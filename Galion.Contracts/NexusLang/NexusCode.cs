using System.ComponentModel.DataAnnotations;

namespace Galion.Contracts.NexusLang;

/// <summary>The body of <c>run</c>, <c>compile</c> and <c>analyze</c> under <c>/api/v2/nexuslang</c>.</summary>
/// <param name="Code">At most 500,000 characters.</param>
/// <param name="CompileToBinary">Accepted; <c>compile</c> always makes the binary form.</param>
/// <param name="Stdin">What the program reads; at most 100,000 characters.</param>
/// <param name="BudgetCredits">What its AI calls may cost beside the price of the run.</param>
/// <param name="ProjectId">A project of the caller whose file is taken in the place of <c>code</c>, with what it imports.</param>
/// <param name="File">That file: <c>main.nx</c> when absent.</param>
public sealed record NexusCodeRequest(
    [property: Required, StringLength(500_000)] string Code,
    bool CompileToBinary = false,
    [property: StringLength(100_000)] string? Stdin = null,
    [property: Range(0, 100_000)] decimal BudgetCredits = 0,
    Guid? ProjectId = null,
    [property: StringLength(200)] string? File = null);

/// <summary>How a run ended that was waited for.</summary>
/// <param name="ExecutionTime">Milliseconds.</param>
/// <param name="Error">With an excerpt of the source; null when the program succeeded.</param>
/// <param name="RunId">The run stays, with its events: <c>GET /api/v2/nexuslang/runs/{id}</c>.</param>
public sealed record NexusRunResult(
    string Output, double ExecutionTime, bool Success, string? Error, Guid RunId, int? ExitCode, decimal CreditsCharged);

/// <summary>What compiling made; it is free.</summary>
/// <param name="BinarySize">Bytes of the <c>.nxb</c> file.</param>
/// <param name="CompressionRatio">Bytes of source for each byte of the file.</param>
/// <param name="Binary">The <c>.nxb</c> file in base64.</param>
/// <param name="CompileTimeMs">Reading, binding and writing, in the process that did it.</param>
/// <param name="Error">The first error with its excerpt, when it could not be compiled.</param>
public sealed record NexusCompileResponse(
    bool Success, long? BinarySize = null, double? CompressionRatio = null, double? CompileTimeMs = null, string? Binary = null,
    string? Error = null, IReadOnlyList<NexusDiagnostic>? Diagnostics = null);

/// <param name="Suggestions">What the errors and warnings suggest, in words.</param>
public sealed record NexusAnalysisResponse(
    IReadOnlyList<NexusDiagnostic> Errors, IReadOnlyList<NexusDiagnostic> Warnings, IReadOnlyList<string> Suggestions);

public sealed record NexusExamplesResponse(IReadOnlyList<NexusExample> Examples);

/// <param name="Filename">Such as <c>hello.nx</c>.</param>
public sealed record NexusExample(string Name, string Filename, string Code, string Description);

/// <summary>What the caller's plan allows.</summary>
/// <param name="Plan"><c>standard</c> or <c>guest</c>.</param>
/// <param name="Run">The largest limits of one run, which are also those of a run that names none.</param>
/// <param name="RunPriceCredits">The price of one run; compiling and analysing are free.</param>
/// <param name="MaxBudgetCredits">The largest budget of a run's AI calls.</param>
/// <param name="ConcurrentRuns">Runs that may wait or run at the same time.</param>
/// <param name="CodeCharacters">The largest program.</param>
/// <param name="FileBytes">The largest file.</param>
/// <param name="ProjectBytes">All files of one project together.</param>
/// <param name="Checkpoints">Checkpoints of one project.</param>
/// <param name="Shares">Links of the account that work.</param>
/// <param name="AccountBytes">All files of the account with their history and trash, and what its checkpoints and links keep.</param>
/// <param name="TrashDays">After how many days in the trash files and projects are removed.</param>
public sealed record NexusLimitsResponse(
    string Plan, NexusRunLimits Run, decimal RunPriceCredits, decimal MaxBudgetCredits, int ConcurrentRuns, int CodeCharacters,
    int Projects, int FilesPerProject, int FileBytes, int ProjectBytes, int Checkpoints, int Shares, long AccountBytes, int TrashDays);
