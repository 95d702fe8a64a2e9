using Galion.Contracts.Generations;

namespace Galion.Platform.Providers;

/// <summary>Every model of the platform, written out. The first model of a kind is its default.</summary>
public sealed class ProviderCatalog
{
    public static ProviderCatalog BuiltIn { get; } = new(
        [GalionPainter.Model, EngineModels.Animator, EngineModels.Speaker, EngineModels.Composer, EngineModels.Writer]);

    private readonly Dictionary<string, ProviderModel> _byId;

    public ProviderCatalog(IReadOnlyList<ProviderModel> models)
    {
        if (models.FirstOrDefault(model => model.UnitPriceMillicredits <= 0) is { } unpriced)
        {
            throw new ArgumentException($"{unpriced.Id} has no price.", nameof(models));
        }

        Models = models;
        _byId = models.ToDictionary(model => model.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<ProviderModel> Models { get; }

    public ProviderModel? Find(string id) => _byId.GetValueOrDefault(id);

    public ProviderModel? FindDefault(GenerationKind kind) => Models.FirstOrDefault(model => model.Kind == kind);
}
