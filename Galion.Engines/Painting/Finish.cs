using Galion.Engines.Imaging;

namespace Galion.Engines.Painting;

/// <summary>From linear light to the 8 bits of a file.</summary>
internal static class Finish
{
    /// <summary>Encodes with a pixel-sized dither, so that slow gradients do not band.</summary>
    public static Bitmap ToBitmap(Easel easel, Canvas canvas, bool dither = true)
    {
        var bitmap = new Bitmap(canvas.Width, canvas.Height, 3);
        easel.Rows(y =>
        {
            var row = bitmap.Pixels.AsSpan(y * canvas.Width * 3, canvas.Width * 3);
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                var offset = dither ? Threshold(x, y) : 0.5f;
                row[x * 3] = Encode(canvas.R[index], offset);
                row[x * 3 + 1] = Encode(canvas.G[index], offset);
                row[x * 3 + 2] = Encode(canvas.B[index], offset);
            }
        });
        return bitmap;
    }

    /// <summary>The same in 16 bits, which need no dither.</summary>
    public static Bitmap16 ToBitmap16(Easel easel, Canvas canvas)
    {
        var bitmap = new Bitmap16(canvas.Width, canvas.Height, 3);
        easel.Rows(y =>
        {
            var row = bitmap.Samples.AsSpan(y * canvas.Width * 3, canvas.Width * 3);
            for (var x = 0; x < canvas.Width; x++)
            {
                var index = y * canvas.Width + x;
                row[x * 3] = Encode16(canvas.R[index]);
                row[x * 3 + 1] = Encode16(canvas.G[index]);
                row[x * 3 + 2] = Encode16(canvas.B[index]);
            }
        });
        return bitmap;
    }

    private static ushort Encode16(float linear) => (ushort)Math.Min(65_535, (int)(Srgb.FromLinear(linear) * 65_535 + 0.5f));

    private static byte Encode(float linear, float offset) => (byte)Math.Min(255, (int)(Srgb.FromLinear(linear) * 255 + offset));

    /// <summary>Interleaved gradient noise (Jimenez 2014): even in every small neighbourhood, without visible clumps.</summary>
    private static float Threshold(int x, int y)
    {
        var inner = 0.06711056f * x + 0.00583715f * y;
        var value = 52.9829189f * (inner - MathF.Floor(inner));
        return value - MathF.Floor(value);
    }
}
