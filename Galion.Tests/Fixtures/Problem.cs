using System.Net;
using System.Text.Json.Nodes;

namespace Galion.Tests.Fixtures;

public static class Problem
{
    /// <summary>Asserts status, media type and code of a problem document.</summary>
    /// <returns>The document without its trace id, which alone differs between two refusals for the same reason.</returns>
    public static async Task<string> AssertAsync(HttpResponseMessage response, HttpStatusCode status, string code, CancellationToken cancellationToken)
    {
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonObject problem = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(code, (string?)problem["code"]);
        problem.Remove("trace_id");
        problem.Remove("traceId");
        problem.Remove("request_id");
        return problem.ToJsonString();
    }
}
