using Galion.Engines.Animating.Files;

namespace Galion.Tests.Engines.Animating;

public sealed class VideoColorTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(46, 6)]
    [InlineData(64, 4)]
    public void Colours_of_video_are_those_of_the_standard_for_every_pixel(int width, int height)
    {
        var rgb = new byte[width * height * 3];
        new Random(width).NextBytes(rgb);
        // The extremes, in one block and beside others.
        Array.Fill<byte>(rgb, 255, 0, Math.Min(12, rgb.Length));
        Array.Fill<byte>(rgb, 0, rgb.Length - 3, 3);
        var planes = new byte[width * height * 3 / 2];

        Yuv.FromRgb(rgb, width, height, planes);

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = Mean(rgb, width, x, y, 1);
                Assert.Equal(16 + 219 * (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255, planes[y * width + x], 0.51);
                var (mr, mg, mb) = Mean(rgb, width, x & ~1, y & ~1, 2);
                var half = (y / 2) * (width / 2) + x / 2;
                var luma = 0.2126 * mr + 0.7152 * mg + 0.0722 * mb;
                Assert.Equal(128 + 224 * (mb - luma) / 1.8556 / 255, planes[width * height + half], 0.51);
                Assert.Equal(128 + 224 * (mr - luma) / 1.5748 / 255, planes[width * height * 5 / 4 + half], 0.51);
            }
        }
    }

    private static (double R, double G, double B) Mean(byte[] rgb, int width, int left, int top, int side)
    {
        var sums = new double[3];
        for (var n = 0; n < side * side * 3; n++)
        {
            var (x, y) = (left + n / 3 % side, top + n / 3 / side);
            sums[n % 3] += rgb[(y * width + x) * 3 + n % 3];
        }

        return (sums[0] / (side * side), sums[1] / (side * side), sums[2] / (side * side));
    }
}
