using Galion.Contracts.Generations;

namespace Galion.Worker.Generations;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "Generation {GenerationId} {Status}: {Delivered} of {Units} delivered by {Model} in {DurationMs} ms")]
    public static partial void GenerationFinished(
        this ILogger log, Guid generationId, GenerationStatus status, int delivered, int units, string model, long durationMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {GenerationId} cannot be made by {Model}")]
    public static partial void GenerationRefused(this ILogger log, Exception? exception, Guid generationId, string model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {GenerationId} was given up after {Attempt} attempts; its credits returned")]
    public static partial void GenerationGivenUp(this ILogger log, Exception exception, Guid generationId, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Program} is not installed: no {Purpose}. Install it: {Command}")]
    public static partial void ProgramMissing(this ILogger log, string program, string purpose, string command);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} generations expired before they could start; their credits returned")]
    public static partial void GenerationsExpired(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} generations had lost their job and were ended; their credits returned")]
    public static partial void GenerationsRecovered(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Generations} generations left the trash for good, with {Files} files")]
    public static partial void TrashPurged(this ILogger log, int generations, int files);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} files that no asset refers to were deleted")]
    public static partial void BlobsSwept(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweeper} could not finish; it tries again at its next turn")]
    public static partial void SweepFailed(this ILogger log, Exception exception, string sweeper);
}
