using System.Globalization;
using System.Security.Cryptography;
using Galion.Contracts.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Galion.Web.Session;

/// <summary>
/// A short-lived session for somebody without an account, in a cookie of its own: pages go on saying that nobody is signed in, while calls
/// to the API are those of a guest. Whoever is signed in stays who they are.
/// </summary>
public sealed class GuestSession
{
    private static readonly TimeSpan RefreshAhead = TimeSpan.FromMinutes(2);

    private readonly IAccountsApi _accounts;
    private readonly SessionRefresher _refresher;
    private readonly TimeProvider _time;
    private readonly GalionApp _app;
    private readonly IDataProtector _protector;

    internal GuestSession(IAccountsApi accounts, SessionRefresher refresher, IDataProtectionProvider protection, TimeProvider time, GalionApp app)
    {
        _accounts = accounts;
        _refresher = refresher;
        _time = time;
        _app = app;
        _protector = protection.CreateProtector("Galion.Web.GuestSession");
    }

    private string CookieName => $"{SessionExtensions.CookiePrefix}-{_app.Id}-guest";

    /// <summary>Whether the request comes from somebody who is signed in or is a guest already. Starts nothing.</summary>
    public bool IsKnown(HttpContext context) => context.Features.Get<SessionTokens>() is not null || Read(context) is not null;

    /// <summary>Lets the calls of this request go out as somebody: whoever is signed in, the guest that the browser is, or a new one.</summary>
    /// <exception cref="Refit.ApiException">The API gives no session at the moment, such as when an address has started too many.</exception>
    public async Task EnsureAsync(HttpContext context)
    {
        if (context.Features.Get<SessionTokens>() is not null)
        {
            return;
        }
        var now = _time.GetUtcNow();
        var tokens = Read(context);
        if (tokens is not null && tokens.ExpiresAt - now < RefreshAhead)
        {
            tokens = await _refresher.RefreshAsync(tokens.RefreshToken, context.RequestAborted);
            Write(context, tokens);
        }
        if (tokens is null)
        {
            tokens = SessionTokens.From(await _accounts.StartGuestAsync(context.RequestAborted), now);
            Write(context, tokens);
        }
        context.Features.Set(tokens);
    }

    private SessionTokens? Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[CookieName] is { Length: > 0 } cookie
                && _protector.Unprotect(cookie).Split('\n') is [var access, var refresh, var expires]
                && DateTimeOffset.TryParse(expires, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var expiresAt)
                ? new(access, refresh, expiresAt)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private void Write(HttpContext context, SessionTokens? tokens)
    {
        if (tokens is null || context.Response.HasStarted)
        {
            return;
        }
        var value = string.Join('\n', tokens.AccessToken, tokens.RefreshToken, tokens.ExpiresAt.ToString("O", CultureInfo.InvariantCulture));
        context.Response.Cookies.Append(CookieName, _protector.Protect(value), new CookieOptions
        {
            Path = "/",
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = true,
        });
    }
}
