using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>Which pixels are to be filled.</summary>
internal static class Masking
{
    private const double MostFilled = 0.9;

    /// <param name="mask">White is filled, black kept, or by its alpha where it has one; without a mask the transparent pixels of the picture.</param>
    /// <exception cref="ArgumentException">The mask does not fit, is empty or leaves too little.</exception>
    public static bool[] Of(Bitmap picture, Bitmap? mask)
    {
        if (mask is not null && (mask.Width != picture.Width || mask.Height != picture.Height))
        {
            throw new ArgumentException($"The mask has {mask.Width} × {mask.Height} pixels and the picture {picture.Width} × {picture.Height}; they must be alike.");
        }

        if (mask is null && picture.Channels != 4)
        {
            throw new ArgumentException("What is to be filled? Give a mask as the second picture (white is filled), or a picture that is transparent there.");
        }

        var source = mask ?? picture;
        var fills = new bool[picture.Width * picture.Height];
        for (var n = 0; n < fills.Length; n++)
        {
            var at = n * source.Channels;
            fills[n] = source.Channels == 4 ? source.Pixels[at + 3] < 128 : source.Pixels[at] + source.Pixels[at + 1] + source.Pixels[at + 2] >= 384;
        }

        return Checked(fills);
    }

    /// <exception cref="ArgumentException">It is empty or leaves too little.</exception>
    public static bool[] Checked(bool[] fills)
    {
        var count = fills.Count(fill => fill);
        return count == 0 ? throw new ArgumentException("The mask marks nothing to fill.")
            : count > fills.Length * MostFilled ? throw new ArgumentException("The mask leaves less than a tenth of the picture, which is too little to fill the rest from.")
            : fills;
    }

    /// <summary>The colours without their alpha.</summary>
    public static Bitmap Opaque(Bitmap picture)
    {
        if (picture.Channels == 3)
        {
            return picture;
        }

        var result = new Bitmap(picture.Width, picture.Height, 3);
        for (int from = 0, to = 0; from < picture.Pixels.Length; from += picture.Channels, to += 3)
        {
            picture.Pixels.AsSpan(from, 3).CopyTo(result.Pixels.AsSpan(to));
        }

        return result;
    }
}
