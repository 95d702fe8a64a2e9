using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Galion.Engines.Composing;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Scores;
using Galion.Engines.Composing.Sound;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Engines.Composing;

/// <summary>That what is written down is what is played.</summary>
public sealed class NotationTests
{
    /// <summary>In units of the score: eight to a quarter note.</summary>
    private const int Grid = 60;

    [Theory]
    [InlineData("jazz", "4/4")]
    [InlineData("folk", "6/8")]
    public async Task The_midi_file_strikes_every_note_in_its_time_with_its_loudness_on_its_instrument(string style, string meter)
    {
        var piece = Music.Write("", ("style", style), ("seed", 4), ("duration", 60), ("time_signature", meter), ("melody", "whistle"));
        var folder = Directory.CreateTempSubdirectory("galion-test-");
        try
        {
            var (midi, score) = (Path.Combine(folder.FullName, "a.mid"), Path.Combine(folder.FullName, "a.musicxml"));
            await File.WriteAllBytesAsync(midi, MidiFile.Write(piece, recipe: null), TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(score, LeadSheet.Write(piece), TestContext.Current.CancellationToken);
            var (exit, output) = await NodeScript.RunAsync("Engines/Composing/read-music.mjs", TestContext.Current.CancellationToken, midi, score);
            Assert.True(exit == 0, output);
            var tracks = JsonDocument.Parse(output).RootElement.GetProperty("tracks");

            Assert.Equal(piece.Sections.Select(item => $"{item.Start} {item.Section.Kind}"), Texts(tracks[0], "marks"));
            foreach (var track in tracks.EnumerateArray().Skip(1))
            {
                var (part, notes) = piece.Notes.Single(item => ComposerOptions.NameOf(item.Key) == track.GetProperty("name").GetString());
                var instrument = part == Part.Drums ? null : InstrumentBook.Named(piece.Brief.Instruments[part]);
                Assert.Equal(instrument?.Program ?? Kit.Named(piece.Brief.Instruments[part]).Program, track.GetProperty("program").GetInt32());

                // One of two notes that strike a key at once is enough.
                var written = notes.Select(note => $"{note.Played} {note.Pitch + 12 * (instrument?.Octaves ?? 0)} {Math.Clamp((int)(note.Velocity * 127), 1, 127)}").ToHashSet();
                var struck = Texts(track, "struck").Select(text => text.Split(' ')).ToArray();
                Assert.All(struck, text => Assert.Contains(string.Join(' ', text[..3]), written));
                Assert.Equal(notes.Select(note => (note.Played, note.Pitch)).Distinct().Count(), struck.Length);
                Assert.All(struck, text => Assert.Equal(part == Part.Drums, text[3] == "9"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static string[] Texts(JsonElement track, string name) => [.. track.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
    }

    [Theory]
    [InlineData("orchestral", "4/4", 1)]
    [InlineData("folk", "6/8", 2)]
    [InlineData("jazz", "7/8", 3)]
    public void The_score_says_the_melody_note_for_note_over_its_chords(string style, string meter, int seed)
    {
        var piece = Music.Write("", ("style", style), ("seed", seed), ("duration", 60), ("time_signature", meter), ("key", "Eb"), ("melody", "piano"));
        var score = Read(LeadSheet.Write(piece));
        var (at, ties, isOpen) = (0, 0, false);
        var (line, chords, marks) = (new List<(int Start, int End, int Pitch)>(), new List<string>(), new List<string>());
        foreach (var measure in score.Descendants("measure"))
        {
            var start = at;
            foreach (var item in measure.Elements())
            {
                if (item.Name == "harmony")
                {
                    chords.Add($"{at} {item.Element("root")!.Element("root-step")!.Value}{Accidental(item.Element("root")!.Element("root-alter"))}{item.Element("kind")!.Attribute("text")!.Value}");
                }
                else if (item.Descendants("rehearsal").FirstOrDefault() is { } mark)
                {
                    marks.Add($"{at} {mark.Value}");
                }
                else if (item.Name == "note")
                {
                    var end = at + (int)item.Element("duration")!;
                    var stops = item.Elements("tie").Any(tie => tie.Attribute("type")!.Value == "stop");
                    Assert.Equal(isOpen, stops);
                    isOpen = item.Elements("tie").Any(tie => tie.Attribute("type")!.Value == "start");
                    Assert.Equal(item.Elements("tie").Select(tie => tie.Attribute("type")!.Value), item.Descendants("tied").Select(tie => tie.Attribute("type")!.Value));
                    ties += stops ? 1 : 0;
                    if (item.Element("pitch") is { } pitch)
                    {
                        var key = 12 * ((int)pitch.Element("octave")! + 1) + "C D EF G A B".IndexOf(pitch.Element("step")!.Value, StringComparison.Ordinal) + ((int?)pitch.Element("alter") ?? 0);
                        Assert.True(!stops || line[^1].Pitch == key && line[^1].End == at);
                        line.Add((stops ? line[^1].Start : at, end, key));
                        line.RemoveRange(line.Count - (stops ? 2 : 1), stops ? 1 : 0);
                    }

                    at = end;
                }
            }

            Assert.Equal(piece.Brief.Meter.Bar / Grid, at - start);
        }

        var melody = piece.Notes[Part.Melody].Where(note => note.Role == NoteRole.Main).Select(note => (Start: (note.Tick + Grid / 2) / Grid, End: (note.End + Grid / 2) / Grid, note.Pitch)).ToArray();
        var expected = melody.Select((note, n) => n + 1 < melody.Length ? note with { End = Math.Min(Math.Max(note.Start + 1, note.End), melody[n + 1].Start) } : note).Where(note => note.End > note.Start);
        Assert.Equal(expected, line);
        Assert.True(ties > 0 || style == "folk", "no note is tied");
        Assert.Equal(piece.Chords.Select(chord => $"{chord.Start / Grid} {chord.Chord.NameIn(piece.Brief.Key)}"), chords);
        Assert.Equal(piece.Sections.Select(item => $"{item.Start / Grid} {item.Section.Kind}"), marks);
        Assert.Equal(piece.Brief.TicksPerSecond / 8, double.Parse(score.Descendants("sound").Single().Attribute("tempo")!.Value, CultureInfo.InvariantCulture), 1e-6);
    }

    [Fact]
    public void The_chart_names_each_section_and_begins_it_with_its_chord()
    {
        var piece = Music.Write("", ("style", "jazz"), ("seed", 5), ("duration", 60), ("form", "verse chorus bridge outro"));

        var lines = Encoding.UTF8.GetString(ChordChart.Write(piece)).Split('\n');

        var grids = lines.Index().Where(line => line.Item.StartsWith("{start_of_grid", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["Verse", "Chorus", "Bridge", "Outro"], grids.Select(grid => grid.Item.Split(": ")[1].TrimEnd('}')));
        Assert.Equal(
            piece.Sections.Select(item => piece.Chords.Single(chord => chord.Start == item.Start).Chord.NameIn(piece.Brief.Key)),
            grids.Select(grid => lines[grid.Index + 1].Split(' ')[1]));
    }

    private static string Accidental(XElement? alter) => (int?)alter switch { -2 => "bb", -1 => "b", 1 => "#", 2 => "##", _ => "" };

    private static XDocument Read(byte[] score)
    {
        using var reader = XmlReader.Create(new MemoryStream(score), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
