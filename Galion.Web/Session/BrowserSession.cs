using System.Security.Claims;
using Galion.Contracts.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Galion.Web.Session;

/// <summary>Begins and ends the session of the browser that sent the request.</summary>
public sealed class BrowserSession(IAccountsApi accounts, TimeProvider time, ILogger<BrowserSession> logger)
{
    /// <summary>As long as the API keeps a session that nobody uses.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Writes a new cookie. A session that the browser still had is ended at the API, so that its old cookie is dead.</summary>
    public async Task BeginAsync(HttpContext context, SessionResponse session)
    {
        await EndAtApiAsync(context);
        var properties = new AuthenticationProperties { IsPersistent = true };
        SessionTokens.From(session, time.GetUtcNow()).WriteTo(properties);
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, session.UserId.ToString()),
                new(ClaimTypes.Name, session.Username),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new(identity), properties);
    }

    /// <summary>Ends the session at the API and deletes the cookie. The cookie goes even when the API does not answer.</summary>
    public async Task EndAsync(HttpContext context)
    {
        await EndAtApiAsync(context);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        // Pages of the session that the browser may still hold for its back button.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }

    private async Task EndAtApiAsync(HttpContext context)
    {
        if (context.Features.Get<SessionTokens>() is not { } tokens)
        {
            return;
        }
        try
        {
            // Not the request's own cancellation: closing the tab must not leave the session open.
            await accounts.LogoutAsync(new(tokens.RefreshToken), CancellationToken.None);
        }
        catch (Exception e) when (ApiProblem.TryFrom(e, out var problem))
        {
            if (problem.Status != StatusCodes.Status401Unauthorized)
            {
                logger.LogoutNotHeard(e);
            }
        }
        context.Features.Set<SessionTokens>(null);
    }
}
