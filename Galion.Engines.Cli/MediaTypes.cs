namespace Galion.Engines.Cli;

internal static class MediaTypes
{
    private static readonly Dictionary<string, string> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".apng"] = "image/apng", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".webp"] = "image/webp",
        [".avif"] = "image/avif", [".gif"] = "image/gif", [".wav"] = "audio/wav", [".mp3"] = "audio/mpeg", [".flac"] = "audio/flac",
        [".opus"] = "audio/ogg", [".ogg"] = "audio/ogg", [".m4a"] = "audio/mp4", [".m4b"] = "audio/mp4", [".mp4"] = "video/mp4",
        [".webm"] = "video/webm", [".txt"] = "text/plain", [".md"] = "text/markdown", [".json"] = "application/json",
    };

    public static string Of(string path) => ByEnding.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");
}
