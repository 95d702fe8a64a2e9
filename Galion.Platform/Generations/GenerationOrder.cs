using System.Text.Json;
using Galion.Platform.Providers;

namespace Galion.Platform.Generations;

/// <summary>A checked request: everything that a generation needs to be priced, queued and made.</summary>
/// <param name="Prompt">Trimmed, 1 to as many characters as the model takes.</param>
public sealed record GenerationOrder(ProviderModel Model, string Prompt, IReadOnlyDictionary<string, JsonElement> Options, int Units)
{
    public long PriceMillicredits => checked(Model.UnitPriceMillicredits * Units);
}
