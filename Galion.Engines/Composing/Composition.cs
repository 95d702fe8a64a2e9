using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Theory;

namespace Galion.Engines.Composing;

/// <summary>A written piece.</summary>
internal sealed class Composition
{
    private Composition(Brief brief) => Brief = brief;

    public Brief Brief { get; }

    /// <summary>By part, in order of time, over the whole piece; parts that have no instrument are missing.</summary>
    public Dictionary<Part, List<Note>> Notes { get; } = [];

    /// <summary>The chords with ticks from the start of the piece.</summary>
    public List<ChordSpan> Chords { get; } = [];

    /// <summary>Where each section starts, in ticks.</summary>
    public List<(Section Section, int Start)> Sections { get; } = [];

    /// <summary>Where the kick is struck, in ticks, whether or not a kit plays it: what is ducked by it stays the same without drums.</summary>
    public List<int> Kicks { get; } = [];

    public int Ticks => Brief.Bars * Brief.Meter.Bar;

    public static Composition Write(Brief brief, CancellationToken cancellationToken = default)
    {
        var piece = new Composition(brief);
        foreach (var part in Enum.GetValues<Part>().Where(brief.Plays))
        {
            piece.Notes[part] = [];
        }

        var start = 0;
        for (var n = 0; n < brief.Sections.Count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var passage = new Passage(brief, brief.Sections[n], n + 1 < brief.Sections.Count ? brief.Sections[n + 1] : null);
            piece.Sections.Add((passage.Section, start));
            piece.Chords.AddRange(passage.Chords.Select(span => span with { Start = span.Start + start }));
            if (brief.Style.Pump > 0 && Presence(passage, Part.Drums) is var (first, last) && first < last)
            {
                piece.Kicks.AddRange(DrumWriter.Write(passage).Where(note => note.Pitch == Drum.Kick && note.Tick >= first && note.Tick < last).Select(note => note.Played + start).Order());
            }

            foreach (var (part, notes) in piece.Notes)
            {
                var (from, to) = Presence(passage, part);
                if (from < to)
                {
                    var played = Play(passage, part).Where(note => note.Tick >= from && (note.Tick < to || note.Tick >= passage.Close));
                    // Nobody is early on the first beat of a section: what was before it, and whether there was anything, changes nothing in it.
                    notes.AddRange(played.Select(note => note with { Tick = note.Tick + start, Shift = Math.Max(note.Shift, -note.Tick) }));
                }
            }

            start += passage.Ticks;
        }

        foreach (var notes in piece.Notes.Values)
        {
            notes.Sort((one, other) => (one.Tick, one.Shift, one.Pitch).CompareTo((other.Tick, other.Shift, other.Pitch)));
        }

        return piece;
    }

    /// <summary>
    /// From where to where in a section a part plays. Introductions build up and endings thin out: what does not quite belong yet joins for their
    /// second half, or leaves after the first; silent drums announce a section that they play in. A part that the style keeps out but the request names plays where much is going on.
    /// </summary>
    private static (int From, int To) Presence(Passage passage, Part part)
    {
        const float Nearly = 0.24f;
        var section = passage.Section;
        var enters = passage.Style.Enters[part] > 1 ? 0.5f : passage.Style.Enters[part];
        var half = (section.Bars + 1) / 2 * passage.Meter.Bar;
        return section.Energy >= enters ? (0, passage.Ticks)
            : section.Energy + Nearly >= enters && section.Bars > 1 && section.Kind == "intro" ? (half, passage.Ticks)
            : section.Energy + Nearly >= enters && section.Bars > 1 && section.Kind == "outro" ? (0, half)
            : part == Part.Drums && passage.Answers[^1] == Answer.Fill && passage.Next!.Energy >= enters ? (DrumWriter.FillFrom(passage), passage.Ticks)
            : (0, 0);
    }

    /// <summary>What a part plays in two loud bars that every piece of this style, seed and metre could contain: levels are set by it.</summary>
    public static List<Note> Sample(Brief brief, Part part) =>
        Play(new Passage(brief, new Section("chorus", 2, Form.ThemeOf("chorus", brief.Seed), 0, Ends: false), next: null), part);

    private static List<Note> Play(Passage passage, Part part) => part switch
    {
        Part.Drums => DrumWriter.Write(passage),
        Part.Bass => BassWriter.Write(passage),
        Part.Harmony => ChordWriter.WriteHarmony(passage),
        Part.Melody => MelodyWriter.Write(passage),
        _ => ChordWriter.WritePads(passage),
    };
}
