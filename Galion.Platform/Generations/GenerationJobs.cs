using Galion.Contracts.Generations;
using Galion.Platform.Jobs;

namespace Galion.Platform.Generations;

/// <summary>Asks the Worker to make one generation. Each kind is a job of its own, so that short work does not wait behind long work.</summary>
public interface IGenerationJob : IJob
{
    Guid GenerationId { get; }
}

public sealed record GenerateImageJob(Guid GenerationId) : IGenerationJob
{
    public static string Kind => "generate_image";
}

public sealed record GenerateVideoJob(Guid GenerationId) : IGenerationJob
{
    public static string Kind => "generate_video";
}

public sealed record GenerateVoiceJob(Guid GenerationId) : IGenerationJob
{
    public static string Kind => "generate_voice";
}

public sealed record GenerateMusicJob(Guid GenerationId) : IGenerationJob
{
    public static string Kind => "generate_music";
}

public sealed record GenerateTextJob(Guid GenerationId) : IGenerationJob
{
    public static string Kind => "generate_text";
}

internal static class GenerationJobs
{
    /// <returns>The job's id.</returns>
    public static Task<long> EnqueueAsync(
        this JobQueue jobs, GenerationKind kind, Guid generationId, EnqueueOptions options, CancellationToken cancellationToken) => kind switch
        {
            GenerationKind.Image => jobs.EnqueueAsync(new GenerateImageJob(generationId), options, cancellationToken),
            GenerationKind.Video => jobs.EnqueueAsync(new GenerateVideoJob(generationId), options, cancellationToken),
            GenerationKind.Voice => jobs.EnqueueAsync(new GenerateVoiceJob(generationId), options, cancellationToken),
            GenerationKind.Music => jobs.EnqueueAsync(new GenerateMusicJob(generationId), options, cancellationToken),
            GenerationKind.Text => jobs.EnqueueAsync(new GenerateTextJob(generationId), options, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No job makes this kind."),
        };
}
