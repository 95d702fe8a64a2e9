using System.Buffers.Binary;
using System.Text;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Sound;
using Galion.Engines.Composing.Theory;
using Galion.Engines.Recipes;

namespace Galion.Engines.Composing.Scores;

/// <summary>Writes Standard MIDI Files of type 1: a track with tempo, metre, key and sections, then one track for each part.</summary>
internal static class MidiFile
{
    private const int DrumChannel = 9;

    /// <param name="recipe">Stored as a text of the first track.</param>
    /// <param name="only">Leaves out all other parts.</param>
    /// <param name="rings">
    /// Whether the last chord is held until the piece is silent where it dies away by itself. It is, for players that let nothing ring; scores end with
    /// their last bar.
    /// </param>
    public static byte[] Write(Composition piece, EngineRecipe? recipe, Part? only = null, bool rings = false)
    {
        var tracks = new List<byte[]> { Conductor(piece, recipe) };
        tracks.AddRange(piece.Notes.Where(item => only is null || item.Key == only).Select(item => Track(piece, item.Key, item.Value, rings)));
        var file = new MemoryStream();
        file.Write("MThd"u8);
        file.Write([0, 0, 0, 6, 0, 1, (byte)(tracks.Count >> 8), (byte)tracks.Count, Meter.PerQuarter >> 8, Meter.PerQuarter & 0xFF]);
        Span<byte> length = stackalloc byte[4];
        foreach (var track in tracks)
        {
            file.Write("MTrk"u8);
            BinaryPrimitives.WriteInt32BigEndian(length, track.Length);
            file.Write(length);
            file.Write(track);
        }

        return file.ToArray();
    }

    private static byte[] Conductor(Composition piece, EngineRecipe? recipe)
    {
        var brief = piece.Brief;
        var microseconds = (int)Math.Round(60_000_000.0 * Meter.PerQuarter / (brief.Bpm * brief.Meter.Pulse));
        var events = new List<(int Tick, int Order, byte[] Bytes)>
        {
            (0, 0, Meta(0x03, Encoding.UTF8.GetBytes($"{brief.Style.Name} in {brief.Key.Name}"))),
            (0, 1, Meta(0x51, [(byte)(microseconds >> 16), (byte)(microseconds >> 8), (byte)microseconds])),
            (0, 2, Meta(0x58, [(byte)brief.Meter.Beats, (byte)(brief.Meter.Unit == 8 ? 3 : 2), (byte)(brief.Meter.IsCompound ? 36 : 24), 8])),
            (0, 3, Meta(0x59, [(byte)(sbyte)brief.Key.Fifths, (byte)(brief.Key.Scale.IsMinor ? 1 : 0)])),
        };
        if (recipe is not null)
        {
            events.Add((0, 4, Meta(0x01, Encoding.UTF8.GetBytes($"{EngineRecipe.Keyword} {recipe}"))));
        }

        events.AddRange(piece.Sections.Select(item => (item.Start, 5, Meta(0x06, Encoding.UTF8.GetBytes(item.Section.Kind)))));
        return Serialize(events, piece.Ticks);
    }

    private static byte[] Track(Composition piece, Part part, List<Note> notes, bool rings)
    {
        var instrument = piece.Brief.Instruments[part];
        var end = rings ? Math.Max(piece.Ticks, (int)(piece.Brief.Seconds * piece.Brief.TicksPerSecond)) : piece.Ticks;
        var diesAway = part != Part.Drums && InstrumentBook.Named(instrument).Patch.DiesAway;
        var channel = part == Part.Drums ? DrumChannel : (int)part;
        var (program, octaves) = part == Part.Drums ? (Kit.Named(instrument).Program, 0) : (InstrumentBook.Named(instrument).Program, InstrumentBook.Named(instrument).Octaves);
        var events = new List<(int, int, byte[])>
        {
            (0, 0, Meta(0x03, Encoding.UTF8.GetBytes(ComposerOptions.NameOf(part)))),
            (0, 1, Meta(0x04, Encoding.UTF8.GetBytes(instrument))),
            (0, 2, [(byte)(0xC0 | channel), (byte)program]),
        };
        foreach (var note in Distinct(notes))
        {
            var key = (byte)Math.Clamp(note.Pitch + 12 * octaves, 0, 127);
            var velocity = (byte)Math.Clamp((int)(note.Velocity * 127), 1, 127);
            events.Add((note.Played, 4, [(byte)(0x90 | channel), key, velocity]));
            var let = rings && diesAway && note.End >= piece.Ticks ? Math.Max(end, note.Played + note.Length) : note.Played + note.Length;
            events.Add((let, 3, [(byte)(0x80 | channel), key, 64]));
        }

        return Serialize(events, end);
    }

    /// <summary>A key that is struck while it is held is let go first; players disagree about what else it would mean.</summary>
    private static IEnumerable<Note> Distinct(List<Note> notes)
    {
        foreach (var key in notes.GroupBy(note => note.Pitch))
        {
            var ordered = key.OrderBy(note => note.Played).ToArray();
            for (var n = 0; n < ordered.Length; n++)
            {
                var room = n + 1 < ordered.Length ? ordered[n + 1].Played - ordered[n].Played : int.MaxValue;
                if (room > 0)
                {
                    yield return ordered[n] with { Length = Math.Max(1, Math.Min(ordered[n].Length, room)) };
                }
            }
        }
    }

    private static byte[] Serialize(List<(int Tick, int Order, byte[] Bytes)> events, int end)
    {
        var track = new MemoryStream();
        var last = 0;
        foreach (var (tick, _, bytes) in events.OrderBy(item => item.Tick).ThenBy(item => item.Order))
        {
            WriteLength(track, tick - last);
            track.Write(bytes);
            last = tick;
        }

        WriteLength(track, Math.Max(0, end - last));
        track.Write(Meta(0x2F, []));
        return track.ToArray();
    }

    private static byte[] Meta(byte type, byte[] data)
    {
        var meta = new MemoryStream();
        meta.Write([0xFF, type]);
        WriteLength(meta, data.Length);
        meta.Write(data);
        return meta.ToArray();
    }

    private static void WriteLength(MemoryStream track, int value)
    {
        for (var shift = 21; shift > 0; shift -= 7)
        {
            if (value >> shift > 0)
            {
                track.WriteByte((byte)((value >> shift & 0x7F) | 0x80));
            }
        }

        track.WriteByte((byte)(value & 0x7F));
    }
}
