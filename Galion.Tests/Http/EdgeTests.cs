using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Galion.Contracts;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Http;

/// <summary>What every answer of the API has in common, over a real connection.</summary>
public sealed class EdgeTests : IAsyncLifetime
{
    private TestApp _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(TestContext.Current.CancellationToken, ("Galion:AllowedOrigins:0", "https://friend.example"));
        _app.UseKestrel(0);
        _app.StartServer();
        _client = _app.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/v2/nothing-here", null, null, 404, ErrorCodes.NotFound)]
    [InlineData("PUT", "/api/v2/auth/login", "{}", "application/json", 405, ErrorCodes.MethodNotAllowed)]
    [InlineData("TRACE", "/api/v2/auth/login", null, null, 405, ErrorCodes.MethodNotAllowed)]
    [InlineData("GET", "/api/v2/auth/me", null, null, 401, ErrorCodes.Unauthenticated)]
    [InlineData("POST", "/api/v2/auth/login", "email=a", "application/x-www-form-urlencoded", 415, ErrorCodes.UnsupportedMediaType)]
    [InlineData("POST", "/api/v2/auth/login", "{\"email\":", "application/json", 400, ErrorCodes.InvalidJson)]
    [InlineData("POST", "/api/v2/auth/login", "", "application/json", 400, ErrorCodes.InvalidJson)]
    [InlineData("POST", "/api/v2/auth/login", "{\"email\":\"a\",\"email\":\"b\",\"password\":\"c\"}", "application/json", 400, ErrorCodes.ValidationFailed)]
    [InlineData("POST", "/api/v2/auth/login", "{\"email\":5}", "application/json", 400, ErrorCodes.ValidationFailed)]
    public async Task Every_failure_is_a_problem_document(string method, string path, string? body, string? type, int status, string code)
    {
        using var response = await SendAsync(method, path, body, type);

        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await ReadAsync(response);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("trace_id").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.False(problem.TryGetProperty("traceId", out _));
    }

    [Fact]
    public async Task Faults_are_named_by_the_fields_of_the_request()
    {
        using var response = await SendAsync("POST", "/api/v2/auth/register", """{"email":"x","username":"!","password":"1","full_name":"x"}""");

        var errors = (await ReadAsync(response)).GetProperty("errors");
        Assert.Equal(["email", "password", "username"], errors.EnumerateObject().Select(field => field.Name).Order());
        Assert.DoesNotContain("Password", errors.GetProperty("password")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var response = await SendAsync("POST", "/api/v2/auth/login", $$"""{"email":"{{new string('a', 2_000_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(ErrorCodes.BodyTooLarge, (await ReadAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_failure_is_json_even_for_clients_that_ask_for_something_else()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/nothing-here");
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/v2/nothing-here")]
    [InlineData("/api/v2/auth/me")]
    public async Task Every_answer_carries_its_id_and_tells_browsers_to_be_careful(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Request-Id", "mine-1");

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Matches("^req_[0-9a-f]{32}$", Header(response, "x-request-id"));
        Assert.Equal("mine-1", Header(response, "x-client-request-id"));
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.StartsWith("default-src 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Null(Header(response, "Server"));
    }

    [Fact]
    public async Task A_client_id_that_could_do_harm_is_dropped()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.TryAddWithoutValidation("X-Request-Id", "<script>");

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Null(Header(response, "x-client-request-id"));
    }

    [Theory]
    [InlineData("https://evil.example", null)]
    [InlineData("null", null)]
    [InlineData("https://friend.example.evil.example", null)]
    [InlineData("https://friend.example", "https://friend.example")]
    public async Task Only_configured_origins_may_call_from_a_browser(string origin, string? allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/auth/me");
        request.Headers.Add("Origin", origin);

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((allowed, null), (Header(response, "Access-Control-Allow-Origin"), Header(response, "Access-Control-Allow-Credentials")));
    }

    [Fact]
    public async Task Answers_to_a_signed_in_person_are_not_stored()
    {
        using var user = await _app.CreateUserAsync(TestContext.Current.CancellationToken);

        using var response = await user.Client.GetAsync("/api/v2/auth/me", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, true), (response.StatusCode, response.Headers.CacheControl?.NoStore));
    }

    [Fact]
    public async Task An_address_beyond_our_own_proxies_cannot_speak_for_another()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/auth/me");
        request.Headers.Add("X-Forwarded-Host", "evil.example");

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    private Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string? type = "application/json")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type!);
        }

        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
