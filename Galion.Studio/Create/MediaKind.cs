using Galion.Contracts.Generations;

namespace Galion.Studio.Create;

/// <summary>How a kind of work is called and asked for on the pages.</summary>
/// <param name="Path">Where it is created.</param>
/// <param name="Noun">"video", with <paramref name="Article"/> before it.</param>
/// <param name="Tab">Its name among the kinds.</param>
/// <param name="Question">The label of the prompt.</param>
/// <param name="Examples">Prompts to begin with.</param>
/// <param name="Essentials">The options that most people want, in the order of the form; the others stand below "More options".</param>
public sealed record MediaKind(
    GenerationKind Kind, string Path, string Tab, string Article, string Noun, string Icon, string Question, string Explanation, IReadOnlyList<string> Examples,
    IReadOnlyList<string> Essentials)
{
    public static IReadOnlyList<MediaKind> All { get; } =
    [
        new(GenerationKind.Image, "/create", "Picture", "a", "picture", "image", "What should it show?", "", [], []),
        new(GenerationKind.Video, "/create/video", "Video", "a", "video", "video", "What should it show, and how should it move?",
            "The scene is painted once and then moved: camera, water, clouds, weather and light.",
            ["A lighthouse on a rocky coast at night, stars twinkling, slow zoom in", "Snow falling on a quiet forest at dusk, camera panning left", "Sunrise over misty mountains, clouds drifting"],
            ["aspect", "resolution", "duration", "style", "camera", "sound"]),
        new(GenerationKind.Voice, "/create/voice", "Voice", "a", "recording", "voice", "What should be said?",
            "A clear synthetic voice reads your text. Numbers, dates and money are read as people would.",
            ["Welcome aboard. The ferry leaves at 9:45 from pier 3.", "Dzień dobry! Pociąg do Krakowa odjeżdża o 14:05.", "Once upon a time, in a harbour town, there lived a painter who only painted the sea."],
            ["voice", "emotion", "rate", "timings", "format", "language"]),
        new(GenerationKind.Music, "/create/music", "Music", "a", "piece of music", "music", "What should it sound like?",
            "You get the mix, its stems, a MIDI file and the score.",
            ["Calm lo-fi in D minor, 75 bpm, soft drums", "Bright synthwave for a night drive, 110 bpm", "A slow piano waltz, melancholic, without drums"],
            ["style", "mood", "duration", "key", "scale", "bpm"]),
        new(GenerationKind.Text, "/create/text", "Text", "a", "text", "text", "What should be written?",
            "Summaries, rewrites, templates and answers from the text you give. It works by rules and never invents facts.",
            ["Write a friendly e-mail to a customer about a delayed parcel", "Write a social post about our new bakery on Market Street", "Summarise in two sentences: "],
            ["document", "task", "template", "tone", "language", "length"]),
    ];

    public string WithArticle => $"{Article} {Noun}";

    public static MediaKind Of(GenerationKind kind) => All.First(media => media.Kind == kind);

    public static MediaKind? Find(string path) => All.FirstOrDefault(media => media.Path == path);
}
