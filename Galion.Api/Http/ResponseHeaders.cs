using System.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Galion.Api.Http;

/// <summary>The headers of every answer, errors among them: its id, and what browsers may do with it.</summary>
internal static class ResponseHeaders
{
    public const string RequestId = "x-request-id";
    public const string ClientRequestId = "x-client-request-id";

    private const int MaxClientIdLength = 128;

    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = $"req_{Guid.CreateVersion7():N}";
        Activity.Current?.SetTag("galion.request_id", context.TraceIdentifier);
        // Not before the answer starts, for a handled failure begins it anew, without headers.
        context.Response.OnStarting(static state => WriteAsync((HttpContext)state), context);
        return next(context);
    }

    private static Task WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers[RequestId] = context.TraceIdentifier;
        if (context.Request.Headers[RequestId] is [{ } sent] && IsSane(sent))
        {
            headers[ClientRequestId] = sent;
        }

        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
        if (context.Request.IsHttps)
        {
            headers[HeaderNames.StrictTransportSecurity] = "max-age=31536000; includeSubDomains";
        }

        if (context.User.Identity is { IsAuthenticated: true } || context.Response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            headers[HeaderNames.CacheControl] = "no-store";
        }

        return Task.CompletedTask;
    }

    private static bool IsSane(string id) =>
        id.Length is > 0 and <= MaxClientIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
