using Galion.Engines.Animating;

namespace Galion.Tests.Engines.Animating;

public sealed class FlashGuardTests
{
    private const int Width = 96;
    private const int Height = 54;
    private const int Fps = 24;

    [Fact]
    public void A_strobe_is_softened_and_what_comes_out_does_not_flash()
    {
        var (softened, frames) = Pass(n => Grey(n % 2 == 0 ? 0 : 255));

        Assert.True(softened > 10);
        Assert.Equal(0, Pass(n => frames[n]).Softened);
        Assert.True(MostChangesPerSecond(frames, Luminance, 0.1) <= 6);
    }

    [Fact]
    public void Saturated_red_that_flashes_is_softened_though_its_luminance_changes_little()
    {
        // Dark red and black differ by less than a tenth in luminance.
        var (softened, frames) = Pass(n => Filled(n % 2 == 0 ? (byte)0 : (byte)170, 0, 0));

        Assert.True(softened > 10);
        Assert.True(MostChangesPerSecond(frames, pixel => pixel.R * 320, 20) <= 6);
    }

    [Fact]
    public void Three_flashes_a_second_pass() => Assert.Equal(0, Pass(n => Grey(n % 8 < 4 ? 30 : 200)).Softened);

    [Fact]
    public void Four_flashes_a_second_do_not() => Assert.True(Pass(n => Grey(n % 6 < 3 ? 30 : 200)).Softened > 0);

    [Fact]
    public void Flicker_between_bright_greys_is_allowed() => Assert.Equal(0, Pass(n => Grey(n % 2 == 0 ? 235 : 255)).Softened);

    [Fact]
    public void A_small_place_may_flash() => Assert.Equal(0, Pass(n =>
    {
        var frame = Grey(20);
        for (var y = 0; y < 6; y++)
        {
            frame.AsSpan(y * Width * 3, 18).Fill(n % 2 == 0 ? (byte)0 : (byte)255);
        }

        return frame;
    }).Softened);

    [Fact]
    public void Fading_and_moving_are_left_alone() => Assert.Equal(0, Pass(n =>
    {
        var frame = Grey(Math.Min(255, n * 3));
        for (var y = 0; y < Height; y++)
        {
            frame.AsSpan((y * Width + n % 80) * 3, 12).Fill(255);
        }

        return frame;
    }).Softened);

    [Fact]
    public void A_third_of_the_picture_that_flashes_is_found_wherever_it_is()
    {
        foreach (var (left, top) in (ReadOnlySpan<(int, int)>)[(0, 0), (60, 34), (30, 12)])
        {
            var softened = Pass(n =>
            {
                var frame = Grey(90);
                for (var y = top; y < top + 18; y++)
                {
                    frame.AsSpan((y * Width + left) * 3, 32 * 3).Fill(n % 2 == 0 ? (byte)0 : (byte)255);
                }

                return frame;
            }).Softened;
            Assert.True(softened > 10);
        }
    }

    private static (int Softened, List<byte[]> Frames) Pass(Func<int, byte[]> source)
    {
        var guard = new FlashGuard(Width, Height, Fps);
        var frames = new List<byte[]>();
        for (var n = 0; n < Fps * 3; n++)
        {
            var frame = (byte[])source(n).Clone();
            guard.Pass(frame);
            frames.Add(frame);
        }

        return (guard.Softened, frames);
    }

    /// <summary>Counts opposing changes of the whole picture by its own rules, apart from the guard's.</summary>
    private static int MostChangesPerSecond(List<byte[]> frames, Func<(double R, double G, double B), double> measure, double step)
    {
        var values = frames.Select(frame => measure((Linear(frame[0]), Linear(frame[1]), Linear(frame[2])))).ToList();
        var changes = new List<int>();
        var (extreme, direction) = (values[0], 0);
        for (var n = 1; n < values.Count; n++)
        {
            var change = values[n] - extreme;
            if (Math.Abs(change) >= step && Math.Sign(change) != direction)
            {
                changes.Add(n);
                (extreme, direction) = (values[n], Math.Sign(change));
            }
            else if (Math.Sign(change) == direction)
            {
                extreme = values[n];
            }
        }

        return changes.Count == 0 ? 0 : changes.Max(at => changes.Count(other => other >= at && other < at + Fps));
    }

    private static double Luminance((double R, double G, double B) pixel) => 0.2126 * pixel.R + 0.7152 * pixel.G + 0.0722 * pixel.B;

    private static double Linear(byte value) => value <= 10 ? value / 255.0 / 12.92 : Math.Pow((value / 255.0 + 0.055) / 1.055, 2.4);

    private static byte[] Grey(int value) => Filled((byte)value, (byte)value, (byte)value);

    private static byte[] Filled(byte r, byte g, byte b)
    {
        var frame = new byte[Width * Height * 3];
        for (var n = 0; n < frame.Length; n += 3)
        {
            (frame[n], frame[n + 1], frame[n + 2]) = (r, g, b);
        }

        return frame;
    }
}
