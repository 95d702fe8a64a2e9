using Galion.Api.Accounts;
using Galion.Platform.Ide;

namespace Galion.Api.Ide;

/// <summary>Projects of NexusLang programs, which need an account: a guest's work would be gone within the hour. Links and quick runs serve guests too.</summary>
internal static class IdeApi
{
    public static IHostApplicationBuilder AddIdeApi(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<IdeWork>();
        builder.Services.AddScoped<ShareStore>();
        return builder;
    }

    public static IEndpointRouteBuilder MapIde(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder own = routes.MapGroup("/api/v2/ide").WithTags("IDE").RequireGalionUser();
        ProjectsApi.MapProjects(own);
        FilesApi.MapFiles(own);
        ArchivesApi.MapArchives(own);
        CheckpointsApi.MapCheckpoints(own);
        RouteGroupBuilder any = routes.MapGroup("/api/v2/ide").WithTags("IDE").RequireGalionUserOrGuest();
        SharesApi.MapShares(own, any);
        IdeRunsApi.MapRuns(any);
        return routes;
    }
}
