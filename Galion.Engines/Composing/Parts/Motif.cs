using Galion.Engines.Composing.Theory;
using Galion.Engines.Painting;

namespace Galion.Engines.Composing.Parts;

/// <param name="Start">Ticks from the start of the motif.</param>
/// <param name="Step">Steps of the scale above its first note.</param>
internal readonly record struct MotifNote(int Start, int Length, int Step);

/// <summary>A short idea that a piece returns to.</summary>
internal sealed record Motif(IReadOnlyList<MotifNote> Notes, int Length)
{
    /// <summary>Invents an idea of one bar; of two where bars are short.</summary>
    public static Motif Invent(Meter meter, float density, float syncopation, Dice dice)
    {
        var bars = meter.Bar < 2 * Meter.PerQuarter ? 2 : 1;
        var rhythm = new List<(int Start, int Length)>();
        for (var attempt = 0; rhythm.Count < 3 && attempt < 12; attempt++)
        {
            rhythm = Rhythm(meter, bars, density, syncopation, dice);
        }

        var notes = new List<MotifNote>();
        var (step, direction) = (0, dice.Chance(0.55f) ? 1 : -1);
        var leapAt = rhythm.Count > 2 ? 1 + dice.Below(rhythm.Count - 1) : -1;
        for (var n = 0; n < rhythm.Count; n++)
        {
            if (n > 0)
            {
                // Mostly steps; one leap gives it a face, and the line turns back after it.
                var isLeap = n == leapAt && dice.Chance(0.75f);
                step += direction * (isLeap ? dice.Pick(2, 3, 4) : dice.Pick(1, 1, 1, 1, 2, 0));
                direction = isLeap || dice.Chance(0.3f) || Math.Abs(step) > 4 ? -direction : direction;
            }

            notes.Add(new MotifNote(rhythm[n].Start, rhythm[n].Length, step));
        }

        return new Motif(notes, bars * meter.Bar);
    }

    /// <summary>Upside down.</summary>
    public Motif Inverted() => this with { Notes = [.. Notes.Select(note => note with { Step = -note.Step })] };

    /// <summary>Its rhythm with its pitches in reverse order.</summary>
    public Motif Reversed() => this with { Notes = [.. Notes.Select((note, n) => note with { Step = Notes[Notes.Count - 1 - n].Step - Notes[^1].Step })] };

    /// <summary>Twice as slow.</summary>
    public Motif Augmented() => new([.. Notes.Select(note => new MotifNote(note.Start * 2, note.Length * 2, note.Step))], Length * 2);

    /// <summary>Its first half twice, the second time moved by steps.</summary>
    public Motif Fragmented(int half, int by)
    {
        var head = Notes.Where(note => note.Start < half).Select(note => note with { Length = Math.Min(note.Length, half - note.Start) }).ToArray();
        return head.Length == 0 ? this : this with { Notes = [.. head, .. head.Where(note => note.Start + half < Length).Select(note => new MotifNote(note.Start + half, Math.Min(note.Length, Length - half - note.Start), note.Step + by))] };
    }

    /// <summary>Its end turned another way.</summary>
    public Motif Turned(Dice dice)
    {
        var turned = Notes.ToArray();
        for (var n = Math.Max(1, turned.Length - 2); n < turned.Length; n++)
        {
            turned[n] = turned[n] with { Step = turned[n - 1].Step + dice.Pick(-2, -1, -1, 1, 1, 2) };
        }

        return this with { Notes = turned };
    }

    private static List<(int Start, int Length)> Rhythm(Meter meter, int bars, float density, float syncopation, Dice dice)
    {
        var rhythm = new List<(int, int)>();
        var pulses = Enumerable.Repeat(meter.Pulses, bars).SelectMany(pulse => pulse).ToArray();
        var at = 0;
        for (var n = 0; n < pulses.Length; n++)
        {
            var two = n + 1 < pulses.Length && pulses[n + 1] == pulses[n];
            var cell = pulses[n] == 720 ? CompoundCell(density, syncopation, two, dice) : SimpleCell(density, syncopation, two, dice);
            var length = 0;
            foreach (var value in cell)
            {
                if (value > 0)
                {
                    rhythm.Add((at + length, value));
                }

                length += Math.Abs(value);
            }

            at += length;
            n += length > pulses[n] ? 1 : 0;
        }

        return rhythm;
    }

    // Negative lengths are rests.
    private static int[] SimpleCell(float density, float syncopation, bool two, Dice dice) => Choose(
        dice,
        ([480], 1.1f - density), ([240, 240], 0.3f + 0.9f * density), ([360, 120], 0.3f), ([240, 120, 120], 0.55f * density * density), ([120, 120, 240], 0.5f * density * density),
        ([-240, 240], 0.5f * syncopation), ([120, 240, 120], 0.4f * syncopation * density), ([960], two ? 1 - density : 0), ([720, 240], two ? 0.5f : 0),
        ([240, 480, 240], two ? 0.9f * syncopation : 0), ([360, 360, 240], two ? 0.9f * syncopation : 0));

    private static int[] CompoundCell(float density, float syncopation, bool two, Dice dice) => Choose(
        dice,
        ([720], 1.1f - density), ([480, 240], 0.8f), ([240, 240, 240], 0.2f + 0.8f * density), ([240, 480], 0.5f * syncopation), ([-240, 240, 240], 0.4f * syncopation),
        ([360, 120, 240], 0.4f * density), ([1_440], two ? 0.9f - density : 0));

    private static int[] Choose(Dice dice, params ReadOnlySpan<(int[] Cell, float Weight)> choices)
    {
        var sum = 0f;
        foreach (var (_, weight) in choices)
        {
            sum += MathF.Max(0, weight);
        }

        var point = dice.Unit() * sum;
        foreach (var (cell, weight) in choices)
        {
            point -= MathF.Max(0, weight);
            if (point < 0)
            {
                return cell;
            }
        }

        return choices[0].Cell;
    }
}
