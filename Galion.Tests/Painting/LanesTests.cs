using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Xunit;

namespace Galion.Tests.Painting;

/// <summary>What works on eight pixels at a time gives the bits of what works on one.</summary>
public sealed class LanesTests
{
    [Fact]
    public void Cube_roots_of_eight_numbers_are_those_of_each()
    {
        for (var bits = 1u; bits < 0x7F00_0000u; bits += 8 * 7_919)
        {
            var numbers = Vector256.Create(bits).AsSingle() * Vector256.Create(1f, -1f, 1.1f, 3f, -5f, 7.7f, 0f, 1e-12f);
            var roots = ExactMath.Cbrt(numbers);
            for (var n = 0; n < 8; n++)
            {
                Assert.Equal(BitConverter.SingleToInt32Bits(ExactMath.Cbrt(numbers[n])), BitConverter.SingleToInt32Bits(roots[n]));
            }
        }
    }

    [Fact]
    public void Colours_are_converted_and_matched_eight_at_a_time_as_one_at_a_time()
    {
        var dice = Dice.For(5, "colours");
        var table = Enumerable.Range(0, 11).Select(_ => Any().ToLab()).ToArray();
        for (var round = 0; round < 5_000; round++)
        {
            var colors = Enumerable.Range(0, 8).Select(_ => Any()).ToArray();
            var (l, a, b) = Oklab.FromLinear(Vector(colors, color => color.R), Vector(colors, color => color.G), Vector(colors, color => color.B));
            var (r, g, u) = Oklab.ToLinear(l, a, b);
            var nearest = ColorTable.Nearest(table, l, a, b);
            for (var n = 0; n < 8; n++)
            {
                var lab = new Lab(l[n], a[n], b[n]);
                Assert.Equal(colors[n].ToLab(), lab);
                Assert.Equal(lab.ToRgb(), new Rgb(r[n], g[n], u[n]));
                Assert.Equal(ColorTable.Nearest(table, lab), nearest[n]);
            }
        }

        Rgb Any() => new(dice.Range(-0.1f, 1.5f), dice.Range(-0.1f, 1.5f), dice.Range(-0.1f, 1.5f));

        static Vector256<float> Vector(Rgb[] colors, Func<Rgb, float> part) => Vector256.Create(colors.Select(part).ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(29, 3)]
    public void Points_between_pixels_are_sampled_alike_at_every_edge(int width, int height)
    {
        var dice = Dice.For(6, "picture");
        float[] Plane() => [.. Enumerable.Range(0, width * height).Select(_ => dice.Unit())];
        var picture = new LabPlanes(width, height, Plane(), Plane(), Plane());
        foreach (var offset in (ReadOnlySpan<float>)[-0.3f, -0.25f, 0, 0.25f, 0.3f])
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x += 8)
                {
                    var (l, a, b) = picture.Sample(x, offset, y + offset);
                    for (var n = 0; n < Math.Min(8, width - x); n++)
                    {
                        Assert.Equal(picture.Sample(x + n + offset, y + offset), new Lab(l[n], a[n], b[n]));
                    }
                }
            }
        }
    }
}
