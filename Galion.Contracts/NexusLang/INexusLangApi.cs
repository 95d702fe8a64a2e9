using Refit;

namespace Galion.Contracts.NexusLang;

/// <summary>Running, compiling and checking NexusLang programs. Every call needs a session, if only a guest's.</summary>
public interface INexusLangApi
{
    /// <summary>Runs a program and waits for its end.</summary>
    [Post("/api/v2/nexuslang/run")]
    Task<NexusRunResult> RunAsync([Body] NexusCodeRequest request, CancellationToken cancellationToken = default);

    [Post("/api/v2/nexuslang/compile")]
    Task<NexusCompileResponse> CompileAsync([Body] NexusCodeRequest request, CancellationToken cancellationToken = default);

    [Post("/api/v2/nexuslang/analyze")]
    Task<NexusAnalysisResponse> AnalyzeAsync([Body] NexusCodeRequest request, CancellationToken cancellationToken = default);

    [Get("/api/v2/nexuslang/examples")]
    Task<NexusExamplesResponse> ListExamplesAsync(CancellationToken cancellationToken = default);

    [Get("/api/v2/nexuslang/limits")]
    Task<NexusLimitsResponse> FindLimitsAsync(CancellationToken cancellationToken = default);

    [Post("/api/v2/nexuslang/runs")]
    Task<CreatedNexusRunResponse> CreateRunAsync(
        [Body] CreateNexusRunRequest request, [Header("Idempotency-Key")] string? idempotencyKey = null, CancellationToken cancellationToken = default);

    /// <param name="after">The <c>next_after</c> of the page before.</param>
    /// <param name="limit">1 to 100.</param>
    [Get("/api/v2/nexuslang/runs")]
    Task<Page<NexusRunResponse>> ListRunsAsync(
        [AliasAs("project_id")] Guid? projectId = null, int? limit = null, string? after = null, NexusRunStatus? status = null,
        CancellationToken cancellationToken = default);

    /// <param name="days">1 to 90.</param>
    [Get("/api/v2/nexuslang/usage")]
    Task<NexusUsageResponse> FindUsageAsync(
        int? days = null, [AliasAs("project_id")] Guid? projectId = null, CancellationToken cancellationToken = default);

    [Get("/api/v2/nexuslang/runs/{id}")]
    Task<NexusRunResponse> FindRunAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The server-sent events of the run; the caller disposes the response.</summary>
    [Get("/api/v2/nexuslang/runs/{id}/events")]
    Task<HttpResponseMessage> ReadEventsAsync(
        Guid id, [Header("Last-Event-ID")] string? lastEventId = null, CancellationToken cancellationToken = default);

    [Post("/api/v2/nexuslang/runs/{id}/stdin")]
    Task SendInputAsync(Guid id, [Body] NexusRunInputRequest request, CancellationToken cancellationToken = default);

    /// <summary>Stops a run: at once when it waits, within moments when it runs.</summary>
    [Post("/api/v2/nexuslang/runs/{id}/cancel")]
    Task<NexusRunResponse> CancelRunAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Redirects to the signed link of what the run showed; the caller disposes the response.</summary>
    [Get("/api/v2/nexuslang/runs/{id}/assets/{name}")]
    Task<HttpResponseMessage> ReadAssetAsync(Guid id, string name, bool? download = null, CancellationToken cancellationToken = default);
}
