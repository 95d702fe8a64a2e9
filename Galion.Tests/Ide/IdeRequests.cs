using System.Net;
using System.Net.Http.Json;
using Galion.Contracts;
using Galion.Contracts.Ide;
using Galion.Tests.Fixtures;
using Galion.Tests.NexusLangRuns;

namespace Galion.Tests.Ide;

/// <summary>One API for all tests of a class; each test signs up people of its own.</summary>
public sealed class IdeApp : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    // Limits that a test reaches with few requests.
    public async ValueTask InitializeAsync() => App = await TestApp.StartAsync(
        TestContext.Current.CancellationToken,
        ("Galion:NexusLang:Standard:Projects", "4"), ("Galion:NexusLang:Standard:FilesPerProject", "8"),
        ("Galion:NexusLang:Standard:FileBytes", "4096"), ("Galion:NexusLang:Standard:ProjectBytes", "10000"),
        ("Galion:NexusLang:Standard:AccountBytes", "60000"), ("Galion:NexusLang:Standard:Checkpoints", "2"),
        ("Galion:NexusLang:Standard:Shares", "3"), ("Limits:RequestsPerMinute", "1000000"));

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

internal static class IdeRequests
{
    public const string Address = "/api/v2/ide";

    public static async Task<ProjectResponse> CreateProjectAsync(this TestUser user, string name, CancellationToken cancellationToken) =>
        await user.SendAsync<ProjectResponse>(HttpMethod.Post, $"{Address}/projects", new CreateProjectRequest(name), HttpStatusCode.Created, cancellationToken);

    public static Task<FileResponse> CreateFileAsync(this TestUser user, Guid projectId, string path, string content, CancellationToken cancellationToken) =>
        user.SendAsync<FileResponse>(
            HttpMethod.Post, $"{Address}/projects/{projectId}/files", new CreateFileRequest(path, content), HttpStatusCode.Created, cancellationToken);

    public static Task<FileResponse> SaveAsync(this TestUser user, Guid fileId, string content, CancellationToken cancellationToken) =>
        user.SendAsync<FileResponse>(HttpMethod.Put, $"{Address}/files/{fileId}", new UpdateFileRequest(content), HttpStatusCode.OK, cancellationToken);

    public static Task<FileResponse[]> ListFilesAsync(this TestUser user, Guid projectId, CancellationToken cancellationToken, bool trashed = false) =>
        user.GetAsync<FileResponse[]>($"{Address}/projects/{projectId}/files{(trashed ? "?trashed=true" : "")}", cancellationToken);

    public static async Task<FileResponse> MainOfAsync(this TestUser user, Guid projectId, CancellationToken cancellationToken) =>
        (await user.ListFilesAsync(projectId, cancellationToken)).Single(file => file.Path == "main.nx");

    public static async Task<T> GetAsync<T>(this TestUser user, string address, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await user.Client.GetAsync(address, cancellationToken);
        return await NexusRunRequests.ReadAsync<T>(response, HttpStatusCode.OK, cancellationToken);
    }

    public static async Task<T> SendAsync<T>(
        this TestUser user, HttpMethod method, string address, object? body, HttpStatusCode status, CancellationToken cancellationToken,
        params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await user.SendAsync(method, address, body, cancellationToken, headers);
        return await NexusRunRequests.ReadAsync<T>(response, status, cancellationToken);
    }

    public static async Task<HttpResponseMessage> SendAsync(
        this TestUser user, HttpMethod method, string address, object? body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body, body.GetType(), options: GalionJson.Options)),
        };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await user.Client.SendAsync(request, cancellationToken);
    }

    /// <summary>Expects a refusal.</summary>
    /// <returns>The problem document.</returns>
    public static async Task<string> RefuseAsync(
        this TestUser user, HttpMethod method, string address, object? body, HttpStatusCode status, string code, CancellationToken cancellationToken,
        params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await user.SendAsync(method, address, body, cancellationToken, headers);
        return await Problem.AssertAsync(response, status, code, cancellationToken);
    }
}
