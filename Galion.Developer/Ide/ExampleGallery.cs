using Galion.Contracts.NexusLang;

namespace Galion.Developer.Ide;

/// <summary>The programs that the platform shows to begin with.</summary>
public sealed class ExampleGallery(INexusLangApi api)
{
    public async Task<IReadOnlyList<NexusExample>> ListAsync(CancellationToken cancellationToken) =>
        (await api.ListExamplesAsync(cancellationToken)).Examples;
}
