namespace Galion.Studio.Create;

/// <summary>The names of options as people read them.</summary>
internal static class ChoiceNames
{
    // Options and choices whose wire name is not what people call them.
    private static readonly Dictionary<string, string> Called = new()
    {
        ["aac"] = "AAC",
        ["apng"] = "Animated PNG",
        ["avif"] = "AVIF",
        ["bitrate_kbps"] = "Bit rate, kbit/s",
        ["bits"] = "Bits per sample",
        ["bpm"] = "Tempo, beats per minute",
        ["chords"] = "Chord chart",
        ["email"] = "E-mail",
        ["en"] = "English",
        ["extend"] = "Go on",
        ["flac"] = "FLAC",
        ["fluidsynth"] = "FluidSynth",
        ["fps"] = "Frames per second",
        ["frames"] = "Frames (ZIP of PNG)",
        ["gain_db"] = "Fixed gain, dB",
        ["gif"] = "GIF",
        ["humanize"] = "Looseness",
        ["json"] = "JSON",
        ["keep_partial"] = "Keep what is ready when stopped",
        ["lofi"] = "Lo-fi",
        ["loudness"] = "Loudness, LUFS",
        ["m4a"] = "M4A",
        ["m4b"] = "M4B (audiobook)",
        ["master"] = "Mastering",
        ["midi"] = "MIDI file",
        ["mp3"] = "MP3",
        ["mp4"] = "MP4",
        ["negative_prompt"] = "Leave out",
        ["opus"] = "Opus",
        ["percent"] = "Percent of the text",
        ["pl"] = "Polish",
        ["plan"] = "Exact sections",
        ["sample_rate"] = "Sample rate, Hz",
        ["schema"] = "JSON schema",
        ["score"] = "Lead sheet (MusicXML)",
        ["source"] = "Given pictures",
        ["srt"] = "SRT",
        ["ssml"] = "SSML",
        ["stems"] = "Separate parts (stems)",
        ["synth"] = "Instruments",
        ["vtt"] = "VTT",
        ["wav"] = "WAV",
        ["webm"] = "WebM",
        ["webp"] = "WebP",
        ["word_gap"] = "Gap between words, ms",
    };

    /// <summary>"stained_glass" reads "Stained glass", "fps" reads "Frames per second".</summary>
    public static string Of(string value)
    {
        if (Called.TryGetValue(value, out var called))
        {
            return called;
        }
        var words = value.Replace('_', ' ');
        return words.Length == 0 ? words : $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }

    /// <summary>The values after an empty first choice, as a select shows them.</summary>
    public static IReadOnlyList<(string Value, string Text)> WithDefault(string defaultText, IEnumerable<string> values) =>
        [("", defaultText), .. values.Select(value => (value, Of(value)))];

    /// <summary>A format of the form: PNG with 16 bits for each colour.</summary>
    public const string DeepPng = "png16";

    public static string OfFormat(string value) => value switch
    {
        DeepPng => "PNG, 16 bits",
        "jpeg" => "JPEG",
        "webp" => "WebP",
        "ora" => "Layers (OpenRaster)",
        _ => value.ToUpperInvariant(),
    };

    public static string OfDetail(string value) => value switch
    {
        "draft" => "Draft, fastest",
        "fine" => "Fine, most detail",
        _ => Of(value),
    };
}
