namespace Galion.Engines.Imaging;

/// <summary>An 8-bit sRGB picture, rows from the top, samples interleaved.</summary>
public sealed class Bitmap
{
    /// <summary>The longest side that the codec reads or writes, in pixels.</summary>
    public const int MaxSide = 8_192;

    /// <summary>The largest picture that the codec reads, in pixels; 4 bytes each bound its memory at 256 MiB.</summary>
    public const long MaxPixels = 64L << 20;

    public Bitmap(int width, int height, int channels)
        : this(width, height, channels, new byte[checked((long)width * height * channels)])
    {
    }

    /// <param name="channels">1 for grey, 2 for grey with alpha, 3 for RGB, 4 for RGB with alpha.</param>
    public Bitmap(int width, int height, int channels, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is >= 1 and <= 4, true, nameof(channels));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.LongLength, (long)width * height * channels, nameof(pixels));
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public byte[] Pixels { get; }

    public Span<byte> Row(int y) => Pixels.AsSpan(y * Width * Channels, Width * Channels);
}
