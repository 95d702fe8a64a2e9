namespace Galion.Engines.Imaging;

/// <summary>A 16-bit sRGB picture, rows from the top, samples interleaved: for those who go on editing.</summary>
public sealed class Bitmap16
{
    /// <param name="channels">1 for grey, 2 for grey with alpha, 3 for RGB, 4 for RGB with alpha.</param>
    public Bitmap16(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is >= 1 and <= 4, true, nameof(channels));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height, Channels, Samples) = (width, height, channels, new ushort[checked((long)width * height * channels)]);
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public ushort[] Samples { get; }
}
