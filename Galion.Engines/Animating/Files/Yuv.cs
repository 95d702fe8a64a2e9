namespace Galion.Engines.Animating.Files;

/// <summary>
/// From sRGB bytes to the planes of video: BT.709 in the narrow range, colour at half the size in each direction. Done here in whole numbers,
/// because converters choose their rounding by the machine they run on.
/// </summary>
internal static class Yuv
{
    /// <param name="planes">Y, then U and V at half the size: width × height × 3 / 2 bytes. Both sides are even.</param>
    public static void FromRgb(byte[] rgb, int width, int height, byte[] planes)
    {
        var (u, v) = (width * height, width * height * 5 / 4);
        Parallel.For(0, height / 2, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) }, row =>
        {
            for (var x = 0; x < width; x += 2)
            {
                var (r, g, b) = (0, 0, 0);
                for (var n = 0; n < 4; n++)
                {
                    var place = (row * 2 + (n >> 1)) * width + x + (n & 1);
                    var (pr, pg, pb) = (rgb[place * 3], rgb[place * 3 + 1], rgb[place * 3 + 2]);
                    planes[place] = (byte)(((11_966 * pr + 40_254 * pg + 4_064 * pb + 32_768) >> 16) + 16);
                    (r, g, b) = (r + pr, g + pg, b + pb);
                }

                var half = row * (width / 2) + x / 2;
                planes[u + half] = (byte)(((-6_596 * r - 22_189 * g + 28_784 * b + 131_072) >> 18) + 128);
                planes[v + half] = (byte)(((28_784 * r - 26_145 * g - 2_639 * b + 131_072) >> 18) + 128);
            }
        });
    }
}
