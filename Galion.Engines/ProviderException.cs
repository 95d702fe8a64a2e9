using System.Net;

namespace Galion.Engines;

/// <summary>A provider of a model answered with an error instead of a result. The message is for people.</summary>
public sealed class ProviderException : HttpRequestException
{
    public ProviderException(HttpStatusCode status, string message, TimeSpan? retryAfter = null)
        : base(message, inner: null, status)
    {
        Status = status;
        RetryAfter = retryAfter;
    }

    public HttpStatusCode Status { get; }

    /// <summary>How long the provider asks to wait before the next try, when it does.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)Status >= 500;
}
