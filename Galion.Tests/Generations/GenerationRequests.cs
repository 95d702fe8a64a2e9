using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Generations;

/// <summary>The requests that the tests of generations send, and how they read the answers.</summary>
internal static class GenerationRequests
{
    public const string Address = "/api/v2/generations";

    /// <summary>Small and quick to paint.</summary>
    public static object SmallImage(string prompt = "a lighthouse at dusk", int count = 1, long seed = 7) => new
    {
        kind = "image",
        prompt,
        options = new { width = 256, height = 256, count, seed, detail = "draft" },
    };

    public static Task<HttpResponseMessage> PostGenerationAsync(
        this HttpClient client, object body, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return client.SendAsync(request, cancellationToken);
    }

    /// <summary>Posts and expects 202.</summary>
    public static async Task<CreatedGenerationResponse> CreateGenerationAsync(
        this TestUser user, object body, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using HttpResponseMessage response = await user.Client.PostGenerationAsync(body, cancellationToken, idempotencyKey);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await ReadAsync<CreatedGenerationResponse>(response, cancellationToken);
    }

    /// <summary>Follows the API's redirect to the store, whose link needs no token.</summary>
    public static async Task<byte[]> DownloadAsync(this TestApp app, TestUser user, string url, CancellationToken cancellationToken)
    {
        using HttpClient api = app.CreateUnredirectedClient(user);
        using HttpResponseMessage redirect = await api.GetAsync(url, cancellationToken);
        Assert.Equal(HttpStatusCode.Found, redirect.StatusCode);
        using var storage = new HttpClient();
        return await storage.GetByteArrayAsync(redirect.Headers.Location, cancellationToken);
    }

    public static HttpClient CreateUnredirectedClient(this TestApp app, TestUser user)
    {
        HttpClient client = app.CreateDefaultClient();
        client.DefaultRequestHeaders.Authorization = user.Client.DefaultRequestHeaders.Authorization;
        return client;
    }

    public static async Task<GenerationResponse> FindGenerationAsync(this TestUser user, Guid id, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await user.Client.GetAsync($"{Address}/{id}", cancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync<GenerationResponse>(response, cancellationToken);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await response.Content.ReadFromJsonAsync<T>(GalionJson.Options, cancellationToken))!;

    /// <summary>Expects a problem document and returns it.</summary>
    public static async Task<JsonElement> ReadProblemAsync(
        HttpResponseMessage response, HttpStatusCode status, string code, CancellationToken cancellationToken)
    {
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    /// <summary>Available and held millicredits, as the books have them.</summary>
    public static async Task<(long Available, long Held)> FindBalanceAsync(this TestApp app, Guid userId, CancellationToken cancellationToken)
    {
        long available = await app.Database.ScalarAsync<long>("SELECT available FROM credit_accounts WHERE id = $1", cancellationToken, userId);
        long held = await app.Database.ScalarAsync<long>("SELECT held FROM credit_accounts WHERE id = $1", cancellationToken, userId);
        return (available, held);
    }

    /// <summary>What the books say is wrong with them; nothing, one hopes.</summary>
    public static Task<long> CountLedgerViolationsAsync(this TestApp app, CancellationToken cancellationToken) =>
        app.Database.ScalarAsync<long>("SELECT count(*) FROM credit_all_violations()", cancellationToken);

    /// <summary>Takes the person's credits down to what is wanted, by a hold that stays open.</summary>
    public static async Task LeaveCreditsAsync(this TestApp app, Guid userId, long millicredits, CancellationToken cancellationToken)
    {
        (long available, _) = await app.FindBalanceAsync(userId, cancellationToken);
        await app.Database.ExecuteAsync(
            "SELECT credit_hold($1, $2, $3, interval '1 day')", cancellationToken, userId, Guid.NewGuid(), available - millicredits);
    }
}
