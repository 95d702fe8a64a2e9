using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>Room around a picture, to be filled from it.</summary>
internal static class Outpainting
{
    public const int MaxMargin = 1_024;

    /// <exception cref="ArgumentException">No margin is asked for, or the result would be too large.</exception>
    public static (Bitmap Picture, bool[] Mask) Extend(Bitmap picture, int left, int right, int top, int bottom)
    {
        var (width, height) = (picture.Width + left + right, picture.Height + top + bottom);
        if (left + right + top + bottom == 0)
        {
            throw new ArgumentException("How far should the picture grow? Give at least one of left, right, top and bottom, in pixels.");
        }

        if (width > PainterOptions.MaxSide || height > PainterOptions.MaxSide)
        {
            throw new ArgumentException($"The picture would grow to {width} × {height} pixels; {PainterOptions.MaxSide} a side is the most.");
        }

        if (picture.Width < 16 || picture.Height < 16 || left + right > picture.Width * 3 || top + bottom > picture.Height * 3)
        {
            throw new ArgumentException("The picture is too small to fill that much room from: it can grow to four times its width and height.");
        }

        var wide = new Bitmap(width, height, 3);
        var mask = new bool[width * height];
        Array.Fill(mask, true);
        for (var y = 0; y < picture.Height; y++)
        {
            picture.Row(y).CopyTo(wide.Row(y + top)[(left * 3)..]);
            mask.AsSpan((y + top) * width + left, picture.Width).Clear();
        }

        return (wide, mask);
    }
}
