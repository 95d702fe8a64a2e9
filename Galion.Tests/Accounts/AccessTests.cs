using System.Net;
using System.Text;
using Galion.Contracts;
using Galion.Tests.Fixtures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Galion.Tests.Accounts;

public sealed class AccessTests
{
    private static readonly string[] OpenToAll =
    [
        "/api/v2/auth/guest", "/api/v2/auth/register", "/api/v2/auth/login", "/api/v2/auth/refresh", "/api/v2/auth/logout",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_of_the_product_asks_who_calls_except_those_that_let_people_in()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);

        string[] open =
        [
            .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
                .Where(e => e.Metadata.GetMetadata<AuthorizationPolicy>() is null && e.Metadata.GetMetadata<IAuthorizeData>() is null)
                .Select(e => e.RoutePattern.RawText!).Distinct(),
        ];

        Assert.Equal(OpenToAll.Order(), open.Order());
    }

    [Theory]
    [InlineData("/api/v2/api-keys")]
    [InlineData("/api/v2/nexuslang/run")]
    [InlineData("/api/v2/nexuslang/compile")]
    [InlineData("/api/v2/nexuslang/analyze")]
    [InlineData("/api/v2/nexuslang/runs")]
    public async Task A_stranger_is_refused_before_the_body_is_looked_at(string path)
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using HttpClient client = app.CreateClient();

        using HttpResponseMessage answer = await client.PostAsync(
            path, new StringContent("{ this is no JSON", Encoding.UTF8, "application/json"), Cancelled);

        await Problem.AssertAsync(answer, HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated, Cancelled);
    }

    [Fact]
    public async Task The_api_keeps_no_keys_in_the_home_folder()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);

        Assert.Null(app.Services.GetService<IDataProtectionProvider>());
    }

    [Fact]
    public async Task The_life_of_an_account_is_written_down_and_cannot_be_rewritten()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        using TestUser user = await app.CreateUserAsync(Cancelled);
        using HttpClient client = app.CreateClient();
        using HttpResponseMessage wrong = await client.LogInAsync(user.Session.Email, "not the password", Cancelled, from: "198.51.100.7");
        using HttpResponseMessage unknown = await client.LogInAsync("nobody@example.com", "not the password", Cancelled);
        using HttpResponseMessage right = await client.LogInAsync(user.Session.Email, user.Password, Cancelled);
        var key = await user.CreateApiKeyAsync("audited", Cancelled);
        using HttpResponseMessage revoked = await user.Client.DeleteAsync($"/api/v2/api-keys/{key.Id}", Cancelled);
        using HttpResponseMessage loggedOut = await user.Client.PostAsync("/api/v2/auth/logout", content: null, Cancelled);

        await using var db = app.CreateContext();
        var rows = db.AuditEvents.OrderBy(e => e.Id).ToList();

        (string, Guid?)[] expected =
        [
            ("account.registered", user.Id), ("login.failed", user.Id), ("login.failed", null), ("login.succeeded", user.Id),
            ("api_key.created", user.Id), ("api_key.revoked", user.Id), ("session.ended", user.Id),
        ];
        Assert.Equal(expected, rows.Select(e => (e.Action, e.UserId)));
        Assert.Equal("198.51.100.7", rows[1].IpAddress?.ToString());
        Assert.Equal([key.Id, key.Id], rows[4..6].Select(e => e.SubjectId!.Value));
        Assert.All(rows, e => Assert.False(string.IsNullOrEmpty(e.RequestId)));
        foreach (string change in new[] { "UPDATE audit_events SET user_id = NULL", "DELETE FROM audit_events", "TRUNCATE audit_events" })
        {
            var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Database.ExecuteAsync(change, Cancelled));
            Assert.Equal("audit_events is append-only", refusal.MessageText);
        }
    }

    [Fact]
    public async Task A_stranger_cannot_speak_for_another_address()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        await using var behindNoProxy = app.WithWebHostBuilder(host => host.ConfigureTestServices(services =>
            services.AddSingleton<IStartupFilter>(new ConnectionFrom(IPAddress.Parse("203.0.113.9")))));
        using HttpClient client = behindNoProxy.CreateClient();

        using HttpResponseMessage spoofed = await client.LogInAsync("nobody@example.com", "not the password", Cancelled, from: "198.51.100.1");

        Assert.Equal(IPAddress.Parse("203.0.113.9"), await app.Database.ScalarAsync<IPAddress>("SELECT ip_address FROM audit_events", Cancelled));
    }

    [Fact]
    public async Task No_password_token_key_or_address_reaches_the_logs()
    {
        await using TestApp app = await TestApp.StartAsync(Cancelled);
        var log = new RecordingLog();
        await using var logged = app.WithWebHostBuilder(host => host.ConfigureLogging(logging =>
            logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddFilter(null, LogLevel.Debug).AddProvider(log)));
        using HttpClient client = logged.CreateClient();
        const string email = "canary-address@example.com";
        const string password = "canary password of length";
        using HttpResponseMessage registered = await client.RegisterAsync(email, "canary-name", password, Cancelled);
        var session = await registered.ReadSessionAsync(Cancelled);
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {session.AccessToken}");
        using HttpResponseMessage created = await client.PostAsync(
            "/api/v2/api-keys", new StringContent("""{"name":"canary"}""", Encoding.UTF8, "application/json"), Cancelled);
        string key = (string)System.Text.Json.Nodes.JsonNode.Parse(await created.Content.ReadAsStringAsync(Cancelled))!["key"]!;
        using HttpResponseMessage refreshed = await client.RefreshAsync(session.RefreshToken, Cancelled);
        client.DefaultRequestHeaders.Clear();
        using HttpResponseMessage wrong = await client.LogInAsync(email, password + "!", Cancelled);
        Assert.Equal(HttpStatusCode.OK, await client.StatusOfMeAsync(key, Cancelled));
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusOfMeAsync(session.AccessToken + "x", Cancelled));

        string written = log.Text;

        Assert.Contains("/api/v2/auth/register", written, StringComparison.Ordinal);
        string[] secrets = [email, password, key, session.AccessToken.Split('.')[2], session.RefreshToken];
        Assert.DoesNotContain(secrets, secret => written.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private sealed class ConnectionFrom(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = address;
                return following(context);
            });
            next(app);
        };
    }

    private sealed class RecordingLog : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text)
            {
                _text.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
                if (state is IEnumerable<KeyValuePair<string, object?>> fields)
                {
                    _text.AppendJoin('\n', fields.Select(field => field.Value)).AppendLine();
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
