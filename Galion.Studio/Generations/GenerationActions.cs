using Galion.Contracts.Generations;
using Galion.Studio.Create;
using Galion.Web.Session;
using Microsoft.AspNetCore.Mvc;

namespace Galion.Studio.Generations;

/// <summary>What the buttons beside a generation do. Each is a plain form post that ends in a redirect.</summary>
internal static class GenerationActions
{
    public static void MapGenerationActions(this IEndpointRouteBuilder endpoints)
    {
        var generation = endpoints.MapGroup("/generations/{id:guid}").RequireAuthorization();
        generation.MapGet("/events", GenerationEventProxy.StreamAsync);
        generation.MapPost("/cancel", CancelGeneration);
        generation.MapPost("/vary", VaryGeneration);
    }

    // The form parameter is what makes the framework check the antiforgery token; the button itself sends nothing.
    private static async Task<IResult> CancelGeneration(Guid id, [FromForm] string? reason, IGenerationsApi api, CancellationToken cancellationToken)
    {
        try
        {
            await api.CancelGenerationAsync(id, cancellationToken);
        }
        catch (Refit.ApiException e) when (e.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // It finished first: the page shows the result.
        }
        return TypedResults.LocalRedirect($"/generations/{id}");
    }

    /// <summary>The same recipe with a new seed, as a new generation at the price that stood on the button.</summary>
    private static async Task<IResult> VaryGeneration(Guid id, [FromForm] Guid key, IGenerationsApi api, CancellationToken cancellationToken)
    {
        var original = await api.FindGenerationAsync(id, cancellationToken);
        var options = original.Options.Where(option => option.Key != "seed").ToDictionary();
        var request = new CreateGenerationRequest(original.Kind, original.Prompt, original.Model, options);
        try
        {
            var created = await api.CreateGenerationAsync(request, CreateForm.IdempotencyKey(key, request), cancellationToken);
            return TypedResults.LocalRedirect($"/generations/{created.Id}");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && ApiProblem.TryFrom(exception, out var problem))
        {
            return TypedResults.LocalRedirect($"/generations/{id}?problem={Uri.EscapeDataString(problem.Code ?? "unavailable")}");
        }
    }
}
