namespace Galion.Engines.Composing.Parts;

/// <summary>The five parts of a piece, each a stem and a MIDI track of its own.</summary>
internal enum Part
{
    Drums,
    Bass,
    Harmony,
    Melody,
    Pads,
}

internal enum NoteRole
{
    Main,

    /// <summary>Grace notes and chromatic approaches, which may leave the key.</summary>
    Ornament,

    /// <summary>A second voice below the melody.</summary>
    Double,
}

/// <param name="Tick">Where it is written, from the start of the piece.</param>
/// <param name="Length">How long it is held, in ticks.</param>
/// <param name="Pitch">MIDI number; for drums that of General MIDI's percussion.</param>
/// <param name="Velocity">0 to 1.</param>
/// <param name="Shift">How many ticks it is played after its place: swing, strumming and the looseness of hands.</param>
internal sealed record Note(int Tick, int Length, int Pitch, float Velocity, int Shift = 0, NoteRole Role = NoteRole.Main)
{
    public int Played => Math.Max(0, Tick + Shift);

    public int End => Tick + Length;
}
