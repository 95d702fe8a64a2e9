using Galion.Engines.Painting;

namespace Galion.Engines.Animating.Effects;

/// <summary>Something that moves over the picture by its own rules.</summary>
internal interface IEffect
{
    void Draw(Easel easel, Frame frame, in Moment moment);
}

/// <param name="U">0 at the first frame to 1 at the last. In a loop both show the same.</param>
/// <param name="Pose">Where the camera is.</param>
internal readonly record struct Moment(float U, Pose Pose, FilmSet Set, Camera Camera, Shot Shot)
{
    /// <summary>The side of a square of the area of the frame, in pixels.</summary>
    public float Unit => MathF.Sqrt((float)Shot.Width * Shot.Height);

    public Lab Air => Set.Mixed(U, light => light.Air);

    public float Night => Set.Mixed(U, light => light.Night);

    /// <summary>A whole number of turns per clip that comes nearest to a rate, so that loops close.</summary>
    /// <param name="perSecond">Turns per second.</param>
    public float Turns(float perSecond) => MathF.Max(1, MathF.Floor(perSecond * (float)Shot.Seconds + 0.5f));

    /// <summary>Where a place of the plate is seen on the frame, in pixels.</summary>
    public (float X, float Y) OnFrame(float plateX, float plateY, float disparity)
    {
        var (x, y) = Camera.ToFrame(Pose, plateX - Set.Width * 0.5f, plateY - Set.Height * 0.5f, disparity);
        return (x + Shot.Width * 0.5f, y + Shot.Height * 0.5f);
    }
}
