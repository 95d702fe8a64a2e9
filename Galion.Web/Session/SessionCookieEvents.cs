using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Galion.Web.Session;

/// <summary>Refreshes the access token before it expires and renews the cookie with it; drops the cookie when the session has ended.</summary>
internal sealed class SessionCookieEvents(SessionRefresher refresher, TimeProvider time, ILogger<SessionCookieEvents> logger)
    : CookieAuthenticationEvents
{
    /// <summary>A request that starts now must still finish its last call to the API with a valid token.</summary>
    private static readonly TimeSpan RefreshAhead = TimeSpan.FromMinutes(2);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (SessionTokens.Read(context.Properties) is not { } tokens)
        {
            await EndAsync(context);
            return;
        }
        if (tokens.ExpiresAt - time.GetUtcNow() < RefreshAhead)
        {
            try
            {
                if (await refresher.RefreshAsync(tokens.RefreshToken, context.HttpContext.RequestAborted) is not { } next)
                {
                    logger.SessionRefused();
                    await EndAsync(context);
                    return;
                }
                tokens = next;
                tokens.WriteTo(context.Properties);
                context.ShouldRenew = true;
            }
            catch (Exception e) when (ApiFailure.IsUnreachable(e) && !context.HttpContext.RequestAborted.IsCancellationRequested)
            {
                // The session may be as good as ever. The page says that the API is away; the next request tries again.
                logger.RefreshPostponed(e);
            }
        }
        context.HttpContext.Features.Set(tokens);
    }

    /// <summary>People are shown the sign-in page and come back afterwards; scripts of a page are told, as they cannot follow.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Headers["Sec-Fetch-Dest"] == "empty")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = context.RedirectUri;
            return Task.CompletedTask;
        }
        return base.RedirectToLogin(context);
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}
