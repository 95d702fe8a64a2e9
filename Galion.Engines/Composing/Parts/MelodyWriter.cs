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
        var line = new Line(passage, notes, theme, draw);
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

    /// <summary>The line that is being written, from note to note.</summary>
    private sealed class Line(Passage passage, List<Note> notes, Dice theme, Dice draw)
    {
        private readonly Key _key = passage.Key;
        private readonly int _low = passage.Style.MelodyRange.Low + passage.Brief.Mood.Register;
        private readonly int _high = passage.Style.MelodyRange.High + passage.Brief.Mood.Register;

        private int Middle => (_low * 5 + _high * 4) / 9 + passage.Section.Kind switch { "chorus" => 4, "solo" => 3, "verse" => -1, "intro" => 0, _ => 1 };

        public void WritePhrase(Motif motif, string plan, int bar, int bars, int motifBars, bool isAnswer)
        {
            var ticks = passage.Meter.Bar;
            var slots = Math.Max(1, bars / motifBars);
            var plans = slots >= 4 ? plan : plan[..(slots - 1)] + "C";
            var previous = 0;
            for (var slot = 0; slot < slots; slot++)
            {
                var at = (bar + slot * motifBars) * ticks;
                var arch = slot switch { 0 => 0, 1 => 2, 2 => isAnswer ? 5 : 3, _ => 0 };
                var target = Middle + arch + theme.Pick(-1, 0, 0, 1);
                switch (plans[slot])
                {
                    case 'M':
                        previous = Place(motif, at, target);
                        break;
                    case 'U':
                        previous = Place(motif, at, _key.Pitch(previous + 1));
                        break;
                    case 'D':
                        previous = Place(motif, at, _key.Pitch(previous - 1));
                        break;
                    case 'I':
                        previous = Place(motif.Inverted(), at, target);
                        break;
                    case 'V':
                    case 'T':
                        previous = Place(motif.Turned(plans[slot] == 'T' ? draw : theme), at, target);
                        break;
                    case 'F':
                        previous = Place(motif.Fragmented(passage.Meter.Middle, theme.Pick(-1, 1, 2)), at, target);
                        break;
                    case 'R':
                        previous = Place(motif.Reversed(), at, target);
                        break;
                    case 'A':
                        previous = Place(slot + 1 < slots && plans[slot + 1] == '-' ? motif.Augmented() : motif, at, target);
                        break;
                    case 'C':
                        Conclude(motif, at, motifBars, target, isAnswer);
                        break;
                }
            }
        }

        /// <summary>The last note of the piece: the tonic, held.</summary>
        public void WriteFinal(int tick)
        {
            var from = notes.Count > 0 ? notes[^1].Pitch : Middle;
            var tonic = passage.ChordAt(tick).RootAbove(from - 6);
            Add(tick, passage.Ticks - tick, tonic, 0);
        }

        /// <summary>Ends notes where the next begins, closes leaps that are too wide, and drops what is too short.</summary>
        public List<Note> Finish()
        {
            var line = notes.OrderBy(note => note.Tick).ToList();
            for (var n = 0; n < line.Count; n++)
            {
                if (n > 0 && Math.Abs(line[n].Pitch - line[n - 1].Pitch) > 9)
                {
                    var nearer = line[n].Pitch + (line[n].Pitch > line[n - 1].Pitch ? -12 : 12);
                    line[n] = nearer >= _low - 4 && nearer <= _high + 2 ? line[n] with { Pitch = nearer } : line[n];
                }

                if (n + 1 < line.Count && line[n].End > line[n + 1].Tick)
                {
                    line[n] = line[n] with { Length = line[n + 1].Tick - line[n].Tick };
                }
            }

            return [.. line.Where(note => note.Length >= Meter.Sixteenth / 2)];
        }

        /// <returns>The step of its first note.</returns>
        private int Place(Motif motif, int at, int target)
        {
            var chord = passage.ChordAt(at);
            var start = _key.StepNear(chord.Nearest(target));
            var highest = motif.Notes.Max(note => note.Step);
            var lowest = motif.Notes.Min(note => note.Step);
            while (_key.Pitch(start + highest) > _high)
            {
                start--;
            }

            while (_key.Pitch(start + lowest) < _low)
            {
                start++;
            }

            var repeated = 0;
            var last = -1;
            foreach (var note in motif.Notes)
            {
                var tick = at + note.Start;
                if (tick >= passage.Close)
                {
                    break;
                }

                var pitch = Fit(tick, note.Length, _key.Pitch(start + note.Step));
                repeated = pitch == last ? repeated + 1 : 0;
                if (repeated >= 2)
                {
                    pitch = Fit(tick, note.Length, _key.Pitch(_key.StepNear(pitch) + (pitch > Middle ? -2 : 2)));
                    repeated = 0;
                }

                last = pitch;
                Add(tick, Math.Min(note.Length, passage.Close - tick), pitch, 1);
            }

            return start;
        }

        /// <summary>Heavy and long notes stand on the chord; light ones pass between.</summary>
        private int Fit(int tick, int length, int pitch)
        {
            var chord = passage.ChordAt(tick);
            if (passage.Meter.Strength(tick) >= (length >= Meter.PerQuarter ? 0 : 1) && !chord.Has(pitch))
            {
                pitch = chord.Nearest(pitch);
            }

            var tune = _key.Scale.Tune;
            var step = _key.StepNear(pitch);
            if (!chord.Has(pitch) && !tune.Contains((step % 7 + 7) % 7))
            {
                pitch = _key.Pitch(step - 1);
            }

            // Over the dominant of a minor key the seventh degree is raised, or it would grate against the chord.
            return chord.IsDominant && !chord.Has(pitch) && chord.Has(pitch + 1) && _key.Scale.RaisesSeventh && (pitch + 1 - _key.TonicClass) % 12 == 11 ? pitch + 1 : pitch;
        }

        private void Conclude(Motif motif, int at, int motifBars, int target, bool isAnswer)
        {
            var bar = passage.Meter.Bar;
            var end = Math.Min(at + motifBars * bar, passage.Close);
            var arrival = end - bar + (theme.Chance(0.6f) ? passage.Meter.Middle : 0);
            if (arrival > at)
            {
                // The head of the motif leads to the arrival.
                Place(motif with { Notes = [.. motif.Notes.Where(note => note.Start < arrival - at).Select(note => note with { Length = Math.Min(note.Length, arrival - at - note.Start) })] } is { Notes.Count: > 0 } head
                    ? head : new Motif([new MotifNote(0, arrival - at, 0)], arrival - at), at, target);
            }

            var chord = passage.ChordAt(arrival);
            var from = notes.Count > 0 ? notes[^1].Pitch : target;
            var pitch = isAnswer && chord.Degree == 0 ? Nearest(chord.Root, from) : chord.Nearest(from + (isAnswer ? -1 : theme.Pick(-2, 2)));
            pitch = pitch > _high ? pitch - 12 : pitch < _low - 3 ? pitch + 12 : pitch;
            if (notes.Count > 0 && notes[^1].Tick >= at && notes[^1].Pitch == pitch && passage.Meter.Strength(notes[^1].Tick) == 0)
            {
                // An arrival needs a step to arrive by.
                notes[^1] = notes[^1] with { Pitch = _key.Pitch(_key.StepNear(pitch) + (from >= Middle ? 1 : -1)) };
            }

            var breath = Math.Min((end - arrival) / 3, passage.Meter.Pulse);
            Add(arrival, end - arrival - breath, pitch, 1);
        }

        private static int Nearest(int pitchClass, int pitch)
        {
            var above = pitch + ((pitchClass - pitch) % 12 + 12) % 12;
            return above - pitch > 6 ? above - 12 : above;
        }

        private void Add(int tick, int length, int pitch, float accent)
        {
            if (length > 0)
            {
                notes.Add(new Note(tick, length, pitch, passage.Velocity(tick, accent) + 0.05f));
            }
        }
    }
}
