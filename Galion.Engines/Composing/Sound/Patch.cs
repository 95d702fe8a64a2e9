namespace Galion.Engines.Composing.Sound;

/// <summary>How an instrument sounds.</summary>
internal abstract record Patch
{
    /// <summary>How wide a moving copy makes it, 0 to 1.</summary>
    public float Chorus { get; init; }

    /// <summary>Echoes in time with the music, 0 to 1.</summary>
    public float Echo { get; init; }

    /// <summary>Slow swinging between left and right: cycles per second and depth.</summary>
    public (float Rate, float Depth) Tremolo { get; init; }

    /// <summary>Saturation, 0 to 1.</summary>
    public float Drive { get; init; }

    /// <summary>Hertz below which nothing is left.</summary>
    public float LowCut { get; init; } = 60;

    /// <summary>Whether a note that is held dies away by itself, as plucked and struck strings do.</summary>
    public abstract bool DiesAway { get; }

    public abstract Voice Play(Strike strike);
}
