using Galion.Engines.Composing.Theory;
using Galion.Engines.Painting;

namespace Galion.Engines.Composing.Parts;

/// <summary>A melody that is being written, from note to note.</summary>
internal sealed class MelodyLine(Passage passage, List<Note> notes, Dice theme, Dice draw)
{
    /// <summary>Semitones: a major sixth.</summary>
    private const int WidestLeap = 9;

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
            if (n > 0 && Math.Abs(line[n].Pitch - line[n - 1].Pitch) > WidestLeap)
            {
                var nearer = line[n].Pitch + (line[n].Pitch > line[n - 1].Pitch ? -12 : 12);
                line[n] = nearer >= _low - 4 && nearer <= _high + 2 ? line[n] with { Pitch = nearer } : line[n];
            }

            if (n + 1 < line.Count && line[n].End > line[n + 1].Tick)
            {
                line[n] = line[n] with { Length = line[n + 1].Tick - line[n].Tick };
            }
        }

        line.RemoveAll(note => note.Length < Meter.Sixteenth / 2);
        if (passage.Style.Strict)
        {
            PartFromBass(line);
        }

        return line;
    }

    /// <summary>Where melody and bass would go from one fifth or octave to another in the same direction, the melody takes another tone of the chord.</summary>
    private void PartFromBass(List<Note> line)
    {
        var before = -1;
        for (var n = 0; n < line.Count; n++)
        {
            if (passage.Meter.Strength(line[n].Tick) == 0)
            {
                continue;
            }

            if (before >= 0 && line[n].Tick < passage.Close && IsParallel(line[before], line[n]))
            {
                var (old, chord) = (line[n], passage.ChordAt(line[n].Tick));
                line[n] = Enumerable.Range(1, 5).SelectMany(way => new[] { old with { Pitch = old.Pitch - way }, old with { Pitch = old.Pitch + way } })
                    .FirstOrDefault(note => chord.Has(note.Pitch) && note.Pitch >= _low - 3 && note.Pitch <= _high && !IsParallel(line[before], note)
                        && Math.Abs(note.Pitch - line[n - 1].Pitch) <= WidestLeap && (n + 1 == line.Count || Math.Abs(note.Pitch - line[n + 1].Pitch) <= WidestLeap)) ?? old;
            }

            before = n;
        }
    }

    private bool IsParallel(Note before, Note now)
    {
        var (bass, nextBass) = (BassWriter.RootOf(passage.ChordAt(before.Tick)), BassWriter.RootOf(passage.ChordAt(now.Tick)));
        return Voicing.Parallels([bass, before.Pitch], [nextBass, now.Pitch]) > 0;
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
