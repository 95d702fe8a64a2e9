using Galion.Contracts.Generations;
using Galion.Web;
using Microsoft.AspNetCore.Mvc;

namespace Galion.Studio.Library;

/// <summary>To the trash and back, as plain form posts that end in a redirect.</summary>
internal static class LibraryActions
{
    public static void MapLibraryActions(this IEndpointRouteBuilder endpoints)
    {
        var item = endpoints.MapGroup("/library/{id:guid}").RequireAuthorization();
        item.MapPost("/trash", TrashGeneration);
        item.MapPost("/restore", RestoreGeneration);
    }

    private static async Task<IResult> TrashGeneration(Guid id, [FromForm] string? returnUrl, IGenerationsApi api, CancellationToken cancellationToken)
    {
        await api.DeleteGenerationAsync(id, cancellationToken);
        return TypedResults.LocalRedirect($"/library?trashed={id}");
    }

    private static async Task<IResult> RestoreGeneration(Guid id, [FromForm] string? returnUrl, IGenerationsApi api, CancellationToken cancellationToken)
    {
        await api.RestoreGenerationAsync(id, cancellationToken);
        return TypedResults.LocalRedirect(LocalPath.OrRoot(returnUrl ?? "/library"));
    }
}
