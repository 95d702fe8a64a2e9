using Galion.Web.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Galion.Web.Security;

/// <summary>
/// Refuses requests that another site makes a browser send with our cookie. Antiforgery tokens guard the forms; this guards every method
/// that changes something, forgotten forms among them.
/// </summary>
internal static class ForeignOriginGuard
{
    public static void UseForeignOriginGuard(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ForeignOriginGuard).FullName!);
        app.Use((context, next) =>
        {
            if (IsSafe(context.Request.Method) || !IsForeign(context.Request))
            {
                return next(context);
            }
            logger.ForeignFormRefused();
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>
    /// Programs send neither header and pass. Only host and port are compared, because behind a proxy the scheme is not ours to see.
    /// </summary>
    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none"))
        {
            return true;
        }
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, new Uri($"{uri.Scheme}://{request.Host}").Authority, StringComparison.OrdinalIgnoreCase));
    }
}
