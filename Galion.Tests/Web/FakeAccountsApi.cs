using System.Net;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Refit;

namespace Galion.Tests.Web;

/// <summary>The part of the accounts API that a session needs, without an API: it hands out numbered tokens and counts.</summary>
internal sealed class FakeAccountsApi : IAccountsApi
{
    private int _refreshes;

    /// <summary>Seconds that its access tokens live.</summary>
    public int ExpiresIn { get; set; } = 900;

    /// <summary>Answers a refresh in place of the API, when set.</summary>
    public Func<Task<SessionResponse>>? OnRefresh { get; set; }

    public int Refreshes => _refreshes;

    public Task<SessionResponse> LoginAsync(LoginRequest request, CancellationToken cancellationToken = default) => Task.FromResult(Session(0));

    public async Task<SessionResponse> RefreshAsync(RefreshRequest request, CancellationToken cancellationToken = default)
    {
        var number = Interlocked.Increment(ref _refreshes);
        return OnRefresh is { } answer ? await answer() : Session(number);
    }

    public Task LogoutAsync(LogoutRequest request, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<MeResponse> FindMeAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<SessionResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<SessionResponse> StartGuestAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Page<ApiKeyResponse>> ListApiKeysAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<CreatedApiKeyResponse> CreateApiKeyAsync(CreateApiKeyRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task RevokeApiKeyAsync(Guid id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public static async Task<SessionResponse> RefuseAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://api/api/v2/auth/refresh");
        using var response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        throw await ApiException.Create(request, request.Method, response, new RefitSettings());
    }

    private SessionResponse Session(int number) =>
        new($"access-{number}", "Bearer", ExpiresIn, $"refresh-{number}", Guid.Empty, "visitor@example.com", "visitor");
}
