using System.Globalization;
using System.Text;
using System.Xml;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Theory;
using Galion.Engines.Recipes;

namespace Galion.Engines.Composing.Scores;

/// <summary>Writes melody and chords as a lead sheet in MusicXML 4.0: as written, without swing and human timing.</summary>
internal static class LeadSheet
{
    private const int Divisions = Meter.PerQuarter / Grid;
    private const int Grid = 60;

    // Lengths that one note head can have, in grid units, with its type and dots.
    private static readonly (int Length, string Type, int Dots)[] Values =
    [
        (32, "whole", 0), (24, "half", 1), (16, "half", 0), (12, "quarter", 1), (8, "quarter", 0), (6, "eighth", 1), (4, "eighth", 0), (3, "16th", 1), (2, "16th", 0), (1, "32nd", 0),
    ];

    /// <param name="recipe">Stands among the identification, when there is one.</param>
    public static byte[] Write(Composition piece, EngineRecipe? recipe = null)
    {
        var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n" }))
        {
            xml.WriteStartDocument(standalone: false);
            xml.WriteDocType("score-partwise", "-//Recordare//DTD MusicXML 4.0 Partwise//EN", "http://www.musicxml.org/dtds/partwise.dtd", null);
            xml.WriteStartElement("score-partwise");
            xml.WriteAttributeString("version", "4.0");
            xml.WriteStartElement("work");
            xml.WriteElementString("work-title", $"{piece.Brief.Style.Name.Replace('_', ' ')} in {piece.Brief.Key.Name}");
            xml.WriteEndElement();
            if (recipe is not null)
            {
                xml.WriteStartElement("identification");
                xml.WriteStartElement("miscellaneous");
                xml.WriteStartElement(ScoreRecipe.Field);
                xml.WriteAttributeString("name", EngineRecipe.Keyword);
                xml.WriteString(recipe.ToString());
                xml.WriteEndElement();
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteStartElement("part-list");
            xml.WriteStartElement("score-part");
            xml.WriteAttributeString("id", "P1");
            xml.WriteElementString("part-name", "Melody");
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteStartElement("part");
            xml.WriteAttributeString("id", "P1");
            var notes = Line(piece);
            for (var bar = 0; bar < piece.Brief.Bars; bar++)
            {
                WriteMeasure(xml, piece, bar, notes);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return output.ToArray();
    }

    /// <summary>The melody's own notes one after another, on the grid.</summary>
    private static List<(int Start, int End, int Pitch)> Line(Composition piece)
    {
        var line = new List<(int Start, int End, int Pitch)>();
        foreach (var note in (piece.Notes.GetValueOrDefault(Part.Melody) ?? []).Where(note => note.Role == NoteRole.Main))
        {
            var (start, end) = ((note.Tick + Grid / 2) / Grid, (note.End + Grid / 2) / Grid);
            if (line.Count > 0 && line[^1].End > start)
            {
                line[^1] = line[^1] with { End = start };
            }

            line.Add((start, Math.Max(start + 1, end), note.Pitch));
        }

        line.RemoveAll(note => note.End <= note.Start);
        return line;
    }

    private static void WriteMeasure(XmlWriter xml, Composition piece, int bar, List<(int Start, int End, int Pitch)> notes)
    {
        var length = piece.Brief.Meter.Bar / Grid;
        var (start, end) = (bar * length, (bar + 1) * length);
        xml.WriteStartElement("measure");
        xml.WriteAttributeString("number", (bar + 1).ToString(CultureInfo.InvariantCulture));
        if (bar == 0)
        {
            WriteAttributes(xml, piece);
        }

        foreach (var (section, _) in piece.Sections.Where(item => item.Start == start * Grid))
        {
            xml.WriteStartElement("direction");
            xml.WriteAttributeString("placement", "above");
            xml.WriteStartElement("direction-type");
            xml.WriteElementString("rehearsal", section.Kind);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        // Chord symbols stand before the note or rest that they begin with.
        var chords = piece.Chords.Where(chord => chord.Start / Grid >= start && chord.Start / Grid < end).Select(chord => (At: chord.Start / Grid, chord.Chord)).ToList();
        var at = start;
        foreach (var note in notes.Where(note => note.End > start && note.Start < end))
        {
            Rest(at, Math.Max(at, note.Start));
            var (from, to) = (Math.Max(start, note.Start), Math.Min(end, note.End));
            Cut(from, to, (a, b) => WriteNote(xml, piece.Brief.Key, note.Pitch, a, b, note.Start < a, note.End > b));
            at = to;
        }

        Rest(at, end);
        if (bar == piece.Brief.Bars - 1)
        {
            xml.WriteStartElement("barline");
            xml.WriteAttributeString("location", "right");
            xml.WriteElementString("bar-style", "light-heavy");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();

        void Rest(int from, int to) => Cut(from, to, (a, b) => WriteNote(xml, piece.Brief.Key, null, a, b, false, false));

        void Cut(int from, int to, Action<int, int> write)
        {
            while (from < to)
            {
                foreach (var chord in chords.Where(chord => chord.At <= from).ToArray())
                {
                    WriteHarmony(xml, piece.Brief.Key, chord.Chord);
                    chords.Remove(chord);
                }

                var next = chords.Select(chord => chord.At).Where(place => place > from && place < to).DefaultIfEmpty(to).Min();
                var value = Values.First(value => value.Length <= next - from).Length;
                write(from, from + value);
                from += value;
            }
        }
    }

    private static void WriteAttributes(XmlWriter xml, Composition piece)
    {
        var brief = piece.Brief;
        xml.WriteStartElement("attributes");
        xml.WriteElementString("divisions", Number(Divisions));
        xml.WriteStartElement("key");
        xml.WriteElementString("fifths", Number(brief.Key.Fifths));
        xml.WriteElementString("mode", brief.Key.Scale.Name switch
        {
            "harmonic_minor" or "minor_pentatonic" => "minor",
            "major_pentatonic" => "major",
            var name => name,
        });
        xml.WriteEndElement();
        xml.WriteStartElement("time");
        xml.WriteElementString("beats", Number(brief.Meter.Beats));
        xml.WriteElementString("beat-type", Number(brief.Meter.Unit));
        xml.WriteEndElement();
        xml.WriteStartElement("clef");
        xml.WriteElementString("sign", "G");
        xml.WriteElementString("line", "2");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("direction");
        xml.WriteAttributeString("placement", "above");
        xml.WriteStartElement("direction-type");
        xml.WriteStartElement("metronome");
        xml.WriteElementString("beat-unit", "quarter");
        if (brief.Meter.IsCompound)
        {
            xml.WriteStartElement("beat-unit-dot");
            xml.WriteEndElement();
        }

        xml.WriteElementString("per-minute", brief.Bpm.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("sound");
        xml.WriteAttributeString("tempo", (brief.Bpm * brief.Meter.Pulse / Meter.PerQuarter).ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteHarmony(XmlWriter xml, Key key, Chord chord)
    {
        var (letter, alter, _) = key.Write(60 + chord.Root);
        xml.WriteStartElement("harmony");
        xml.WriteStartElement("root");
        xml.WriteElementString("root-step", letter.ToString());
        if (alter != 0)
        {
            xml.WriteElementString("root-alter", Number(alter));
        }

        xml.WriteEndElement();
        xml.WriteStartElement("kind");
        xml.WriteAttributeString("text", chord.Suffix);
        xml.WriteString(chord.Suffix switch
        {
            "5" => "power",
            "m" or "m(add9)" => "minor",
            "dim" => "diminished",
            "aug" => "augmented",
            "sus2" => "suspended-second",
            "sus4" => "suspended-fourth",
            "maj7" or "maj7#5" => "major-seventh",
            "7" => "dominant",
            "m7" => "minor-seventh",
            "m7b5" => "half-diminished",
            "dim7" => "diminished-seventh",
            "m(maj7)" => "major-minor",
            "maj9" => "major-ninth",
            "9" => "dominant-ninth",
            "m9" or "m(maj9)" => "minor-ninth",
            _ => "major",
        });
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteNote(XmlWriter xml, Key key, int? pitch, int start, int end, bool isContinued, bool continues)
    {
        xml.WriteStartElement("note");
        if (pitch is null)
        {
            xml.WriteStartElement("rest");
            xml.WriteEndElement();
        }
        else
        {
            var (letter, alter, octave) = key.Write(pitch.Value);
            xml.WriteStartElement("pitch");
            xml.WriteElementString("step", letter.ToString());
            if (alter != 0)
            {
                xml.WriteElementString("alter", Number(alter));
            }

            xml.WriteElementString("octave", Number(octave));
            xml.WriteEndElement();
        }

        xml.WriteElementString("duration", Number(end - start));
        WriteTies(xml, "tie", isContinued, continues);
        xml.WriteElementString("voice", "1");
        var (_, type, dots) = Values.First(value => value.Length == end - start);
        xml.WriteElementString("type", type);
        for (var n = 0; n < dots; n++)
        {
            xml.WriteStartElement("dot");
            xml.WriteEndElement();
        }

        if (isContinued || continues)
        {
            xml.WriteStartElement("notations");
            WriteTies(xml, "tied", isContinued, continues);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteTies(XmlWriter xml, string element, bool isContinued, bool continues)
    {
        foreach (var type in new[] { isContinued ? "stop" : null, continues ? "start" : null })
        {
            if (type is not null)
            {
                xml.WriteStartElement(element);
                xml.WriteAttributeString("type", type);
                xml.WriteEndElement();
            }
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
