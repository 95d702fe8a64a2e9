using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Generations;
using Galion.Platform.Providers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Galion.Api.Generations;

/// <summary>Everything about a request that can be refused without looking at the account: a refusal holds nothing.</summary>
internal static class CreateGenerationCheck
{
    // PostgreSQL's text cannot hold it, and no prompt needs it.
    private const char Nul = '\0';

    public static bool TryRead(
        CreateGenerationRequest request, ProviderCatalog catalog, [NotNullWhen(true)] out GenerationOrder? order,
        [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        order = null;
        string prompt = request.Prompt.Trim();
        if (prompt.Length == 0 || prompt.Contains(Nul))
        {
            problem = Problems.Invalid(
                ErrorCodes.ValidationFailed, "The prompt is empty or holds a NUL character. Nothing was charged.",
                new Dictionary<string, string[]> { ["prompt"] = ["Write at least one character, and no NUL."] });
            return false;
        }

        if (!TryFindModel(request.Kind!.Value, request.Model, catalog, out ProviderModel? model, out problem))
        {
            return false;
        }

        if (prompt.Length > model.MaxPromptLength)
        {
            string most = model.MaxPromptLength.ToString("N0", CultureInfo.InvariantCulture);
            problem = Problems.Invalid(
                ErrorCodes.ValidationFailed, $"The prompt has more characters than {model.Name} takes. Nothing was charged.",
                new Dictionary<string, string[]> { ["prompt"] = [$"Use at most {most} characters."] });
            return false;
        }

        ResolvedOptions options = model.Resolve(prompt, request.Options);
        Dictionary<string, string[]> errors = options.Errors.ToDictionary(e => $"options.{e.Key}", e => new[] { e.Value });
        foreach ((string name, JsonElement value) in options.Values)
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString()!.Contains(Nul))
            {
                errors[$"options.{name}"] = ["Must not hold a NUL character."];
            }
        }

        if (errors.Count > 0)
        {
            problem = Problems.Invalid(ErrorCodes.InvalidOptions, $"{model.Name} cannot work with these options. Nothing was charged.", errors);
            return false;
        }

        order = new GenerationOrder(model, prompt, options.Values, options.Units);
        return true;
    }

    private static bool TryFindModel(
        GenerationKind kind, string? id, ProviderCatalog catalog, [NotNullWhen(true)] out ProviderModel? model,
        [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        problem = null;
        model = id is null ? catalog.FindDefault(kind) : catalog.Find(id);
        if (model?.Kind == kind)
        {
            return true;
        }

        string kindName = kind.ToString().ToLowerInvariant();
        string available = string.Join(", ", catalog.Models.Where(m => m.Kind == kind).Select(m => m.Id));
        problem = available.Length > 0
            ? Problems.Invalid(
                ErrorCodes.UnknownModel, $"No model of that name makes this kind of generation. Models for {kindName}: {available}. Nothing was charged.",
                new Dictionary<string, string[]> { ["model"] = [$"Use one of {available}, or leave it out."] })
            : Problems.Invalid(
                ErrorCodes.KindUnavailable,
                $"No installed model makes {kindName} yet. Available are {string.Join(", ", catalog.Models.Select(m => $"{m.Id} ({m.Kind.ToString().ToLowerInvariant()})"))}. Nothing was charged.",
                new Dictionary<string, string[]> { ["kind"] = ["See GET /api/v2/generations/models."] });
        return false;
    }
}
