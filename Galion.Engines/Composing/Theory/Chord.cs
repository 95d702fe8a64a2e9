namespace Galion.Engines.Composing.Theory;

/// <summary>How rich the chords of a style are.</summary>
internal enum ChordColor
{
    /// <summary>Root and fifth.</summary>
    Power,
    Triad,

    /// <summary>Triads, some of them with a second or fourth in place of the third.</summary>
    Suspended,
    Seventh,
    Ninth,
}

/// <summary>A chord over a degree of the key.</summary>
/// <param name="Degree">0 (tonic) to 6.</param>
/// <param name="Root">Pitch class.</param>
/// <param name="Intervals">Semitones above the root, ascending from 0; ninths are 13 to 15.</param>
internal sealed record Chord(int Degree, int Root, int[] Intervals)
{
    /// <summary>Pitch classes, the root first.</summary>
    public int[] Classes { get; } = [.. Intervals.Select(interval => (Root + interval) % 12)];

    public bool IsDominant => Degree == 4 && Intervals.Contains(4);

    public bool IsDiminished => Intervals.Contains(3) && Intervals.Contains(6);

    /// <summary>What follows the root's name: "m7", "sus4".</summary>
    public string Suffix => string.Join(' ', Intervals) switch
    {
        "0 7" => "5",
        "0 4 7" => "",
        "0 3 7" => "m",
        "0 3 6" => "dim",
        "0 4 8" => "aug",
        "0 2 7" => "sus2",
        "0 5 7" => "sus4",
        "0 4 7 11" => "maj7",
        "0 4 7 10" => "7",
        "0 3 7 10" => "m7",
        "0 3 6 10" => "m7b5",
        "0 3 6 9" => "dim7",
        "0 3 7 11" => "m(maj7)",
        "0 4 8 11" => "maj7#5",
        "0 4 7 11 14" => "maj9",
        "0 4 7 10 14" => "9",
        "0 3 7 10 14" => "m9",
        "0 3 7 11 14" => "m(maj9)",
        "0 4 7 14" => "add9",
        "0 3 7 14" => "m(add9)",
        _ => Intervals.Contains(3) ? "m" : "",
    };

    public static Chord On(Key key, int degree, ChordColor color)
    {
        var scale = key.Scale;
        var raised = scale.RaisesSeventh && degree == 4;
        int Above(int third)
        {
            var step = degree + third;
            var semitones = scale.Steps[step % 7] + 12 * (step / 7) - scale.Steps[degree];
            return raised && step % 7 == 6 ? semitones + 1 : semitones;
        }

        var root = (key.TonicClass + scale.Steps[degree]) % 12;
        int[] triad = [0, Above(2), Above(4)];
        int[] intervals = color switch
        {
            ChordColor.Power when triad[2] == 7 => [0, 7],
            ChordColor.Seventh => [.. triad, Above(6)],
            ChordColor.Ninth when Above(8) == 14 => [.. triad, Above(6), 14],
            ChordColor.Ninth => [.. triad, Above(6)],
            _ => triad,
        };
        return new Chord(degree, root, intervals);
    }

    /// <summary>The third replaced by the second (2) or fourth (5), where the key has it a whole tone from the root or a pure fourth.</summary>
    public Chord Suspend(Key key, int interval) =>
        Intervals is [0, 3 or 4, 7] && key.Contains(Root + interval) ? new Chord(Degree, Root, [0, interval, 7]) : this;

    public bool Has(int pitch) => Array.IndexOf(Classes, (pitch % 12 + 12) % 12) >= 0;

    /// <summary>The chord tone nearest to a pitch; the lower of two.</summary>
    public int Nearest(int pitch)
    {
        for (var distance = 0; ; distance++)
        {
            if (Has(pitch - distance))
            {
                return pitch - distance;
            }

            if (Has(pitch + distance))
            {
                return pitch + distance;
            }
        }
    }

    /// <summary>The lowest pitch of its root at or above one.</summary>
    public int RootAbove(int pitch) => pitch + ((Root - pitch) % 12 + 12) % 12;

    public string NameIn(Key key) => key.NameOf(Root) + Suffix;
}

/// <summary>A chord and where it sounds, in ticks from the start of its section.</summary>
internal sealed record ChordSpan(Chord Chord, int Start, int Length)
{
    public int End => Start + Length;
}
