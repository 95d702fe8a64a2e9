using Galion.Engines.Audio;
using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Sound;
using Galion.Engines.Composing.Theory;
using Galion.Engines.Options;

namespace Galion.Engines.Composing;

/// <summary>The options of the composer, by their wire names.</summary>
internal static class ComposerOptions
{
    public const int MinSeconds = 10;
    public const int MaxSeconds = 300;
    public const int MinBpm = 40;
    public const int MaxBpm = 240;
    public const long MaxSeed = (1L << 53) - 1;
    public const int MaxWavStemSeconds = 120;
    private const int MaxPlanLength = 2_400;

    public const string Seed = "seed", Style = "style", Mood = "mood", Key = "key", Scale = "scale", Bpm = "bpm", TimeSignature = "time_signature", Duration = "duration",
        Form = "form", Plan = "plan", Humanize = "humanize", Synth = "synth", Format = "format", SampleRate = "sample_rate", Bits = "bits", Stems = "stems", Midi = "midi",
        Chords = "chords", Score = "score", Master = "master", ExtendLeft = "extend_left", ExtendRight = "extend_right", Regenerate = "regenerate", Take = "take";

    /// <summary>What is done to a piece once; a recipe holds the result instead.</summary>
    public static IReadOnlyList<string> Edits { get; } = [ExtendLeft, ExtendRight, Regenerate, Take];

    public static IReadOnlyList<EngineOption> All { get; } =
    [
        EngineOption.Whole(Seed, "Draws everything that words and options leave open; drawn itself when not given.", null, 0, MaxSeed),
        EngineOption.Choice(Style, "Read from the prompt when not given.", null, StyleBook.Names),
        EngineOption.Choice(Mood, "Read from the prompt when not given.", null, Composing.Mood.Names),
        EngineOption.Choice(Key, "The tonic.", null, Theory.Key.Tonics),
        EngineOption.Choice(Scale, "The scale above the tonic.", null, [.. Theory.Scale.All.Select(scale => scale.Name)]),
        EngineOption.Whole(Bpm, "Beats per minute; of dotted quarters in compound time.", null, MinBpm, MaxBpm),
        EngineOption.Choice(TimeSignature, "The metre.", null, Meter.Names),
        EngineOption.Number(Duration, "Seconds, with the ringing of the last chord; 60 when nothing says otherwise.", null, MinSeconds, MaxSeconds),
        EngineOption.Text(Form, $"Sections in order, such as \"intro verse chorus verse chorus outro\"; each one of {string.Join(", ", Section.Kinds)}.", 400),
        EngineOption.Text(Plan, "The exact sections as a recipe has them, kind:bars:theme:variation; outweighs form.", MaxPlanLength),
        Instrument(Part.Drums), Instrument(Part.Bass), Instrument(Part.Harmony), Instrument(Part.Melody), Instrument(Part.Pads),
        EngineOption.Number(Humanize, "From 0, a machine, to 1, the looseness of the style's players.", 1, 0, 1),
        EngineOption.Choice(Synth, "Our own instruments, or an installed sound font through fluidsynth.", "galion", ["galion", "fluidsynth"]),
        EngineOption.Choice(Format, "Of the mix.", AudioFormat.Wav.Name, ["wav", "flac", "mp3", "opus", "m4a"]),
        EngineOption.Whole(SampleRate, "44100 or 48000 Hz.", 48_000, 44_100, 48_000),
        EngineOption.Whole(Bits, "16 or 24, of WAV and FLAC.", 24, 16, 24),
        EngineOption.Choice(Stems, "The format of the separate parts, or none. FLAC when ffmpeg is installed, else none, unless given.", null, ["none", "flac", "wav", "mp3"]),
        EngineOption.Flag(Midi, "Whether a MIDI file with a track for each part comes along.", true),
        EngineOption.Flag(Chords, "Whether a chord chart comes along.", true),
        EngineOption.Flag(Score, "Whether a lead sheet in MusicXML comes along.", true),
        EngineOption.Flag(Master, "Whether the mix is compressed and brought to -14 LUFS; otherwise it is the plain sum of the stems.", true),
        EngineOption.Number(ExtendLeft, "Seconds of new music before the piece, in whole bars.", null, 1, MaxSeconds),
        EngineOption.Number(ExtendRight, "Seconds of new music after the piece, in whole bars.", null, 1, MaxSeconds),
        EngineOption.Whole(Regenerate, "The section to write anew, counted from 1.", null, 1, Section.MaxCount),
        EngineOption.Whole(Take, "Which of many new versions of a regenerated section or extension.", 1, 1, 1_000_000),
    ];

    public static string NameOf(Part part) => part switch
    {
        Part.Drums => "drums",
        Part.Bass => "bass",
        Part.Harmony => "harmony",
        Part.Melody => "melody",
        _ => "pads",
    };

    private static EngineOption Instrument(Part part) => EngineOption.Choice(
        NameOf(part), $"What plays the {NameOf(part)}; chosen for the style when not given.", null, [Brief.NoInstrument, .. InstrumentBook.For(part)]);
}
