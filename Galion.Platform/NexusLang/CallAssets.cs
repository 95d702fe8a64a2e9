using Galion.Contracts.Generations;
using Galion.Contracts.NexusLang;
using Galion.Platform.Generations;

namespace Galion.Platform.NexusLang;

/// <summary>What AI calls of a run made, among the things that the run shows. The files are the library's.</summary>
public static class CallAssets
{
    private const int ShownIdLength = 8;

    /// <param name="call">The kind of the call, such as <c>generate_image</c>.</param>
    /// <returns>The main file; null for texts, which the program gets itself, and for what has made none.</returns>
    public static NexusRunAsset? Find(Guid runId, string call, Generation generation) =>
        generation.Kind == GenerationKind.Text || generation.Assets.OrderBy(a => a.Position).FirstOrDefault() is not { } asset
            ? null
            : Describe(runId, call, asset);

    /// <summary>Named by the call, and by the end of its generation's id, which is random.</summary>
    public static NexusRunAsset Describe(Guid runId, string call, Asset asset)
    {
        string name = $"{call}-{asset.GenerationId.ToString("N")[^ShownIdLength..]}{Path.GetExtension(asset.BlobName)}";
        return new NexusRunAsset(name, asset.ContentType, asset.SizeBytes, AddressOf(runId, name));
    }

    public static string AddressOf(Guid runId, string name) => $"/api/v2/nexuslang/runs/{runId}/assets/{Uri.EscapeDataString(name)}";
}
