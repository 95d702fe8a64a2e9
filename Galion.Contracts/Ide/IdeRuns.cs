using System.ComponentModel.DataAnnotations;

namespace Galion.Contracts.Ide;

/// <param name="Timeout">Seconds; the plan's limit where it is shorter.</param>
public sealed record ExecuteRequest(
    [property: Required, StringLength(500_000)] string Code,
    [property: Range(1, 600)] int Timeout = 10,
    [property: StringLength(100_000)] string? Stdin = null,
    [property: Range(0, 100_000)] decimal BudgetCredits = 0);

public sealed record IdeCompileRequest([property: Required, StringLength(500_000)] string Code);

/// <param name="Output">What compiling has to say, for people.</param>
/// <param name="ExecutionTime">Milliseconds.</param>
/// <param name="BinarySize">Bytes of the <c>.nxb</c> file.</param>
public sealed record IdeCompileResponse(string Output, double ExecutionTime, bool Success, long? BinarySize);
