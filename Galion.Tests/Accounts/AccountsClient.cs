using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Accounts;

/// <summary>The calls that the tests of this folder make again and again.</summary>
internal static class AccountsClient
{
    internal static Task<HttpResponseMessage> RegisterAsync(
        this HttpClient client, string email, string username, string password, CancellationToken cancellationToken, string? from = null) =>
        client.PostFromAsync("/api/v2/auth/register", new RegisterRequest(email, username, password), from, cancellationToken);

    internal static Task<HttpResponseMessage> LogInAsync(
        this HttpClient client, string name, string password, CancellationToken cancellationToken, string? from = null) =>
        client.PostFromAsync("/api/v2/auth/login", new LoginRequest(name, password), from, cancellationToken);

    internal static Task<HttpResponseMessage> RefreshAsync(this HttpClient client, string refreshToken, CancellationToken cancellationToken) =>
        client.PostFromAsync("/api/v2/auth/refresh", new RefreshRequest(refreshToken), from: null, cancellationToken);

    internal static async Task<SessionResponse> ReadSessionAsync(this HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        return (await response.Content.ReadFromJsonAsync<SessionResponse>(GalionJson.Options, cancellationToken))!;
    }

    internal static async Task<HttpStatusCode> StatusOfMeAsync(this HttpClient client, string bearer, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/auth/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    internal static async Task<CreatedApiKeyResponse> CreateApiKeyAsync(this TestUser user, string name, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await user.Client.PostAsJsonAsync(
            "/api/v2/api-keys", new CreateApiKeyRequest(name), GalionJson.Options, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<CreatedApiKeyResponse>(GalionJson.Options, cancellationToken))!;
    }

    /// <summary>Waits until the credential is refused and fails when that takes five seconds, which is what is promised across instances.</summary>
    internal static async Task AssertRefusedSoonAsync(this HttpClient client, string bearer, CancellationToken cancellationToken)
    {
        using var promised = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        promised.CancelAfter(TimeSpan.FromSeconds(5));
        while (await client.StatusOfMeAsync(bearer, promised.Token) != HttpStatusCode.Unauthorized)
        {
            await Task.Delay(50, promised.Token);
        }
    }

    private static async Task<HttpResponseMessage> PostFromAsync<T>(
        this HttpClient client, string path, T body, string? from, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: GalionJson.Options) };
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        return await client.SendAsync(request, cancellationToken);
    }
}
