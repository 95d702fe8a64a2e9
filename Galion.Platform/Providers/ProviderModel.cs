using System.Text.Json;
using Galion.Contracts.Generations;

namespace Galion.Platform.Providers;

/// <summary>A model that can be asked for: its price, its options and how to check them.</summary>
/// <param name="Id">Also the key of its engine in the Worker's services.</param>
/// <param name="Name">For people.</param>
/// <param name="UnitPriceMillicredits">More than 0: what has no price is not offered.</param>
/// <param name="Unit">What one unit is, for people.</param>
/// <param name="Options">The options as the price list describes them.</param>
/// <param name="Resolve">Checks the options of a request with this prompt and settles what they leave open.</param>
public sealed record ProviderModel(
    string Id, GenerationKind Kind, string Name, string Description, long UnitPriceMillicredits, string Unit, IReadOnlyList<ModelOption> Options,
    Func<string, IReadOnlyDictionary<string, JsonElement>?, ResolvedOptions> Resolve)
{
    /// <summary>How many characters of the prompt, begun, one unit pays for; null when units count something else.</summary>
    public int? CharactersPerUnit { get; init; }

    /// <summary>Longest prompt, in characters.</summary>
    public int MaxPromptLength { get; init; } = 4_000;
}

/// <param name="Values">Complete options, random choices made, so that a rerun makes the same; empty when there are errors.</param>
/// <param name="Units">How many units the request asks for; the price is this times the unit price.</param>
/// <param name="Errors">One message for people per wrong option.</param>
public sealed record ResolvedOptions(
    IReadOnlyDictionary<string, JsonElement> Values, int Units, IReadOnlyDictionary<string, string> Errors);
