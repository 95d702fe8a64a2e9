using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Galion.Tests.Fixtures;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Galion.Tests.Http;

/// <summary>Every operation of the OpenAPI document with input that nobody sends by accident. None may be answered with a fault of ours.</summary>
public sealed class HostileInputTests
{
    private const int Depth = 10_000;

    private static readonly string[] HostileTexts =
    [
        "", "\0", "a\0b", "\ud800", "\u202eevil", "../../etc/passwd", "' OR 1=1 --", "<script>", "\r\nX-Evil: 1", "-1", "NaN", "1e400", "9223372036854775808",
        "00000000-0000-0000-0000-000000000000", new string('a', 5_000), "💥💥💥",
    ];

    private static readonly string[] HostileValues =
    [
        "null", "true", "0", "-1", "1e400", "9223372036854775808", "[]", "{}", "[[[[1]]]]", "\"\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"",
        "\"Image\"", "\"$(id)\"", "{\"a\":{\"b\":{\"c\":null}}}",
    ];

    private static readonly byte[][] HostileBodies =
    [
        [], "{"u8.ToArray(), "nul"u8.ToArray(), "[]"u8.ToArray(), "\"text\""u8.ToArray(), "{\"a\":1,}"u8.ToArray(), "{} {}"u8.ToArray(), "// {}"u8.ToArray(),
        [0xFF, 0xFE, 0x00], "{\"email\":\""u8.ToArray().Concat(new byte[] { 0xC3, 0x28, 0xA0, 0xA1 }).Concat("\"}"u8.ToArray()).ToArray(),
        Encoding.UTF8.GetBytes(new string('[', Depth) + new string(']', Depth)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"options\":", Depth)) + "1" + new string('}', Depth)),
        Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"k{i}\":{i}")) + "}"),
        Encoding.UTF8.GetBytes($$"""{"prompt":"{{new string('a', 3_000_000)}}"}"""),
    ];

    [Fact]
    public async Task No_operation_answers_hostile_input_with_a_fault_of_ours()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(cancellationToken, ("Limits:RequestsPerMinute", "1000000"));
        app.UseKestrel(0);
        app.StartServer();
        using var user = await app.CreateUserAsync(cancellationToken);
        var document = OpenApiDocument.Parse(await user.Client.GetStringAsync("/openapi/v2.json", cancellationToken), OpenApiConstants.Json).Document!;

        // Signing out comes last: it ends the session that lets all others past the door.
        var requests = document.Paths.SelectMany(path => path.Value.Operations!, (path, operation) => (Path: path.Key, Method: operation.Key, Operation: operation.Value))
            .OrderBy(entry => entry.Path.EndsWith("/logout", StringComparison.Ordinal))
            .SelectMany(entry => Generate(entry.Path, entry.Method, entry.Operation))
            .ToArray();
        var faults = new List<string>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (build, token) =>
        {
            using var request = build();
            if (await FindFaultAsync(user.Client, request, token) is { } fault)
            {
                var description = await DescribeAsync(request);
                lock (faults)
                {
                    faults.Add($"{request.Method} {request.RequestUri} {description}: {fault}");
                }
            }
        });

        Assert.True(requests.Length > 300, $"Only {requests.Length} requests were generated.");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    private static IEnumerable<Func<HttpRequestMessage>> Generate(string path, HttpMethod method, OpenApiOperation operation)
    {
        var parameters = operation.Parameters ?? [];
        var plainPath = Fill(path, _ => Guid.NewGuid().ToString());

        foreach (var text in HostileTexts)
        {
            var value = Uri.EscapeDataString(text.Replace("\ud800", "\ufffd", StringComparison.Ordinal));
            if (parameters.Any(parameter => parameter.In == ParameterLocation.Path))
            {
                yield return () => new HttpRequestMessage(method, Fill(path, _ => value));
            }

            foreach (var parameter in parameters.Where(parameter => parameter.In == ParameterLocation.Query))
            {
                yield return () => new HttpRequestMessage(method, $"{plainPath}?{parameter.Name}={value}&{parameter.Name}={value}");
            }

            foreach (var parameter in parameters.Where(parameter => parameter.In == ParameterLocation.Header))
            {
                yield return () =>
                {
                    var request = new HttpRequestMessage(method, plainPath);
                    request.Headers.TryAddWithoutValidation(parameter.Name!, value);
                    return request;
                };
            }
        }

        if (operation.RequestBody?.Content is not { } content || !content.TryGetValue("application/json", out var json) || json.Schema is not { } schema)
        {
            yield break;
        }

        foreach (var body in HostileBodies.Concat(GenerateBodies(schema)))
        {
            yield return () => new HttpRequestMessage(method, plainPath) { Content = Json(body) };
        }

        yield return () => new HttpRequestMessage(method, plainPath) { Content = new ByteArrayContent([1, 2, 3]) };
    }

    /// <summary>A likely body, with one property after the other replaced by each hostile value.</summary>
    private static IEnumerable<byte[]> GenerateBodies(IOpenApiSchema schema)
    {
        var properties = schema.Properties ?? new Dictionary<string, IOpenApiSchema>();
        if (properties.Keys.SequenceEqual(["code"]))
        {
            // Any text is a program, and would be answered once a worker has compiled it: there is none here.
            yield break;
        }

        foreach (var name in properties.Keys)
        {
            foreach (var value in HostileValues)
            {
                var fields = properties.Keys.Select(other => $"\"{other}\":{(other == name ? value : Likely(other))}");
                yield return Encoding.UTF8.GetBytes("{" + string.Join(',', fields) + "}");
            }
        }
    }

    private static string Likely(string property) => property switch
    {
        "email" => "\"nobody@example.com\"",
        "username" => "\"nobody\"",
        "password" => "\"sails over quiet harbours\"",
        "kind" => "\"image\"",
        "expires_in_days" => "30",
        "options" => "{}",
        "model" => "\"galion/painter\"",
        _ => "\"text\"",
    };

    private static string Fill(string path, Func<string, string> value) =>
        string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? value(part) : part));

    private static ByteArrayContent Json(byte[] body) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static async Task<string?> FindFaultAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await FindFaultAsync(response, cancellationToken);
        }
        catch (HttpRequestException exception) when (request.Content?.Headers.ContentLength > 1_000_000)
        {
            // A body beyond the limit is refused while it is still being sent, which a client may notice before the answer.
            return exception.InnerException is IOException ? null : exception.Message;
        }
        catch (HttpRequestException exception)
        {
            return exception.InnerException?.Message ?? exception.Message;
        }
    }

    private static async Task<string?> FindFaultAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode >= HttpStatusCode.InternalServerError)
        {
            return $"{(int)response.StatusCode}";
        }

        // Kestrel itself refuses what is no HTTP, without a body.
        if (response.StatusCode < HttpStatusCode.BadRequest || response.Content.Headers.ContentLength == 0)
        {
            return null;
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.Content.Headers.ContentType?.MediaType != "application/problem+json" ? $"{(int)response.StatusCode} is not a problem document: {body}"
            : JsonNode.Parse(body)?["code"] is null ? "no code"
            : body.Contains("   at ", StringComparison.Ordinal) ? "a stack trace"
            : null;
    }

    private static async Task<string> DescribeAsync(HttpRequestMessage request)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        return body.Length > 200 ? body[..200] : body;
    }
}
