using Galion.Web.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Galion.Web;

/// <summary>The headers that keep a page to itself, on every answer, errors among them.</summary>
public static class WebSecurity
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; " +
        "worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private static readonly string PolicyWithInlineStyles =
        ContentSecurityPolicy.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'", StringComparison.Ordinal);

    public static IApplicationBuilder UseGalionWebSecurity(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            Secure((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static void Secure(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (string.IsNullOrEmpty(headers.ContentSecurityPolicy))
        {
            headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<PageSecurityAttribute>() switch
            {
                { InlineStyles: true } => PolicyWithInlineStyles,
                { StyleNonce: true } => ContentSecurityPolicy.Replace(
                    "style-src 'self'", $"style-src 'self' 'nonce-{StyleNonce.Of(context)}'", StringComparison.Ordinal),
                _ => ContentSecurityPolicy,
            };
        }
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        }
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        if (context.Request.Path.StartsWithSegments(FontPreloads.Folder, StringComparison.Ordinal))
        {
            // Their names carry a hash of their content. A font that has to be asked for again would miss the first paint.
            headers.CacheControl = "public, max-age=31536000, immutable";
        }
        else if (headers.ContentType.ToString().StartsWith("text/html", StringComparison.Ordinal))
        {
            // Pages carry names, balances and form tokens.
            headers.CacheControl = "no-store";
        }
    }
}
