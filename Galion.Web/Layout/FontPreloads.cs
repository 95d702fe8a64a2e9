using Microsoft.AspNetCore.Hosting;

namespace Galion.Web.Layout;

/// <summary>
/// The fonts that the first screen needs. The asset build puts a hash of the content into each name, because the stylesheet refers to them
/// by name; the preload must say the same name or the browser loads the font twice.
/// </summary>
public sealed class FontPreloads(IWebHostEnvironment environment)
{
    public const string Folder = "/_content/Galion.Web/dist/fonts";

    private static readonly string[] FirstScreen = ["inter-latin-wght-normal", "source-serif-4-latin-wght-normal"];

    public IReadOnlyList<string> Paths { get; } =
    [
        .. environment.WebRootFileProvider.GetDirectoryContents(Folder)
            .Where(file => FirstScreen.Any(name => file.Name.StartsWith(name, StringComparison.Ordinal)) && file.Name.EndsWith(".woff2", StringComparison.Ordinal))
            .Select(file => $"{Folder}/{file.Name}"),
    ];
}
