using Galion.Contracts.Generations;
using Galion.Studio.Create;
using Galion.Web.Session;
using Microsoft.AspNetCore.Mvc;

namespace Galion.Studio.Editing;

/// <summary>Sends edits, and leads from an edited picture back to what it was made of.</summary>
internal static class PictureEditActions
{
    private const int PageSize = 100;
    private const int MaxPages = 10;

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

    /// <summary>The work that a picture is part of; the picture itself when it lies too far back.</summary>
    private static async Task<IResult> FindPicture(Guid asset, IGenerationsApi api, CancellationToken cancellationToken)
    {
        string? after = null;
        for (var n = 0; n < MaxPages; n++)
        {
            var page = await api.ListGenerationsAsync(limit: PageSize, after: after, cancellationToken: cancellationToken);
            if (page.Data.FirstOrDefault(item => item.Assets.Any(file => file.Id == asset)) is { } found)
            {
                return TypedResults.LocalRedirect($"/library/{found.Id}");
            }
            after = page.NextAfter;
            if (after is null)
            {
                break;
            }
        }
        return TypedResults.LocalRedirect($"/assets/{asset}");
    }
}
