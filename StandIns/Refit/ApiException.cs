using System.Net;
using System.Net.Http.Headers;

namespace Refit;

/// <summary>The answer was not a success, or a success whose body could not be read as the method's result.</summary>
public class ApiException : Exception
{
    protected ApiException(
        string exceptionMessage, HttpRequestMessage message, HttpMethod httpMethod, string? content, HttpStatusCode statusCode,
        string? reasonPhrase, HttpResponseHeaders headers, RefitSettings refitSettings, Exception? innerException = null)
        : base(exceptionMessage, innerException)
    {
        RequestMessage = message;
        HttpMethod = httpMethod;
        Content = content;
        StatusCode = statusCode;
        ReasonPhrase = reasonPhrase;
        Headers = headers;
        RefitSettings = refitSettings;
    }

    public HttpStatusCode StatusCode { get; }

    public string? ReasonPhrase { get; }

    public HttpResponseHeaders Headers { get; }

    public HttpContentHeaders? ContentHeaders { get; private set; }

    public HttpMethod HttpMethod { get; }

    public Uri? Uri => RequestMessage.RequestUri;

    public HttpRequestMessage RequestMessage { get; }

    /// <summary>The body as text; null when it could not be read.</summary>
    public string? Content { get; }

    public bool HasContent => !string.IsNullOrWhiteSpace(Content);

    public RefitSettings RefitSettings { get; }

    /// <summary>Reads <see cref="Content"/> through the content serializer.</summary>
    public async Task<T?> GetContentAsAsync<T>() =>
        HasContent ? await RefitSettings.ContentSerializer.FromHttpContentAsync<T>(new StringContent(Content!)) : default;

    public static Task<ApiException> Create(
        HttpRequestMessage message, HttpMethod httpMethod, HttpResponseMessage response, RefitSettings refitSettings,
        Exception? innerException = null) =>
        Create(
            $"Response status code does not indicate success: {(int)response.StatusCode} ({response.ReasonPhrase}).",
            message, httpMethod, response, refitSettings, innerException);

    public static async Task<ApiException> Create(
        string exceptionMessage, HttpRequestMessage message, HttpMethod httpMethod, HttpResponseMessage response,
        RefitSettings refitSettings, Exception? innerException = null)
    {
        var content = await TryReadAsync(response.Content);
        return new ApiException(
            exceptionMessage, message, httpMethod, content, response.StatusCode, response.ReasonPhrase, response.Headers, refitSettings,
            innerException)
        {
            ContentHeaders = response.Content.Headers,
        };
    }

    private static async Task<string?> TryReadAsync(HttpContent content)
    {
        try
        {
            return await content.ReadAsStringAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException)
        {
            // The status is what the caller must learn; a body that broke off, or was already consumed, must not hide it.
            return null;
        }
    }
}
