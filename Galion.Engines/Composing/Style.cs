using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Theory;

namespace Galion.Engines.Composing;

/// <summary>How chords are broken up by the harmony part.</summary>
internal enum Comping
{
    Sustained, Pulse, Stabs, Broken, Alberti, Strum, Charleston, FastArpeggio, Ostinato,
}

/// <summary>How the bass moves.</summary>
internal enum BassLine
{
    Sustained, RootFifth, Walking, WithKick, Octaves, Offbeat, Arpeggio, LowPiano,
}

/// <summary>What makes a style: the ranges in which the composer decides, and the sound it is mixed for.</summary>
internal sealed record Style(string Name)
{
    public required (int Low, int High) Tempo { get; init; }

    /// <summary>Scales it prefers; one that is named twice is twice as likely.</summary>
    public required string[] Scales { get; init; }

    public string Meter { get; init; } = "4/4";

    public ChordColor Color { get; init; } = ChordColor.Triad;

    /// <summary>Bars a chord lasts: 0.5, 1 or 2.</summary>
    public float ChordBars { get; init; } = 1;

    /// <summary>Whether sections repeat one progression of four chords.</summary>
    public bool Loops { get; init; }

    /// <summary>Whether voices avoid parallel fifths and octaves.</summary>
    public bool Strict { get; init; }

    /// <summary>How late off-beats come: 0 straight to 0.33 triplets, as a part of the beat that <see cref="SwingsSixteenths"/> chooses.</summary>
    public float Swing { get; init; }

    public bool SwingsSixteenths { get; init; }

    /// <summary>Deviation of a player's timing in ticks at full humanity.</summary>
    public float Looseness { get; init; } = 5;

    /// <summary>0 sparse to 1 busy.</summary>
    public float Density { get; init; } = 0.5f;

    public float Syncopation { get; init; } = 0.3f;

    /// <summary>How often strong notes get a grace note.</summary>
    public float Ornaments { get; init; }

    public (int Low, int High) MelodyRange { get; init; } = (60, 81);

    public required Dictionary<Part, string[]> Instruments { get; init; }

    /// <summary>From which energy of a section a part plays; above 1 it never does unless asked for.</summary>
    public required Dictionary<Part, float> Enters { get; init; }

    /// <summary>How loud a part is in the mix, in decibels beside the melody.</summary>
    public required Dictionary<Part, float> Levels { get; init; }

    public required Comping[] Comping { get; init; }

    public required BassLine[] Bass { get; init; }

    public required string Groove { get; init; }

    /// <summary>Reverberation: how large (seconds) and how much.</summary>
    public (float Seconds, float Amount) Space { get; init; } = (1.6f, 0.2f);

    /// <summary>How far a part's copy of itself spreads it between the sides, 0 to 1; what both sides sum to stays as it is.</summary>
    public float Width { get; init; } = 0.25f;

    /// <summary>Factor of the filter frequencies of its instruments.</summary>
    public float Brightness { get; init; } = 1;

    /// <summary>How deep the kick ducks bass, harmony and pads, 0 to 1.</summary>
    public float Pump { get; init; }

    /// <summary>Tape: wow, dull highs and crackle.</summary>
    public bool Worn { get; init; }

    /// <summary>Seconds that the last chord rings at least.</summary>
    public float Tail { get; init; } = 2.5f;

    /// <summary>Whether the melody gets a second voice in its loudest sections.</summary>
    public bool Doubles { get; init; }
}
