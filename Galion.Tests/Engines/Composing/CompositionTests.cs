using Galion.Engines.Composing;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Theory;
using Galion.Engines.Options;
using Xunit;

namespace Galion.Tests.Engines.Composing;

/// <summary>What is true of the notes, whatever plays them.</summary>
public sealed class CompositionTests
{
    private static readonly Part[] Pitched = [Part.Bass, Part.Harmony, Part.Melody, Part.Pads];

    public static TheoryData<string> Styles => [.. StyleBook.Names];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Notes_are_in_key_but_for_ornaments(string style)
    {
        var (inside, all) = (0, 0);
        for (var seed = 0; seed < 12; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 90));
            foreach (var note in Pitched.SelectMany(part => piece.Notes.GetValueOrDefault(part, [])).Where(note => note.Role != NoteRole.Ornament))
            {
                all++;
                inside += piece.Brief.Key.Allows(note.Pitch) ? 1 : 0;
            }
        }

        Assert.True(inside >= all * 0.97, $"{inside} of {all}");
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Heavy_notes_of_the_melody_stand_on_their_chords(string style)
    {
        var (fitting, all) = (0, 0);
        for (var seed = 0; seed < 8; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 60), ("melody", "piano"));
            foreach (var note in piece.Notes[Part.Melody].Where(note => note.Role == NoteRole.Main && piece.Brief.Meter.Strength(note.Tick) >= 2))
            {
                all++;
                fitting += piece.Chords.Last(chord => chord.Start <= note.Tick).Chord.Has(note.Pitch) ? 1 : 0;
            }
        }

        Assert.True(fitting >= all * 0.9, $"{fitting} of {all}");
    }

    [Fact]
    public void Voices_of_strict_styles_move_little_and_seldom_in_parallel_fifths_or_octaves()
    {
        foreach (var style in StyleBook.All.Where(style => style.Strict))
        {
            var (parallels, moves, steps) = (0, 0, 0.0);
            for (var seed = 0; seed < 20; seed++)
            {
                var piece = Music.Write("", ("style", style.Name), ("seed", seed), ("duration", 120), ("pads", "strings"), ("harmony", "piano"));
                foreach (var (section, start) in piece.Sections)
                {
                    var voicing = new Voicing(52, 74, 3, strict: true);
                    int[]? before = null;
                    foreach (var chord in piece.Chords.Where(chord => chord.Start >= start && chord.Start < start + section.Bars * piece.Brief.Meter.Bar))
                    {
                        var bass = BassWriter.RootOf(chord.Chord);
                        int[] now = [bass, .. voicing.Next(chord.Chord, bass)];
                        if (before is not null && !now.AsSpan(1).SequenceEqual(before.AsSpan(1)))
                        {
                            parallels += Voicing.Parallels(before, now);
                            steps += now.Skip(1).Zip(before.Skip(1), (x, y) => Math.Abs(x - y)).Average();
                            moves++;
                        }

                        before = now;
                    }
                }
            }

            Assert.True(parallels <= moves * 0.01, $"{style.Name}: {parallels} parallels in {moves} moves");
            Assert.True(steps / moves < 3, $"{style.Name}: {steps / moves} semitones a voice");
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Sections_begin_where_the_form_says_and_the_last_chord_is_the_tonic(string style)
    {
        var piece = Music.Write("", ("style", style), ("seed", 3), ("duration", 100), ("form", "intro verse chorus bridge chorus outro"));

        Assert.Equal(["intro", "verse", "chorus", "bridge", "chorus", "outro"], piece.Sections.Select(item => item.Section.Kind));
        var start = 0;
        foreach (var (section, at) in piece.Sections)
        {
            Assert.Equal(start, at);
            start += section.Bars * piece.Brief.Meter.Bar;
            Assert.Contains(piece.Chords, chord => chord.Start == at);
        }

        Assert.Equal(start, piece.Chords[^1].End);
        Assert.Equal(0, piece.Chords[^1].Chord.Degree);
        Assert.All(piece.Notes.Values.SelectMany(notes => notes), note => Assert.InRange(note.Tick, 0, start - 1));
        Assert.InRange(piece.Brief.Seconds - piece.Brief.Bars * piece.Brief.BarSeconds, 0.5, piece.Brief.Style.Tail + piece.Brief.BarSeconds);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Choruses_are_fuller_than_verses(string style)
    {
        var (verse, chorus) = (0.0, 0.0);
        for (var seed = 0; seed < 6; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 120), ("form", "intro verse chorus outro"));
            verse += Music.Fullness(piece, 1);
            chorus += Music.Fullness(piece, 2);
        }

        Assert.True(chorus > verse * 1.1, $"{chorus} against {verse}");
    }

    /// <summary>The rhythm of the first bar of the chorus comes back in other bars, which chance would not do.</summary>
    [Theory]
    [MemberData(nameof(Styles))]
    public void The_first_idea_returns(string style)
    {
        var returns = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 120), ("form", "chorus chorus chorus outro"));
            var bar = piece.Brief.Meter.Bar;
            var rhythms = piece.Notes[Part.Melody].Where(note => note.Role == NoteRole.Main).GroupBy(note => note.Tick / bar)
                .ToDictionary(group => group.Key, group => string.Join(' ', group.Select(note => note.Tick % bar)));
            returns += rhythms.Count(item => item.Key > 0 && item.Value == rhythms.GetValueOrDefault(0));
        }

        Assert.True(returns >= 20, $"{returns} returns in ten pieces");
    }

    [Fact]
    public void A_returning_section_keeps_its_chords_and_varies()
    {
        var piece = Music.Write("", ("style", "folk"), ("seed", 8), ("duration", 150), ("form", "verse chorus verse chorus outro"));
        var (first, second) = (piece.Sections[0], piece.Sections[2]);
        var length = Math.Min(8, Math.Min(first.Section.Bars, second.Section.Bars)) * piece.Brief.Meter.Bar;

        var chords = piece.Chords.Select(chord => (chord.Start, Name: chord.Chord.NameIn(piece.Brief.Key))).ToArray();
        Assert.Equal(
            chords.Where(chord => chord.Start < length).Select(chord => chord.Name),
            chords.Where(chord => chord.Start >= second.Start && chord.Start < second.Start + length).Select(chord => chord.Name));
        Assert.NotEqual(Music.Notes(piece, Part.Harmony, 0, length), Music.Notes(piece, Part.Harmony, second.Start, second.Start + length));
    }

    [Fact]
    public void Drums_fill_before_the_next_section()
    {
        var piece = Music.Write("", ("style", "rock"), ("seed", 4), ("duration", 90), ("form", "verse chorus outro"));
        var bar = piece.Brief.Meter.Bar;
        var end = piece.Sections[1].Start;

        var fill = piece.Notes[Part.Drums].Where(note => note.Tick >= end - bar / 2 && note.Tick < end).Select(note => note.Pitch).ToArray();
        var before = piece.Notes[Part.Drums].Where(note => note.Tick >= end - bar * 5 / 2 && note.Tick < end - 2 * bar).Select(note => note.Pitch).ToArray();

        Assert.Contains(fill, pitch => pitch is 50 or 45 or 41);
        Assert.DoesNotContain(before, pitch => pitch is 50 or 45 or 41);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Swapping_an_instrument_leaves_every_note(string style)
    {
        var one = Music.Write("", ("style", style), ("seed", 6), ("melody", "piano"));
        var other = Music.Write("", ("style", style), ("seed", 6), ("melody", "violin"));

        foreach (var part in one.Notes.Keys)
        {
            Assert.Equal(Music.Notes(one, part, 0, one.Ticks), Music.Notes(other, part, 0, other.Ticks));
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_section_written_anew_leaves_all_others(string style)
    {
        var plan = ComposerMusicGenerator.Plan(new("", null), Music.Options(("style", style), ("seed", 9), ("duration", 90), ("form", "intro verse chorus outro")));
        var before = Composition.Write(plan.Brief, TestContext.Current.CancellationToken);
        var again = Composition.Write(
            ComposerMusicGenerator.Plan(new("", null), Music.Options([.. plan.Recipe.ToOptions().Select(item => (item.Key, item.Value)), ("regenerate", 3)])).Brief, TestContext.Current.CancellationToken);

        for (var n = 0; n < before.Sections.Count; n++)
        {
            var (section, start) = before.Sections[n];
            var end = start + section.Bars * before.Brief.Meter.Bar;
            foreach (var part in before.Notes.Keys)
            {
                var (old, now) = (Music.Notes(before, part, start, end), Music.Notes(again, part, start, end));
                if (n != 2)
                {
                    Assert.Equal(old, now);
                }
                else if (part == Part.Melody || part == Part.Harmony)
                {
                    Assert.NotEqual(old, now);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Extending_leaves_what_was_there(string style)
    {
        foreach (var (seed, left, right) in new[] { (2, 0, 20), (2, 20, 0), (2, 12, 30), (3, 8, 0), (4, 30, 0), (5, 15, 0) })
        {
            var plan = ComposerMusicGenerator.Plan(new("", null), Music.Options(("style", style), ("seed", seed), ("duration", 40)));
            var before = Composition.Write(plan.Brief, TestContext.Current.CancellationToken);
            var options = plan.Recipe.ToOptions().Select(item => (item.Key, item.Value)).ToList();
            options.AddRange([("extend_left", left > 0 ? left : null), ("extend_right", right > 0 ? right : null)]);
            var after = Composition.Write(ComposerMusicGenerator.Plan(new("", null), Music.Options([.. options])).Brief, TestContext.Current.CancellationToken);

            var offset = after.Sections.First(item => item.Section == before.Sections[0].Section).Start;
            Assert.Equal(left > 0, offset > 0);
            Assert.Equal(before.Brief.Seconds + left + right, after.Brief.Seconds, before.Brief.BarSeconds);
            foreach (var part in before.Notes.Keys)
            {
                Assert.Equal(Music.Notes(before, part, 0, before.Ticks), Music.Notes(after, part, offset, offset + before.Ticks));
                Assert.Equal(Heard(before, part, 0, before.Ticks), Heard(after, part, offset, before.Ticks));
            }
        }

        // When they are struck, which is not where they are written.
        static (int, int, int, float)[] Heard(Composition piece, Part part, int offset, int ticks) =>
            [.. piece.Notes[part].Where(note => note.Tick >= offset && note.Tick < offset + ticks).Select(note => (note.Played - offset, note.Length, note.Pitch, note.Velocity))];
    }

    /// <summary>So that a section begins where the form says, and one that is written anew leaves every sample before it.</summary>
    [Theory]
    [MemberData(nameof(Styles))]
    public void Nobody_plays_before_the_section_begins(string style)
    {
        var piece = Music.Write("", ("style", style), ("seed", 5), ("duration", 120));

        Assert.All(piece.Sections, item => Assert.All(piece.Notes.Values, notes => Assert.All(notes.Where(note => note.Tick >= item.Start), note => Assert.InRange(note.Played, item.Start, int.MaxValue))));
    }

    [Theory]
    [InlineData("3/4", 3)]
    [InlineData("6/8", 2)]
    [InlineData("5/4", 5)]
    [InlineData("7/8", 3)]
    [InlineData("12/8", 4)]
    public void Every_metre_has_its_beats(string meter, int beats)
    {
        foreach (var style in StyleBook.Names)
        {
            var piece = Music.Write("", ("style", style), ("seed", 1), ("time_signature", meter), ("duration", 60));

            Assert.Equal(beats, piece.Brief.Meter.Pulses.Length);
            Assert.Equal(piece.Brief.Meter.Bar, piece.Brief.Meter.Pulses.Sum());
            Assert.NotEmpty(piece.Notes[Part.Harmony]);
        }
    }

    /// <summary>Machines play: chords change, basses walk and fills begin on beats, and what is on a beat is in time, in every bar of a section alike.</summary>
    [Theory]
    [InlineData("3/4")]
    [InlineData("5/4")]
    [InlineData("6/8")]
    [InlineData("7/8")]
    [InlineData("9/8")]
    [InlineData("12/8")]
    public void Every_metre_is_felt_in_every_part(string name)
    {
        var meter = Meter.Named(name);
        foreach (var style in StyleBook.All)
        {
            var brief = ComposerMusicGenerator.Plan(new("", null), Music.Options(("style", style.Name), ("seed", 2), ("time_signature", name), ("duration", 90), ("humanize", 0))).Brief;
            var piece = Composition.Write(brief, TestContext.Current.CancellationToken);
            Assert.All(piece.Chords, chord => Assert.InRange(meter.Strength(chord.Start), 1, 3));
            Assert.All(piece.Notes.GetValueOrDefault(Part.Drums, []).Where(note => meter.Strength(note.Tick) > 0 && note.Pitch != Drum.Snare), note => Assert.Equal(0, note.Shift));
            Assert.All(piece.Notes.GetValueOrDefault(Part.Melody, []).Where(note => meter.Strength(note.Tick) > 0 && note.Role == NoteRole.Main), note => Assert.Equal(0, note.Shift));
            for (var n = 0; n + 1 < brief.Sections.Count; n++)
            {
                var fill = DrumWriter.FillFrom(new Passage(brief, brief.Sections[n], brief.Sections[n + 1]));
                Assert.InRange(meter.Strength(fill), brief.Sections[n].Bars > 1 ? 1 : 0, 3);
            }

            if (style.Bass is [BassLine.Walking])
            {
                var walked = piece.Notes[Part.Bass].Select(note => note.Tick % meter.Bar).ToHashSet();
                Assert.All(meter.Pulses.Select((_, beat) => meter.Pulses[..beat].Sum()), beat => Assert.Contains(beat, walked));
            }

            if (style.Comping is [Comping.Strum])
            {
                // Down-strokes are full chords.
                var bars = piece.Notes[Part.Harmony].GroupBy(note => note.Tick / meter.Bar).ToArray();
                Assert.All(bars, bar => Assert.Contains(bar, note => note.Tick % meter.Bar == 0));
            }
        }
    }

    [Theory]
    [InlineData("5/4", "0 1440 480 960 1920")]
    [InlineData("6/8", "0 720")]
    [InlineData("7/8", "0 960 480")]
    [InlineData("12/8", "0 1440 720 2160")]
    public void Bars_fall_into_groups_by_their_accents(string name, string places)
    {
        var meter = Meter.Named(name);

        Assert.Equal(places, string.Join(' ', Enumerable.Range(0, meter.Bar).Where(tick => meter.Strength(tick) > 0).OrderByDescending(meter.Strength).ThenBy(tick => tick)));
    }

    [Theory]
    [InlineData("C", "major", 0, "C D E F G A B")]
    [InlineData("Eb", "minor", -6, "Eb F Gb Ab Bb Cb Db")]
    [InlineData("F#", "dorian", 4, "F# G# A B C# D# E")]
    [InlineData("G#", "major", -4, "Ab Bb C Db Eb F G")]
    [InlineData("D", "mixolydian", 1, "D E F# G A B C")]
    [InlineData("Bb", "lydian", -1, "Bb C D E F G A")]
    [InlineData("C#", "phrygian", 3, "C# D E F# G# A B")]
    public void Keys_are_spelled_as_musicians_spell_them(string tonic, string scale, int fifths, string names)
    {
        var key = new Key(tonic, Scale.Named(scale));

        Assert.Equal(fifths, key.Fifths);
        Assert.Equal(names, string.Join(' ', Enumerable.Range(0, 7).Select(step => key.NameOf(key.Class(step)))));
    }

    [Theory]
    [InlineData("plan", "verse:8")]
    [InlineData("plan", "verse:0:1:1")]
    [InlineData("plan", "dance:8:1:1")]
    [InlineData("form", "verse polka")]
    [InlineData("regenerate", 40)]
    [InlineData("extend_right", 290)]
    [InlineData("sample_rate", 46_000)]
    [InlineData("bits", 20)]
    [InlineData("bpm", 20)]
    [InlineData("duration", 301)]
    [InlineData("melody", "vuvuzela")]
    [InlineData("stems", "ogg")]
    public void What_cannot_be_is_refused_with_the_option_named(string option, object value)
    {
        var exception = Assert.Throws<EngineOptionException>(() => ComposerMusicGenerator.Plan(new("", null), Music.Options(("seed", 1), ("duration", 60), (option, value))));

        Assert.True(exception.Option == option || option == "extend_right" && exception.Option == "duration", exception.Option);
    }

    [Fact]
    public void A_piece_whose_parts_are_all_silent_is_refused() => Assert.Throws<EngineOptionException>(() => ComposerMusicGenerator.Plan(
        new("", null), Music.Options(("drums", "none"), ("bass", "none"), ("harmony", "none"), ("melody", "none"), ("pads", "none"))));
}
