using Galion.Engines.Composing.Theory;
using Galion.Engines.Painting;

namespace Galion.Engines.Composing.Parts;

/// <summary>Plays the roots of the chords in the manner of the style, with the kick where there is one, and fills where the drums leave room.</summary>
internal sealed class BassWriter
{
    private const int Lowest = 28;
    private const int Highest = 52;
    private readonly Passage _passage;
    private readonly List<Note> _notes = [];
    private readonly Dice _theme;
    private readonly Dice _draw;

    private BassWriter(Passage passage)
    {
        _passage = passage;
        _theme = passage.Theme("bass");
        _draw = passage.Draw("bass");
    }

    /// <summary>The bass pitch under a chord, the same for every part that asks.</summary>
    public static int RootOf(Chord chord)
    {
        var root = chord.RootAbove(Lowest);
        return root > 40 ? root - 12 < Lowest ? root : root - 12 : root;
    }

    public static List<Note> Write(Passage passage)
    {
        var writer = new BassWriter(passage);
        var line = writer._theme.Pick(passage.Style.Bass);
        line = passage.Energy < 0.4f && (line is BassLine.WithKick or BassLine.Octaves or BassLine.Offbeat) ? BassLine.Sustained : line;
        for (var n = 0; n < passage.Chords.Count; n++)
        {
            var span = passage.Chords[n];
            if (span.Start >= passage.Close)
            {
                break;
            }

            writer.WriteSpan(line, span, n + 1 < passage.Chords.Count ? passage.Chords[n + 1].Chord : passage.Chords[0].Chord);
        }

        if (passage.Close < passage.Ticks)
        {
            writer.Add(passage.Close, passage.Ticks - passage.Close, RootOf(passage.ChordAt(passage.Close)), 0.5f);
        }

        return writer.Finish();
    }

    private void WriteSpan(BassLine line, ChordSpan span, Chord next)
    {
        var meter = _passage.Meter;
        var root = RootOf(span.Chord);
        switch (line)
        {
            case BassLine.Sustained:
                Add(span.Start, span.Length, root, 0);
                break;
            case BassLine.RootFifth:
                foreach (var (start, length) in Bars(span))
                {
                    var half = length >= meter.Bar ? meter.Middle : length / 2;
                    Add(start, half - 30, root, 0.5f);
                    Add(start + half, length - half - 30, Fifth(span.Chord, root), 0);
                }

                break;
            case BassLine.Walking:
                Walk(span, root, next);
                return;
            case BassLine.Octaves:
                for (var at = span.Start; at < span.End; at += 240)
                {
                    Add(at, 200, (at - span.Start) % 960 == 720 && _passage.Energy > 0.6f ? root + 12 : root, 0.4f);
                }

                break;
            case BassLine.Offbeat:
                for (var at = span.Start; at < span.End; at += 240)
                {
                    // The last eighth of each beat.
                    var (into, beat) = meter.Beat(at);
                    if (into + 240 == beat)
                    {
                        Add(at, 200, _theme.Chance(0.2f) ? root + 12 : root, 0.4f);
                    }
                }

                break;
            case BassLine.Arpeggio:
                int[] shape = [root, root + 12, Fifth(span.Chord, root), root + 12];
                for (var (at, n) = (span.Start, 0); at < span.End; at += 240, n++)
                {
                    Add(at, 210, shape[n % 4], 0.4f);
                }

                break;
            case BassLine.LowPiano:
                foreach (var (start, length) in Bars(span))
                {
                    Add(start, length, root, 0.4f);
                    if (_passage.Energy > 0.7f && root - 12 >= 24)
                    {
                        Add(start, length, root - 12, 0.2f);
                    }
                }

                return;
            default:
                WithKick(span, root);
                break;
        }

        AnswerDrums(span, root, next);
    }

    private void WithKick(ChordSpan span, int root)
    {
        var groove = Groove.Named(_passage.Style.Groove);
        foreach (var (start, length) in Bars(span))
        {
            var bar = start / _passage.Meter.Bar;
            var hits = (bar % 2 == 0 ? groove.First : groove.Second).Where(voice => voice.Key == Drum.Kick)
                .SelectMany(voice => Groove.Hits(voice.Hits, _passage.Meter)).Where(hit => hit.Hit != '?' && bar * _passage.Meter.Bar + hit.Tick >= start && bar * _passage.Meter.Bar + hit.Tick < start + length)
                .Select(hit => bar * _passage.Meter.Bar + hit.Tick).ToList();
            if (!hits.Contains(start))
            {
                hits.Insert(0, start);
            }

            for (var n = 0; n < hits.Count; n++)
            {
                var end = n + 1 < hits.Count ? hits[n + 1] : start + length;
                var pitch = n == 0 ? root : _theme.Pick(root, root, Fifth(span.Chord, root), root + 12);
                Add(hits[n], Math.Min(end - hits[n] - 20, 720), pitch, 0.5f);
            }
        }
    }

    /// <summary>A note on every beat: chord tones on strong beats, steps between, and a neighbour of the next root before it.</summary>
    private void Walk(ChordSpan span, int root, Chord next)
    {
        var beats = Beats(span).ToArray();
        var target = RootOf(next);
        var pitch = root + (_draw.Chance(0.3f) && root + 12 <= Highest - 4 ? 12 : 0);
        for (var beat = 0; beat < beats.Length; beat++)
        {
            var role = NoteRole.Main;
            if (beat > 0 && beat == beats.Length - 1 && span.End < _passage.Close)
            {
                var side = pitch > target ? 1 : -1;
                var chromatic = _draw.Chance(0.45f);
                pitch = chromatic ? target + side : _passage.Key.Pitch(_passage.Key.StepNear(target) + side);
                role = chromatic && !_passage.Key.Contains(pitch) ? NoteRole.Ornament : NoteRole.Main;
            }
            else if (beat > 0)
            {
                var direction = pitch > 45 ? -1 : pitch < 33 ? 1 : target > pitch ? 1 : _draw.Pick(-1, 1);
                var step = _passage.Key.Pitch(_passage.Key.StepNear(pitch) + direction * _draw.Pick(1, 1, 2));
                pitch = beat % 2 == 0 ? Other(span.Chord.Nearest(step), pitch, span.Chord) : step;
            }

            pitch = pitch < Lowest ? pitch + 12 : pitch > Highest ? pitch - 12 : pitch;
            var (start, length) = beats[beat];
            Add(start, length - 40, pitch, 0.3f, role);
            if (_draw.Chance(0.12f))
            {
                Add(start + length - 160, 100, pitch, -1.5f, role);
            }
        }

        static int Other(int candidate, int pitch, Chord chord) => candidate == pitch ? chord.Nearest(pitch + 3) : candidate;
    }

    /// <summary>In bars that are the bass's to answer, a run to the next root on the last beat; before a fill it holds still.</summary>
    private void AnswerDrums(ChordSpan span, int root, Chord next)
    {
        var bar = (span.End - 1) / _passage.Meter.Bar;
        if (_passage.Answers[bar] != Answer.Bass || span.End % _passage.Meter.Bar != 0 || _passage.Energy < 0.45f || span.Length < 2 * _passage.Meter.Pulse)
        {
            return;
        }

        var from = span.End - _passage.Meter.Bar + _passage.Meter.LastBeats(1);
        _notes.RemoveAll(note => note.Tick >= from);
        for (var n = 0; n < _notes.Count; n++)
        {
            _notes[n] = _notes[n].End > from ? _notes[n] with { Length = from - _notes[n].Tick } : _notes[n];
        }

        var steps = (span.End - from) / 240;
        var target = _passage.Key.StepNear(RootOf(next));
        var direction = RootOf(next) >= root ? -1 : 1;
        for (var n = 0; n < steps; n++)
        {
            Add(from + n * 240, 220, _passage.Key.Pitch(target + direction * (steps - n)), 0.2f);
        }
    }

    private IEnumerable<(int Start, int Length)> Bars(ChordSpan span)
    {
        for (var at = span.Start; at < span.End;)
        {
            var end = Math.Min(span.End, (at / _passage.Meter.Bar + 1) * _passage.Meter.Bar);
            yield return (at, end - at);
            at = end;
        }
    }

    private IEnumerable<(int Start, int Length)> Beats(ChordSpan span)
    {
        for (var at = span.Start; at < span.End;)
        {
            var (into, beat) = _passage.Meter.Beat(at);
            var end = Math.Min(span.End, at - into + beat);
            yield return (at, end - at);
            at = end;
        }
    }

    private static int Fifth(Chord chord, int root)
    {
        var fifth = chord.Intervals.FirstOrDefault(interval => interval is 6 or 7 or 8, 12);
        return root + fifth > 45 ? root + fifth - 12 : root + fifth;
    }

    private void Add(int tick, int length, int pitch, float accent, NoteRole role = NoteRole.Main)
    {
        if (length <= 0 || tick >= _passage.Ticks)
        {
            return;
        }

        var velocity = _passage.Velocity(tick, 0.4f) + accent * 0.05f + _draw.Bell() * 0.02f * (float)_passage.Brief.Humanity;
        _notes.Add(new Note(
            tick, Math.Min(length, (tick < _passage.Close ? _passage.Close : _passage.Ticks) - tick), pitch, Math.Clamp(velocity, 0.1f, 1),
            _passage.Swing(tick) + _passage.Loosen(_draw, 0.7f), role));
    }

    private List<Note> Finish() => [.. _notes.Where(note => note.Length > 0).OrderBy(note => note.Tick)];
}
