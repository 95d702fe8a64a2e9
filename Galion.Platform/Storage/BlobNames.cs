namespace Galion.Platform.Storage;

/// <summary>
/// Where the files of a generation lie. The names follow from the generation alone, so that a rerun overwrites what an interrupted
/// run left behind.
/// </summary>
public static class BlobNames
{
    /// <summary>Every file of every generation is below this prefix; the sweeper looks nowhere else.</summary>
    public const string Root = "users/";

    private const string GenerationsFolder = "generations";

    public static string File(Guid userId, Guid generationId, int position, string extension) =>
        $"{Root}{userId}/{GenerationsFolder}/{generationId}/{position}.{extension}";

    public static string Thumbnail(Guid userId, Guid generationId, int position, string extension) =>
        File(userId, generationId, position, $"thumb.{extension}");

    /// <summary>What a run of a program showed.</summary>
    public static string RunFile(Guid userId, Guid runId, string name) => $"{Root}{userId}/runs/{runId}/{name}";

    /// <summary>A trained model that a person's programs keep.</summary>
    public static string Model(Guid userId, string name) => $"{Root}{userId}/models/{name}";

    /// <returns>The generation that a blob belongs to, or null when the name is not of our making.</returns>
    public static Guid? FindGenerationId(string blobName) =>
        blobName.Split('/') is ["users", _, GenerationsFolder, var id, _] && Guid.TryParseExact(id, "D", out Guid generationId)
            ? generationId
            : null;
}
