using System.Net;
using System.Text.Json;
using Galion.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Refit;

namespace Galion.Tests.StandIns;

/// <summary>The part of Refit that the contracts use, against a real server on the loopback interface.</summary>
public sealed class RefitTests : IAsyncLifetime
{
    private WebApplication _server = null!;
    private IEchoApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapGet("/status/{code:int}", (int code) => Results.Json(new { code = "teapot" }, statusCode: code));
        _server.MapGet("/broken", () => Results.Text("{", "application/json"));
        _server.MapGet("/slow", StreamSlowlyAsync);
        _server.MapPost("/upload", ReadUploadAsync);
        _server.MapFallback(EchoAsync);
        await _server.StartAsync(TestContext.Current.CancellationToken);

        var services = new ServiceCollection();
        services.AddRefitClient<IEchoApi>(new RefitSettings(new SystemTextJsonContentSerializer(GalionJson.Options))
        {
            AuthorizationHeaderValueGetter = (_, _) => Task.FromResult("from-getter"),
        })
            .ConfigureHttpClient(client => client.BaseAddress = new Uri(_server.Urls.First() + "/base/"));
        _api = services.BuildServiceProvider().GetRequiredService<IEchoApi>();
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Path_values_are_escaped_and_the_base_path_is_kept()
    {
        var echo = await _api.FindAsync("a/b c?d", TestContext.Current.CancellationToken);

        Assert.Equal("/base/items/a%2Fb%20c%3Fd", echo.RawPath);
    }

    [Fact]
    public async Task Query_parameters_are_aliased_escaped_and_left_out_when_null()
    {
        var echo = await _api.ListAsync(Colour.DarkBlue, "a&b=c", limit: null, tags: ["x", "y"], numbers: [1, 2], day: new DateOnly(2026, 11, 20));

        Assert.Equal("?colour=DarkBlue&q=a%26b%3Dc&tags=x&tags=y&numbers=1%2C2&day=2026", echo.Query);
    }

    [Fact]
    public async Task A_body_is_written_by_the_content_serializer_and_so_is_the_answer_read()
    {
        var echo = await _api.CreateAsync(new Item("one", 2));

        Assert.Equal(("POST", "application/json; charset=utf-8", """{"full_name":"one","count":2}"""), (echo.Method, echo.ContentType, echo.Body));
    }

    [Fact]
    public async Task A_stream_body_is_sent_as_it_is()
    {
        var echo = await _api.PutStreamAsync(new MemoryStream("raw"u8.ToArray()));

        Assert.Equal("raw", echo.Body);
    }

    [Fact]
    public async Task Headers_come_from_the_interface_the_method_and_the_parameters_and_cannot_be_split()
    {
        var echo = await _api.CreateAsync(new Item("one", 2), idempotencyKey: "k1\r\nX-Evil: 1");

        Assert.Equal("k1X-Evil: 1", echo.Headers["Idempotency-Key"]);
        Assert.Equal("fixed", echo.Headers["X-Fixed"]);
        Assert.DoesNotContain("X-Evil", echo.Headers.Keys);
    }

    [Fact]
    public async Task The_token_comes_from_the_getter_unless_the_caller_gives_one()
    {
        var fromGetter = await _api.FindAsync("1", TestContext.Current.CancellationToken);
        var fromCaller = await _api.FindWithTokenAsync("mine");

        Assert.Equal(("Bearer from-getter", "Bearer mine"), (fromGetter.Headers["Authorization"], fromCaller.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_failure_is_thrown_with_status_and_readable_content()
    {
        var exception = await Assert.ThrowsAsync<ApiException>(() => _api.FailAsync(418));

        Assert.Equal((HttpStatusCode)418, exception.StatusCode);
        Assert.Equal("teapot", (await exception.GetContentAsAsync<Problem>())?.Code);
    }

    [Fact]
    public async Task A_method_without_a_result_throws_on_failure_too()
    {
        await Assert.ThrowsAsync<ApiException>(() => _api.FailSilentlyAsync(500));
    }

    [Fact]
    public async Task An_api_response_reports_failure_without_throwing()
    {
        using var failed = await _api.TryAsync(404);
        using var succeeded = await _api.TryAsync(200);

        Assert.Equal((false, HttpStatusCode.NotFound), (failed.IsSuccessful, failed.StatusCode));
        Assert.Equal("teapot", (await failed.Error!.GetContentAsAsync<Problem>())?.Code);
        Assert.Equal((true, "teapot"), (succeeded.IsSuccessful, succeeded.Content?.Code));
    }

    [Fact]
    public async Task A_success_with_unreadable_content_is_a_failure_that_keeps_its_cause()
    {
        var exception = await Assert.ThrowsAsync<ApiException>(_api.ReadBrokenAsync);

        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
        Assert.IsType<JsonException>(exception.InnerException);
    }

    [Fact]
    public async Task A_raw_response_is_handed_over_before_its_body_has_ended()
    {
        using var response = await _api.OpenAsync(TestContext.Current.CancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);

        Assert.Equal("first", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Cancelling_ends_a_request_under_way()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var reading = _api.ReadSlowlyAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Multipart_parts_carry_their_names_files_and_types()
    {
        var parts = await _api.UploadAsync(
            new StreamPart(new MemoryStream("abc"u8.ToArray()), "a.txt", "text/plain"), new ByteArrayPart("de"u8.ToArray(), "b.bin", name: "second"), "note");

        Assert.Equal(["title=note", "file:a.txt:text/plain:3", "second:b.bin::2"], parts);
    }

    [Fact]
    public void A_placeholder_without_a_parameter_is_refused_when_the_client_is_made()
    {
        var exception = Assert.ThrowsAny<Exception>(() => RestService.For<IWrongApi>("http://127.0.0.1"));

        Assert.Contains("parameter id", exception.GetBaseException().Message, StringComparison.Ordinal);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var echo = new Echo(
            context.Request.Method, context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0],
            context.Request.QueryString.Value ?? "", context.Request.ContentType, await reader.ReadToEndAsync(context.RequestAborted),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        await context.Response.WriteAsJsonAsync(echo, GalionJson.Options, context.RequestAborted);
    }

    private static async Task<string[]> ReadUploadAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        return [.. form.Select(field => $"{field.Key}={field.Value}"), .. form.Files.Select(file => $"{file.Name}:{file.FileName}:{file.ContentType}:{file.Length}")];
    }

    private static async Task StreamSlowlyAsync(HttpContext context)
    {
        await context.Response.WriteAsync("first\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
