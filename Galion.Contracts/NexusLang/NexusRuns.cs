using System.ComponentModel.DataAnnotations;

namespace Galion.Contracts.NexusLang;

/// <summary>How far a run has come. A program that ends with another exit code than 0, or breaks a limit, has failed.</summary>
public enum NexusRunStatus
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Canceled,
    Expired,
}

/// <summary>Asks for a run of some code, or of a file of a project or of a link together with the files that it imports.</summary>
/// <param name="Code">The program, at most 500,000 characters; either this, <paramref name="ProjectId"/> or <paramref name="Share"/>.</param>
/// <param name="ProjectId">A project of the caller, as it is at this moment.</param>
/// <param name="File">The file that begins: <c>main.nx</c> when absent. Names the code in messages when it comes without a project.</param>
/// <param name="Stdin">What the program reads, line by line; at most 100,000 characters.</param>
/// <param name="Interactive">Keeps the input open for more lines until it is closed or the run ends.</param>
/// <param name="BudgetCredits">What the run's AI calls may cost together, beside the price of the run itself; 0 makes none that cost something.</param>
/// <param name="Limits">Tighter limits than those of the plan; what is left out is the plan's.</param>
/// <param name="Share">
/// The token of a link, anybody's: its program runs as it was pinned, all files of it. The link's settings stand for the file, input and limits that
/// are left out here, its limits no further than the caller's plan goes.
/// </param>
public sealed record CreateNexusRunRequest(
    [property: StringLength(500_000)] string? Code = null,
    Guid? ProjectId = null,
    [property: StringLength(200)] string? File = null,
    [property: StringLength(100_000)] string? Stdin = null,
    bool Interactive = false,
    [property: Range(0, 100_000)] decimal BudgetCredits = 0,
    NexusRunLimitsRequest? Limits = null,
    [property: StringLength(40)] string? Share = null);

/// <param name="WallMs">Milliseconds that the program may run. Waiting for input and for AI calls does not count.</param>
/// <param name="MemoryMb">Megabytes that the program may hold.</param>
/// <param name="OutputCharacters">UTF-16 code units that it may print.</param>
/// <param name="CallDepth">Calls inside calls.</param>
/// <param name="Steps">Turns of loops and calls; null for as many as fit into the time.</param>
/// <param name="WaitMs">Milliseconds that the program may wait, for input and for AI calls together.</param>
public sealed record NexusRunLimitsRequest(
    [property: Range(1, 600_000)] int? WallMs = null,
    [property: Range(1, 65_536)] int? MemoryMb = null,
    [property: Range(1, 10_000_000)] int? OutputCharacters = null,
    [property: Range(1, 100_000)] int? CallDepth = null,
    [property: Range(1, long.MaxValue)] long? Steps = null,
    [property: Range(1, 3_600_000)] int? WaitMs = null);

/// <summary>The limits under which a run runs. See <see cref="NexusRunLimitsRequest"/> for the units.</summary>
public sealed record NexusRunLimits(int WallMs, int MemoryMb, int OutputCharacters, int CallDepth, long? Steps = null, int WaitMs = 300_000);

/// <summary>The receipt of an accepted run.</summary>
/// <param name="PriceCredits">What the run costs once the program has started; nothing is charged when it cannot start.</param>
/// <param name="BudgetCredits">What its AI calls may cost beside that. They are held and charged one by one, when they are made.</param>
/// <param name="QueuePosition">How many runs of any account begin before this one; 0 when it is next.</param>
public sealed record CreatedNexusRunResponse(
    Guid Id, NexusRunStatus Status, decimal PriceCredits, decimal CreditsHeld, decimal BudgetCredits, int QueuePosition);

/// <summary>One run: its state, and once it has ended all that it printed, made and used.</summary>
/// <param name="ProjectId">Null for code without a project, or when the project is gone.</param>
/// <param name="File">The file that began.</param>
/// <param name="Title">What that file begins with: its first line with words, at most 100 characters.</param>
/// <param name="Output">What was printed so far; left out of lists.</param>
/// <param name="ExitCode">0 to 255; null until the program has ended, and when it could not start.</param>
/// <param name="Error">Why it did not succeed.</param>
/// <param name="Diagnostics">Errors and warnings of the program; left out of lists.</param>
/// <param name="DurationMs">How long the program ran, without what it waited.</param>
/// <param name="MemoryBytes">The most that its process held.</param>
/// <param name="Steps">Turns of loops and calls, with the library's work in proportion.</param>
/// <param name="CreditsHeld">What is set aside now for the run itself; 0 once it has ended.</param>
/// <param name="CreditsCharged">What the run itself has cost.</param>
/// <param name="AiCredits">What its AI calls have cost beside that.</param>
/// <param name="Calls">The AI calls that cost something, oldest first.</param>
/// <param name="Assets">What the program showed: plots, pictures, tables.</param>
/// <param name="WaitsForInput">Whether it waits for a line of input now.</param>
/// <param name="ProjectName">Null for code without a project, and while the project is in the trash.</param>
/// <param name="Share">The link that it was run from, while that works.</param>
/// <param name="WaitedMs">How long it waited for input and AI calls.</param>
/// <param name="CreditsTotal">What the run and its AI calls have cost together.</param>
public sealed record NexusRunResponse(
    Guid Id, NexusRunStatus Status, Guid? ProjectId, string File, string Title, string? Output, int? ExitCode, NexusRunError? Error,
    IReadOnlyList<NexusDiagnostic>? Diagnostics, long OutputCharacters, double? DurationMs, long? MemoryBytes, long? Steps,
    NexusRunLimits Limits, decimal BudgetCredits, decimal CreditsHeld, decimal CreditsCharged, decimal AiCredits,
    IReadOnlyList<NexusRunCall> Calls, IReadOnlyList<NexusRunAsset> Assets, bool WaitsForInput, int? QueuePosition,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? ProjectName, string? Share, double? WaitedMs,
    decimal CreditsTotal);

/// <param name="Code">Stable: <c>NX0902</c> for an error of the program, <c>thrown</c> for a value it threw, or why the platform ended it, such as <c>interrupted</c>.</param>
/// <param name="Message">For people. Errors of the program come with an excerpt and a trace.</param>
/// <param name="Limit">The limit that was reached: <c>steps</c>, <c>time</c>, <c>waiting</c>, <c>memory</c>, <c>output</c>, <c>depth</c> or <c>stopped</c>.</param>
/// <param name="Retryable">Whether the same run may succeed later.</param>
public sealed record NexusRunError(string Code, string Message, string? Limit = null, bool Retryable = false);

/// <summary>One finding in a program. Lines and columns count from 1.</summary>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Suggestion">What may have been meant.</param>
public sealed record NexusDiagnostic(
    string Code, string Severity, string Message, string File, int Line, int Column, int EndLine, int EndColumn, string? Suggestion = null);

/// <summary>A call of AI that the run made on the account's credits.</summary>
/// <param name="Kind"><c>say</c>, <c>ask</c> or <c>generate_image</c>, <c>_video</c>, <c>_music</c>, <c>_voice</c>.</param>
/// <param name="GenerationId">The generation that it became; it stays in the library.</param>
/// <param name="Credits">What it cost; while it is under way, what is held for it.</param>
public sealed record NexusRunCall(string Kind, Guid GenerationId, decimal Credits);

/// <param name="Name">A file name without a folder.</param>
/// <param name="Url">Redirects to a signed link that is valid for 15 minutes at most.</param>
public sealed record NexusRunAsset(string Name, string ContentType, long SizeBytes, string Url);

/// <summary>More input for a run that is interactive.</summary>
/// <param name="Text">One or more lines; an end of line is added where it is missing. At most 10,000 characters.</param>
/// <param name="Close">Ends the input: the program reads null from then on.</param>
public sealed record NexusRunInputRequest([property: StringLength(10_000)] string Text = "", bool Close = false);
