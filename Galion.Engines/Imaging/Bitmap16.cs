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

    /// <summary>The same picture with every 8-bit sample spread over 16 bits; it gains no precision.</summary>
    public static Bitmap16 From(Bitmap bitmap)
    {
        var deep = new Bitmap16(bitmap.Width, bitmap.Height, bitmap.Channels);
        for (var n = 0; n < deep.Samples.Length; n++)
        {
            deep.Samples[n] = (ushort)(bitmap.Pixels[n] * 257);
        }

        return deep;
    }
}
