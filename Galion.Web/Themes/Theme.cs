using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Galion.Web.Themes;

/// <summary>The reader's choice of light or dark, kept in a cookie so that the server can write it into the first byte of the page.</summary>
public static class Theme
{
    public const string Path = "/theme";

    private const string CookieName = "galion-theme";

    private static readonly string[] Choices = ["system", "light", "dark"];

    /// <summary><c>system</c>, <c>light</c> or <c>dark</c>.</summary>
    public static string Of(HttpContext context) =>
        context.Request.Cookies[CookieName] is { } value && Choices.Contains(value) ? value : Choices[0];

    public static IEndpointConventionBuilder MapTheme(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, ChooseTheme);

    private static IResult ChooseTheme([FromForm] string theme, [FromForm] string? returnUrl, HttpContext context)
    {
        if (!Choices.Contains(theme))
        {
            return TypedResults.BadRequest();
        }
        context.Response.Cookies.Append(CookieName, theme, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        return TypedResults.LocalRedirect(LocalPath.OrRoot(returnUrl));
    }
}
