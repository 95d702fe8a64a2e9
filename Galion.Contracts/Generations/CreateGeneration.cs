using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Galion.Contracts.Generations;

/// <summary>The kinds of generation that the platform knows.</summary>
public enum GenerationKind
{
    Image,
    Video,
    Voice,
    Music,
    Text,
}

public enum GenerationStatus
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Canceled,
    Expired,
}

/// <param name="Kind">What to make.</param>
/// <param name="Prompt">1 to as many characters as the model takes: 4,000, for speech 100,000.</param>
/// <param name="Model">A model id such as <c>galion/painter</c>; the kind's default when absent.</param>
/// <param name="Options">The model's own options; unknown names are refused, so that a typing error never costs credits.</param>
public sealed record CreateGenerationRequest(
    [property: Required] GenerationKind? Kind,
    [property: Required, StringLength(100_000, MinimumLength = 1)] string Prompt,
    [property: StringLength(200)] string? Model = null,
    Dictionary<string, JsonElement>? Options = null);

/// <summary>The receipt of an accepted generation.</summary>
/// <param name="CreditsHeld">Set aside until the generation ends; the receipt states what was charged of it.</param>
/// <param name="QueuePosition">How many generations of any account run before this one; 0 when it is next.</param>
public sealed record CreatedGenerationResponse(
    Guid Id, GenerationKind Kind, GenerationStatus Status, decimal CreditsHeld, int QueuePosition);
