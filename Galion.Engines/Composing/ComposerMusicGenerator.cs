using System.Globalization;
using Galion.Engines.Audio;
using Galion.Engines.Composing.Mixing;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Scores;
using Galion.Engines.Options;
using Galion.Engines.Programs;
using Galion.Engines.Prompts;
using Galion.Engines.Recipes;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Composing;

/// <summary>
/// The composer: writes music by the rules of the craft and plays it on instruments of its own. Procedural, not neural; the same options make the
/// same notes and the same samples on every machine. Given an original of its own, it extends it, writes a section anew or changes an
/// instrument, and leaves everything else as it was.
/// </summary>
public sealed class ComposerMusicGenerator : IMusicGenerator
{
    public const string ModelId = "galion/composer";

    /// <summary>Grows whenever the music for the same options changes.</summary>
    public const int EngineVersion = 5;

    private const int MaxPromptLength = 100_000;

    /// <summary>From which length on what was let go is given back to the system before the next large thing is made.</summary>
    private const int LongSeconds = 60;

    public static IReadOnlyList<EngineOption> Options => ComposerOptions.All;

    public Task<MusicGenerationResponse> GenerateAsync(
        MusicGenerationRequest request, MusicGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var job = Plan(request, options);
        return Task.Run(() => ComposeAsync(job, cancellationToken), cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <summary>Decides everything, without making a sound.</summary>
    internal static ComposerJob Plan(MusicGenerationRequest request, MusicGenerationOptions? options)
    {
        var given = (options?.AdditionalProperties ?? []).ToDictionary(item => item.Key, item => item.Value);
        var prompt = request.Prompt ?? "";
        var reading = new MusicReading();
        if (request.Original is { } original)
        {
            var recipe = AudioRecipe.Read(original.Data.Span);
            if (recipe?.Model != ModelId)
            {
                throw new ArgumentException("The original carries no recipe of the composer, so it cannot be changed. Give a file that the composer made.");
            }

            // Words about instruments still count; everything else was decided when the original was made.
            var words = MusicPromptReader.Read(prompt);
            reading = words with { Style = null, Mood = null, Tonic = null, Scale = null, Bpm = null, Meter = null, Seconds = null };
            Inherit(given, recipe, words);
            prompt = string.IsNullOrWhiteSpace(prompt) ? recipe.Prompt : prompt;
        }
        else if (prompt.Length > MaxPromptLength)
        {
            throw new ArgumentException($"The prompt is longer than {MaxPromptLength} characters.");
        }
        else
        {
            reading = MusicPromptReader.Read(prompt);
        }

        var values = OptionValues.Read("composer", ComposerOptions.All, given);
        if (values.Whole(ComposerOptions.SampleRate) is not (44_100 or 48_000))
        {
            throw new EngineOptionException(ComposerOptions.SampleRate, "The option sample_rate must be 44100 or 48000.");
        }

        if (values.Whole(ComposerOptions.Bits) is not (16 or 24))
        {
            throw new EngineOptionException(ComposerOptions.Bits, "The option bits must be 16 or 24.");
        }

        var brief = BriefWriter.Write(values, reading);
        if (values.Text(ComposerOptions.Stems) is null)
        {
            values.Decide(ComposerOptions.Stems, ExternalProgram.Ffmpeg.IsInstalled ? "flac" : "none");
        }

        if (values.Text(ComposerOptions.Stems) == "wav" && brief.Seconds > ComposerOptions.MaxWavStemSeconds)
        {
            throw new EngineOptionException(ComposerOptions.Stems, $"Stems as WAV are limited to {ComposerOptions.MaxWavStemSeconds} seconds of music, because they are large. Take FLAC, which holds the same samples.");
        }

        var json = values.ToJson();
        foreach (var edit in ComposerOptions.Edits)
        {
            json.Remove(edit);
        }

        return new ComposerJob(brief, values, EngineRecipe.Create(ModelId, EngineVersion, prompt, json, reading.Understood, reading.Ignored));
    }

    private static void Inherit(Dictionary<string, object?> given, EngineRecipe recipe, MusicReading words)
    {
        var changed = given.Keys.ToHashSet();
        foreach (var (name, value) in recipe.ToOptions())
        {
            var isRenamed = Enum.GetValues<Part>().Any(part => ComposerOptions.NameOf(part) == name
                && (words.Silent.Contains(part) || words.Instruments.Any(item => item.Part == part)));
            if (!isRenamed)
            {
                given.TryAdd(name, value);
            }
        }

        // Another tempo or metre makes the same bars longer or shorter.
        if ((changed.Contains(ComposerOptions.Bpm) || changed.Contains(ComposerOptions.TimeSignature)) && !changed.Contains(ComposerOptions.Duration))
        {
            given.Remove(ComposerOptions.Duration);
        }

        if (changed.Contains(ComposerOptions.Form) && !changed.Contains(ComposerOptions.Plan))
        {
            given.Remove(ComposerOptions.Plan);
        }
    }

    private static async Task<MusicGenerationResponse> ComposeAsync(ComposerJob job, CancellationToken cancellationToken)
    {
        var (brief, values, recipe) = job;
        var reporter = new Reporter(values.Progress);
        reporter.Report(0, "writing the notes");
        var piece = Composition.Write(brief, cancellationToken);
        var contents = new List<DataContent>();
        var name = FileName(brief);
        contents.AddRange(await RecordAsync(piece, job, name, reporter, cancellationToken));
        if (values.Flag(ComposerOptions.Midi))
        {
            contents.Add(Document(MidiFile.Write(piece, recipe), "audio/midi", name + ".mid"));
        }

        if (values.Flag(ComposerOptions.Chords))
        {
            contents.Add(Document(ChordChart.Write(piece, recipe), "text/plain", name + ".chords.txt"));
        }

        if (values.Flag(ComposerOptions.Score))
        {
            contents.Add(Document(LeadSheet.Write(piece, recipe), "application/vnd.recordare.musicxml+xml", name + ".musicxml"));
        }

        reporter.Report(1, "done");
        return new MusicGenerationResponse(contents);
    }

    private static async Task<List<DataContent>> RecordAsync(Composition piece, ComposerJob job, string name, Reporter reporter, CancellationToken cancellationToken)
    {
        var (brief, values, recipe) = job;
        var sampleRate = values.Whole(ComposerOptions.SampleRate);
        var bits = values.Whole(ComposerOptions.Bits);
        var frames = (int)Math.Round(brief.Seconds * sampleRate);
        var format = AudioFormat.Named(values.Text(ComposerOptions.Format)!);
        var stemFormat = values.Text(ComposerOptions.Stems) is "none" ? null : AudioFormat.Named(values.Text(ComposerOptions.Stems)!);
        var tags = new AudioTags(recipe) { Title = Title(brief), More = MoreTags(brief, format) };
        var isLong = brief.Seconds >= LongSeconds;
        if (isLong)
        {
            // What the piece before this one left.
            UnusedMemory.GiveBack();
        }

        var stems = new List<Stem>();
        var stemFiles = new Dictionary<Part, AudioFileWriter>();
        try
        {
            foreach (var part in piece.Notes.Keys)
            {
                IStemSource source = values.Text(ComposerOptions.Synth) == "fluidsynth"
                    ? await SoundFontSource.CreateAsync(piece, part, sampleRate, frames, cancellationToken)
                    : new SynthSource(piece, part, sampleRate, cancellationToken);
                stems.Add(new Stem(piece, part, source, sampleRate, frames));
                if (stemFormat is not null)
                {
                    var stemTags = tags with { Title = $"{tags.Title} ({ComposerOptions.NameOf(part)})" };
                    stemFiles[part] = new AudioFileWriter(stemFormat, sampleRate, 2, frames, bits: 16, stemTags);
                }
            }

            // The mix gives its memory back before the files of the stems are read.
            var contents = new List<DataContent>();
            using (var mix = await Desk.MixAsync(stems, stemFiles, sampleRate, frames, done => reporter.Report(0.02 + done * 0.8, "playing"), cancellationToken))
            {
                if (values.Flag(ComposerOptions.Master))
                {
                    reporter.Report(0.83, "mastering");
                    Desk.Master(mix, HeadroomDb(format), cancellationToken);
                }

                if (isLong)
                {
                    // The mix and its file stand beside each other: nothing else should.
                    UnusedMemory.GiveBack();
                }

                reporter.Report(0.93, "writing the files");
                contents.Add(new DataContent(await AudioFileWriter.EncodeAsync(mix, format, bits, tags, cancellationToken: cancellationToken), format.MediaType)
                {
                    AdditionalProperties = new AdditionalPropertiesDictionary
                    {
                        ["name"] = $"{name}.{format.Name}", ["recipe"] = recipe.ToJson(), ["duration_ms"] = mix.DurationMs, ["seed"] = brief.Seed,
                    },
                });
            }

            foreach (var (part, file) in stemFiles)
            {
                contents.Add(Document(await file.FinishAsync(cancellationToken), stemFormat!.MediaType, $"{name}.{ComposerOptions.NameOf(part)}.{stemFormat.Name}"));
            }

            return contents;
        }
        finally
        {
            foreach (var file in stemFiles.Values)
            {
                await file.DisposeAsync();
            }

            foreach (var stem in stems)
            {
                stem.Dispose();
            }
        }
    }

    /// <summary>What the encoders were seen to raise true peaks by at their rates, and as much again: MP3 0.4 dB, AAC 0.5, Opus 0.8.</summary>
    private static double HeadroomDb(AudioFormat format) => format.Name switch { "wav" or "flac" => 0, "mp3" => 0.8, "opus" => 1.5, _ => 1 };

    private static DataContent Document(byte[] bytes, string mediaType, string name) => new(bytes, mediaType)
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { ["name"] = name },
    };

    private static string Title(Brief brief) => string.Create(CultureInfo.InvariantCulture, $"{brief.Style.Name.Replace('_', ' ')} in {brief.Key.Name}, {brief.Bpm} bpm");

    private static string FileName(Brief brief) => string.Create(CultureInfo.InvariantCulture, $"{brief.Style.Name}-{brief.Seed}");

    private static Dictionary<string, string> MoreTags(Brief brief, AudioFormat format)
    {
        var bpm = brief.Bpm.ToString(CultureInfo.InvariantCulture);
        var minor = brief.Key.Scale.IsMinor ? "m" : "";
        return format == AudioFormat.Mp3 ? new Dictionary<string, string> { ["TBPM"] = bpm, ["TKEY"] = brief.Key.NameOf(brief.Key.TonicClass) + minor, ["genre"] = brief.Style.Name }
            : new Dictionary<string, string> { ["BPM"] = bpm, ["KEY"] = brief.Key.NameOf(brief.Key.TonicClass) + minor, ["genre"] = brief.Style.Name };
    }

    private sealed class Reporter(IProgress<EngineProgress>? progress)
    {
        private readonly RemainingTime _remaining = new(from: 0.1);

        public void Report(double fraction, string stage) => progress?.Report(new EngineProgress(fraction, stage, _remaining.At(fraction)));
    }
}

/// <summary>A request with everything decided.</summary>
internal sealed record ComposerJob(Brief Brief, OptionValues Values, EngineRecipe Recipe);
