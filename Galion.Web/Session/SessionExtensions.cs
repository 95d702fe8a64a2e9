using System.Net;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Refit;

namespace Galion.Web.Session;

/// <summary>Sign-in for the two apps: the tokens stay on the app's own server and in its encrypted cookie; the browser holds no token.</summary>
public static class SessionExtensions
{
    // Browsers do not tell ports apart: in development both apps are "localhost", and one name would sign each out of the other.
    internal const string CookiePrefix = "__Host-galion";

    /// <summary>Adds the session cookie, forms protection and <see cref="CurrentAccount"/>.</summary>
    /// <param name="builder">The app.</param>
    /// <param name="app">Keeps the cookies of one app unreadable to the other: one of <see cref="ResourceNames"/>.</param>
    internal static void AddGalionSession(this IHostApplicationBuilder builder, string app)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<SessionRefresher>();
        services.AddScoped<SessionCookieEvents>();
        services.AddScoped<BrowserSession>();
        services.AddScoped<CurrentAccount>();
        services.AddScoped(static provider => new GuestSession(
            provider.GetRequiredService<IAccountsApi>(), provider.GetRequiredService<SessionRefresher>(),
            provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<GalionApp>()));

        // On Azure Container Apps the platform keeps the keys (autoConfigureDataProtection); elsewhere they need a folder that survives.
        var dataProtection = services.AddDataProtection().SetApplicationName($"galion-{app}");
        if (builder.Configuration["DataProtection:KeysPath"] is { Length: > 0 } keys)
        {
            dataProtection.PersistKeysToFileSystem(new DirectoryInfo(keys));
            // It warns that the files are not encrypted; they are readable by their owner alone, beside the secrets that matter more.
            builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        }

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.Cookie.Name = $"{CookiePrefix}-{app}";
            o.Cookie.Path = "/";
            o.Cookie.HttpOnly = true;
            o.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = BrowserSession.Lifetime;
            o.SlidingExpiration = true;
            o.LoginPath = "/sign-in";
            o.ReturnUrlParameter = "returnUrl";
            o.EventsType = typeof(SessionCookieEvents);
        });
        services.AddAuthorization();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = $"{CookiePrefix}-{app}-form";
            o.Cookie.Path = "/";
            o.Cookie.SameSite = SameSiteMode.Strict;
            // The cookie policy below adds Secure. Asking for it here would refuse http://localhost, which browsers take for secure.
            o.Cookie.SecurePolicy = CookieSecurePolicy.None;
            // The content security policy forbids framing altogether.
            o.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookiePolicyOptions>(o =>
        {
            o.Secure = CookieSecurePolicy.Always;
            o.HttpOnly = HttpOnlyPolicy.Always;
        });
    }

    /// <summary>The session, authorization and forms protection, in the order in which they depend on each other.</summary>
    internal static void UseGalionSession(this WebApplication app)
    {
        app.UseForeignOriginGuard();
        app.UseCookiePolicy();
        app.UseAuthentication();
        app.Use(LoadAccountAsync);
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    /// <summary>Maps <c>POST /sign-out</c>.</summary>
    internal static void MapGalionSession(this IEndpointRouteBuilder routes) => routes.MapPost("/sign-out", SignOut);

    private static async Task<IResult> SignOut(HttpContext context, BrowserSession session, [FromForm] string? returnUrl)
    {
        await session.EndAsync(context);
        return TypedResults.LocalRedirect(LocalPath.OrRoot(returnUrl));
    }

    /// <summary>Pages find the account loaded. Where the API no longer knows the session, the cookie goes and the request is nobody's.</summary>
    private static async Task LoadAccountAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated == true && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            var account = context.RequestServices.GetRequiredService<CurrentAccount>();
            if (!await account.LoadAsync(context.RequestAborted))
            {
                await DropAsync(context);
            }
        }
        try
        {
            await next(context);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.Unauthorized && !context.Response.HasStarted)
        {
            // The session ended while the page was being made.
            await DropAsync(context);
            await context.ChallengeAsync();
        }
    }

    private static async Task DropAsync(HttpContext context)
    {
        await context.SignOutAsync();
        context.Features.Set<SessionTokens>(null);
        context.User = new();
    }
}
