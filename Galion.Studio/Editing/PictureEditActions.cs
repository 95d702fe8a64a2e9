using Galion.Contracts.Generations;
using Galion.Studio.Create;
using Galion.Web.Session;
using Microsoft.AspNetCore.Mvc;

namespace Galion.Studio.Editing;

/// <summary>Sends edits, and leads from an edited picture back to what it was made of.</summary>
internal static class PictureEditActions
{
    public static void MapPictureEdits(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/generations/{id:guid}/edit/{asset:guid}", EditPicture).RequireAuthorization();
        endpoints.MapGet("/pictures/{asset:guid}", FindPicture).RequireAuthorization();
    }

    private static async Task<IResult> EditPicture(
        Guid id, Guid asset, [FromForm] Guid key, [FromForm] IFormCollection form, IGenerationsApi api, CancellationToken cancellationToken)
    {
        var original = await api.FindGenerationAsync(id, cancellationToken);
        var (request, problem) = PictureEdit.Read(original, asset, form);
        if (request is not null)
        {
            try
            {
                var created = await api.CreateGenerationAsync(request, CreateForm.IdempotencyKey(key, request), cancellationToken);
                return TypedResults.LocalRedirect($"/generations/{created.Id}");
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && ApiProblem.TryFrom(exception, out var refused))
            {
                problem = refused.Code ?? "unavailable";
            }
        }
        return TypedResults.LocalRedirect($"{PictureEdit.Href(id, asset)}?problem={Uri.EscapeDataString(problem!)}");
    }

    /// <summary>The work that a picture is part of, in the library or in the trash; the picture itself when neither has it.</summary>
    private static async Task<IResult> FindPicture(Guid asset, IGenerationsApi api, CancellationToken cancellationToken)
    {
        foreach (var trashed in new[] { false, true })
        {
            var found = await api.ListGenerationsAsync(limit: 1, trashed: trashed, asset: asset, cancellationToken: cancellationToken);
            if (found.Data is [var generation, ..])
            {
                return TypedResults.LocalRedirect($"/library/{generation.Id}");
            }
        }
        return TypedResults.LocalRedirect($"/assets/{asset}");
    }
}
