namespace Galion.Engines.Imaging;

/// <summary>The file formats that pictures are written in.</summary>
public enum PictureFormat
{
    Png,
    Jpeg,
    WebP,
    Avif,

    /// <summary>Layers in an open format (.ora); only for scenes of the painter's own.</summary>
    OpenRaster,
}

public static class PictureFormats
{
    /// <summary>The names on the wire, in the order of <see cref="PictureFormat"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["png", "jpeg", "webp", "avif", "ora"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static PictureFormat Parse(string name) => Names.IndexOf(name) is >= 0 and var index
        ? (PictureFormat)index : throw new ArgumentException($"There is no picture format {name}. There are {string.Join(", ", Names)}.", nameof(name));

    public static string MediaType(this PictureFormat format) => format switch
    {
        PictureFormat.Png => "image/png",
        PictureFormat.Jpeg => "image/jpeg",
        PictureFormat.WebP => "image/webp",
        PictureFormat.Avif => "image/avif",
        _ => "image/openraster",
    };

    public static string Extension(this PictureFormat format) => format == PictureFormat.Jpeg ? "jpg" : Names[(int)format];

    /// <summary>The format that the first bytes of a file tell; null when it is none that is read.</summary>
    public static PictureFormat? Recognise(ReadOnlySpan<byte> file) =>
        file.StartsWith(PngChunks.Signature) ? PictureFormat.Png
        : file is [0xFF, 0xD8, 0xFF, ..] ? PictureFormat.Jpeg
        : file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? PictureFormat.WebP
        : file.Length > 12 && file[4..].StartsWith("ftypavi"u8) ? PictureFormat.Avif
        : file.Length > 50 && file.StartsWith("PK\u0003\u0004"u8) && file[30..].StartsWith("mimetypeimage/openraster"u8) ? PictureFormat.OpenRaster
        : null;

    private static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (var n = 0; n < names.Count; n++)
        {
            if (names[n] == name)
            {
                return n;
            }
        }

        return -1;
    }
}
