using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Scenes;

/// <summary>The light of a scene: the colours of the sky, where the light comes from, what hangs in the air.</summary>
internal sealed record Atmosphere
{
    public required Rgb Zenith { get; init; }

    public required Rgb Middle { get; init; }

    public required Rgb Horizon { get; init; }

    /// <summary>What the sky takes on around the sun or moon.</summary>
    public required Rgb Glow { get; init; }

    /// <summary>Direct light on what faces the sun or moon.</summary>
    public required Rgb Sunlight { get; init; }

    /// <summary>Light from the whole sky.</summary>
    public required Rgb Ambient { get; init; }

    /// <summary>Where the sun or moon stands on the picture: units right of its middle.</summary>
    public float SunX { get; init; }

    /// <summary>Units above the horizon.</summary>
    public float SunY { get; init; }

    public bool ShowsSun { get; init; }

    public bool ShowsMoon { get; init; }

    /// <summary>Whether the light comes from in front of the eye, so that near things turn dark.</summary>
    public bool Backlit { get; init; }

    /// <summary>0 (empty) to 1 (closed).</summary>
    public float CloudCover { get; init; }

    /// <summary>Optical depth per kilometre.</summary>
    public float Haze { get; init; }

    /// <summary>0 to 1.</summary>
    public float Stars { get; init; }

    public TimeOfDay Time { get; init; }

    public Weather? Weather { get; init; }

    /// <summary>The direction to the light, x to the right, y up, z away from the eye; length 1.</summary>
    public (float X, float Y, float Z) ToSun
    {
        get
        {
            // A visible sun lights from ahead; it is moved a little towards the eye so that slopes keep some modelling.
            var (x, y, z) = Backlit ? (SunX * 1.6f, SunY + 0.12f, 0.75f) : (SunX < 0 ? -1f : 1f, 0.55f, -0.35f);
            var length = MathF.Sqrt(x * x + y * y + z * z);
            return (x / length, y / length, z / length);
        }
    }

    public static Atmosphere For(TimeOfDay time, Weather? weather, Dice dice)
    {
        var air = time switch
        {
            TimeOfDay.Dawn => Create("3f5fa0", "b9a2c6", "ffd9bd", "ffcf9a", new Rgb(2.1f, 1.45f, 1.05f), "6f7fa8", 0.13f),
            TimeOfDay.Golden => Create("4a7db8", "a8bcc4", "ffe0ae", "ffc878", new Rgb(2.9f, 1.9f, 0.95f), "7f8ea6", 0.085f),
            TimeOfDay.Sunset => Create("27376f", "a9608c", "ffb066", "ff8a3a", new Rgb(2.7f, 1.15f, 0.45f), "6d6488", 0.08f),
            TimeOfDay.Dusk => Create("0f1d4c", "3f447f", "d58f86", "f0a070", new Rgb(0.55f, 0.42f, 0.55f), "3c4676", 0.12f),
            TimeOfDay.Night => Create("040918", "0b1736", "1d3560", "5f7fb8", new Rgb(0.34f, 0.44f, 0.68f), "14213f", 0.09f),
            _ => Create("2a68bd", "69a5de", "cfe4f1", "fff3da", new Rgb(2.7f, 2.5f, 2.15f), "86a6cc", 0.045f),
        };
        air = air with { Time = time, Weather = weather, CloudCover = dice.Range(0.32f, 0.52f), Stars = time switch { TimeOfDay.Night => 1, TimeOfDay.Dusk => 0.45f, _ => 0 } };
        return weather switch
        {
            Prompts.Weather.Clear => air with { CloudCover = dice.Range(0.02f, 0.12f) },
            Prompts.Weather.Cloudy => air with { CloudCover = dice.Range(0.55f, 0.68f) },
            Prompts.Weather.Overcast => air.Veil("8f9aa6", 0.72f, 0.35f) with { CloudCover = 0.9f, Haze = 0.16f, Stars = 0 },
            Prompts.Weather.Rain => air.Veil("68757f", 0.80f, 0.25f) with { CloudCover = 0.92f, Haze = 0.24f, Stars = 0 },
            Prompts.Weather.Storm => air.Veil("2b343d", 0.93f, 0.22f) with { CloudCover = 0.88f, Haze = 0.15f, Stars = 0 },
            Prompts.Weather.Snow => air.Veil("b4bfca", 0.5f, 0.45f) with { CloudCover = 0.85f, Haze = 0.22f, Stars = 0 },
            Prompts.Weather.Fog => air.Veil("c9d0d4", 0.35f, 0.6f) with { Haze = 0.45f },
            _ => air,
        };
    }

    /// <summary>The clear sky in a direction.</summary>
    /// <param name="x">Units right of the picture's middle.</param>
    /// <param name="elevation">Units above the horizon.</param>
    public Rgb SkyAt(float x, float elevation)
    {
        var (dx, dy) = (x - SunX, elevation - SunY);
        var glow = 1 / (1 + (dx * dx + dy * dy * 1.5f) * 9f);
        return Rgb.Lerp(Gradient(elevation), Glow, glow * glow * GlowStrength) + Glow * (glow * glow * glow * 0.25f * GlowStrength);
    }

    public float GlowStrength => Time is TimeOfDay.Night ? 0.35f : Weather is Prompts.Weather.Storm or Prompts.Weather.Rain or Prompts.Weather.Overcast ? 0.25f : 0.8f;

    public Rgb Gradient(float elevation)
    {
        var t = MathF.Sqrt(Mix.Clamp01(elevation * 1.25f));
        return t < 0.55f ? Rgb.Lerp(Horizon, Middle, Mix.Smooth(0, 0.55f, t)) : Rgb.Lerp(Middle, Zenith, Mix.Smooth(0.45f, 1.05f, t));
    }

    /// <summary>Mixes in what the air scatters over a distance.</summary>
    public Rgb Through(Rgb color, float distance, float x, float height)
    {
        var haze = 1 - Imaging.ExactMath.Exp(-distance * Haze * (1.1f - 0.7f * Mix.Clamp01(height)));
        var (dx, dy) = (x - SunX, 0.02f - SunY);
        var glow = 1 / (1 + (dx * dx + dy * dy) * 7f);
        var scattered = Rgb.Lerp(Rgb.Lerp(Horizon, Middle, 0.35f), Glow, glow * 0.6f * GlowStrength);
        return Rgb.Lerp(color, scattered, haze);
    }

    private Atmosphere Veil(string hex, float amount, float sun)
    {
        var light = MathF.Max(0.04f, Middle.Luminance / 0.35f);
        var veil = Rgb.Hex(hex) * MathF.Min(1.1f, light);
        return this with
        {
            Zenith = Rgb.Lerp(Zenith, veil * 0.75f, amount),
            Middle = Rgb.Lerp(Middle, veil, amount),
            Horizon = Rgb.Lerp(Horizon, veil * 1.25f, amount * 0.9f),
            Sunlight = Sunlight * sun,
            Ambient = Rgb.Lerp(Ambient, veil, 0.5f) * 1.15f,
        };
    }

    private static Atmosphere Create(string zenith, string middle, string horizon, string glow, Rgb sunlight, string ambient, float haze) => new()
    {
        Zenith = Rgb.Hex(zenith),
        Middle = Rgb.Hex(middle),
        Horizon = Rgb.Hex(horizon),
        Glow = Rgb.Hex(glow),
        Sunlight = sunlight,
        Ambient = Rgb.Hex(ambient),
        Haze = haze,
    };
}
