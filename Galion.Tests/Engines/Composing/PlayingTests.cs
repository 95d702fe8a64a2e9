using Galion.Engines.Composing;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Theory;

namespace Galion.Tests.Engines.Composing;

/// <summary>How the parts play together and what their players do with the notes.</summary>
public sealed class PlayingTests
{
    public static TheoryData<string> Styles => [.. StyleBook.Names];

    public static TheoryData<string> DrummedStyles => [.. StyleBook.All.Where(style => style.Enters[Part.Drums] <= 1).Select(style => style.Name)];

    /// <summary>On beats, between the melody and what the bass really plays. Without avoiding them there were up to 11 in a hundred.</summary>
    [Theory]
    [InlineData("orchestral", 0.06)]
    [InlineData("piano_solo", 0.03)]
    [InlineData("cinematic", 0.03)]
    [InlineData("waltz", 0.03)]
    public void Melodies_of_strict_styles_seldom_run_beside_the_bass_in_fifths_and_octaves(string style, double most)
    {
        var (parallels, moves) = (0, 0);
        for (var seed = 0; seed < 15; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 120));
            (int Bass, int Melody)? before = null;
            foreach (var note in piece.Notes[Part.Melody].Where(note => note.Role == NoteRole.Main && piece.Brief.Meter.Strength(note.Tick) >= 1))
            {
                var bass = piece.Notes[Part.Bass].LastOrDefault(low => low.Tick <= note.Tick && low.End > note.Tick);
                if (bass is not null && before is var (lastBass, lastMelody))
                {
                    moves++;
                    parallels += Voicing.Parallels([lastBass, lastMelody], [bass.Pitch, note.Pitch]);
                }

                before = bass is null ? null : (bass.Pitch, note.Pitch);
            }
        }

        Assert.True(moves > 400, $"only {moves} moves");
        Assert.True(parallels <= moves * most, $"{parallels} in {moves}");
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Melodies_go_mostly_by_step_and_close_on_the_tonic(string style)
    {
        var (wide, leaps, moves) = (0, 0, 0);
        for (var seed = 0; seed < 10; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 120), ("melody", "piano"));
            var melody = piece.Notes[Part.Melody].Where(note => note.Role == NoteRole.Main).ToList();
            Assert.Equal(piece.Brief.Key.TonicClass, melody[^1].Pitch % 12);
            for (var n = 1; n < melody.Count; n++)
            {
                var distance = Math.Abs(melody[n].Pitch - melody[n - 1].Pitch);
                (moves, leaps, wide) = (moves + 1, leaps + (distance > 5 ? 1 : 0), wide + (distance > 9 ? 1 : 0));
            }
        }

        Assert.True(leaps <= moves * 0.17 && wide <= moves * 0.015, $"{leaps} leaps, {wide} wide in {moves}");
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Introductions_and_endings_are_thinner_than_choruses(string style)
    {
        var (intro, chorus, outro) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < 6; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 120), ("form", "intro verse chorus outro"));
            intro += Music.Fullness(piece, 0);
            chorus += Music.Fullness(piece, 2);
            outro += Music.Fullness(piece, 3);
        }

        Assert.True(intro < chorus * 0.65 && outro < chorus * 0.65, $"{intro} and {outro} against {chorus}");
    }

    /// <summary>The last beat before a section is not that of two bars before it, is played on the drums of the fill, and grows.</summary>
    [Theory]
    [MemberData(nameof(DrummedStyles))]
    public void Drums_of_every_style_lead_into_the_next_section(string style)
    {
        var (changes, grows, all) = (0, 0, 0);
        for (var seed = 0; seed < 6; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 120), ("form", "verse chorus verse chorus outro"), ("mood", "energetic"));
            var (bar, pulse) = (piece.Brief.Meter.Bar, piece.Brief.Meter.Pulse);
            foreach (var (_, start) in piece.Sections.Skip(1))
            {
                var fill = Between(piece, start - pulse, start);
                var usual = Between(piece, start - pulse - 2 * bar, start - 2 * bar);
                all++;
                changes += fill.Select(note => (note.Tick - start + 2 * bar, note.Pitch)).Order().SequenceEqual(usual.Select(note => (note.Tick - start + 4 * bar, note.Pitch)).Order()) ? 0 : 1;
                grows += fill.Count > 1 && fill[^1].Velocity > fill[0].Velocity ? 1 : 0;
            }
        }

        Assert.True(changes == all, $"{changes} of {all} differ");
        Assert.True(grows >= all * 0.7, $"{grows} of {all} grow");

        static List<Note> Between(Composition piece, int from, int to) => [.. piece.Notes[Part.Drums].Where(note => note.Tick >= from && note.Tick < to).OrderBy(note => note.Tick)];
    }

    /// <summary>In the bars that are the bass's to fill it is busier at their end than the drums let it be elsewhere, and the other way round.</summary>
    [Theory]
    [InlineData("rock")]
    [InlineData("lofi")]
    [InlineData("folk")]
    [InlineData("synthwave")]
    [InlineData("orchestral")]
    public void Bass_and_drums_take_turns(string style)
    {
        var (bassInItsBars, bassInOthers, drumsInTheirBars, drumsInOthers) = (new List<int>(), new List<int>(), new List<int>(), new List<int>());
        for (var seed = 0; seed < 12; seed++)
        {
            var brief = ComposerMusicGenerator.Plan(new(""), Music.Options(("style", style), ("seed", seed), ("form", "chorus"), ("duration", 60), ("mood", "energetic"))).Brief;
            var passage = new Passage(brief, brief.Sections[0], next: null);
            var (bass, drums) = (BassWriter.Write(passage), DrumWriter.Write(passage));
            for (var bar = 0; bar < passage.Answers.Count - 1; bar++)
            {
                var end = (bar + 1) * brief.Meter.Bar;
                var (low, hits) = (Last(bass, end), Last(drums, end));
                switch (passage.Answers[bar])
                {
                    case Answer.Bass:
                        bassInItsBars.Add(low);
                        drumsInOthers.Add(hits);
                        break;
                    case Answer.Drums:
                        bassInOthers.Add(low);
                        drumsInTheirBars.Add(hits);
                        break;
                }
            }

            int Last(List<Note> notes, int end) => notes.Count(note => note.Tick >= end - brief.Meter.Pulse && note.Tick < end);
        }

        Assert.True(bassInItsBars.Count >= 24, $"{bassInItsBars.Count} bars");
        Assert.True(drumsInTheirBars.Average() > drumsInOthers.Average() * 1.1, $"drums {drumsInTheirBars.Average()} against {drumsInOthers.Average()}");
        Assert.True(bassInItsBars.Average() >= bassInOthers.Average(), $"bass {bassInItsBars.Average()} against {bassInOthers.Average()}");
    }

    /// <summary>Ticks of 480 to a quarter: a loose player is milliseconds off, a machine never, and swing is no looseness.</summary>
    [Theory]
    [InlineData("rock", 1.5, 12)]
    [InlineData("jazz", 2, 16)]
    [InlineData("piano_solo", 2, 18)]
    public void Players_are_a_little_off_the_beat_and_machines_are_not(string style, double least, double most)
    {
        var (loose, exact) = (Deviation(1), Deviation(0));

        Assert.InRange(loose.Timing, least, most);
        Assert.InRange(loose.Loudness, 0.01, 0.2);
        Assert.Equal(0, exact.Timing);

        (double Timing, double Loudness) Deviation(int humanity)
        {
            var piece = Music.Write("", ("style", style), ("seed", 3), ("duration", 90), ("humanize", humanity), ("melody", "piano"));
            var places = piece.Notes[Part.Melody].Where(note => note.Role == NoteRole.Main).GroupBy(note => note.Tick % piece.Brief.Meter.Bar).Where(place => place.Count() > 2).ToList();
            return (places.Average(place => Spread([.. place.Select(note => (double)note.Shift)])), places.Average(place => Spread([.. place.Select(note => (double)note.Velocity)])));
        }

        static double Spread(double[] values) => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
    }
}
