using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Billing;
using Galion.Platform.Generations;
using Galion.Platform.Providers;

namespace Galion.Api.Generations;

/// <summary>Turns rows into what crosses the wire.</summary>
internal static class GenerationResponses
{
    /// <param name="generation">With its assets.</param>
    /// <param name="baseAddress">Scheme and host under which the client reaches the API, without a slash at the end.</param>
    /// <param name="queuePosition">Known for a single generation that waits.</param>
    public static GenerationResponse From(Generation generation, string baseAddress, int? queuePosition = null) => new(
        generation.Id, generation.Kind, generation.Status, generation.Prompt, generation.Model,
        generation.Options.Deserialize<Dictionary<string, JsonElement>>(GalionJson.Options)!,
        generation.Progress, queuePosition,
        generation.IsFinished ? 0 : Millicredits.ToCredits(generation.PriceMillicredits), Millicredits.ToCredits(generation.ChargedMillicredits),
        generation.ErrorCode is null ? null : new GenerationError(generation.ErrorCode, generation.ErrorMessage!, generation.ErrorRetryable!.Value),
        [.. generation.Assets.OrderBy(asset => asset.Position).Select(asset => From(asset, baseAddress))],
        generation.CreatedAt, generation.StartedAt, generation.FinishedAt, generation.TrashedAt);

    public static ModelResponse From(ProviderModel model, bool isDefault) => new(
        model.Id, model.Kind, model.Name, model.Description, isDefault, Millicredits.ToCredits(model.UnitPriceMillicredits), model.Unit, model.CharactersPerUnit, model.MaxPromptLength, model.Options);

    private static AssetResponse From(Asset asset, string baseAddress) => new(
        asset.Id, asset.ContentType, asset.SizeBytes, asset.Width, asset.Height, asset.Sha256,
        $"{baseAddress}/api/v2/assets/{asset.Id}/content",
        asset.ThumbnailBlobName is null ? null : $"{baseAddress}/api/v2/assets/{asset.Id}/thumbnail",
        asset.Recipe, asset.Name, asset.DurationMs);
}
