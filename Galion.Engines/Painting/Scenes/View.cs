namespace Galion.Engines.Painting.Scenes;

/// <summary>
/// Where the eye stands: at x = 0, z = 0, level, looking along z. Positions on the picture are in units (the side of a square of the same
/// area) right of its middle and above the horizon.
/// </summary>
/// <param name="HorizonY">Pixels from the top.</param>
/// <param name="EyeHeight">Kilometres above the water or the plain.</param>
/// <param name="Focus">Focal length in units; 0.9 sees 58 degrees of a square.</param>
internal sealed record View(int Width, int Height, float Unit, float HorizonY, float EyeHeight, float Focus = View.PlainFocus)
{
    /// <summary>The focal length of a picture whose framing nobody asked for.</summary>
    public const float PlainFocus = 0.9f;

    public float UnitX(float x) => (x + 0.5f - Width * 0.5f) / Unit;

    public float Elevation(float y) => (HorizonY - y - 0.5f) / Unit;

    public float PixelX(float unitX) => unitX * Unit + Width * 0.5f - 0.5f;

    public float PixelY(float elevation) => HorizonY - elevation * Unit - 0.5f;

    /// <summary>The pixel that shows a point of the world.</summary>
    public (float X, float Y) Project(float x, float height, float z) => (PixelX(x / z * Focus), PixelY((height - EyeHeight) / z * Focus));

    /// <summary>Pixels that one kilometre spans at a distance.</summary>
    public float PixelsPerKilometre(float z) => Focus * Unit / z;
}
