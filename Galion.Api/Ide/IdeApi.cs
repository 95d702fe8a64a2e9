using Galion.Api.Accounts;

namespace Galion.Api.Ide;

/// <summary>Projects of NexusLang programs. They need an account: a guest's work would be gone within the hour.</summary>
internal static class IdeApi
{
    public static IHostApplicationBuilder AddIdeApi(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<IdeWork>();
        return builder;
    }

    public static IEndpointRouteBuilder MapIde(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder own = routes.MapGroup("/api/v2/ide").WithTags("IDE").RequireGalionUser();
        ProjectsApi.MapProjects(own);
        FilesApi.MapFiles(own);
        return routes;
    }
}
