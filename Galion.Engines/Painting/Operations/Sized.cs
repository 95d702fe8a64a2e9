using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>Brings given pictures to the size that an operation works at.</summary>
internal static class Sized
{
    /// <exception cref="ArgumentException">The picture is too large for the operation.</exception>
    public static void Check(Bitmap picture, int maxSide, string operation)
    {
        if (picture.Width > maxSide || picture.Height > maxSide)
        {
            throw new ArgumentException($"The operation {operation} takes pictures of at most {maxSide} × {maxSide} pixels; this one has {picture.Width} × {picture.Height}. Make it smaller first.");
        }
    }

    /// <summary>Covers the size: shrinks or enlarges, and cuts off what sticks out, evenly on both sides. Without alpha.</summary>
    public static Bitmap To(Bitmap picture, int width, int height, CancellationToken cancellationToken)
    {
        var opaque = Masking.Opaque(picture);
        var scale = Math.Max((double)width / opaque.Width, (double)height / opaque.Height);
        while (scale > 1 && Math.Max(opaque.Width, opaque.Height) <= PainterOptions.MaxSide)
        {
            opaque = Upscaling.Enlarge(opaque, 2, threads: 1, progress: null, cancellationToken);
            scale /= 2;
        }

        var (fitWidth, fitHeight) = (Math.Clamp((int)(opaque.Width * scale + 0.5), width, Math.Max(width, opaque.Width)), Math.Clamp((int)(opaque.Height * scale + 0.5), height, Math.Max(height, opaque.Height)));
        if (fitWidth < opaque.Width || fitHeight < opaque.Height)
        {
            opaque = Resample.Shrink(opaque, Math.Min(opaque.Width, fitWidth), Math.Min(opaque.Height, fitHeight), cancellationToken);
        }

        return Crop(opaque, width, height);
    }

    private static Bitmap Crop(Bitmap picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height)
        {
            return picture;
        }

        var result = new Bitmap(width, height, 3);
        var (left, top) = ((picture.Width - width) / 2, (picture.Height - height) / 2);
        for (var y = 0; y < height; y++)
        {
            var row = picture.Row(Math.Clamp(y + top, 0, picture.Height - 1));
            for (var x = 0; x < width; x++)
            {
                row.Slice(Math.Clamp(x + left, 0, picture.Width - 1) * 3, 3).CopyTo(result.Row(y)[(x * 3)..]);
            }
        }

        return result;
    }
}
