namespace Galion.Engines.Composing.Theory;

/// <summary>Seven tones above a tonic.</summary>
/// <param name="Name">As the option <c>scale</c> has it.</param>
/// <param name="Steps">Semitones above the tonic.</param>
/// <param name="Tune">The steps that melodies lean on: all seven, or five.</param>
/// <param name="Fifths">How many fifths its key signature is above that of the major key on the same tonic.</param>
internal sealed record Scale(string Name, int[] Steps, int[] Tune, int Fifths)
{
    private static readonly int[] AllSteps = [0, 1, 2, 3, 4, 5, 6];
    private static readonly int[] MajorSteps = [0, 2, 4, 5, 7, 9, 11];
    private static readonly int[] MinorSteps = [0, 2, 3, 5, 7, 8, 10];

    public static IReadOnlyList<Scale> All { get; } =
    [
        new("major", MajorSteps, AllSteps, 0),
        new("minor", MinorSteps, AllSteps, -3),
        new("harmonic_minor", [0, 2, 3, 5, 7, 8, 11], AllSteps, -3),
        new("dorian", [0, 2, 3, 5, 7, 9, 10], AllSteps, -2),
        new("phrygian", [0, 1, 3, 5, 7, 8, 10], AllSteps, -4),
        new("lydian", [0, 2, 4, 6, 7, 9, 11], AllSteps, 1),
        new("mixolydian", [0, 2, 4, 5, 7, 9, 10], AllSteps, -1),
        new("major_pentatonic", MajorSteps, [0, 1, 2, 4, 5], 0),
        new("minor_pentatonic", MinorSteps, [0, 2, 3, 4, 6], -3),
    ];

    public static Scale Named(string name) => All.First(scale => scale.Name == name);

    public bool IsMinor => Steps[2] == 3;

    /// <summary>Whether the dominant borrows its leading tone from harmonic minor.</summary>
    public bool RaisesSeventh => Name is "minor" or "minor_pentatonic";
}
