using System.Text.Json;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Generations;

/// <summary>The assets that a generation works on. They are named in its options and must be pictures of the same account.</summary>
public static class AssetInputs
{
    /// <summary>The options that name assets, in the order in which models take the files.</summary>
    public static IReadOnlyList<string> Options { get; } = ["asset", "mask_asset"];

    private static readonly string[] Readable = ["image/png", "image/jpeg", "image/webp"];

    /// <returns>The ids that the options name, by the option.</returns>
    public static IReadOnlyDictionary<string, Guid> Named(IReadOnlyDictionary<string, JsonElement> options) => Options
        .Where(name => options.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out _))
        .ToDictionary(name => name, name => options[name].GetGuid());

    /// <returns>The asset, or null when the account has no such picture, or has thrown it away.</returns>
    public static Task<Asset?> FindAsync(GalionDbContext db, Guid userId, Guid id, CancellationToken cancellationToken) => db.Assets.AsNoTracking()
        .Where(asset => asset.Id == id && asset.UserId == userId && Readable.Contains(asset.ContentType))
        .Where(asset => db.Generations.Any(generation => generation.Id == asset.GenerationId && generation.TrashedAt == null))
        .SingleOrDefaultAsync(cancellationToken);
}
