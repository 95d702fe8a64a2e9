using Galion.Platform.Jobs;

namespace Galion.Platform.Generations;

/// <summary>Asks the Worker to make the images of one generation.</summary>
public sealed record GenerateImageJob(Guid GenerationId) : IJob
{
    public static string Kind => "generate_image";
}
