using Galion.Engines.Composing.Theory;
using Galion.Engines.Painting;

namespace Galion.Engines.Composing.Parts;

/// <summary>Who fills the end of a bar, so that drums and bass answer rather than cover each other.</summary>
internal enum Answer
{
    Nobody,
    Drums,
    Bass,

    /// <summary>The drums lead into the next section.</summary>
    Fill,
}

/// <summary>A section as its players see it. Ticks count from the start of the section.</summary>
internal sealed class Passage
{
    public Passage(Brief brief, Section section, Section? next)
    {
        Brief = brief;
        Section = section;
        Next = next;
        Energy = Math.Clamp(section.Energy + brief.Mood.Energy + (section.Kind == "chorus" ? 0.03f * Math.Min(3, section.Variation) : 0), 0.1f, 1);
        Chords = WriteChords();
        Answers = WriteAnswers();
    }

    public Brief Brief { get; }

    public Style Style => Brief.Style;

    public Meter Meter => Brief.Meter;

    public Key Key => Brief.Key;

    public Section Section { get; }

    public Section? Next { get; }

    /// <summary>0.1 to 1.</summary>
    public float Energy { get; }

    public int Ticks => Section.Bars * Meter.Bar;

    /// <summary>Where the final chord stands; the end of the section where there is none.</summary>
    public int Close => Section.Ends && Section.Bars > 1 ? Ticks - Meter.Bar : Ticks;

    public IReadOnlyList<ChordSpan> Chords { get; }

    /// <summary>For each bar.</summary>
    public IReadOnlyList<Answer> Answers { get; }

    /// <summary>Draws that are the same wherever the section stands. Those of the theme return with it.</summary>
    public Dice Theme(string part) => Dice.For(unchecked(Brief.Seed + Section.Theme * 2_654_435_761L), part + " in the " + Section.Kind + " of " + Style.Name);

    /// <summary>Draws of this return of the theme alone.</summary>
    public Dice Draw(string part) => Dice.For(unchecked(Brief.Seed + Section.Theme * 2_654_435_761L + (Section.Variation + 1) * 40_503L), part);

    public Chord ChordAt(int tick)
    {
        foreach (var span in Chords)
        {
            if (tick < span.End)
            {
                return span.Chord;
            }
        }

        return Chords[^1].Chord;
    }

    /// <summary>The loudness of a place: louder in energetic sections, swelling within phrases of four bars, accented on beats.</summary>
    public float Velocity(int tick, float accent)
    {
        var place = (float)(tick / Meter.Bar % 4) / 4;
        return Math.Clamp(0.45f + 0.32f * Energy + 0.05f * place + accent * 0.06f * (Meter.Strength(tick) - 1), 0.1f, 1);
    }

    /// <summary>A hand's deviation from the beat.</summary>
    public int Loosen(Dice dice, float factor = 1) => (int)MathF.Floor(dice.Bell() * Style.Looseness * (float)Brief.Humanity * factor + 0.5f);

    /// <summary>How late a place between the beats comes.</summary>
    public int Swing(int tick)
    {
        // What falls in three swings by itself.
        var (into, beat) = Meter.Beat(tick);
        if (Style.Swing == 0 || beat != Meter.PerQuarter)
        {
            return 0;
        }

        var unit = Style.SwingsSixteenths ? Meter.Sixteenth : Meter.PerQuarter / 2;
        var place = into % (unit * 2);
        return place == unit ? (int)(unit * Style.Swing * 2)
            : !Style.SwingsSixteenths && place == unit + unit / 2 ? (int)(unit * Style.Swing) : 0;
    }

    private List<ChordSpan> WriteChords()
    {
        var dice = Theme("chords");
        var slot = Math.Max(Meter.PerQuarter, (int)(Meter.Bar * Style.ChordBars));
        var count = Math.Max(1, (Ticks + slot - 1) / slot);
        var degrees = new List<int>();
        var start = Section.Kind switch
        {
            "chorus" => dice.Pick(0, 0, 3, 5),
            "bridge" => dice.Pick(5, 3, 1),
            "prechorus" => dice.Pick(3, 1, 5),
            _ => 0,
        };
        var loop = Harmony.Phrase(Key, 4, start, Cadence.Loop, dice);
        var question = Harmony.Phrase(Key, 4, start, dice.Chance(0.8f) ? Cadence.Half : Cadence.Loop, dice);
        var last = Section.Ends ? Cadence.Authentic : Section.Kind switch
        {
            "chorus" or "solo" => dice.Chance(0.15f) ? Cadence.Deceptive : Cadence.Authentic,
            "outro" => dice.Chance(0.3f) ? Cadence.Plagal : Cadence.Authentic,
            _ => Cadence.Half,
        };
        var answer = Harmony.Phrase(Key, 4, start, last, dice);
        while (degrees.Count < count)
        {
            // Phrases of four chords; what is left over is a phrase of its own, so that it begins and ends as one.
            var left = count - degrees.Count;
            var isLast = left <= 4;
            degrees.AddRange(
                left < 4 ? Harmony.Phrase(Key, left, Style.Loops ? loop[0] : start, last, dice)
                : Style.Loops && !(isLast && Section.Ends) ? loop
                : isLast ? answer
                : degrees.Count % 8 == 0 ? question : answer);
        }

        if (Section.Ends)
        {
            degrees[^1] = 0;
            if (Section.Bars > 1 && Style.ChordBars > 1 && count * slot >= Ticks)
            {
                // The final chord takes the last bar, however slowly chords change before.
                return Spans(degrees, slot, Ticks - Meter.Bar, dice);
            }
        }

        return Spans(degrees, slot, Ticks, dice);
    }

    private List<ChordSpan> Spans(List<int> degrees, int slot, int end, Dice dice)
    {
        var spans = new List<ChordSpan>();
        for (var n = 0; n < degrees.Count && n * slot < end; n++)
        {
            var isFinal = Section.Ends && n == degrees.Count - 1;
            var length = Math.Min(slot, end - n * slot);
            var degree = Harmony.Settle(Key, degrees[n], Style.Color);
            if (Style.Color == ChordColor.Ninth && !Style.Loops && degree == 4 && length == Meter.Bar && Meter.Bar >= 4 * Meter.PerQuarter && dice.Chance(0.6f))
            {
                // Jazz prepares its dominants.
                spans.Add(new ChordSpan(Build(Harmony.Settle(Key, 1, Style.Color), false, dice), n * slot, Meter.Middle));
                spans.Add(new ChordSpan(Build(degree, false, dice), n * slot + Meter.Middle, length - Meter.Middle));
                continue;
            }

            spans.Add(new ChordSpan(Build(degree, isFinal, dice), n * slot, length));
        }

        if (end < Ticks)
        {
            spans.Add(new ChordSpan(Build(0, true, dice), end, Ticks - end));
        }

        return spans;
    }

    private Chord Build(int degree, bool isFinal, Dice dice)
    {
        var color = isFinal && Style.Color is ChordColor.Suspended ? ChordColor.Triad : Style.Color;
        var chord = Chord.On(Key, degree, color);
        return color == ChordColor.Suspended && dice.Chance(0.45f) ? chord.Suspend(Key, dice.Chance(0.7f) ? 2 : 5) : chord;
    }

    private Answer[] WriteAnswers()
    {
        var dice = Theme("answers");
        var answers = new Answer[Section.Bars];
        var bassFirst = dice.Chance(0.5f);
        for (var bar = 1; bar < answers.Length; bar += 2)
        {
            answers[bar] = bar % 4 == 1 == bassFirst ? Answer.Bass : Answer.Drums;
        }

        if (Next is not null && !Section.Ends && Section.Bars > 1)
        {
            answers[^1] = Answer.Fill;
        }

        return answers;
    }
}
