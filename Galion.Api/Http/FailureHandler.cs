using System.Globalization;
using System.Text.Json;
using Galion.Contracts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Galion.Api.Http;

/// <summary>Answers for what is not a bug: requests that cannot be read, clients that left, and servers behind us that do not answer.</summary>
internal sealed class FailureHandler(IProblemDetailsService problems, ILogger<FailureHandler> logger) : IExceptionHandler
{
    private const int RetryAfterSeconds = 5;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (exception is BadHttpRequestException unreadable)
        {
            return await WriteAsync(httpContext, UnreadableRequest.Describe(httpContext, unreadable));
        }

        if (Outage.FindIn(exception) is { } outage)
        {
            logger.DependencyUnavailable(outage.GetType().Name, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "");
            httpContext.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return await WriteAsync(httpContext, new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable });
        }

        return false;
    }

    private ValueTask<bool> WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status!.Value;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}
