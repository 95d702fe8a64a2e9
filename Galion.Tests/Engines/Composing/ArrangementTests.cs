using Galion.Engines.Composing;
using Galion.Engines.Composing.Mixing;
using Galion.Engines.Composing.Parts;

namespace Galion.Tests.Engines.Composing;

/// <summary>What the parts owe to each other, to the form and to the takes.</summary>
public sealed class ArrangementTests
{
    /// <summary>The kick presses down what is ducked by it, and nothing else, in every section.</summary>
    [Fact]
    public void Pads_of_house_give_way_to_each_kick_that_is_played()
    {
        const int SampleRate = 48_000;
        var piece = Music.Write("", ("style", "house"), ("seed", 3), ("duration", 30), ("form", "chorus verse"), ("pads", "warm_pad"));
        Assert.Equal(piece.Notes[Part.Drums].Where(note => note.Pitch == Drum.Kick).Select(note => note.Played).Order(), piece.Kicks.Order());

        Assert.InRange(Dip(Part.Pads), 0, 0.6);
        Assert.InRange(Dip(Part.Melody), 0.9, 1.1);

        // What is left of a steady tone 20 to 60 ms after the kick, beside the 40 ms before it.
        double Dip(Part part)
        {
            var kick = (int)(piece.Kicks[8] * SampleRate / piece.Brief.TicksPerSecond);
            using var stem = new Stem(piece, part, new SteadyTone(0.1f), SampleRate, 30 * SampleRate);
            var (left, right) = (new float[kick + SampleRate / 10], new float[kick + SampleRate / 10]);
            stem.Render(left, right);
            return left[(kick + SampleRate / 50)..(kick + SampleRate * 3 / 50)].Sum(sample => Math.Abs(sample)) / left[(kick - SampleRate / 25)..kick].Sum(sample => Math.Abs(sample));
        }
    }

    [Fact]
    public void A_stem_never_clips_however_loud_its_player_is()
    {
        var piece = Music.Write("", ("style", "rock"), ("seed", 3), ("duration", 10), ("melody", "piano"));
        using var stem = new Stem(piece, Part.Melody, new SteadyTone(4), 48_000, 480_000);
        var (left, right) = (new float[48_000], new float[48_000]);

        stem.Render(left, right);

        Assert.InRange(left.Max(), 0.76f, 1);
        Assert.InRange(right.Min(), -1, -0.76f);
    }

    /// <summary>Decibels that a steady tone loses.</summary>
    [Theory]
    [InlineData(0.5f, 5.45)]
    [InlineData(0.05f, 0)]
    public void The_bus_takes_from_what_is_loud_and_leaves_what_is_quiet(float level, double loss)
    {
        var (left, right, before) = (new float[96_000], new float[96_000], new float[96_000]);
        new SteadyTone(level).Render(left, right);
        left.CopyTo(before, 0);

        new BusCompressor(48_000).Process(left, right);

        Assert.Equal(loss, 20 * Math.Log10(before[48_000..].Max() / left[48_000..].Max()), 0.5);
    }

    [Fact]
    public void The_chorus_has_a_rhythm_of_its_own()
    {
        var others = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var piece = Music.Write("", ("style", "rock"), ("seed", seed), ("duration", 60), ("form", "verse chorus"), ("melody", "piano"));
            others += Rhythm(piece, 0) == Rhythm(piece, piece.Sections[1].Start) ? 0 : 1;
        }

        Assert.True(others >= 16, $"{others} of 20");

        static string Rhythm(Composition piece, int start) =>
            string.Join(' ', piece.Notes[Part.Melody].Where(note => note.Role == NoteRole.Main && note.Tick >= start && note.Tick < start + piece.Brief.Meter.Bar).Select(note => note.Tick - start));
    }

    [Fact]
    public void Parts_join_during_introductions_and_leave_during_endings()
    {
        var (joined, left) = (0, 0);
        foreach (var style in StyleBook.Names)
        {
            var piece = Music.Write("", ("style", style), ("seed", 2), ("duration", 120), ("form", "intro verse chorus outro"));
            var (intro, outro) = (piece.Sections[0].Section, piece.Sections[^1]);
            var bar = piece.Brief.Meter.Bar;
            var (introMiddle, outroMiddle) = ((intro.Bars + 1) / 2 * bar, outro.Start + (outro.Section.Bars + 1) / 2 * bar);
            var close = piece.Ticks - bar;
            foreach (var (part, notes) in piece.Notes.Where(item => item.Key != Part.Melody))
            {
                joined += Math.Sign(Count(notes, introMiddle, intro.Bars * bar)) - Math.Sign(Count(notes, 0, introMiddle));
                var leaves = Math.Sign(Count(notes, outro.Start, outroMiddle)) - Math.Sign(Count(notes, outroMiddle, close));
                left += leaves;
                Assert.True(leaves >= 0, $"{part} of {style} enters during the ending");
            }
        }

        Assert.True(joined >= 4 && left >= 4, $"{joined} joined, {left} left");

        static int Count(List<Note> notes, int from, int to) => notes.Count(note => note.Tick >= from && note.Tick < to);
    }

    /// <summary>In ticks, by machines; the last sixteenth of a beat comes half as late, and drums of lofi play the backbeat late besides.</summary>
    [Theory]
    [InlineData("jazz", 480, 240, 144)]
    [InlineData("lofi", 240, 120, 33)]
    [InlineData("rock", 480, 240, 0)]
    public void Off_beats_of_swinging_styles_come_late_and_all_else_is_in_time(string style, int unit, int place, int late)
    {
        var piece = Music.Write("", ("style", style), ("seed", 3), ("duration", 90), ("humanize", 0), ("melody", "piano"));

        foreach (var part in new[] { Part.Drums, Part.Bass, Part.Melody })
        {
            var notes = piece.Notes[part].Where(note => note.Role == NoteRole.Main).ToArray();
            Assert.True(part == Part.Bass || notes.Any(note => note.Tick % unit == place), $"{part} has no off-beats");
            Assert.All(notes, note => Assert.Equal(
                (note.Tick % unit == place ? late : note.Tick % unit == 360 ? late / 2 : 0) + (style == "lofi" && part == Part.Drums && note.Pitch == Drum.Snare ? 12 : 0), note.Shift));
        }
    }

    /// <summary>A tone of 1 kHz through old tape goes up and down by some cents, as one hears, and by no more than one bears.</summary>
    [Theory]
    [InlineData(44_100, true)]
    [InlineData(48_000, true)]
    [InlineData(48_000, false)]
    public void Old_tape_lets_the_pitch_wander_by_a_few_cents(int sampleRate, bool wanders)
    {
        const double Hertz = 1_000;
        var tape = new Tape(sampleRate, wanders, crackles: false);
        var (left, right) = (new float[4 * sampleRate], new float[4 * sampleRate]);
        for (var n = 0; n < left.Length; n++)
        {
            left[n] = right[n] = 0.5f * (float)Math.Sin(2 * Math.PI * Hertz * n / sampleRate);
        }

        tape.Process(left, right);

        var crossings = new List<double>();
        for (var n = sampleRate / 2; n < left.Length; n++)
        {
            if (left[n - 1] < 0 && left[n] >= 0)
            {
                crossings.Add(n - left[n] / (left[n] - left[n - 1]));
            }
        }

        const int Cycles = 20;
        var cents = crossings.Skip(Cycles).Zip(crossings, (later, earlier) => 1_200 * Math.Log2(Cycles * sampleRate / (later - earlier) / Hertz)).ToArray();
        Assert.InRange(cents.Max(), wanders ? 15 : -0.5, wanders ? 30 : 0.5);
        Assert.InRange(cents.Min(), wanders ? -30 : -0.5, wanders ? -15 : 0.5);
    }

    [Fact]
    public void Phrases_swell_over_four_bars()
    {
        var brief = ComposerMusicGenerator.Plan(new(""), Music.Options(("style", "folk"), ("seed", 1), ("form", "verse"), ("duration", 30))).Brief;
        var passage = new Passage(brief, brief.Sections[0], next: null);

        var loudness = Enumerable.Range(0, 5).Select(bar => passage.Velocity(bar * brief.Meter.Bar, 0)).ToArray();

        Assert.Equal(loudness[..4].Order().Distinct(), loudness[..4]);
        Assert.Equal(loudness[0], loudness[4]);
    }

    [Fact]
    public void The_bass_of_lofi_strikes_with_the_kick()
    {
        var (together, all) = (0, 0);
        for (var seed = 0; seed < 6; seed++)
        {
            var piece = Music.Write("", ("style", "lofi"), ("seed", seed), ("form", "chorus"), ("duration", 60));
            var bass = piece.Notes[Part.Bass].Select(note => note.Tick).ToHashSet();
            var kicks = piece.Notes[Part.Drums].Where(note => note.Pitch == Drum.Kick && note.Tick < piece.Ticks - piece.Brief.Meter.Bar).ToArray();
            (together, all) = (together + kicks.Count(kick => bass.Contains(kick.Tick)), all + kicks.Length);
        }

        Assert.True(together >= all * 0.8, $"{together} of {all}");
    }

    [Fact]
    public void A_walking_bass_steps_into_the_next_chord()
    {
        var (steps, changes) = (0, 0);
        for (var seed = 0; seed < 6; seed++)
        {
            var piece = Music.Write("", ("style", "jazz"), ("seed", seed), ("form", "chorus"), ("duration", 60));
            var bass = piece.Notes[Part.Bass].Where(note => note.Tick % 480 == 0).ToArray();
            foreach (var chord in piece.Chords.Skip(1))
            {
                var approach = bass.LastOrDefault(note => note.Tick < chord.Start);
                var distance = approach is null ? 6 : Math.Abs(approach.Pitch - BassWriter.RootOf(chord.Chord)) % 12;
                (steps, changes) = (steps + (Math.Min(distance, 12 - distance) is 1 or 2 ? 1 : 0), changes + 1);
            }
        }

        Assert.True(steps >= changes * 0.85, $"{steps} of {changes}");
    }

    [Fact]
    public void A_second_voice_runs_a_third_or_so_below_the_melody()
    {
        var distances = new List<int>();
        for (var seed = 0; seed < 6; seed++)
        {
            var melody = Music.Write("", ("style", "folk"), ("seed", seed), ("form", "chorus"), ("duration", 60), ("mood", "energetic")).Notes[Part.Melody];
            distances.AddRange(melody.Where(note => note.Role == NoteRole.Double).Select(low => melody.First(note => note.Role == NoteRole.Main && note.Tick == low.Tick).Pitch - low.Pitch));
        }

        Assert.True(distances.Count > 50);
        Assert.All(distances, distance => Assert.InRange(distance, 3, 9));
        Assert.InRange(distances.Average(), 3, 5.5);
    }

    /// <summary>Semitones that each voice of the pads moves by from chord to chord.</summary>
    [Theory]
    [InlineData("lofi")]
    [InlineData("synthwave")]
    [InlineData("ambient")]
    public void Voices_of_loose_styles_move_little_too(string style)
    {
        var moves = new List<double>();
        for (var seed = 0; seed < 6; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("form", "chorus"), ("duration", 60), ("pads", "warm_pad"));
            var chords = piece.Notes[Part.Pads].GroupBy(note => note.Tick).Select(chord => chord.Select(note => note.Pitch).Order().ToArray()).ToArray();
            moves.AddRange(chords.Zip(chords.Skip(1), (one, next) => one.Zip(next, (x, y) => (double)Math.Abs(x - y)).Average()));
        }

        Assert.True(moves.Average() < 2.6, $"{moves.Average()}");
    }

    [Theory]
    [InlineData("regenerate", 1)]
    [InlineData("extend_right", 20)]
    [InlineData("extend_left", 20)]
    public void Another_take_of_a_change_is_another(string change, int value)
    {
        var plan = ComposerMusicGenerator.Plan(new(""), Music.Options(("style", "folk"), ("seed", 5), ("duration", 40), ("form", "verse chorus")));

        var (one, again, other) = (Take(1), Take(1), Take(2));

        Assert.Equal(Section.Print(one), Section.Print(again));
        Assert.Equal(one.Select(section => (section.Kind, section.Bars)), other.Select(section => (section.Kind, section.Bars)));
        Assert.NotEqual(Section.Print(one), Section.Print(other));
        Assert.DoesNotContain(one.SkipLast(change == "extend_right" ? 2 : 1), section => section.Ends && section != plan.Brief.Sections[^1]);

        IReadOnlyList<Section> Take(int take) =>
            ComposerMusicGenerator.Plan(new(""), Music.Options([.. plan.Recipe.ToOptions().Select(item => (item.Key, item.Value)), (change, value), ("take", take)])).Brief.Sections;
    }

    private sealed class SteadyTone(float level) : IStemSource
    {
        public void Render(Span<float> left, Span<float> right)
        {
            for (var n = 0; n < left.Length; n++)
            {
                left[n] = right[n] = level * MathF.Sin(n * 440 * MathF.Tau / 48_000);
            }
        }

        public void Dispose()
        {
        }
    }
}
