using Galion.Engines;
using Galion.Engines.Cli;

namespace Galion.Tests.Engines;

/// <summary>What a terminal shows while something is made, and how long it says that takes.</summary>
public sealed class ProgressTests
{
    [Theory]
    [InlineData(77, "███████████░░░░░░░░░░░░  50 %  frame 120 of 240, 12 s left")]
    [InlineData(37, "█████░░░░░░  50 %  12 s left")]
    [InlineData(17, "██░░░  50 %")]
    [InlineData(6, " 50 %")]
    [InlineData(4, "")]
    [InlineData(-3, "")]
    public void A_narrow_terminal_gets_what_matters_most(int columns, string shown) =>
        Assert.Equal(shown, ProgressLine.Draw(new EngineProgress(0.5, "frame 120 of 240", 12_000), columns));

    [Fact]
    public void No_line_is_longer_than_the_terminal_has_room_for()
    {
        foreach (var stage in new[] { "", "done", "frame 1 of 240", "painting the sky and everything that stands under it (3 of 12)" })
        {
            foreach (long? left in new long?[] { null, 0, 999, 89_999, 875_000 })
            {
                for (var columns = 0; columns < 120; columns++)
                {
                    Assert.InRange(ProgressLine.Draw(new EngineProgress(0.42, stage, left), columns).Length, 0, columns);
                }
            }
        }
    }

    [Theory]
    [InlineData(null, "99 %  finishing the file")]
    [InlineData(400L, "99 %  finishing the file")]
    [InlineData(12_400L, "99 %  finishing the file, 12 s left")]
    [InlineData(875_000L, "99 %  finishing the file, 15 min left")]
    public void A_log_says_the_same_and_not_100_percent_before_the_end(long? left, string told) =>
        Assert.Equal(told, ProgressLine.Tell(new EngineProgress(0.997, "finishing the file", left)));

    [Fact]
    public void What_is_left_is_told_from_the_pace_of_late()
    {
        var clock = new Clock();
        var remaining = new RemainingTime(from: 0.1, clock);
        var truth = new Dictionary<int, (long? Said, double Ms)>();
        for (var frame = 1; frame <= 100; frame++)
        {
            // The first ten frames of a process take eight times as long.
            clock.Ms += frame <= 10 ? 800 : 100;
            truth[frame] = (remaining.At(frame / 100.0), clock.Ms);
        }

        Assert.All(truth.Where(said => said.Key < 10), said => Assert.Null(said.Value.Said));
        Assert.Equal(0, truth[100].Said);
        // The pace over all the work would have said 12,000 ms at the middle of the frames.
        foreach (var (frame, (said, ms)) in truth.Where(said => said.Key >= 50))
        {
            Assert.InRange((double)said!, (clock.Ms - ms) * 0.9, (clock.Ms - ms) * 1.1);
        }
    }

    [Fact]
    public void Nothing_is_told_of_work_that_does_not_go_on()
    {
        var clock = new Clock();
        var remaining = new RemainingTime(from: 0.1, clock);
        Assert.Null(remaining.At(0));
        clock.Ms += 5_000;
        Assert.Null(remaining.At(0));
        Assert.Equal(5_000, remaining.At(0.5));
    }

    private sealed class Clock : TimeProvider
    {
        public double Ms { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(Ms * 1_000);
    }
}
