using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Galion.Web.Layout;

/// <summary>The web app manifest: makes each app installable under its own name and icon.</summary>
internal static class Manifest
{
    public static void MapManifest(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/manifest.webmanifest", ReadManifest);

    private static JsonHttpResult<object> ReadManifest(GalionApp app) => TypedResults.Json<object>(
        new
        {
            id = "/",
            name = $"Galion {app.Name}",
            short_name = app.Name,
            description = app.Description,
            start_url = "/",
            display = "standalone",
            background_color = app.ThemeColors.Light,
            theme_color = app.ThemeColors.Light,
            icons = new object[]
            {
                new { src = $"/_content/Galion.Web/icons/{app.Id}.svg", sizes = "any", type = "image/svg+xml" },
                new { src = $"/_content/Galion.Web/icons/{app.Id}-192.png", sizes = "192x192", type = "image/png" },
                new { src = $"/_content/Galion.Web/icons/{app.Id}-512.png", sizes = "512x512", type = "image/png", purpose = "any maskable" },
            },
        },
        contentType: "application/manifest+json");
}
