using Galion.Engines.Composing.Theory;
using Galion.Engines.Painting;

namespace Galion.Engines.Composing.Parts;

/// <summary>Plays the chords: broken, strummed or struck by the harmony part, held by the pads. Both lead their voices by the smallest way.</summary>
internal static class ChordWriter
{
    private const int Strum = 12;

    public static List<Note> WriteHarmony(Passage passage)
    {
        var notes = new List<Note>();
        var style = passage.Style;
        var comping = passage.Theme("comping").Pick(style.Comping);
        comping = passage.Energy < 0.45f && (comping is Comping.Stabs or Comping.Pulse or Comping.Charleston) && passage.Meter.Beats % 3 != 0 ? Comping.Sustained : comping;
        var draw = passage.Draw("harmony");
        foreach (var (span, voices) in Voices(passage, comping is Comping.FastArpeggio or Comping.Alberti || style.Strict ? 3 : 4, comping == Comping.Strum ? 50 : 52, 74))
        {
            var player = new Player(passage, notes, draw, voices);
            if (span.Start >= passage.Close)
            {
                player.Chord(span.Start, span.Length, 0.2f, rolled: comping is not (Comping.Stabs or Comping.FastArpeggio));
                continue;
            }

            for (var at = span.Start; at < span.End;)
            {
                var end = Math.Min(span.End, (at / passage.Meter.Bar + 1) * passage.Meter.Bar);
                player.Bar(comping, at, end);
                at = end;
            }
        }

        return [.. notes.OrderBy(note => note.Tick)];
    }

    public static List<Note> WritePads(Passage passage)
    {
        var notes = new List<Note>();
        var draw = passage.Draw("pads");
        foreach (var (span, voices) in Voices(passage, passage.Style.Strict ? 3 : 4, 50, 76))
        {
            foreach (var pitch in voices)
            {
                notes.Add(new Note(span.Start, span.Length, pitch, Math.Clamp(passage.Velocity(span.Start, 0) * 0.9f, 0.1f, 1), Math.Max(0, passage.Loosen(draw))));
            }
        }

        return notes;
    }

    private static IEnumerable<(ChordSpan Span, int[] Voices)> Voices(Passage passage, int count, int low, int high)
    {
        var voicing = new Voicing(low, high, count, passage.Style.Strict);
        foreach (var span in passage.Chords)
        {
            yield return (span, voicing.Next(span.Chord, BassWriter.RootOf(span.Chord)));
        }
    }

    private sealed class Player(Passage passage, List<Note> notes, Dice draw, int[] voices)
    {
        private static readonly int[] Rising = [0, 1, 2, 3, 2, 1];
        private static readonly int[] Alberti = [0, 2, 1, 2];

        public void Bar(Comping comping, int start, int end)
        {
            var meter = passage.Meter;
            var pulse = meter.Pulse;
            switch (comping)
            {
                case Comping.Sustained:
                    Chord(start, end - start, 0.2f, rolled: true);
                    break;
                case Comping.Pulse when meter.Beats % 3 == 0 && meter.Unit == 4:
                    // Oom-pah-pah: the bass has the first beat.
                    for (var at = start + pulse; at < end; at += pulse)
                    {
                        Chord(at, pulse * 2 / 3, -0.4f, rolled: false);
                    }

                    break;
                case Comping.Pulse:
                    for (var at = start; at < end; at += 240)
                    {
                        Chord(at, 190, meter.Strength(at) > 0 ? 0.2f : -0.8f, rolled: false);
                    }

                    break;
                case Comping.Stabs when meter.IsCompound:
                    for (var at = start + 480; at < end; at += pulse)
                    {
                        Chord(at, 150, 0.3f, rolled: false);
                    }

                    break;
                case Comping.Stabs:
                    foreach (var at in new[] { 240, 720, 1_080, 1_440 })
                    {
                        if (start + at < end && (at != 1_080 || passage.Energy > 0.7f))
                        {
                            Chord(start + at, 150, 0.3f, rolled: false);
                        }
                    }

                    break;
                case Comping.Strum:
                    StrumBar(start, end);
                    break;
                case Comping.Charleston:
                    CompBar(start, end);
                    break;
                case Comping.FastArpeggio:
                    Arpeggio(start, end, 120, [0, 1, 2], 110);
                    break;
                case Comping.Alberti:
                    Arpeggio(start, end, 240, Alberti, 230);
                    break;
                case Comping.Ostinato:
                    Arpeggio(start, end, passage.Energy > 0.75f && !meter.IsCompound ? 120 : 240, [0, 2, 1, 2, 3, 2, 1, 2], 150);
                    break;
                default:
                    Arpeggio(start, end, passage.Energy < 0.4f ? 480 : 240, Rising, 960);
                    break;
            }
        }

        public void Chord(int tick, int length, float accent, bool rolled)
        {
            for (var n = 0; n < voices.Length; n++)
            {
                Add(tick, length, voices[n], accent, rolled ? (int)(n * Strum * passage.Brief.Humanity * 0.6) : 0);
            }
        }

        private void Arpeggio(int start, int end, int step, int[] order, int length)
        {
            for (var (at, n) = (start, 0); at < end; at += step, n++)
            {
                var voice = order[n % order.Length] % voices.Length;
                Add(at, Math.Min(length, end - at), voices[voice], passage.Meter.Strength(at) > 0 ? 0.3f : -0.5f, 0);
            }
        }

        private void StrumBar(int start, int end)
        {
            var step = passage.Energy > 0.5f || passage.Meter.IsCompound ? 240 : 480;
            for (var at = start; at < end; at += step)
            {
                var isDown = passage.Meter.Strength(at) > 0;
                if (!isDown && !(at - start > 240 && draw.Chance(0.45f + 0.4f * passage.Energy)))
                {
                    continue;
                }

                // Up-strokes take the high strings, from above.
                var strings = isDown ? voices : voices[1..];
                for (var n = 0; n < strings.Length; n++)
                {
                    Add(at, Math.Min(step * 2, end - at), isDown ? strings[n] : strings[^(n + 1)], isDown ? 0.4f : -1, (int)(n * Strum * 0.8f));
                }
            }
        }

        private void CompBar(int start, int end)
        {
            var length = end - start;
            (int At, int Length)[] hits = draw.Below(5) switch
            {
                0 => [(0, 600), (720, 300)],
                1 => [(240, 400), (1_200, 300)],
                2 => [(720, 900)],
                3 => [(0, 300), (960, 240), (1_680, 240)],
                _ => [(0, length - 60)],
            };
            foreach (var (at, hold) in hits)
            {
                if (at < length)
                {
                    Chord(start + at, Math.Min(hold, length - at), 0, rolled: true);
                }
            }
        }

        private void Add(int tick, int length, int pitch, float accent, int late)
        {
            var velocity = passage.Velocity(tick, 0.2f) + accent * 0.06f - 0.04f + draw.Bell() * 0.025f * (float)passage.Brief.Humanity;
            notes.Add(new Note(tick, length, pitch, Math.Clamp(velocity, 0.08f, 1), passage.Swing(tick) + passage.Loosen(draw, 0.6f) + late));
        }
    }
}
