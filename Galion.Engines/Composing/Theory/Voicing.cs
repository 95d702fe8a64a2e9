namespace Galion.Engines.Composing.Theory;

/// <summary>Finds voices for chords that move as little as possible.</summary>
/// <param name="lowest">The lowest pitch of the upper voices.</param>
/// <param name="highest">The highest.</param>
/// <param name="voices">3 to 5.</param>
/// <param name="strict">Whether parallel fifths and octaves, also against the bass, are forbidden.</param>
internal sealed class Voicing(int lowest, int highest, int voices, bool strict)
{
    private int[]? _last;
    private int _lastBass;

    /// <param name="bass">The pitch that sounds under the chord.</param>
    /// <returns>Ascending pitches.</returns>
    public int[] Next(Chord chord, int bass)
    {
        var best = Array.Empty<int>();
        var bestCost = float.MaxValue;
        var current = new int[voices];
        Search(0, lowest);
        _last = best;
        _lastBass = bass;
        return best;

        void Search(int voice, int from)
        {
            if (voice == voices)
            {
                var cost = Cost(current, chord, bass);
                if (cost < bestCost)
                {
                    (best, bestCost) = ([.. current], cost);
                }

                return;
            }

            for (var pitch = from; pitch <= Math.Min(highest, from + 12); pitch++)
            {
                if (chord.Has(pitch))
                {
                    current[voice] = pitch;
                    Search(voice + 1, pitch + 1);
                }
            }

            if (best.Length == 0 && voice > 0)
            {
                // The range is too narrow for all voices; let the upper ones double what there is.
                current[voice] = chord.Nearest(current[voice - 1] + 4);
                Search(voice + 1, current[voice] + 1);
            }
        }
    }

    private float Cost(int[] pitches, Chord chord, int bass)
    {
        var cost = 0f;
        for (var tone = 0; tone < chord.Classes.Length; tone++)
        {
            var doubled = pitches.Count(pitch => (pitch - chord.Classes[tone]) % 12 == 0);
            var isFifth = chord.Intervals[tone] == 7;

            // The bass has the root, and the fifth adds least; thirds and sevenths say what the chord is.
            cost += doubled == 0 ? isFifth ? 1.5f : tone == 0 ? 1 : 7 : 0;
            cost += doubled > 1 ? chord.Intervals[tone] is 3 or 4 && chord.IsDominant || chord.Intervals[tone] is 10 or 11 ? 6 : 1.5f : 0;
        }

        for (var n = 1; n < pitches.Length; n++)
        {
            var gap = pitches[n] - pitches[n - 1];
            cost += gap == 1 ? 4 : gap == 2 && n == pitches.Length - 1 ? 1 : 0;
            cost += gap > 9 ? gap - 9 : 0;
            cost += pitches[n - 1] < 52 && gap < 4 ? 3 : 0;
        }

        if (_last is not { Length: > 0 })
        {
            return cost + Math.Abs(pitches[^1] - (lowest + highest * 2) / 3f) * 0.3f;
        }

        for (var n = 0; n < pitches.Length; n++)
        {
            var move = Math.Abs(pitches[n] - _last[n]);
            cost += move * 0.5f + (move > 5 ? 3 : 0);
        }

        return strict ? cost + 60 * Parallels([_lastBass, .. _last], [bass, .. pitches]) : cost;
    }

    /// <summary>How many pairs of voices move in the same direction from one fifth or octave to another.</summary>
    public static int Parallels(ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        var count = 0;
        for (var low = 0; low < before.Length; low++)
        {
            for (var high = low + 1; high < before.Length; high++)
            {
                var (first, second) = ((before[high] - before[low]) % 12, (after[high] - after[low]) % 12);
                count += first == second && (first is 0 or 7) && before[low] != after[low] && before[high] != after[high] ? 1 : 0;
            }
        }

        return count;
    }
}
