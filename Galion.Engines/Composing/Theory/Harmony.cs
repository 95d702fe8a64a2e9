using Galion.Engines.Painting;

namespace Galion.Engines.Composing.Theory;

/// <summary>How a phrase ends.</summary>
internal enum Cadence
{
    /// <summary>Dominant, then tonic.</summary>
    Authentic,

    /// <summary>On the dominant: a question.</summary>
    Half,

    /// <summary>Dominant, then the sixth degree.</summary>
    Deceptive,

    /// <summary>Subdominant, then tonic.</summary>
    Plagal,

    /// <summary>On whatever leads back to the first chord.</summary>
    Loop,
}

/// <summary>Writes chord progressions: phrases that start on a stable degree, move by function, and end in a cadence.</summary>
internal static class Harmony
{
    private const int Tries = 60;

    // From each degree (rows) to each degree: tonic, supertonic, mediant, subdominant, dominant, submediant, leading tone.
    private static readonly float[][] MajorMoves =
    [
        [0, 2, 1, 4, 3, 3, 0], [0.5f, 0, 0.5f, 1, 6, 0.5f, 0.3f], [0, 1, 0, 3, 0, 4, 0], [3, 2, 0.5f, 0, 5, 1, 0], [6, 0.3f, 0.5f, 1, 0, 3, 0],
        [0.5f, 3, 1, 4, 2, 0, 0], [4, 0, 1, 0, 0, 1, 0],
    ];

    private static readonly float[][] MinorMoves =
    [
        [0, 0.6f, 1, 3, 2, 4, 3], [0, 0, 0, 0, 6, 0, 1], [0.5f, 0, 0, 3, 0.5f, 4, 3], [2, 0.3f, 1, 0, 5, 1, 2], [6, 0, 0.3f, 0.7f, 0, 3, 0],
        [0.5f, 0.6f, 3, 2, 2, 0, 4], [4, 0, 4, 1, 0.5f, 3, 0],
    ];

    /// <summary>One chord for each slot of a phrase, as degrees.</summary>
    /// <param name="slots">How many chords, at least 1.</param>
    /// <param name="start">The first degree; where it matters less than the cadence, the cadence wins.</param>
    public static int[] Phrase(Key key, int slots, int start, Cadence cadence, Dice dice)
    {
        var moves = key.Scale.IsMinor ? MinorMoves : MajorMoves;
        var ending = Ending(key, cadence, dice);
        ending = ending.Length >= slots && slots > 1 ? ending[^(slots - 1)..] : ending[^Math.Min(slots, ending.Length)..];
        var best = new int[slots];
        var bestWeight = -1f;
        for (var n = 0; n < Tries; n++)
        {
            var degrees = new int[slots];
            ending.CopyTo(degrees, slots - ending.Length);
            var weight = 1f;
            for (var slot = 0; slot < slots - ending.Length; slot++)
            {
                degrees[slot] = slot == 0 ? start : Step(key, moves[degrees[slot - 1]], dice);

                // A chord that comes back at once after a neighbour sounds like hesitation.
                weight *= slot >= 2 && degrees[slot] == degrees[slot - 2] ? 0.5f : 1;
            }

            if (slots > ending.Length)
            {
                weight *= moves[degrees[slots - ending.Length - 1]][ending[0]] + 0.01f;
            }

            weight *= cadence == Cadence.Loop ? moves[degrees[^1]][degrees[0]] + 0.01f : 1;
            weight *= dice.Range(0.6f, 1);
            if (weight > bestWeight)
            {
                (best, bestWeight) = (degrees, weight);
            }
        }

        return best;
    }

    /// <summary>The degree itself, or its nearest of kin where the chord on it would be diminished or augmented and is no supertonic seventh of minor.</summary>
    public static int Settle(Key key, int degree, ChordColor color)
    {
        var triad = Chord.On(key, degree, ChordColor.Triad);
        var isUnsettled = triad.Intervals[^1] != 7 && !(degree == 1 && key.Scale.IsMinor && color >= ChordColor.Seventh);
        return !isUnsettled ? degree : degree switch
        {
            1 => 3,
            2 => 0,
            3 => 1,
            4 => 1,
            5 => 3,
            _ => Chord.On(key, 4, ChordColor.Triad).Intervals[^1] == 7 ? 4 : 3,
        };
    }

    private static int[] Ending(Key key, Cadence cadence, Dice dice)
    {
        var scale = key.Scale;

        // Modes without a dominant of their own close over their characteristic chord.
        int[] approach = scale.Name switch
        {
            "dorian" => [3],
            "mixolydian" => [6],
            "lydian" => [1],
            "phrygian" => [1],
            _ => dice.Pick<int[]>([3, 4], [1, 4], [4], [3, 4]),
        };
        approach = scale.IsMinor && approach is [1, 4] ? [3, 4] : approach;
        return cadence switch
        {
            Cadence.Authentic => [.. approach, 0],
            Cadence.Deceptive => scale.Name is "phrygian" or "lydian" ? [1, 0] : [4, 5],
            Cadence.Plagal => [3, 0],
            Cadence.Half => approach.Length > 1 ? [dice.Pick(0, 5, 3), 4] : [approach[0]],
            _ => [dice.Chance(0.55f) ? approach[^1] : scale.IsMinor ? dice.Pick(6, 5, 3) : dice.Pick(3, 4, 1)],
        };
    }

    private static int Step(Key key, float[] weights, Dice dice)
    {
        var sum = 0f;
        for (var degree = 0; degree < 7; degree++)
        {
            sum += Weight(key, weights, degree);
        }

        var point = dice.Unit() * sum;
        for (var degree = 0; degree < 7; degree++)
        {
            point -= Weight(key, weights, degree);
            if (point < 0)
            {
                return degree;
            }
        }

        return 0;
    }

    private static float Weight(Key key, float[] weights, int degree)
    {
        var triad = Chord.On(key, degree, ChordColor.Triad);
        var characteristic = key.Scale.Name switch
        {
            "dorian" => degree == 3,
            "mixolydian" => degree == 6,
            "lydian" or "phrygian" => degree == 1,
            _ => false,
        };

        // Diminished chords serve dominants only; augmented ones serve nobody here.
        return triad.IsDiminished ? weights[degree] * 0.1f : triad.Intervals[^1] == 8 ? 0 : characteristic ? weights[degree] + 2 : weights[degree];
    }
}
