using System.Text.Json;

namespace Galion.Contracts.Generations;

/// <summary>One model as the price list shows it.</summary>
/// <param name="Id">What a request names, such as <c>galion/painter</c>.</param>
/// <param name="IsDefault">Whether a request of this kind that names no model gets this one.</param>
/// <param name="CreditsPerUnit">The price of one unit. A generation costs this times its units; for images the units are <c>options.count</c>.</param>
/// <param name="Unit">What one unit is, for people: "image".</param>
/// <param name="CharactersPerUnit">How many characters of the prompt, begun, one unit pays for; null when units count something else.</param>
/// <param name="MaxPromptLength">Longest prompt, in characters.</param>
public sealed record ModelResponse(
    string Id, GenerationKind Kind, string Name, string Description, bool IsDefault, decimal CreditsPerUnit, string Unit,
    int? CharactersPerUnit, int MaxPromptLength, IReadOnlyList<ModelOption> Options);

/// <summary>One option that a model takes.</summary>
/// <param name="Type">One of <see cref="ModelOptionTypes"/>.</param>
/// <param name="Description">For people.</param>
/// <param name="Default">The value when the option is absent; null when the model chooses by itself.</param>
/// <param name="Minimum">Smallest number.</param>
/// <param name="Maximum">Largest number.</param>
/// <param name="MaxLength">Longest string, in characters.</param>
/// <param name="Values">What an enum, or each entry of a list, may be.</param>
public sealed record ModelOption(
    string Name, string Type, string Description, JsonElement? Default = null, double? Minimum = null, double? Maximum = null, int? MaxLength = null,
    IReadOnlyList<string>? Values = null);

/// <summary>What the value of an option is in JSON.</summary>
public static class ModelOptionTypes
{
    public const string Whole = "integer";
    public const string Number = "number";
    public const string Text = "string";

    /// <summary>A string that is one of the option's values.</summary>
    public const string Enum = "enum";

    /// <summary>An array of different strings, each one of the option's values.</summary>
    public const string List = "list";
    public const string Boolean = "boolean";
}
