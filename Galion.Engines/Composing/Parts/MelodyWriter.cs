using Galion.Engines.Composing.Theory;
using Galion.Engines.Painting;

namespace Galion.Engines.Composing.Parts;

/// <summary>
/// Writes melodies out of the two motifs of the piece: phrases of four bars that ask and answer, in which motifs are moved, turned upside down,
/// broken up and stretched, fitted to the chords, and led to a cadence and a breath.
/// </summary>
internal static class MelodyWriter
{
    private const int Grace = 60;

    // What happens in the bars of a phrase: the motif, moved up or down a step, inverted, turned, fragmented, reversed, augmented over two bars, a rest.
    private static readonly string[] Plans = ["MUVC", "MUFC", "MIVC", "MDMC", "MVUC", "MRVC", "A-UC", "MTFC", "MUTC", "M-VC"];

    public static List<Note> Write(Passage passage)
    {
        var notes = new List<Note>();
        var theme = passage.Theme("melody");
        var draw = passage.Draw("melody");
        var style = passage.Style;
        var density = Math.Clamp(style.Density + passage.Brief.Mood.Density, 0.05f, 0.95f);
        var motif = MotifOf(passage, density);
        var (first, second) = (theme.Pick(Plans), theme.Pick(Plans));
        var bars = passage.Close / passage.Meter.Bar;
        var motifBars = Math.Max(1, motif.Length / passage.Meter.Bar);
        var start = passage.Section.Kind == "intro" && bars >= 4 ? bars / 2 : 0;
        var line = new MelodyLine(passage, notes, theme, draw);
        for (var bar = start; bar < bars;)
        {
            var length = Math.Min(4 * motifBars, bars - bar);
            var isAnswer = (bar - start) / (4 * motifBars) % 2 == 1 || bar + length >= bars;
            line.WritePhrase(motif, isAnswer ? second : first, bar, length, motifBars, isAnswer);
            bar += length;
        }

        if (passage.Section.Ends && passage.Section.Bars > 1)
        {
            line.WriteFinal(passage.Close);
        }

        var written = Humanize(passage, draw, line.Finish());
        return style.Doubles && passage.Energy > 0.8f ? [.. written, .. Double(passage, written)] : written;
    }

    private static Motif MotifOf(Passage passage, float density)
    {
        var (seed, style) = (passage.Brief.Seed, passage.Style);
        var main = Motif.Invent(passage.Meter, density, style.Syncopation, Dice.For(seed, "first motif of " + style.Name));
        var hook = Motif.Invent(passage.Meter, Math.Max(0.05f, density - 0.15f), style.Syncopation, Dice.For(seed, "second motif of " + style.Name));
        return passage.Section.Kind switch
        {
            "chorus" => hook,
            "bridge" => main.Inverted(),
            "breakdown" or "outro" => main.Augmented(),
            "prechorus" => main.Fragmented(passage.Meter.Middle, 1),
            "solo" => Motif.Invent(passage.Meter, Math.Min(0.95f, density + 0.3f), style.Syncopation, passage.Theme("solo")),
            _ => main,
        };
    }

    private static List<Note> Humanize(Passage passage, Dice draw, List<Note> notes)
    {
        var played = new List<Note>();
        for (var n = 0; n < notes.Count; n++)
        {
            var note = notes[n];
            var velocity = note.Velocity + draw.Bell() * 0.03f * (float)passage.Brief.Humanity;
            var shift = passage.Swing(note.Tick) + passage.Loosen(draw);
            if (draw.Chance(passage.Style.Ornaments) && note.Length >= 240 && note.Tick >= Grace && (n == 0 || notes[n - 1].End <= note.Tick - Grace))
            {
                var from = passage.Key.Pitch(passage.Key.StepNear(note.Pitch) + (draw.Chance(0.6f) ? -1 : 1));
                played.Add(new Note(note.Tick - Grace, Grace, from, velocity * 0.8f, shift, NoteRole.Ornament));
            }

            played.Add(note with { Velocity = Math.Clamp(velocity, 0.1f, 1), Shift = shift });
        }

        return played;
    }

    /// <summary>A second voice a third or so below, on the chord.</summary>
    private static IEnumerable<Note> Double(Passage passage, List<Note> notes)
    {
        foreach (var note in notes.Where(note => note.Role == NoteRole.Main && note.Length >= Meter.PerQuarter / 2))
        {
            var chord = passage.ChordAt(note.Tick);
            var below = passage.Key.Pitch(passage.Key.StepNear(note.Pitch) - 2);
            var pitch = passage.Meter.Strength(note.Tick) > 0 ? chord.Nearest(below) : below;
            if (note.Pitch - pitch is > 2 and < 10)
            {
                yield return note with { Pitch = pitch, Velocity = note.Velocity * 0.72f, Shift = note.Shift + 4, Role = NoteRole.Double };
            }
        }
    }
}
