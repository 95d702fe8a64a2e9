using Galion.Engines.Audio;
using Galion.Engines.Options;
using Galion.Engines.Speaking.Documents;
using Galion.Engines.Speaking.Reading;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Speaking;

/// <summary>What one request asks for beside its text.</summary>
internal sealed class SpeakerOptions
{
    public const string Engine = "speaker";
    public const double MaxPitch = 6;
    private const int MaxTakes = 99;

    public static readonly IReadOnlyList<EngineOption> All =
    [
        EngineOption.Text("voice", "a voice: a language (en-gb), a timbre (female, male, f3, klatt2 …) or both (en-gb+f3)", 100),
        EngineOption.Text("language", "of the text, as a tag such as en-us or pl; read from the text when not given (English and Polish)", 35),
        EngineOption.Choice("emotion", "the feeling in the voice", "neutral", Speaking.Emotion.Names),
        EngineOption.Number("emotion_strength", "how much of it, 1 as usual", 1, 0, 1.5),
        EngineOption.Number("rate", "speed, a factor; 1 is about 175 words a minute", 1, 0.5, 2.5),
        EngineOption.Number("pitch", "semitones above (or below) the voice's own", 0, -MaxPitch, MaxPitch),
        EngineOption.Number("pitch_range", "liveliness of the melody, a factor; 0 is monotonous", 1, 0, 2),
        EngineOption.Number("volume", "loudness after normalising, a factor", 1, 0.05, 2),
        EngineOption.Number("pause", "pauses between sentences and paragraphs, a factor", 1, 0, 4),
        EngineOption.Whole("word_gap", "extra silence between words, in milliseconds", 0, 0, 500),
        EngineOption.Choice("markup", "how the text is written; auto looks at it", "auto", ["auto", TextDocument.Text, TextDocument.Markdown, TextDocument.Script, SsmlDocument.Kind]),
        EngineOption.Text("speakers", "voices of a script, one a line or separated by semicolons: ANNA = en-gb+f3 pitch=1 rate=1.1 emotion=happy", 4_000),
        EngineOption.Text("dictionary", "pronunciations, one a line or separated by semicolons: SQL = sequel; tomato = /təˈmɑːtəʊ/", 20_000),
        EngineOption.Whole("seed", "of the variation between takes", 0, 0, (1L << 53) - 1),
        EngineOption.Whole("take", "which take of every sentence; 1 is the plain one", 1, 1, MaxTakes),
        EngineOption.Text("takes", "takes of single sentences, as number:take, such as 3:2, 7:4", 8_000),
        EngineOption.Choice("format", "of the file", "wav", [.. AudioFormat.All.Select(format => format.Name)]),
        EngineOption.Whole("bitrate_kbps", "of MP3, Opus, M4A and M4B; chosen for speech when not given", null, 16, 320),
        EngineOption.Choices("timings", "files with the time of every word", ["srt", "vtt", "json"]),
        EngineOption.Choice("captions", "what one caption of SRT and VTT holds", "lines", ["lines", "words"]),
        EngineOption.Text("title", "of the file, for players", 300),
        EngineOption.Number("loudness", "integrated loudness in LUFS", -16, -31, -9),
        EngineOption.Number("gain_db", "a fixed gain instead of normalising; recipes have it, so that one sentence can change and the others stay", null, -40, 60),
        EngineOption.Flag("keep_partial", "when cancelled, deliver the sentences that are ready instead of nothing"),
    ];

    private readonly OptionValues _values;

    private SpeakerOptions(OptionValues values, Pronunciations pronunciations, IReadOnlyDictionary<string, SpeakerRole> roles, IReadOnlyDictionary<int, int> takes)
    {
        _values = values;
        Pronunciations = pronunciations;
        Roles = roles;
        Takes = takes;
    }

    public string? Voice => _values.Text("voice");

    public string? Language => _values.Text("language");

    public string Emotion => _values.Text("emotion")!;

    public double EmotionStrength => _values.Number("emotion_strength");

    public double Rate => _values.Number("rate");

    public double Pitch => _values.Number("pitch");

    public double Range => _values.Number("pitch_range");

    public double Volume => _values.Number("volume");

    public double Pause => _values.Number("pause");

    public int WordGapMs => _values.Whole("word_gap");

    public string Markup => _values.Text("markup")!;

    public long Seed => _values.WholeOrNull("seed")!.Value;

    public AudioFormat Format => AudioFormat.Named(_values.Text("format")!);

    public int? BitrateKbps => (int?)_values.WholeOrNull("bitrate_kbps") ?? Format.Name switch
    {
        "mp3" => 96,
        "opus" => 48,
        "m4a" or "m4b" => 64,
        _ => null,
    };

    public IReadOnlyList<string> Timings => _values.Choices("timings") ?? [];

    public bool WordCaptions => _values.Text("captions") == "words";

    public string? Title => _values.Text("title");

    public double LoudnessLufs => _values.Number("loudness");

    public double? GainDb => _values.NumberOrNull("gain_db");

    public bool KeepPartial => _values.Flag("keep_partial");

    public IProgress<EngineProgress>? Progress => _values.Progress;

    public Pronunciations Pronunciations { get; }

    public IReadOnlyDictionary<string, SpeakerRole> Roles { get; }

    /// <summary>Of single sentences, by their number.</summary>
    public IReadOnlyDictionary<int, int> Takes { get; }

    /// <exception cref="ArgumentException">An option is wrong; the message is for people.</exception>
    public static SpeakerOptions Read(TextToSpeechOptions? options)
    {
        var given = new Dictionary<string, object?>(options?.AdditionalProperties ?? [], StringComparer.Ordinal);
        Add("voice", options?.VoiceId);
        Add("language", options?.Language);
        Add("rate", (double?)options?.Speed);
        Add("volume", (double?)options?.Volume);
        Add("pitch", options?.Pitch is { } pitch ? 12 * Imaging.ExactMath.Log2(Math.Clamp(pitch, 0.25, 4)) : null);
        Add("format", FormatName(options?.AudioFormat));
        var values = OptionValues.Read(Engine, All, given);
        return new SpeakerOptions(
            values, Named("dictionary", () => Pronunciations.Parse(values.Text("dictionary"))), Named("speakers", () => SpeakerRole.Parse(values.Text("speakers"))),
            Named("takes", () => ReadTakes(values.Text("takes"))));

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                given.TryAdd(name, value);
            }
        }
    }

    /// <summary>1 is the sentence as it comes; every other number varies it in its own way.</summary>
    public int TakeOf(int sentence) => Takes.TryGetValue(sentence, out var take) ? take : _values.Whole("take");

    public void Decide(string name, object value) => _values.Decide(name, value);

    public System.Text.Json.Nodes.JsonObject ToJson()
    {
        var json = _values.ToJson();
        json.Remove("keep_partial");
        return json;
    }

    private static string? FormatName(string? format) => format?.ToLowerInvariant() switch
    {
        null => null,
        "audio/wav" or "audio/x-wav" or "audio/wave" => "wav",
        "audio/mpeg" or "audio/mp3" => "mp3",
        "audio/flac" or "audio/x-flac" => "flac",
        "audio/ogg" or "audio/opus" => "opus",
        "audio/mp4" or "audio/aac" or "aac" => "m4a",
        var name => name,
    };

    private static Dictionary<int, int> ReadTakes(string? text)
    {
        var takes = new Dictionary<int, int>();
        foreach (var item in (text ?? "").Split([',', ';', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split(':');
            if (parts.Length != 2 || !int.TryParse(parts[0], out var sentence) || !int.TryParse(parts[1], out var take) || sentence < 1 || take is < 1 or > MaxTakes)
            {
                throw new ArgumentException($"The take “{(item.Length <= 40 ? item : item[..40] + "…")}” is not understood. Write the number of the sentence and of its take (1 to {MaxTakes}): 3:2.");
            }

            takes[sentence] = take;
        }

        return takes;
    }

    private static T Named<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException exception) when (exception is not EngineOptionException)
        {
            throw new EngineOptionException(option, exception.Message);
        }
    }
}
