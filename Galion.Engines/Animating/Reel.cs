using Galion.Engines.Animating.Effects;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>All that a clip is made of, ready to be seen at any moment.</summary>
internal sealed class Reel
{
    private readonly Shot _shot;
    private readonly FilmSet _set;
    private readonly Camera _camera;
    private readonly Compositor _compositor;
    private readonly IEffect? _heavens;
    private readonly IReadOnlyList<IEffect> _effects;
    private readonly IReadOnlyList<IEffect> _titles;

    private Reel(Shot shot, FilmSet set, Camera camera)
    {
        (_shot, _set, _camera) = (shot, set, camera);
        _compositor = new Compositor(set, camera, shot);
        (_heavens, _effects, _titles) = EffectList.For(shot, set);
    }

    /// <summary>How dark the corners are; the frame has them, not the plate, because they stay when the camera moves.</summary>
    public float Vignette => _shot.Style == Painting.Styles.StyleBook.Default ? 0.34f : 0;

    public static Reel Prepare(Shot shot, Pictures pictures, int threads, Action<float, string> report, CancellationToken cancellationToken)
    {
        var turns = shot.Camera == CameraMove.Spin && shot.Direction.Reading.Has(Prompts.Subject.Mandala) ? 0.25f : 0;
        var camera = new Camera(shot.Camera, shot.Strength, shot.Loop, shot.Segments, shot.Width, shot.Height, 0, turns);
        var (width, height) = camera.PlateSize();
        // Room for what waves and gusts look up beside its place.
        (width, height) = (width + 8, height + 8);
        var set = new PlatePainter(shot, threads, report, cancellationToken).Paint(width, height, MathF.Sqrt((float)width * height));
        return new Reel(shot, set, camera);
    }

    /// <param name="u">0 at the first frame to 1 at the last.</param>
    public void Render(Easel easel, Frame frame, float u)
    {
        var moment = new Moment(u, _camera.At(u), _set, _camera, _shot);
        _compositor.Render(easel, frame, u, _heavens is null ? null : _ => _heavens.Draw(easel, frame, moment));
        foreach (var effect in _effects)
        {
            effect.Draw(easel, frame, moment);
        }

        foreach (var title in _titles)
        {
            title.Draw(easel, frame, moment);
        }
    }
}
