using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Galion.Web.Session;

/// <summary>
/// Calls the API on behalf of the browser whose request is being served: with its access token, and with its network address, so that the
/// API's limits count people rather than this server. Trace context is added by the HTTP client itself.
/// </summary>
internal sealed class OnBehalfHandler(IHttpContextAccessor accessor) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (accessor.HttpContext is { } context)
        {
            if (request.Headers.Authorization is null && context.Features.Get<SessionTokens>() is { } tokens)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
            }
            if (context.Connection.RemoteIpAddress is { } address)
            {
                request.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
            }
        }
        return base.SendAsync(request, cancellationToken);
    }
}
