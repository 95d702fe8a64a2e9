using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>Writes OpenRaster files (.ora): a ZIP of PNG layers with their order in XML, which painting programs open.</summary>
internal static class OpenRaster
{
    private const string MediaType = "image/openraster";
    private const string MergedName = "mergedimage.png";
    private const int ThumbnailSide = 256;

    // Archives keep a time for each entry; a fixed one keeps the same picture the same file.
    private static readonly DateTimeOffset Timeless = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="Name">For people: "sky".</param>
    /// <param name="Bitmap">RGBA, as large as the picture.</param>
    public sealed record Layer(string Name, Bitmap Bitmap);

    /// <param name="layers">From the farthest to the nearest.</param>
    public static byte[] Write(Bitmap merged, IReadOnlyList<Layer> layers, Recipes.EngineRecipe recipe, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Must be first and not compressed, so that the kind of file is told by its first bytes.
            Add(zip, "mimetype", Encoding.ASCII.GetBytes(MediaType));
            var stack = new XElement("stack");
            for (var n = layers.Count - 1; n >= 0; n--)
            {
                stack.Add(new XElement("layer", new XAttribute("name", layers[n].Name), new XAttribute("src", $"data/layer{n}.png"), new XAttribute("x", 0), new XAttribute("y", 0), new XAttribute("opacity", "1.0"), new XAttribute("composite-op", "svg:src-over")));
            }

            var image = new XElement("image", new XAttribute("version", "0.0.3"), new XAttribute("w", merged.Width), new XAttribute("h", merged.Height), stack);
            Add(zip, "stack.xml", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{image}\n"));
            for (var n = 0; n < layers.Count; n++)
            {
                Add(zip, $"data/layer{n}.png", PngEncoder.Encode(layers[n].Bitmap, texts: null, cancellationToken));
            }

            Add(zip, MergedName, PngEncoder.Encode(merged, recipe.ToTexts(), cancellationToken));
            Add(zip, "Thumbnails/thumbnail.png", PngEncoder.Encode(Resample.Fit(merged, ThumbnailSide, cancellationToken), texts: null, cancellationToken));
        }

        return output.ToArray();
    }

    /// <returns>The recipe's JSON, or null when the archive is damaged or has none.</returns>
    public static string? ReadRecipe(ReadOnlySpan<byte> file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
            if (zip.GetEntry(MergedName) is not { Length: <= PictureFiles.MaxFileBytes } entry)
            {
                return null;
            }

            using var stream = entry.Open();
            var png = new byte[entry.Length];
            stream.ReadExactly(png);
            return PngDecoder.ReadTexts(png).FirstOrDefault(text => text.Keyword == Recipes.EngineRecipe.Keyword)?.Text;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        // PNG files are compressed already.
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Timeless;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
