using System.Net;
using Refit;

namespace Galion.Web.Session;

/// <summary>Tells an API that is away from an API that refuses.</summary>
public static class ApiFailure
{
    /// <summary>Whether the API could not be reached or could not answer for the moment: nothing is known to have happened there.</summary>
    public static bool IsUnreachable(Exception exception) => exception switch
    {
        ApiException e => IsAway(e.StatusCode),
        HttpRequestException e => e.StatusCode is not { } status || IsAway(status),
        TimeoutException => true,
        OperationCanceledException => true,
        _ => exception.InnerException is { } inner && IsUnreachable(inner),
    };

    /// <summary>The status with which a page answers when a call to the API fails in this way; 500 for a fault of our own.</summary>
    public static int StatusCodeFor(Exception exception) => exception switch
    {
        ApiException { StatusCode: HttpStatusCode.NotFound } => (int)HttpStatusCode.NotFound,
        ApiException { StatusCode: HttpStatusCode.Forbidden } => (int)HttpStatusCode.Forbidden,
        ApiException { StatusCode: HttpStatusCode.TooManyRequests } => (int)HttpStatusCode.TooManyRequests,
        _ when IsUnreachable(exception) => (int)HttpStatusCode.ServiceUnavailable,
        _ => (int)HttpStatusCode.InternalServerError,
    };

    private static bool IsAway(HttpStatusCode status) =>
        status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
