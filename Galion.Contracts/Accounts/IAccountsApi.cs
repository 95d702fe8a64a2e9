using Refit;

namespace Galion.Contracts.Accounts;

/// <summary>Accounts, sessions and API keys.</summary>
public interface IAccountsApi
{
    [Post("/api/v2/auth/register")]
    Task<SessionResponse> RegisterAsync([Body] RegisterRequest request, CancellationToken cancellationToken = default);

    /// <summary>A session without an account, for trying things out: it ends after an hour, and what it made goes with it.</summary>
    [Post("/api/v2/auth/guest")]
    Task<SessionResponse> StartGuestAsync(CancellationToken cancellationToken = default);

    [Post("/api/v2/auth/login")]
    Task<SessionResponse> LoginAsync([Body] LoginRequest request, CancellationToken cancellationToken = default);

    [Post("/api/v2/auth/refresh")]
    Task<SessionResponse> RefreshAsync([Body] RefreshRequest request, CancellationToken cancellationToken = default);

    [Post("/api/v2/auth/logout")]
    Task LogoutAsync([Body] LogoutRequest request, CancellationToken cancellationToken = default);

    [Get("/api/v2/auth/me")]
    Task<MeResponse> FindMeAsync(CancellationToken cancellationToken = default);

    [Get("/api/v2/api-keys")]
    Task<Page<ApiKeyResponse>> ListApiKeysAsync(CancellationToken cancellationToken = default);

    [Post("/api/v2/api-keys")]
    Task<CreatedApiKeyResponse> CreateApiKeyAsync([Body] CreateApiKeyRequest request, CancellationToken cancellationToken = default);

    [Delete("/api/v2/api-keys/{id}")]
    Task RevokeApiKeyAsync(Guid id, CancellationToken cancellationToken = default);
}
