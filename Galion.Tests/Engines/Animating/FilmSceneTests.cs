using Galion.Engines.Animating;

namespace Galion.Tests.Engines.Animating;

/// <summary>What moves in painted places.</summary>
public sealed class FilmSceneTests
{
    private static readonly float[] Moments = [0.2f, 0.3f, 0.5f];

    [Fact]
    public void A_waterfall_falls()
    {
        var shot = Films.Plan("waterfall in the mountains", Films.Small(("camera", "static"), ("effects", "water")));
        var fall = new PlatePainter(shot, 2, (_, _) => { }, TestContext.Current.CancellationToken).Paint(Films.Width + 8, Films.Height + 8, MathF.Sqrt(Films.Width * Films.Height)).Fall!;

        var frames = Films.Frames(shot, moments: Moments);

        Assert.InRange(fall.X, 5, Films.Width);
        var (within, beside) = (Change(fall.X - 2, fall.X + 2), Change(fall.X + 4 * fall.HalfWidth, fall.X + 4 * fall.HalfWidth + 4));
        Assert.True(within > 3 && beside < 1, $"{within:0.00} in the fall, {beside:0.00} beside it.");

        double Change(float left, float right)
        {
            var (sum, count) = (0.0, 0);
            for (var y = (int)(fall.Top + (fall.Foot - fall.Top) * 0.3f) - 4; y < (int)(fall.Top + (fall.Foot - fall.Top) * 0.8f) - 4; y++)
            {
                for (var x = (int)left - 4; x <= (int)right - 4; x++, count++)
                {
                    sum += Math.Abs(frames[0][(y * Films.Width + x) * 3] - frames[1][(y * Films.Width + x) * 3]);
                }
            }

            return sum / count;
        }
    }

    [Fact]
    public void A_stormy_sea_moves_more_than_a_calm_one()
    {
        var (calm, storm) = (Sea("calm sea"), Sea("storm over the sea"));

        Assert.True(storm.Moves > 4 * calm.Moves, $"{storm.Moves:0.00} in a storm, {calm.Moves:0.00} when calm.");
        Assert.True(storm.Foam > 20, $"{storm.Foam} pixels of foam.");

        static (double Moves, int Foam) Sea(string prompt)
        {
            var frames = Films.Frames(prompt, Films.Small(("camera", "static"), ("effects", "water")), moments: Moments);
            const int from = Films.Width * Films.Height * 3 / 4 * 3;
            var mean = frames[0][from..].Average(sample => (double)sample);
            return (Films.Difference(frames[0][from..], frames[2][from..]), frames[0][from..].Where((sample, n) => n % 3 == 0 && sample > mean + 55).Count());
        }
    }

    [Fact]
    public void Flowers_that_grow_are_not_there_before_and_fill_the_meadow_after()
    {
        var frames = Films.Frames("flowers growing in a meadow", Films.Small(("camera", "static"), ("effects", "growth")), moments: [0, 0.6f, 1]);

        var colors = frames.Select(Bright).ToList();
        Assert.True(colors[0] < 150 && colors[1] > colors[0] + 100 && colors[2] > colors[1] + 100, string.Join(' ', colors));

        // Red, yellow, white and violet have more red than grass has.
        static int Bright(byte[] frame) => Enumerable.Range(Films.Width * Films.Height * 65 / 100, Films.Width * Films.Height * 25 / 100).Count(n => frame[n * 3] > frame[n * 3 + 1] + 12 && frame[n * 3] > 120);
    }

    [Fact]
    public void A_portrait_keeps_its_ground()
    {
        var frame = Films.Frames("portrait of a woman by day", Films.Small(("camera", "orbit"), ("aspect", "4:3")), moments: [0.9f])[0];

        // Light and almost without colour, in all four corners; a sky of its own would be blue, and end above the lower two.
        const int width = 192;
        foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(4, 4), (width - 5, 4), (4, 139), (width - 5, 139)])
        {
            var (r, b) = (frame[(y * width + x) * 3], frame[(y * width + x) * 3 + 2]);
            Assert.True(r > 110 && Math.Abs(r - b) < 50, $"{r} red and {b} blue at {x}, {y}");
        }
    }

    [Theory]
    [InlineData("night turns to day over a harbour", "daybreak")]
    [InlineData("a valley, night turning into day", "daybreak")]
    [InlineData("day turns into night over the hills", "nightfall")]
    [InlineData("day into night", "nightfall")]
    public void Day_and_night_turn_into_each_other_however_it_is_said(string prompt, string motion) =>
        Assert.Contains(Names.Motion(motion), Films.Plan(prompt).Motions);
}
