using Galion.Engines.Composing.Theory;
using Galion.Engines.Painting;

namespace Galion.Engines.Composing.Parts;

/// <summary>Plays grooves: with accents and ghosts, an answer at the end of every other pair of bars, and a fill before the next section.</summary>
internal static class DrumWriter
{
    public static List<Note> Write(Passage passage)
    {
        var notes = new List<Note>();
        var groove = Groove.Named(passage.Style.Groove);
        var draw = passage.Draw("drums");
        var bars = passage.Close / passage.Meter.Bar;
        for (var bar = 0; bar < bars; bar++)
        {
            WriteBar(passage, groove, bar, notes, draw);
        }

        if (passage.Energy >= 0.6f && passage.Section.Bars > 1 && !IsGentle(passage))
        {
            notes.RemoveAll(note => note.Tick == 0 && (note.Pitch is Drum.Hat or Drum.OpenHat or Drum.Ride));
            notes.Add(new Note(0, 480, Drum.Crash, passage.Velocity(0, 0.5f) * 0.85f));
        }

        if (passage.Section.Ends && passage.Close < passage.Ticks)
        {
            if (!IsGentle(passage))
            {
                notes.Add(new Note(passage.Close, 480, Drum.Crash, 0.35f + 0.35f * passage.Energy));
            }

            notes.Add(new Note(passage.Close, 480, passage.Style.Groove is "orchestral" or "cinematic" ? Drum.LowTom : Drum.Kick, 0.5f + 0.4f * passage.Energy));
        }

        return notes;
    }

    /// <summary>Where the fill into the next section begins: one beat before its end, or two where much is going on.</summary>
    public static int FillFrom(Passage passage)
    {
        var beats = passage.Energy > 0.5f || passage.Next!.Energy > 0.7f ? Math.Min(2, passage.Meter.Pulses.Length - 1) : 1;
        return passage.Ticks - passage.Meter.Bar + passage.Meter.LastBeats(beats);
    }

    private static bool IsGentle(Passage passage) => passage.Style.Groove is "soft" or "folk" or "lofi";

    private static void WriteBar(Passage passage, Groove groove, int bar, List<Note> notes, Dice draw)
    {
        var meter = passage.Meter;
        var start = bar * meter.Bar;
        var answer = passage.Answers[bar];
        var fillFrom = answer == Answer.Fill ? FillFrom(passage) : int.MaxValue;
        foreach (var voice in bar % 2 == 0 ? groove.First : groove.Second)
        {
            if (passage.Energy < voice.From || passage.Energy >= voice.Until)
            {
                continue;
            }

            foreach (var (tick, hit) in Groove.Hits(voice.Hits, meter))
            {
                var at = start + tick;
                var isLastBeat = tick >= meter.LastBeats(1);

                // Where the bass answers, the kick leaves it the floor.
                if (at >= fillFrom || hit == '?' && !draw.Chance(0.45f) || answer == Answer.Bass && isLastBeat && voice.Key == Drum.Kick && passage.Style.Pump == 0)
                {
                    continue;
                }

                var velocity = hit switch { 'X' => 1.08f, 'o' => 0.42f, '?' => 0.8f, _ => 0.88f } * passage.Velocity(at, 0.3f);
                notes.Add(Hit(passage, at, voice.Key, velocity, draw));
            }
        }

        if (answer == Answer.Drums && passage.Energy > 0.45f)
        {
            Answers(passage, groove, start, notes, draw);
        }

        if (fillFrom < int.MaxValue)
        {
            Fill(passage, groove, fillFrom, start + meter.Bar, notes, draw);
        }
    }

    /// <summary>A few light hits in the last beat.</summary>
    private static void Answers(Passage passage, Groove groove, int start, List<Note> notes, Dice draw)
    {
        var from = start + passage.Meter.LastBeats(1);
        var step = passage.Meter.Beat(from).Length == Meter.PerQuarter ? 120 : 240;
        for (var at = from + step; at < start + passage.Meter.Bar; at += step)
        {
            if (draw.Chance(0.55f) && !notes.Exists(note => note.Tick == at && note.Pitch == groove.Fill[0]))
            {
                notes.Add(Hit(passage, at, draw.Pick(groove.Fill), passage.Velocity(at, 0) * draw.Range(0.45f, 0.75f), draw));
            }
        }
    }

    /// <summary>A run that grows towards the next section, down through the drums of the kit.</summary>
    private static void Fill(Passage passage, Groove groove, int from, int to, List<Note> notes, Dice draw)
    {
        var step = passage.Meter.IsCompound ? 240 : 120;
        var steps = (to - from) / step;
        var isRoll = passage.Style.Groove is "orchestral" or "cinematic" or "house";
        for (var n = 0; n < steps; n++)
        {
            if (!isRoll && n > 0 && n < steps - 1 && draw.Chance(0.3f - 0.2f * passage.Energy))
            {
                continue;
            }

            var key = isRoll ? groove.Fill[^1] : groove.Fill[Math.Min(groove.Fill.Length - 1, n * groove.Fill.Length / steps)];
            var velocity = (0.5f + 0.5f * n / steps) * (0.6f + 0.4f * passage.Energy);
            notes.Add(Hit(passage, from + n * step, passage.Style.Groove == "house" ? Drum.Snare : key, velocity, draw));
        }
    }

    private static Note Hit(Passage passage, int tick, int key, float velocity, Dice draw)
    {
        // Off the grid hangs the feel: sleepy styles play the backbeat late.
        var late = passage.Style.Groove == "lofi" && key == Drum.Snare ? 12 : 0;
        var loose = 1 + draw.Bell() * 0.05f * (float)passage.Brief.Humanity;
        return new Note(tick, 120, key, Math.Clamp(velocity * loose, 0.05f, 1), passage.Swing(tick) + passage.Loosen(draw, 0.6f) + late);
    }
}
