using Galion.Engines.Animating;
using Galion.Engines.Animating.Files;
using Galion.Engines.Painting;
using Galion.Engines.Recipes;
using Galion.Tests.Painting;

namespace Galion.Tests.Engines.Animating;

/// <summary>Every stage of a film stops within 200 ms of processor time, and the encoder with it.</summary>
public sealed class FilmCancellationTests
{
    [Theory]
    [InlineData("mountain lake, clouds, birds", "painterly")]
    [InlineData("misty forest, orbit", "oil")]
    [InlineData("village, night falls", "watercolour")]
    public void Painting_the_sheets_stops_soon(string prompt, string style)
    {
        var shot = Films.Plan(prompt, Films.Small(("resolution", "480p"), ("style", style), ("detail", "standard")));

        Stopping.Assert(token => Reel.Prepare(shot, Pictures.None, 1, (_, _) => { }, token), 80, 500, 1_200, 2_500);
    }

    [Fact]
    public void Looking_at_a_given_picture_stops_soon()
    {
        var shot = Films.Plan("lake, orbit", Films.Small(("resolution", "1080p")), hasPicture: true);
        var pictures = new Pictures(Films.Picture(1_920, 1_080), null);

        Stopping.Assert(token => Reel.Prepare(shot, pictures, 1, (_, _) => { }, token), 80, 400, 900);
    }

    [Fact]
    public void Rendering_stops_soon()
    {
        var shot = Films.Plan("lake", Films.Small(("resolution", "1080p"), ("effects", "water,clouds,wind,snow,rain,mist,fire,growth,birds")), hasPicture: true);
        var reel = Reel.Prepare(shot, new Pictures(Films.Picture(640, 360), null), 2, (_, _) => { }, TestContext.Current.CancellationToken);

        Stopping.Assert(
            token =>
            {
                var easel = new Easel(shot.Width, shot.Height, shot.Seed, shot.Detail, 1, token);
                var frame = new Frame(shot.Width, shot.Height);
                var rgb = new byte[shot.Width * shot.Height * 3];
                var guard = new FlashGuard(shot.Width, shot.Height, shot.Fps);
                for (var n = 0; n < 20; n++)
                {
                    token.ThrowIfCancellationRequested();
                    reel.Render(easel, frame, n / 20f);
                    frame.ToRgb(easel, rgb, reel.Vignette);
                    guard.Pass(rgb);
                }
            },
            150, 700);
    }

    [Theory]
    [InlineData("gif")]
    [InlineData("apng")]
    [InlineData("frames")]
    public void Writing_frames_stops_soon(string format)
    {
        var shot = Films.Plan("lake", Films.Small(("resolution", "480p"), ("format", format)));
        var frames = Enumerable.Range(0, 12).Select(n => Films.Picture(shot.Width, shot.Height + n).Pixels.AsSpan(n * shot.Width * 3, shot.Width * shot.Height * 3).ToArray()).ToArray();

        Stopping.Assert(
            token =>
            {
                IFilmWriter writer = format switch { "gif" => new GifWriter(shot, "{}", frames[..4], 4, []), "apng" => new ApngWriter(shot, [], []), _ => new FramesWriter(shot, [], []) };
                foreach (var frame in frames)
                {
                    token.ThrowIfCancellationRequested();
                    writer.WriteAsync(frame, token).GetAwaiter().GetResult();
                }

                writer.FinishAsync(token).GetAwaiter().GetResult();
            },
            50, 200, 400);
    }

    [Theory]
    [InlineData("mp4")]
    [InlineData("webm")]
    public async Task The_encoder_dies_with_the_film(string format)
    {
        var shot = Films.Plan("lake", Films.Small(("resolution", "720p"), ("format", format), ("quality", "high")));
        var frame = Films.Picture(shot.Width, shot.Height).Pixels;
        using var stop = new CancellationTokenSource();
        var id = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using var writer = new FfmpegWriter(shot, EngineRecipe.Create(AnimatorVideoGenerator.ModelId, 1, "lake", [], [], []));
            id = writer.EncoderId;
            for (var n = 0; n < 40; n++)
            {
                await writer.WriteAsync(frame, stop.Token);
            }

            // The encoder is behind, and has to be waited for.
            var finishing = writer.FinishAsync(stop.Token);
            await stop.CancelAsync();
            await finishing;
        });

        Assert.NotEqual(0, id);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }
}
