namespace Galion.Engines.Imaging;

/// <summary>Small versions of finished pictures, as the library shows them.</summary>
public static class Thumbnails
{
    /// <summary>The longest side of a library thumbnail, in pixels.</summary>
    public const int DefaultSide = 512;

    /// <summary>Decodes a PNG, shrinks it to fit a square and encodes it again without its texts.</summary>
    /// <param name="maxSide">16 to 2,048 pixels; smaller pictures keep their size.</param>
    /// <exception cref="InvalidDataException">The bytes are not a PNG that <see cref="PngDecoder"/> reads.</exception>
    public static byte[] CreatePng(ReadOnlySpan<byte> png, int maxSide = DefaultSide, CancellationToken cancellationToken = default)
    {
        var bitmap = PngDecoder.Read(png, cancellationToken).Bitmap;
        return PngEncoder.Encode(Resample.Fit(bitmap, maxSide, cancellationToken), texts: null, cancellationToken);
    }
}
