using Galion.Engines.Animating;
using Galion.Engines.Imaging;

namespace Galion.Tests.Engines.Animating;

public sealed class MarginTests
{
    private static readonly (byte R, byte G, byte B) Paper = (250, 247, 238);

    [Theory]
    [InlineData("zoom_in")]
    [InlineData("orbit")]
    [InlineData("pan_left")]
    public void The_paper_around_a_picture_stands_still_while_the_picture_moves(string camera)
    {
        var picture = Films.Picture(Films.Width, Films.Height);
        var margins = Around(picture, ragged: 3, left: 9, top: 7);

        var frames = Films.Frames("lake", Films.Small(("camera", camera), ("camera_strength", 2)), new Pictures(picture, null), moments: [0, 1]);

        Assert.InRange(Films.Similarity(picture.Pixels, frames[0], Films.Width, Films.Height), 0.98, 1);
        foreach (var frame in frames)
        {
            Assert.True(margins.Count > 2_000);
            Assert.All(margins, index => Assert.InRange(Math.Abs(frame[index] - picture.Pixels[index]), 0, 3));
        }

        var inside = Enumerable.Range(0, picture.Pixels.Length).Except(margins).ToList();
        Assert.True(inside.Average(index => Math.Abs(frames[0][index] - frames[1][index])) > 5);
        // No paper has come inside, nor the black of a place that nothing was painted for.
        Assert.DoesNotContain(inside, index => index % 3 == 0 && IsBlack(frames[1], index));
        var away = Inner(frames[1], 16);
        Assert.DoesNotContain(away, index => Math.Abs(frames[1][index] - Paper.R) + Math.Abs(frames[1][index + 1] - Paper.G) + Math.Abs(frames[1][index + 2] - Paper.B) < 12);
    }

    [Fact]
    public void Bars_above_and_below_stand_still_too()
    {
        var picture = Films.Picture(Films.Width, Films.Height);
        const int bar = 18 * Films.Width * 3;
        picture.Pixels.AsSpan(0, bar).Clear();
        picture.Pixels.AsSpan(picture.Pixels.Length - bar).Clear();

        var frame = Films.Frames("lake", Films.Small(("camera", "zoom_in"), ("camera_strength", 2)), new Pictures(picture, null), moments: [1])[0];

        Assert.All(frame[..(bar - 3 * Films.Width * 3)], sample => Assert.InRange(sample, 0, 3));
        Assert.All(frame[^(bar - 3 * Films.Width * 3)..], sample => Assert.InRange(sample, 0, 3));
    }

    [Fact]
    public void A_picture_that_goes_to_its_edges_has_no_margin()
    {
        var plain = Films.Picture();
        var night = new Bitmap(320, 180, 3);
        var product = new Bitmap(320, 180, 3);
        product.Pixels.AsSpan().Fill(255);
        for (var y = 0; y < 180; y++)
        {
            night.Row(y).Fill((byte)(y / 3));
            if (y is > 70 and < 130)
            {
                product.Row(y).Slice(450, 90).Fill(40);
            }
        }

        foreach (var picture in (ReadOnlySpan<Bitmap>)[plain, night, product, new Bitmap(320, 180, 3)])
        {
            Assert.Null(Margin.Find(picture, out var inside));
            Assert.Same(picture, inside);
        }
    }

    [Theory]
    [InlineData("orbit")]
    [InlineData("fly")]
    public void A_sky_that_hangs_far_below_the_horizon_leaves_no_hole(string camera)
    {
        var picture = Films.Picture(Films.Width, Films.Height);
        for (var y = 0; y < Films.Height * 7 / 10; y++)
        {
            for (var x = 0; x < Films.Width / 6; x++)
            {
                var pixel = picture.Row(y).Slice(x * 3, 3);
                (pixel[0], pixel[1], pixel[2]) = ((byte)(120 + y / 4), (byte)(160 + y / 4), 225);
            }
        }

        foreach (var frame in Films.Frames("lake", Films.Small(("camera", camera), ("camera_strength", 2)), new Pictures(picture, null), moments: [0, 0.5f, 1]))
        {
            Assert.DoesNotContain(Inner(frame, 0), index => IsBlack(frame, index));
        }
    }

    /// <summary>Lays paper around a picture.</summary>
    /// <returns>The samples of it that are well inside the paper.</returns>
    private static HashSet<int> Around(Bitmap picture, int ragged, int left, int top)
    {
        var safe = new HashSet<int>();
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var edge = (x * 13 + y * 7) / 11 % (ragged + 1);
                var depth = Math.Min(Math.Min(x, picture.Width - 1 - x) - left, Math.Min(y, picture.Height - 1 - y) - top);
                if (depth < edge)
                {
                    var pixel = picture.Row(y).Slice(x * 3, 3);
                    var grain = (x * 31 + y * 57) % 5 - 2;
                    (pixel[0], pixel[1], pixel[2]) = ((byte)(Paper.R + grain), (byte)(Paper.G + grain), (byte)(Paper.B + grain));
                    if (depth < -2)
                    {
                        safe.UnionWith([(y * picture.Width + x) * 3, (y * picture.Width + x) * 3 + 1, (y * picture.Width + x) * 3 + 2]);
                    }
                }
            }
        }

        return safe;
    }

    private static IEnumerable<int> Inner(byte[] frame, int border) =>
        Enumerable.Range(0, frame.Length / 3).Where(n => n % Films.Width >= border && n % Films.Width < Films.Width - border && n / Films.Width >= border && n / Films.Width < Films.Height - border).Select(n => n * 3);

    private static bool IsBlack(byte[] frame, int index) => frame[index] + frame[index + 1] + frame[index + 2] < 30;
}
