using Galion.Engines.Imaging;
using Galion.Engines.Painting;

namespace Galion.Engines.Animating;

/// <summary>Where the camera is at one moment, in pixels of the frame.</summary>
/// <param name="X">How far the view has moved to the right over the plate.</param>
/// <param name="Y">How far down.</param>
/// <param name="Zoom">The natural logarithm of the magnification.</param>
/// <param name="Roll">Radians.</param>
/// <param name="ShiftX">How far the eye has moved sideways: what is nearer than the focus moves against it, what is farther with it.</param>
/// <param name="ShiftY">Likewise upwards and downwards.</param>
internal readonly record struct Pose(float X, float Y, float Zoom, float Roll, float ShiftX, float ShiftY);

internal enum CameraAnchor
{
    None,

    /// <summary>The first frame shows a given picture.</summary>
    Start,

    /// <summary>The last frame shows a given picture.</summary>
    End,
}

/// <summary>The way of the camera through one clip.</summary>
/// <param name="strength">How far it goes; 1 is usual.</param>
/// <param name="loop">Whether it ends where it begins.</param>
/// <param name="segments">How many times the clip goes on from its last frame; the camera then goes back and forth.</param>
/// <param name="focalX">Where the main subject is, pixels right of the middle.</param>
/// <param name="turns">How many times a spin goes round; a part of a turn when 0.</param>
/// <param name="anchor">Which end of the clip must show the plate as it is.</param>
internal sealed class Camera(
    CameraMove move, float strength, bool loop, int segments, int width, int height, float focalX, float turns = 0, CameraAnchor anchor = CameraAnchor.None)
{
    private const float Tau = 2 * MathF.PI;

    /// <summary>How much more near things move than far ones when the camera pans.</summary>
    private const float PanDepth = 0.55f;
    private const float FocusDisparity = 0.35f;

    public bool Stands => move == CameraMove.Static || strength == 0;

    /// <param name="u">0 at the first frame to 1 at the last.</param>
    public Pose At(float u)
    {
        if (Stands)
        {
            return default;
        }

        // "Way" goes from 0 to 1, or there and back; "swing" from -1 to 1, or around.
        float way, swing, angle;
        if (loop)
        {
            angle = Tau * u;
            way = 0.5f - 0.5f * ExactMath.Cos(angle);
            swing = ExactMath.Sin(angle);
        }
        else
        {
            var along = u * segments;
            var segment = Math.Min((int)along, segments - 1);
            var part = along - segment;
            part = segment % 2 == 0 ? part : 1 - part;
            way = Mix.Lerp(part, Mix.Smooth(0, 1, part), 0.7f);
            swing = way * 2 - 1;
            angle = Tau * u * segments;
        }

        return anchor switch
        {
            // A given picture is all there is, so the camera comes to rest on it.
            CameraAnchor.End => new Pose(0, 0, 0.07f * (1 - way) * strength, 0, 0.03f * width * (1 - way) * strength, 0),
            CameraAnchor.Start => Anchored(way, loop ? swing : way, angle),
            _ => Free(way, swing, angle),
        };
    }

    /// <summary>Moves that begin with the whole picture and stay inside it: to look aside, the camera comes closer first.</summary>
    private Pose Anchored(float way, float swing, float angle)
    {
        var zoom = 0.30f * way * strength;
        var room = 1 - ExactMath.Exp(-zoom * Depth(0));
        return move switch
        {
            CameraMove.PanLeft => new Pose(-0.42f * width * room * (swing < 0 ? -1 : 1), 0, zoom, 0, 0, 0),
            CameraMove.PanRight => new Pose(0.42f * width * room * (swing < 0 ? -1 : 1), 0, zoom, 0, 0, 0),
            CameraMove.TiltUp => new Pose(0, -0.42f * height * room * (swing < 0 ? -1 : 1), zoom, 0, 0, 0),
            CameraMove.TiltDown => new Pose(0, 0.42f * height * room * (swing < 0 ? -1 : 1), zoom, 0, 0, 0),
            CameraMove.Spin => new Pose(0, 0, zoom, 0.12f * swing * strength, 0, 0),
            CameraMove.Orbit => new Pose(-0.02f * width * swing * strength, 0, 0.06f * way * strength, 0, 0.09f * width * swing * strength, 0),
            _ => Free(way, swing, angle),
        };
    }

    private Pose Free(float way, float swing, float angle)
    {
        var (w, h, s) = (width, height, strength);
        return move switch
        {
            CameraMove.ZoomIn => new Pose(focalX * 0.30f * way * s, -0.012f * h * way * s, 0.32f * way * s, 0, 0, 0),
            CameraMove.ZoomOut => new Pose(focalX * 0.30f * (1 - way) * s, -0.012f * h * (1 - way) * s, 0.32f * (1 - way) * s, 0, 0, 0),
            CameraMove.PanLeft => new Pose(-0.105f * w * swing * s, 0, 0, 0, 0, 0),
            CameraMove.PanRight => new Pose(0.105f * w * swing * s, 0, 0, 0, 0, 0),
            CameraMove.TiltUp => new Pose(0, -0.10f * h * swing * s, 0, 0, 0, 0),
            CameraMove.TiltDown => new Pose(0, 0.10f * h * swing * s, 0, 0, 0, 0),
            CameraMove.Orbit => new Pose(-0.02f * w * swing * s, 0, 0.04f * s * (1 - swing * swing), 0, 0.11f * w * swing * s, 0),
            CameraMove.Fly => new Pose(focalX * 0.25f * way * s, 0.02f * h * way * s, 0.46f * way * s, 0, 0, -0.05f * h * way * s),
            CameraMove.Spin => new Pose(0, 0, 0, (turns > 0 ? turns * Tau : 0.22f) * s * (loop ? (turns > 0 ? angle / Tau * 4 : swing) : way - 0.5f), 0, 0),
            CameraMove.Handheld => new Pose(
                w * 0.006f * s * (ExactMath.Sin(angle * 2 + 0.4f) + 0.5f * ExactMath.Sin(angle * 5)),
                h * 0.008f * s * (ExactMath.Sin(angle * 3 + 1.7f) + 0.4f * ExactMath.Sin(angle * 7)),
                0.02f * way * s, 0.004f * s * ExactMath.Sin(angle * 2), w * 0.01f * s * ExactMath.Sin(angle * 2), 0),
            // A slow push in with a little sideways parallax, the way a slider shot breathes.
            _ => new Pose(0.010f * w * swing * s, 0, 0.085f * way * s, 0, 0.035f * w * swing * s, 0),
        };
    }

    /// <summary>The place on the plate, from its middle, that a place on the frame, from its middle, shows.</summary>
    /// <param name="disparity">0 for the sky to 1 for the nearest.</param>
    public (float X, float Y) ToPlate(in Pose pose, float x, float y, float disparity)
    {
        if (pose.Roll != 0)
        {
            var (cos, sin) = (ExactMath.Cos(pose.Roll), ExactMath.Sin(pose.Roll));
            (x, y) = (x * cos + y * sin, y * cos - x * sin);
        }

        var shrink = pose.Zoom == 0 ? 1 : ExactMath.Exp(-pose.Zoom * Depth(disparity));
        var pan = 1 + PanDepth * (disparity - FocusDisparity);
        var shift = disparity - FocusDisparity;
        return (x * shrink + pose.X * pan + pose.ShiftX * shift, y * shrink + pose.Y * pan + pose.ShiftY * shift);
    }

    /// <summary>The place on the frame, from its middle, where a place on the plate, from its middle, is seen.</summary>
    public (float X, float Y) ToFrame(in Pose pose, float x, float y, float disparity)
    {
        var pan = 1 + PanDepth * (disparity - FocusDisparity);
        var shift = disparity - FocusDisparity;
        var grow = ExactMath.Exp(pose.Zoom * Depth(disparity));
        (x, y) = ((x - pose.X * pan - pose.ShiftX * shift) * grow, (y - pose.Y * pan - pose.ShiftY * shift) * grow);
        var (cos, sin) = (ExactMath.Cos(pose.Roll), ExactMath.Sin(pose.Roll));
        return (x * cos - y * sin, y * cos + x * sin);
    }

    /// <summary>The size a plate needs so that no frame looks over its edge.</summary>
    public (int Width, int Height) PlateSize()
    {
        var (right, bottom) = (width * 0.5f, height * 0.5f);
        for (var n = 0; n <= 96; n++)
        {
            var pose = At(n / 96f);
            for (var corner = 0; corner < 8; corner++)
            {
                var (x, y) = ToPlate(pose, (corner & 1) == 0 ? -width * 0.5f : width * 0.5f, (corner & 2) == 0 ? -height * 0.5f : height * 0.5f, (corner & 4) == 0 ? 0 : 0.95f);
                (right, bottom) = (MathF.Max(right, MathF.Abs(x)), MathF.Max(bottom, MathF.Abs(y)));
            }
        }

        return (Even(right * 2), Even(bottom * 2));
    }

    private float Depth(float disparity) => move == CameraMove.Fly ? 0.25f + 1.5f * disparity : 0.72f + 0.7f * disparity;

    private static int Even(float size) => ((int)MathF.Ceiling(size) + 1) & ~1;
}
