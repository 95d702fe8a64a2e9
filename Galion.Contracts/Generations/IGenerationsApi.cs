using Refit;

namespace Galion.Contracts.Generations;

public interface IGenerationsApi
{
    [Post("/api/v2/generations")]
    Task<CreatedGenerationResponse> CreateGenerationAsync(
        [Body] CreateGenerationRequest request, [Header("Idempotency-Key")] string? idempotencyKey = null, CancellationToken cancellationToken = default);

    /// <summary>Every model, its price and its options; one page holds them all.</summary>
    [Get("/api/v2/generations/models")]
    Task<Page<ModelResponse>> ListModelsAsync(CancellationToken cancellationToken = default);

    [Get("/api/v2/generations/{id}")]
    Task<GenerationResponse> FindGenerationAsync(Guid id, CancellationToken cancellationToken = default);

    /// <param name="after">The <c>next_after</c> of the page before.</param>
    /// <param name="limit">1 to 100.</param>
    /// <param name="trashed">Lists the trash in place of the library.</param>
    /// <param name="asset">Only the generation that made this file.</param>
    [Get("/api/v2/generations")]
    Task<Page<GenerationResponse>> ListGenerationsAsync(
        GenerationKind? kind = null, GenerationStatus? status = null, int? limit = null, string? after = null, bool? trashed = null, Guid? asset = null,
        CancellationToken cancellationToken = default);

    [Post("/api/v2/generations/{id}/cancel")]
    Task<GenerationResponse> CancelGenerationAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Moves the generation and its assets to the trash, where they stay for 30 days.</summary>
    [Delete("/api/v2/generations/{id}")]
    Task DeleteGenerationAsync(Guid id, CancellationToken cancellationToken = default);

    [Post("/api/v2/generations/{id}/restore")]
    Task<GenerationResponse> RestoreGenerationAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The server-sent events of the generation; the caller disposes the response.</summary>
    [Get("/api/v2/generations/{id}/events")]
    Task<HttpResponseMessage> ReadEventsAsync(
        Guid id, [Header("Last-Event-ID")] string? lastEventId = null, CancellationToken cancellationToken = default);

    /// <summary>A ZIP file of everything that it made; the caller disposes the response.</summary>
    [Get("/api/v2/generations/{id}/download")]
    Task<HttpResponseMessage> DownloadGenerationAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Redirects to the signed link of the file; the caller disposes the response.</summary>
    [Get("/api/v2/assets/{id}/content")]
    Task<HttpResponseMessage> ReadAssetAsync(
        Guid id, bool? download = null, [Header("Range")] string? range = null, CancellationToken cancellationToken = default);

    [Get("/api/v2/assets/{id}/thumbnail")]
    Task<HttpResponseMessage> ReadThumbnailAsync(
        Guid id, [Header("Range")] string? range = null, CancellationToken cancellationToken = default);
}
