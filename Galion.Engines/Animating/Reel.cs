using Galion.Engines.Animating.Effects;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>All that a clip is made of, ready to be seen at any moment.</summary>
internal sealed class Reel
{
    /// <summary>Most pixels of a plate, which bounds the memory: a camera that would see more goes less far.</summary>
    private const long MaxPlate = 3_300_000;

    /// <summary>The same where the light changes, because the plate is painted once for each of its keys.</summary>
    private const long MaxChangingPlate = 2_250_000;

    private readonly Shot _shot;
    private readonly FilmSet _set;
    private readonly Camera _camera;
    private readonly Compositor _compositor;
    private readonly IEffect? _heavens;
    private readonly IReadOnlyList<IEffect> _effects;
    private readonly IReadOnlyList<IEffect> _titles;
    private Reel? _ending;
    private NoiseTile? _veil;
    private Frame? _other;

    private Reel(Shot shot, FilmSet set, Camera camera, bool wakes)
    {
        (_shot, _set, _camera) = (shot, set, camera);
        _compositor = new Compositor(set, camera, shot, wakes);
        (_heavens, _effects, _titles) = EffectList.For(shot, set);
    }

    /// <summary>How dark the corners are; the frame has them, not the plate, because they stay when the camera moves.</summary>
    public float Vignette => _set.Scene is not null && _ending is null && _shot.Style == Painting.Styles.StyleBook.Default ? 0.34f : 0;

    public static Reel Prepare(Shot shot, Pictures pictures, int threads, Action<float, string> report, CancellationToken cancellationToken)
    {
        var share = pictures.End is null ? 1f : 0.7f;
        var first = Prepare(shot, pictures.Start, CameraAnchor.Start, threads, (fraction, stage) => report(fraction * share, stage), cancellationToken);
        if (pictures.End is not null)
        {
            Sweeping.After(shot.Width, shot.Height);
            // Nothing may lie over the last picture, or it would not be the one that was given.
            first._ending = Prepare(shot with { Motions = new HashSet<Motion>(), Title = null, PrintedTitle = null }, pictures.End, CameraAnchor.End, threads, (fraction, stage) => report(share + fraction * (1 - share), stage), cancellationToken);
            first._veil = new NoiseTile(Dice.For(shot.Seed, "veil").Below(1 << 20), 3, 4);
        }

        return first;
    }

    private static Reel Prepare(
        Shot shot, Imaging.Bitmap? picture, CameraAnchor anchor, int threads, Action<float, string> report, CancellationToken cancellationToken)
    {
        var turns = shot.Camera == CameraMove.Spin && shot.Direction.Reading.Has(Prompts.Subject.Mandala) ? 0.25f : 0;
        var camera = CameraOf(shot.Strength);
        var (width, height) = camera.PlateSize();
        var most = shot.Has(Motion.Nightfall) || shot.Has(Motion.Daybreak) ? MaxChangingPlate : MaxPlate;
        for (var strength = shot.Strength * 0.85f; picture is null && (long)width * height > most && strength > 0.02f; strength *= 0.85f)
        {
            camera = CameraOf(strength);
            (width, height) = camera.PlateSize();
        }

        // Room for what waves and gusts look up beside its place.
        (width, height) = (width + 8, height + 8);
        if (picture is null)
        {
            return new Reel(shot, new PlatePainter(shot, threads, report, cancellationToken).Paint(width, height, MathF.Sqrt((float)width * height)), camera, wakes: false);
        }

        report(0.1f, "looking at the picture");
        return new Reel(shot, PicturePlate.Build(shot, picture, width, height, threads, cancellationToken), camera, wakes: true);

        Camera CameraOf(float strength) => new(
            shot.Camera, strength, shot.Loop, shot.Segments, shot.Width, shot.Height, 0, turns, picture is null ? CameraAnchor.None : anchor);
    }

    /// <param name="u">0 at the first frame to 1 at the last.</param>
    public void Render(Easel easel, Frame frame, float u)
    {
        RenderScene(easel, frame, u);
        if (_ending is not null)
        {
            Dissolve(easel, frame, u);
        }

        var moment = new Moment(u, _camera.At(u), _set, _camera, _shot);
        foreach (var title in _titles)
        {
            title.Draw(easel, frame, moment);
        }
    }

    /// <summary>The last picture comes through the first like through clearing mist, not everywhere at once.</summary>
    private void Dissolve(Easel easel, Frame frame, float u)
    {
        const float from = 0.28f;
        const float to = 0.80f;
        const float soft = 0.55f;
        if (u <= from)
        {
            return;
        }

        _other ??= new Frame(frame.Width, frame.Height);
        _ending!.RenderScene(easel, _other, u);
        var position = Mix.Clamp01((u - from) / (to - from)) * (1 + soft);
        var unit = MathF.Sqrt((float)frame.Width * frame.Height);
        easel.Rows(0, frame.Height, y =>
        {
            for (var x = 0; x < frame.Width; x++)
            {
                var (cloud, _) = _veil!.At(x / unit * 0.45f, y / unit * 0.45f);
                var part = Mix.Smooth(0, soft, position - Mix.Clamp01(0.5f + cloud * 0.5f));
                if (part > 0)
                {
                    var index = y * frame.Width + x;
                    frame[index] = Lab.Lerp(frame[index], _other[index], part);
                }
            }
        });
    }

    private void RenderScene(Easel easel, Frame frame, float u)
    {
        var moment = new Moment(u, _camera.At(u), _set, _camera, _shot);
        _compositor.Render(easel, frame, u, _heavens is null ? null : _ => _heavens.Draw(easel, frame, moment));
        foreach (var effect in _effects)
        {
            effect.Draw(easel, frame, moment);
        }

        _set.Margin?.Draw(easel, frame);
    }
}
