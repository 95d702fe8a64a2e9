using Galion.Web.Errors;
using Galion.Web.Layout;
using Galion.Web.Session;
using Galion.Web.Themes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Galion.Web;

/// <summary>
/// The part that both apps share. An app's Program reads: <c>builder.AddGalionWeb(app)</c>, then <c>app.UseGalionWeb()</c>, whatever
/// middleware is its own, then <c>app.MapGalionWeb&lt;App&gt;()</c>.
/// </summary>
public static class GalionWeb
{
    public static IHostApplicationBuilder AddGalionWeb(this IHostApplicationBuilder builder, GalionApp app)
    {
        builder.Services.AddSingleton(app);
        builder.Services.AddSingleton<FontPreloads>();
        builder.Services.AddRazorComponents();
        builder.AddGalionSession(app.Id);
        builder.AddGalionApi();
        return builder;
    }

    /// <summary>Security headers and error pages, first in the pipeline so that no answer goes without them; then the session.</summary>
    public static WebApplication UseGalionWeb(this WebApplication app)
    {
        app.UseGalionWebSecurity();
        app.UseGalionErrorPages();
        app.UseGalionSession();
        return app;
    }

    /// <summary>Static files, the theme, the manifest and the pages of this project and of the app's.</summary>
    /// <typeparam name="TApp">The app's root component.</typeparam>
    public static RazorComponentsEndpointConventionBuilder MapGalionWeb<TApp>(this WebApplication app)
        where TApp : IComponent
    {
        app.MapStaticAssets();
        app.MapTheme();
        app.MapManifest();
        app.MapGalionSession();
        return app.MapRazorComponents<TApp>().AddAdditionalAssemblies(typeof(GalionWeb).Assembly).WithStaticAssets();
    }
}
