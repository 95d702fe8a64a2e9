using Galion.Contracts.Ide;
using Galion.Contracts.NexusLang;
using Galion.Web.Session;

namespace Galion.Developer.Ide;

internal static class IdeExtensions
{
    public static void AddIde(this IHostApplicationBuilder builder)
    {
        builder.Services.AddApiClient<IIdeApi>();
        builder.Services.AddApiClient<INexusLangApi>();
        builder.Services.AddApiHttpClient<ApiForwarder>();
        builder.Services.AddSingleton<LanguageServerSocket>();
        builder.Services.AddScoped<ExampleGallery>();
    }

    public static void MapIde(this WebApplication app)
    {
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(30) });
        ApiForwarder.Map(app);
        app.MapGet(LanguageServerSocket.Path, (HttpContext context, LanguageServerSocket server, GuestSession guest) => server.AcceptAsync(context, guest));
        app.MapProjectActions();
    }
}
