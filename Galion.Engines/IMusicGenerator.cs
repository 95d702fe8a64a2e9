using Microsoft.Extensions.AI;

namespace Galion.Engines;

/// <summary>Makes music from words, as <see cref="IImageGenerator"/> makes images.</summary>
public interface IMusicGenerator : IDisposable
{
    /// <exception cref="ArgumentException">The prompt or an option is wrong; the message is for people.</exception>
    Task<MusicGenerationResponse> GenerateAsync(
        MusicGenerationRequest request, MusicGenerationOptions? options = null, CancellationToken cancellationToken = default);

    /// <returns>The service of that type that this generator offers, or null.</returns>
    object? GetService(Type serviceType, object? serviceKey = null);
}

/// <param name="Prompt">What to make.</param>
/// <param name="Original">A piece to extend or change; its own recipe must be readable from it.</param>
public sealed record MusicGenerationRequest(string Prompt, DataContent? Original = null);

/// <summary>What a music request asks beside its prompt.</summary>
public sealed record MusicGenerationOptions
{
    public string? ModelId { get; init; }

    /// <summary>Options by their wire names, and the progress under <see cref="EngineProgress.Key"/>.</summary>
    public AdditionalPropertiesDictionary? AdditionalProperties { get; init; }
}

/// <param name="Contents">
/// The mix first; then the stems, the MIDI file, the chord chart and the score, as far as asked for. Each has a <c>name</c> (a file name without
/// a folder), and the first <c>recipe</c>, <c>duration_ms</c> among its additional properties.
/// </param>
public sealed record MusicGenerationResponse(IReadOnlyList<DataContent> Contents);
