using Microsoft.Extensions.AI;

namespace Galion.Engines;

/// <summary>Makes video from words and pictures, as <see cref="IImageGenerator"/> makes images.</summary>
public interface IVideoGenerator : IDisposable
{
    /// <exception cref="ArgumentException">The prompt, a picture or an option is wrong; the message is for people.</exception>
    Task<VideoGenerationResponse> GenerateAsync(
        VideoGenerationRequest request, VideoGenerationOptions? options = null, CancellationToken cancellationToken = default);

    /// <returns>The service of that type that this generator offers, or null.</returns>
    object? GetService(Type serviceType, object? serviceKey = null);
}

/// <param name="Prompt">What to show.</param>
/// <param name="StartFrame">The picture to begin with, if any.</param>
/// <param name="EndFrame">The picture to end with, if any.</param>
public sealed record VideoGenerationRequest(string Prompt, DataContent? StartFrame = null, DataContent? EndFrame = null);

/// <summary>What a video request asks beside its prompt.</summary>
public sealed record VideoGenerationOptions
{
    public string? ModelId { get; init; }

    /// <summary>Options by their wire names, and the progress under <see cref="EngineProgress.Key"/>.</summary>
    public AdditionalPropertiesDictionary? AdditionalProperties { get; init; }
}

/// <param name="Contents">
/// The video first, then the poster (PNG) and what else was asked for. Each has a <c>name</c> (a file name without a folder), and the first
/// <c>recipe</c>, <c>duration_ms</c>, <c>width</c> and <c>height</c> among its additional properties.
/// </param>
public sealed record VideoGenerationResponse(IReadOnlyList<DataContent> Contents);
