using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Scenes;

internal enum SceneKind
{
    Landscape,
    City,
    Woods,
    Sky,
    Space,
    Portrait,
    Abstract,
    Pattern,
    Mandala,
}

internal enum LandKind
{
    Alpine,
    Hills,
    Sea,
    Island,
    Dunes,
    Volcano,
    Canyon,
}

/// <summary>What a picture shows, decided from the prompt and the seed before the first pixel is painted.</summary>
internal sealed record Scene
{
    /// <summary>How much larger than usual a close-up shows what stands at the same place.</summary>
    private const float CloseUp = 1.9f;

    public required PromptReading Reading { get; init; }

    public required SceneKind Kind { get; init; }

    public LandKind Land { get; init; }

    public required Atmosphere Air { get; init; }

    public Season Season { get; init; } = Season.Summer;

    /// <summary>Where the horizon lies: 0 (top) to 1 (bottom).</summary>
    public float Horizon { get; init; } = 0.62f;

    /// <summary>Where the eye is led: units right of the middle, at a third of the picture.</summary>
    public float FocalX { get; init; }

    /// <summary>Kilometres above water or plain.</summary>
    public float EyeHeight { get; init; } = 0.1f;

    public bool HasLake { get; init; }

    public bool HasRiver { get; init; }

    public bool HasBeach { get; init; }

    /// <summary>0 (bare) to 1 (closed forest) on slopes that carry trees.</summary>
    public float Woodland { get; init; }

    /// <summary>Kilometres above which snow lies.</summary>
    public float SnowLine { get; init; } = 1.3f;

    public float MoonRadius { get; init; } = 0.05f;

    public bool Crescent { get; init; }

    /// <summary>The same place with its lines and its light moved towards those of another; what cannot be moved in steps stays.</summary>
    /// <param name="part">0 to 1.</param>
    public Scene Towards(Scene other, float part) => this with
    {
        Horizon = Mix.Lerp(Horizon, other.Horizon, part),
        FocalX = Mix.Lerp(FocalX, FocalX * other.FocalX > 0 ? other.FocalX : -other.FocalX, part),
        MoonRadius = Mix.Lerp(MoonRadius, other.MoonRadius, part),
        SnowLine = SnowLine > 0 && other.SnowLine > 0 ? Mix.Lerp(SnowLine, other.SnowLine, part) : SnowLine,
        Air = Air with
        {
            SunX = Mix.Lerp(Air.SunX, Air.SunX * other.Air.SunX > 0 ? other.Air.SunX : -other.Air.SunX, part),
            SunY = Mix.Lerp(Air.SunY, other.Air.SunY, part),
            CloudCover = Mix.Lerp(Air.CloudCover, other.Air.CloudCover, part),
        },
    };

    public View ViewFor(int width, int height) =>
        new(width, height, MathF.Sqrt((float)width * height), Horizon * height, EyeHeight, View.PlainFocus * (Reading.IsCloseUp ? CloseUp : 1));
}
