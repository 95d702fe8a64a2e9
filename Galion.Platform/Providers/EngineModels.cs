using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Billing;
using Galion.Platform.Generations;

namespace Galion.Platform.Providers;

/// <summary>
/// The built-in engines beside the painter as models; the engines themselves are known to the Worker alone. What each takes is written down
/// in <c>Providers/Options</c> as the engine declares it; a test keeps the two equal.
/// </summary>
public static class EngineModels
{
    public const string AnimatorId = "galion/animator";
    public const string SpeakerId = "galion/speaker";
    public const string ComposerId = "galion/composer";
    public const string WriterId = "galion/writer";

    /// <summary>Tokens of the writer that one unit pays for.</summary>
    public const int TokensPerUnit = 1_000;

    /// <summary>Characters of a text to be read aloud that one unit pays for.</summary>
    public const int CharactersPerRecording = 4_000;

    private const int MaxSpokenText = 100_000;

    // What the writer writes without being given anything to work on.
    private const int FreeTokens = 1_000;
    private const int CharactersPerToken = 4;

    /// <summary>What an engine takes as files is an asset of the account here.</summary>
    private static IReadOnlyList<ModelOption> VideoInputs { get; } =
    [
        new(AssetInputs.Start, ModelOptionTypes.Text, "The id of a picture or film of yours to begin with: a picture is set in motion, a film goes on from its last frame.", MaxLength: 36),
        new(AssetInputs.End, ModelOptionTypes.Text, "The id of a picture of yours to end with.", MaxLength: 36),
    ];

    public static ProviderModel Animator { get; } = Describe(
        AnimatorId, GenerationKind.Video, "Galion Animator",
        "A procedural animator (not a neural network): paints the scene and moves it. The same seed and options make the same clip.",
        Prices.VideoMillicredits, "video", OneUnit);

    public static ProviderModel Speaker { get; } = Describe(
        SpeakerId, GenerationKind.Voice, "Galion Speaker",
        "A formant synthesiser (not a neural voice): reads the text aloud in many languages, with word timings. The text is the prompt.",
        Prices.VoiceMillicredits, "4,000 characters", SpeechUnits) with
    { CharactersPerUnit = CharactersPerRecording, MaxPromptLength = MaxSpokenText };

    public static ProviderModel Composer { get; } = Describe(
        ComposerId, GenerationKind.Music, "Galion Composer",
        "An algorithmic composer (not a neural network): writes and plays a piece, with stems, MIDI and score. The same seed and options make the same piece.",
        Prices.MusicMillicredits, "piece", OneUnit);

    public static ProviderModel Writer { get; } = Describe(
        WriterId, GenerationKind.Text, "Galion Writer",
        "A writer that works by rules (not a neural network): summarises, rewrites, fills templates and answers from given documents. It never invents facts.",
        Prices.TextMillicredits, "1,000 tokens", TextUnits);

    private static ProviderModel Describe(
        string id, GenerationKind kind, string name, string description, long unitPrice, string unit,
        Func<string, IReadOnlyDictionary<string, JsonElement>, int> countUnits)
    {
        IReadOnlyList<ModelOption> options = kind == GenerationKind.Video ? [.. ReadOptions(id), .. VideoInputs] : ReadOptions(id);
        return new ProviderModel(id, kind, name, description, unitPrice, unit, options, (prompt, values) =>
        {
            Dictionary<string, JsonElement> read = ModelOptionReader.Read(options, values, out Dictionary<string, string> errors);
            foreach (string input in VideoInputs.Select(option => option.Name).Where(name => read.TryGetValue(name, out JsonElement value) && !value.TryGetGuid(out _)))
            {
                errors[input] = "Must be the id of one of your files.";
            }

            return errors.Count > 0
                ? new ResolvedOptions(new Dictionary<string, JsonElement>(), 0, errors)
                : new ResolvedOptions(read, countUnits(prompt, read), errors);
        });
    }

    private static int OneUnit(string prompt, IReadOnlyDictionary<string, JsonElement> options) => 1;

    private static int SpeechUnits(string prompt, IReadOnlyDictionary<string, JsonElement> options) =>
        (prompt.Length + CharactersPerRecording - 1) / CharactersPerRecording;

    /// <summary>The most that a text can take: all that is read, and as much again or <see cref="FreeTokens"/> written. What is not used returns.</summary>
    private static int TextUnits(string prompt, IReadOnlyDictionary<string, JsonElement> options)
    {
        int characters = prompt.Length + options.Values.Where(value => value.ValueKind == JsonValueKind.String).Sum(value => value.GetString()!.Length);
        int read = (characters + CharactersPerToken - 1) / CharactersPerToken;
        return (read + Math.Max(read, FreeTokens) + TokensPerUnit - 1) / TokensPerUnit;
    }

    private static List<ModelOption> ReadOptions(string id)
    {
        string resource = $"Galion.Platform.Providers.Options.{id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..]}.json";
        using Stream stream = typeof(EngineModels).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is missing.");
        return JsonSerializer.Deserialize<List<ModelOption>>(stream, GalionJson.Options)!;
    }
}
