using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Subjects;

/// <summary>A place in a landscape where something can be drawn: its foot on the picture, its scale and its light.</summary>
internal sealed class Stage(View view, Scene scene, Relief relief)
{
    public View View => view;

    public Scene Scene => scene;

    /// <summary>1 when the light comes from the right, −1 from the left.</summary>
    public int LitSide => scene.Air.SunX >= 0 ? 1 : -1;

    public Spot At(float x, float z, float? height = null)
    {
        var ground = height ?? relief.HeightAt(x, z);
        var (px, py) = view.Project(x, ground, z);
        return new Spot(px, py, view.PixelsPerKilometre(z), z, ground);
    }

    /// <summary>A colour in the scene's light.</summary>
    /// <param name="facing">0 (turned away from the light) to 1.</param>
    public Rgb Lit(Rgb albedo, float facing, in Spot spot)
    {
        var air = scene.Air;
        var direct = air.Backlit ? facing * 0.35f : facing * 0.8f;
        return air.Through(albedo * (air.Sunlight * direct + air.Ambient * 1.05f), spot.Z, view.UnitX(spot.X), 0.05f);
    }

    public readonly record struct Spot(float X, float Y, float PixelsPerKilometre, float Z, float Ground);
}
