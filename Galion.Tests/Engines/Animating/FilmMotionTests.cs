using System.Runtime.CompilerServices;
using Galion.Engines.Animating;

namespace Galion.Tests.Engines.Animating;

public sealed class FilmMotionTests
{
    private static readonly string[] EveryEffect = ["water", "clouds", "stars", "wind", "snow", "rain", "mist", "fire", "growth", "birds", "lightning", "aurora"];

    public static TheoryData<string> Cameras => [.. Names.Cameras];

    [Theory]
    [MemberData(nameof(Cameras))]
    public void A_loop_ends_where_it_begins_with_every_camera(string camera)
    {
        var frames = Films.Frames(
            "mountain lake, clouds, birds, snow, forest", Films.Small(("loop", true), ("camera", camera), ("effects", EveryEffect)), moments: [0, 0.5f, 1]);

        Assert.True(Films.Similarity(frames[0], frames[2], Films.Width, Films.Height) >= 0.98);
        Assert.NotEqual(Films.Hash(frames[0]), Films.Hash(frames[1]));
    }

    [Theory]
    [InlineData("mountain lake at sunset with drifting clouds, slow zoom in", 8)]
    [InlineData("forest, orbit, wind", 20)]
    [InlineData("village, night falls", 12)]
    [InlineData("mandala, spinning", 60)]
    public void No_frame_jumps(string prompt, double bound)
    {
        var frames = Films.Frames(prompt);
        var steps = frames.Zip(frames.Skip(1), Films.Difference).ToList();

        Assert.True(steps.Max() < bound, $"The largest step is {steps.Max():0.0}.");
        // A jump is a step unlike its neighbours.
        for (var n = 1; n + 1 < steps.Count; n++)
        {
            Assert.True(steps[n] < 2.2 * Math.Max(steps[n - 1], steps[n + 1]) + 0.6, $"Step {n} is {steps[n]:0.0} between {steps[n - 1]:0.0} and {steps[n + 1]:0.0}.");
        }
    }

    public static TheoryData<string> Motions => [.. Names.Motions];

    /// <summary>The same bound for every motion by itself; lightning may brighten the picture, as far as the guard against flashing lets it.</summary>
    [Theory]
    [MemberData(nameof(Motions))]
    public void No_motion_makes_frames_jump(string motion)
    {
        var frames = Films.Frames("lake", Films.Small(("camera", "static"), ("effects", motion)), new Pictures(Films.Picture(), null));
        var steps = frames.Zip(frames.Skip(1), Films.Difference).ToList();

        Assert.True(steps.Max() < (motion == "lightning" ? 40 : 8), $"The largest step is {steps.Max():0.0}.");
        Assert.True(motion is "stars" or "aurora" || steps.Max() > 0, "Nothing moves.");
    }

    [Fact]
    public void What_stands_still_does_not_flicker()
    {
        var frames = Films.Frames("mountains by day", Films.Small(("camera", "static"), ("effects", Array.Empty<string>())), moments: [0, 0.2f, 0.4f, 1]);

        Assert.All(frames, frame => Assert.Equal(Films.Hash(frames[0]), Films.Hash(frame)));
    }

    [Fact]
    public void Water_moves_and_the_land_around_it_does_not()
    {
        var frames = Films.Frames("mountain lake, clear sky", Films.Small(("camera", "static"), ("effects", "water")), moments: [0.1f, 0.3f, 0.6f]);
        const int upper = Films.Width * Films.Height / 2 * 3;

        foreach (var frame in frames.Skip(1))
        {
            Assert.True(Films.Difference(frames[0][..upper], frame[..upper]) < 0.05);
            Assert.True(Films.Difference(frames[0][upper..], frame[upper..]) > 0.3);
        }
    }

    [Fact]
    public void Night_is_darker_than_day_and_gets_there_evenly()
    {
        var means = Films.Frames("mountains, day, night falls", moments: [0, 0.25f, 0.5f, 0.75f, 1]).Select(frame => frame.Average(sample => (double)sample)).ToList();

        Assert.True(means[4] < means[0] * 0.55, string.Join(' ', means));
        Assert.All(means.Zip(means.Skip(1)), pair => Assert.True(pair.Second < pair.First + 4, string.Join(' ', means)));
    }

    [Fact]
    public void The_first_frame_is_the_picture_that_was_given_and_the_last_the_other()
    {
        var start = Films.Picture(Films.Width, Films.Height);
        var end = Films.Picture(Films.Width, Films.Height);
        end.Pixels.AsSpan().Reverse();

        var frames = Films.Frames(
            "lake, clouds, orbit", Films.Small(("effects", "water,clouds,wind")), new Pictures(start, end), moments: [0, 0.5f, 1]);

        Assert.InRange(Films.Similarity(start.Pixels, frames[0], Films.Width, Films.Height), 0.98, 1);
        Assert.InRange(Films.Similarity(end.Pixels, frames[2], Films.Width, Films.Height), 0.98, 1);
    }

    [Fact]
    public void Another_style_is_another_film_and_stays_steady()
    {
        foreach (var style in (ReadOnlySpan<string>)["watercolour", "pixel_art", "isometric"])
        {
            var frames = Films.Frames("village by a lake", Films.Small(("style", style)), moments: [0.50f, 0.53f]);
            Assert.True(Films.Difference(frames[0], frames[1]) < 9, style);
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_pixel()
    {
        var options = Films.Small(("effects", EveryEffect));

        var one = Films.Frames("lake, clouds, forest", options, threads: 1, moments: [0.4f]);
        var many = Films.Frames("lake, clouds, forest", options, threads: 5, moments: [0.4f]);

        Assert.Equal(Films.Hash(one[0]), Films.Hash(many[0]));
    }

    /// <summary>
    /// The hashes stand in golden.txt. After a wanted change, run once with GALION_UPDATE_GOLDEN=1, look at the frames, raise
    /// <see cref="AnimatorVideoGenerator.EngineVersion"/> and commit the file. The frames show a given picture, so that the painter's own
    /// changes do not touch them.
    /// </summary>
    [Fact]
    public void A_picture_moves_as_it_always_moved()
    {
        var pictures = new Pictures(Films.Picture(), null);
        var lines = new List<string>();
        foreach (var (camera, effects) in (ReadOnlySpan<(string, string)>)[
            ("orbit", "water,clouds"), ("pan_left", "snow,mist"), ("zoom_in", "rain,birds,lightning"), ("static", "fire,growth"), ("drift", "nightfall,stars")])
        {
            Add(camera, effects, [0.05f, 0.5f, 0.9f], "Ćma & Źrebię 2");
        }

        foreach (var camera in Names.Cameras)
        {
            Add(camera, "", [0.3f, 0.8f]);
        }

        foreach (var motion in Names.Motions)
        {
            Add("static", motion, [0.3f, 0.8f]);
        }

        if (Environment.GetEnvironmentVariable("GALION_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(GoldenPath(), lines);
        }

        Assert.Equal(File.ReadAllLines(GoldenPath()), lines);

        void Add(string camera, string effects, float[] moments, string title = "")
        {
            var frames = Films.Frames("lake", Films.Small(("camera", camera), ("effects", effects), ("title", title)), pictures, moments: moments);
            lines.AddRange(frames.Select((frame, n) => $"{camera} {(effects.Length > 0 ? effects : "none")} {n} {Films.Hash(frame)}"));
        }
    }

    private static string GoldenPath([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "golden.txt");
}
