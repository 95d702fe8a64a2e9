using Galion.Engines.Animating.Effects;
using Galion.Engines.Animating.Files;
using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Programs;
using Galion.Engines.Recipes;

namespace Galion.Engines.Animating;

/// <summary>A finished clip.</summary>
/// <param name="File">In the format that was asked for.</param>
/// <param name="PosterPng">One frame, with the recipe.</param>
/// <param name="Softened">How many frames would have flashed too often and were softened.</param>
internal sealed record Film(byte[] File, byte[] PosterPng, int Softened);

/// <summary>
/// Renders one clip: paints its plate, then lays the sheets and effects of each moment over each other and hands the frames on as they are
/// made. It holds one frame at a time, and none while it paints.
/// </summary>
internal sealed class Animator(Shot shot, EngineRecipe recipe, Pictures pictures, int threads, Progress progress, CancellationToken cancellationToken)
{
    /// <summary>The shares of the work of the painting, and with it of the music if there is any.</summary>
    private const float Painted = 0.15f;
    private const float Composed = 0.4f;
    private const int Previews = 8;
    private static readonly float[] SampledMoments = [0, 0.35f, 0.65f, 1];

    private readonly Easel _easel = new(shot.Width, shot.Height, shot.Seed, shot.Detail, threads, cancellationToken);
    private readonly Lazy<Frame> _frame = new(() => new Frame(shot.Width, shot.Height));
    private readonly float _prepared = shot.HasMusic ? Composed : Painted;
    private readonly Lazy<byte[]> _pixels = new(() => new byte[shot.Width * shot.Height * 3]);

    public async Task<Film> RenderAsync()
    {
        if (shot.Format is "mp4" or "webm" && !ExternalProgram.Ffmpeg.IsInstalled)
        {
            // Better said before the painting than after it.
            throw new MissingProgramException(ExternalProgram.Ffmpeg);
        }

        Reel? reel = Reel.Prepare(shot, pictures, threads, (fraction, stage) => progress.Report(fraction * Painted, stage), cancellationToken);
        var guard = new FlashGuard(shot.Width, shot.Height, shot.Fps);
        var texts = RecipeTexts.Of(recipe);
        byte[]? sound = null;
        if (shot.HasMusic)
        {
            sound = await Soundtrack.ComposeAsync(
                shot, recipe.Prompt, fraction => progress.Report(Painted + (Composed - Painted) * fraction, "composing the music"), cancellationToken);
        }

        await using var writer = OpenWriter(reel, texts, sound);
        var posterAt = shot.Title is null ? shot.FrameCount * 2 / 5 : shot.FrameCount / 2;
        var poster = Array.Empty<byte>();
        var remaining = new RemainingTime(from: 0.1);
        for (var n = 0; n < shot.FrameCount; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Render(reel, shot.FrameCount == 1 ? 0 : (float)n / (shot.FrameCount - 1));
            guard.Pass(_pixels.Value);
            if (n == posterAt)
            {
                poster = PngEncoder.Encode(new Bitmap(shot.Width, shot.Height, 3, _pixels.Value), texts, cancellationToken);
            }

            Report(n, remaining);
            await writer.WriteAsync(_pixels.Value, cancellationToken);
        }

        progress.Report(0.99f, "finishing the file");
        // The file is read into memory next; what it was painted from is not needed any more.
        reel = null;
        Sweeping.After(shot.Width, shot.Height);
        var file = await writer.FinishAsync(cancellationToken);
        progress.Report(1, "done");
        return new Film(file, poster, guard.Softened);
    }

    private void Render(Reel reel, float u)
    {
        reel.Render(_easel, _frame.Value, u);
        _frame.Value.ToRgb(_easel, _pixels.Value, reel.Vignette);
    }

    private IFilmWriter OpenWriter(Reel reel, IReadOnlyList<PngText> texts, byte[]? sound) => shot.Format switch
    {
        "apng" => new ApngWriter(shot, texts, Sources()),
        "frames" => new FramesWriter(shot, texts, pictures.Sources),
        "gif" => new GifWriter(shot, recipe.ToString(), Samples(reel), SampledMoments.Length, Sources()),
        _ => new FfmpegWriter(shot, recipe, sound, Sources()),
    };

    private byte[] Sources() => SourceCarriers.Pack(pictures.Sources);

    /// <summary>A few moments of the clip, one after the other in the same memory, for the choice of colours.</summary>
    private IEnumerable<byte[]> Samples(Reel reel)
    {
        foreach (var u in SampledMoments)
        {
            Render(reel, u);
            yield return _pixels.Value;
        }
    }

    private void Report(int n, RemainingTime remaining)
    {
        if (!progress.IsWanted)
        {
            return;
        }

        var part = (n + 1f) / shot.FrameCount;
        var shows = n * Previews / shot.FrameCount != (n - 1) * Previews / shot.FrameCount || n == 0;
        progress.Report(
            _prepared + (0.98f - _prepared) * part, $"frame {n + 1} of {shot.FrameCount}", remaining.At(part),
            shows ? Preview.Of(_pixels.Value, shot.Width, shot.Height, cancellationToken) : null);
    }
}
