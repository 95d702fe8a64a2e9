using System.Xml.Linq;
using Galion.Engines.Audio;
using Galion.Engines.Composing;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Scores;
using Galion.Engines.Options;

namespace Galion.Tests.Engines.Composing;

/// <summary>Requests as people, programs and attackers send them.</summary>
internal static class Requests
{
    private static readonly string[] Words =
    [
        "jazz", "ambient", "lo-fi", "rock", "walc", "folk", "8-bit", "piano solo", "orchestra", "sad", "wesoły", "mroczny", "epic", "fast", "wolno", "in D minor", "in F# major",
        "h-moll", "90 bpm", "240 bpm", "12/8", "7/8", "2 minutes", "30 s", "no drums", "bez basu", "without melody", "violin", "saksofon", "choir", "intro", "verse", "chorus", "outro",
        "no", "bez", "and", "🎷", "مدينة", "\0", "\u202e", "\ud800", "]]>", "{0}", "%s", "999999999999 bpm", "-5 bpm", "0/0", "1/2/3/4", "99 minutes", "key of H", "in", "w", "",
    ];

    /// <summary>An endless sequence; some of them name values that no option takes.</summary>
    public static IEnumerable<(string Prompt, Dictionary<string, object?> Options, bool Valid)> Draw(Random random)
    {
        while (true)
        {
            var prompt = random.Next(40) == 0 ? new string((char)random.Next(1, 0xFFFF), random.Next(100_000)) : string.Join(' ', Enumerable.Range(0, random.Next(0, 9)).Select(_ => Words[random.Next(Words.Length)]));
            var options = new Dictionary<string, object?>();
            var valid = true;
            foreach (var option in ComposerMusicGenerator.Options.Where(_ => random.Next(4) == 0))
            {
                var breaks = random.Next(60) == 0;
                valid &= !breaks;
                options[option.Name] = breaks ? Broken(random) : option.Type switch
                {
                    EngineOptionType.Whole when option.Name == "sample_rate" => random.Next(2) == 0 ? 44_100 : 48_000,
                    EngineOptionType.Whole when option.Name == "bits" => random.Next(2) == 0 ? 16 : 24,
                    EngineOptionType.Whole when option.Name == "regenerate" => random.Next(1, 6),
                    EngineOptionType.Whole => random.NextInt64((long)option.Min, (long)option.Max + 1),
                    EngineOptionType.Number => option.Min + random.NextDouble() * (option.Max - option.Min) * (option.Name.StartsWith("extend", StringComparison.Ordinal) ? 0.3 : 1),
                    EngineOptionType.Choice => option.Allowed[random.Next(option.Allowed.Count)],
                    EngineOptionType.Flag => random.Next(2) == 0,
                    _ when option.Name == "plan" => string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"{Section.Kinds[random.Next(Section.Kinds.Count)]}:{random.Next(1, 12)}:{random.Next()}:{random.Next(4)}")),
                    _ => string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => Section.Kinds[random.Next(Section.Kinds.Count)])),
                };
            }

            yield return (prompt, options, valid);
        }
    }

    /// <summary>Writes the notes, the MIDI file, the chart and the score of each, or sees it refused with a message.</summary>
    public static void Try(int count, int seed, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var (prompt, options, _) in Draw(new Random(seed)).Take(count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var piece = Music.Write(prompt, [.. options.Select(item => (item.Key, item.Value))]);
                written++;
                Assert.True(piece.Brief.Seconds <= 300 && piece.Brief.Bars * piece.Brief.BarSeconds <= piece.Brief.Seconds + 1e-6);
                foreach (var (part, notes) in piece.Notes)
                {
                    Assert.All(notes, note => Assert.True(
                        note.Tick >= 0 && note.Tick < piece.Ticks && note.Length > 0 && note.Pitch is >= 12 and <= 115 && note.Velocity is > 0 and <= 1, $"{part} {note}"));
                }

                Assert.NotEmpty(MidiFile.Write(piece, recipe: null));
                Assert.NotEmpty(ChordChart.Write(piece));
                using var score = new MemoryStream(LeadSheet.Write(piece));
                using var reader = System.Xml.XmlReader.Create(score, new System.Xml.XmlReaderSettings { DtdProcessing = System.Xml.DtdProcessing.Ignore });
                Assert.Equal(piece.Brief.Bars, XDocument.Load(reader).Descendants("measure").Count());
            }
            catch (EngineOptionException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(Shown(prompt, options), exception);
            }
        }

        Assert.True(written > count / 4, $"only {written} of {count} were written");
    }

    /// <summary>Plays ten seconds of each, as a file of any format that needs no other program.</summary>
    public static async Task PlayAsync(int count, int seed)
    {
        var played = 0;
        foreach (var (prompt, options, _) in Draw(new Random(seed)).Take(count))
        {
            foreach (var name in new[] { "plan", "form", "extend_left", "extend_right", "regenerate" })
            {
                options.Remove(name);
            }

            (options["duration"], options["stems"], options["format"], options["synth"]) = (10, "none", "wav", "galion");
            try
            {
                var files = await Music.MakeAsync(prompt, null, [.. options.Select(item => (item.Key, item.Value))]);
                Assert.InRange(WavFile.Read(files["mix"].Data.Span).Peak(), 0.01f, 1);
                played++;
            }
            catch (ArgumentException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(Shown(prompt, options), exception);
            }
        }

        Assert.True(played > count / 4, $"only {played} of {count} were played");
    }

    private static string Shown(string prompt, Dictionary<string, object?> options) =>
        $"'{(prompt.Length > 200 ? prompt[..200] : prompt)}' {string.Join(", ", options.Select(item => $"{item.Key}={item.Value}"))}";

    private static object? Broken(Random random) => random.Next(6) switch
    {
        0 => -1,
        1 => "",
        2 => new string('x', random.Next(5_000)),
        3 => double.NaN,
        4 => new object(),
        _ => null,
    };
}
