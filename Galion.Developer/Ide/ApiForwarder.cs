using System.Net;
using Galion.Web.Session;
using Microsoft.Net.Http.Headers;
using Refit;

namespace Galion.Developer.Ide;

/// <summary>
/// Passes the editor's calls on to the API with the person's token, which the browser never holds: <c>/ide/api/x</c> is
/// <c>/api/v2/x</c>. Only what the editor needs is passed, and answers come back as they are, streams piece by piece.
/// </summary>
internal sealed class ApiForwarder(HttpClient http)
{
    private const string Prefix = "/ide/api/";

    /// <summary>What the browser may say to the API beside the body.</summary>
    private static readonly string[] RequestHeaders = [HeaderNames.Accept, HeaderNames.IfMatch, HeaderNames.Range, "Idempotency-Key", "Last-Event-ID"];

    private static readonly string[] AnswerHeaders =
        [HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.AcceptRanges, HeaderNames.LastModified, HeaderNames.Location];

    /// <summary>A picture that a program drew may hold anything, so as a page of its own it can do nothing.</summary>
    private const string AssetPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Prefix);
        // What guests may do is decided by the API; here only those with an account can ask for what needs one.
        api.Map("nexuslang/{**rest}", ForwardAsync);
        api.Map("ide/shares/{**rest}", ForwardAsync);
        api.MapGet("billing/credits", ForwardAsync).RequireAuthorization();
        api.Map("ide/{**rest}", ForwardAsync).RequireAuthorization();
    }

    private static async Task ForwardAsync(HttpContext context, ApiForwarder forwarder, GuestSession guest)
    {
        try
        {
            await guest.EnsureAsync(context);
            await forwarder.SendAsync(context);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted && ApiProblem.TryFrom(e, out var problem))
        {
            await TypedResults.Problem(
                statusCode: problem.Status, title: problem.Title, detail: problem.Detail,
                extensions: new Dictionary<string, object?> { ["code"] = problem.Code }).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader left. A run goes on.
        }
        catch (Exception e) when (e is HttpRequestException or IOException && context.Response.HasStarted)
        {
            // The API went away in the middle of an answer. Ending it makes the browser come back.
            context.Abort();
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        var path = context.Request.Path.Value![Prefix.Length..];
        var address = new UriBuilder(http.BaseAddress!) { Path = $"/api/v2/{path}", Query = context.Request.QueryString.Value }.Uri;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, context.Request.ContentType);
        }
        foreach (var name in RequestHeaders)
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
            {
                request.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        if (answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
        {
            throw new HttpRequestException("The API is away.", null, answer.StatusCode);
        }
        await PassAsync(answer, context, isAsset: path.Contains("/assets/", StringComparison.Ordinal));
    }

    private static async Task PassAsync(HttpResponseMessage answer, HttpContext context, bool isAsset)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        // The pages that stand for failures are for people; scripts get the API's own words.
        context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>()?.Enabled = false;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        response.ContentLength = answer.Content.Headers.ContentLength;
        foreach (var name in AnswerHeaders)
        {
            if (answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values))
            {
                response.Headers[name] = values.ToArray();
            }
        }
        response.Headers.ContentDisposition = answer.Content.Headers.ContentDisposition?.ToString();
        response.Headers.ContentRange = answer.Content.Headers.ContentRange?.ToString();
        response.Headers.CacheControl = isAsset ? "private, max-age=3600" : "no-store";
        // Proxies in front must not collect events into blocks.
        response.Headers["X-Accel-Buffering"] = "no";
        if (isAsset)
        {
            response.Headers.ContentSecurityPolicy = AssetPolicy;
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            await response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
