using Galion.Engines.Prompts;

namespace Galion.Engines.Animating;

/// <summary>How the camera moves.</summary>
internal enum CameraMove
{
    Drift,
    Static,
    ZoomIn,
    ZoomOut,
    PanLeft,
    PanRight,
    TiltUp,
    TiltDown,
    Orbit,
    Fly,
    Spin,
    Handheld,
}

/// <summary>What moves by itself.</summary>
internal enum Motion
{
    Water,
    Clouds,
    Stars,
    Wind,
    Snow,
    Rain,
    Mist,
    Fire,
    Growth,
    Birds,
    Lightning,
    Aurora,
    Nightfall,
    Daybreak,
}

/// <summary>What a reader made of the words about motion, and of the rest.</summary>
internal sealed record Direction
{
    public CameraMove? Camera { get; init; }

    /// <summary>1 unless the words say slow or fast.</summary>
    public float Speed { get; init; } = 1;

    public required IReadOnlySet<Motion> Motions { get; init; }

    public required IReadOnlySet<Motion> Excluded { get; init; }

    /// <summary>1 unless the words say light or heavy.</summary>
    public float Intensity { get; init; } = 1;

    public bool Loop { get; init; }

    public bool Music { get; init; }

    public double? Seconds { get; init; }

    public string? Title { get; init; }

    /// <summary>The prompt without the words about motion: what the painter paints.</summary>
    public required string Picture { get; init; }

    public required PromptReading Reading { get; init; }

    public required IReadOnlyList<string> Understood { get; init; }

    public required IReadOnlyList<string> Ignored { get; init; }
}
