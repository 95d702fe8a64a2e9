using System.Net.Http.Headers;

namespace Refit;

/// <summary>One request under way.</summary>
internal sealed class RestCall(HttpClient client, RefitSettings settings, Func<HttpRequestMessage> build, CancellationToken cancellationToken)
{
    public async Task SendAsync()
    {
        using var response = await SendRawAsync();
        await ThrowUnlessSuccessAsync(response);
    }

    /// <summary>The answer of any status, its body unread; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendRawAsync()
    {
        var request = build();
        if (request.Headers.Authorization is { Parameter: null or "" } authorization && settings.AuthorizationHeaderValueGetter is { } getToken)
        {
            var token = await getToken(request, cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue(authorization.Scheme, token);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<T?> SendForContentAsync<T>()
    {
        var response = await SendRawAsync();
        var handedOver = false;
        try
        {
            await ThrowUnlessSuccessAsync(response);
            var content = await ReadAsync<T>(response);
            handedOver = content is Stream;
            return content;
        }
        finally
        {
            // A stream reads on from the connection, which disposing the response would give back.
            if (!handedOver)
            {
                response.Dispose();
            }
        }
    }

    public async Task<ApiResponse<T>> SendForResponseAsync<T>()
    {
        var response = await SendRawAsync();
        if (!response.IsSuccessStatusCode)
        {
            return new ApiResponse<T>(response, default, settings, await FailAsync(response));
        }

        try
        {
            return new ApiResponse<T>(response, await ReadAsync<T>(response), settings);
        }
        catch (ApiException exception)
        {
            return new ApiResponse<T>(response, default, settings, exception);
        }
    }

    public async Task<IApiResponse<T>> SendForInterfaceAsync<T>() => await SendForResponseAsync<T>();

    public async Task<IApiResponse> SendForStatusAsync()
    {
        var response = await SendRawAsync();
        return new ApiResponse<object>(response, null, settings, response.IsSuccessStatusCode ? null : await FailAsync(response));
    }

    private async Task<T?> ReadAsync<T>(HttpResponseMessage response)
    {
        if (typeof(T) == typeof(Stream))
        {
            return (T)(object)await response.Content.ReadAsStreamAsync(cancellationToken);
        }

        if (typeof(T) == typeof(string))
        {
            return (T)(object)await response.Content.ReadAsStringAsync(cancellationToken);
        }

        try
        {
            return await settings.ContentSerializer.FromHttpContentAsync<T>(response.Content, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw await ApiException.Create(
                "An error occured deserializing the response.", response.RequestMessage!, response.RequestMessage!.Method, response, settings, exception);
        }
    }

    private async Task ThrowUnlessSuccessAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await FailAsync(response);
        }
    }

    private Task<ApiException> FailAsync(HttpResponseMessage response) =>
        ApiException.Create(response.RequestMessage!, response.RequestMessage!.Method, response, settings);
}
