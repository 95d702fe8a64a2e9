using System.Text.Json;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Generations;

/// <summary>The assets that a generation works on. They are named in its options and must be pictures of the same account.</summary>
public static class AssetInputs
{
    /// <summary>The options that name assets, in the order in which models take the files.</summary>
    public static IReadOnlyList<string> Options { get; } = ["asset", "mask_asset", Start, End];

    public const string Start = "start_asset";
    public const string End = "end_asset";

    private static readonly string[] Readable = ["image/png", "image/jpeg", "image/webp"];

    /// <summary>A film can begin where another one ends.</summary>
    private static readonly string[] ReadableAsStart = [.. Readable, "video/mp4", "video/webm"];

    /// <returns>The ids that the options name, by the option.</returns>
    public static IReadOnlyDictionary<string, Guid> Named(IReadOnlyDictionary<string, JsonElement> options) => Options
        .Where(name => options.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out _))
        .ToDictionary(name => name, name => options[name].GetGuid());

    /// <returns>The asset, or null when the account has none that the option takes, or has thrown it away.</returns>
    public static Task<Asset?> FindAsync(GalionDbContext db, Guid userId, string option, Guid id, CancellationToken cancellationToken)
    {
        string[] readable = option == Start ? ReadableAsStart : Readable;
        return db.Assets.AsNoTracking()
            .Where(asset => asset.Id == id && asset.UserId == userId && readable.Contains(asset.ContentType))
            .Where(asset => db.Generations.Any(generation => generation.Id == asset.GenerationId && generation.TrashedAt == null))
            .SingleOrDefaultAsync(cancellationToken);
    }
}
