using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Galion.Contracts;
using Galion.Contracts.Accounts;

namespace Galion.Tests.Fixtures;

/// <summary>A person who has signed up through the API.</summary>
/// <param name="Client">Sends the access token of the person's first session.</param>
public sealed record TestUser(HttpClient Client, SessionResponse Session, string Password) : IDisposable
{
    public Guid Id => Session.UserId;

    public void Dispose() => Client.Dispose();
}

public static class TestUsers
{
    public const string Password = "sails over quiet harbours";

    /// <summary>Signs a new person up, with 100 credits like everybody else.</summary>
    public static async Task<TestUser> CreateUserAsync(this TestApp app, CancellationToken cancellationToken)
    {
        HttpClient client = app.CreateClient();
        string name = $"user-{Guid.NewGuid():N}"[..30];
        using HttpResponseMessage response = await client.PostAsJsonAsync(
            "/api/v2/auth/register", new RegisterRequest($"{name}@example.com", name, Password), GalionJson.Options, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        SessionResponse session = (await response.Content.ReadFromJsonAsync<SessionResponse>(GalionJson.Options, cancellationToken))!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        return new TestUser(client, session, Password);
    }
}
