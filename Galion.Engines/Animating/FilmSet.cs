using Galion.Engines.Painting;
using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Animating;

/// <summary>Everything that is painted before the first frame: the sheets of the plate and what is known about the place.</summary>
internal sealed record FilmSet
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>From the farthest to the nearest.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }

    /// <summary>Where the eye stands before the plate, from which waves and winds are measured.</summary>
    public required View View { get; init; }

    /// <summary>The light at each key of the clip; one unless the time of day changes.</summary>
    public required IReadOnlyList<Light> Lights { get; init; }

    /// <summary>What was composed; null for a given picture.</summary>
    public Scene? Scene { get; init; }

    /// <summary>Where water falls over rock, if it does.</summary>
    public Fall? Fall { get; init; }

    /// <summary>What stands still around a given picture.</summary>
    public Margin? Margin { get; init; }

    public bool HasWater => Layers.Any(layer => layer.Water is not null);

    /// <summary>0 for glass to 2 for a stormy sea.</summary>
    public float Swell { get; init; } = 0.35f;

    /// <summary>How many keys the clip passes, and how far between the two around a moment.</summary>
    public (int Key, float Part) KeyAt(float u)
    {
        var position = Mix.Clamp01(u) * (Lights.Count - 1);
        var key = Math.Min((int)position, Math.Max(0, Lights.Count - 2));
        return (key, Lights.Count == 1 ? 0 : Mix.Smooth(0, 1, position - key));
    }

    public Lab Mixed(float u, Func<Light, Lab> color)
    {
        var (key, part) = KeyAt(u);
        return part == 0 ? color(Lights[key]) : Lab.Lerp(color(Lights[key]), color(Lights[key + 1]), part);
    }

    public float Mixed(float u, Func<Light, float> value)
    {
        var (key, part) = KeyAt(u);
        return part == 0 ? value(Lights[key]) : Mix.Lerp(value(Lights[key]), value(Lights[key + 1]), part);
    }
}

/// <summary>A fall of water on the plate, in pixels.</summary>
/// <param name="X">Its middle.</param>
/// <param name="HalfWidth">At its foot; it is narrower above.</param>
internal sealed record Fall(float X, float Top, float Foot, float HalfWidth, float Disparity);

/// <summary>The light of the place at one moment, in the colours of the finished picture.</summary>
/// <param name="Air">The colour of the air at the horizon.</param>
/// <param name="Glow">The colour of light.</param>
/// <param name="Stars">0 to 1.</param>
/// <param name="Night">0 by day, 1 by night.</param>
/// <param name="SunX">Units right of the middle of the plate.</param>
/// <param name="SunY">Units above the horizon.</param>
/// <param name="Sun">How much the sun is seen.</param>
/// <param name="Moon">How much the moon is seen.</param>
internal sealed record Light(Lab Air, Lab Glow, float Stars, float Night, float SunX, float SunY, float Sun, float Moon);
