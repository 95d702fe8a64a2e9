namespace Galion.Engines.Speaking;

/// <summary>How a feeling changes a voice. All of it is scaled by the strength that a request asks for.</summary>
/// <param name="Rate">Speaking rate, a factor.</param>
/// <param name="Pitch">Semitones.</param>
/// <param name="Range">Of the melody, a factor.</param>
/// <param name="LevelDb">Loudness beside a neutral sentence of the same text.</param>
/// <param name="Brightness">dB by which the highs go over the lows.</param>
/// <param name="Accent">Semitones by which words that carry the sense rise further.</param>
/// <param name="Gap">Extra silence between words, in 10 ms.</param>
/// <param name="Pause">Pauses after sentences, a factor.</param>
/// <param name="Tremor">0 to 1: how much the voice shakes.</param>
/// <param name="Roughness">0 to 1: how much it is pressed.</param>
/// <param name="Breath">0 to 1: how much air is in it.</param>
/// <param name="Whispered">Spoken without the vocal cords.</param>
internal sealed record Emotion(
    double Rate = 1, double Pitch = 0, double Range = 1, double LevelDb = 0, double Brightness = 0, double Accent = 0, int Gap = 0, double Pause = 1,
    double Tremor = 0, double Roughness = 0, double Breath = 0, bool Whispered = false)
{
    private static readonly Dictionary<string, Emotion> ByName = new(StringComparer.Ordinal)
    {
        ["neutral"] = new(),
        ["calm"] = new(Rate: 0.84, Pitch: -1, Range: 0.65, LevelDb: -3.5, Brightness: -3.5, Pause: 1.4, Breath: 0.15),
        ["happy"] = new(Rate: 1.1, Pitch: 2.6, Range: 1.55, LevelDb: 1.5, Brightness: 2.5, Accent: 1.2, Pause: 0.9),
        ["excited"] = new(Rate: 1.24, Pitch: 4.2, Range: 1.95, LevelDb: 3.5, Brightness: 4, Accent: 2.2, Pause: 0.7),
        ["sad"] = new(Rate: 0.78, Pitch: -2.4, Range: 0.45, LevelDb: -4.5, Brightness: -6, Gap: 3, Pause: 1.6, Breath: 0.35),
        ["angry"] = new(Rate: 1.13, Pitch: 0.8, Range: 1.7, LevelDb: 4.5, Brightness: 6, Accent: 1.6, Pause: 0.75, Roughness: 0.7),
        ["fearful"] = new(Rate: 1.18, Pitch: 3.4, Range: 0.8, LevelDb: -1, Brightness: 1, Gap: 2, Pause: 1.1, Tremor: 0.55, Breath: 0.3),
        ["surprised"] = new(Rate: 1.02, Pitch: 3.6, Range: 1.9, LevelDb: 2, Brightness: 2, Accent: 2.8),
        ["tender"] = new(Rate: 0.9, Pitch: 0.8, Range: 0.85, LevelDb: -4, Brightness: -4, Pause: 1.25, Breath: 0.5),
        ["serious"] = new(Rate: 0.95, Pitch: -2.6, LevelDb: 1.5, Brightness: 2, Accent: 0.8, Gap: 1, Pause: 1.15),
        ["shouting"] = new(Rate: 1.03, Pitch: 5, Range: 1.5, LevelDb: 6, Brightness: 7.5, Accent: 1.5, Roughness: 0.45),
        ["whisper"] = new(Rate: 0.9, LevelDb: -5, Brightness: 1, Pause: 1.15, Whispered: true),
    };

    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    public static Emotion Named(string name) => ByName[name];

    /// <param name="strength">0 (neutral) to 1.5.</param>
    public Emotion At(double strength) => new(
        Scale(Rate, strength), Pitch * strength, Scale(Range, strength), LevelDb * strength, Brightness * strength, Accent * strength, (int)(Gap * strength + 0.5),
        Scale(Pause, strength), Tremor * strength, Roughness * strength, Breath * strength, Whispered && strength > 0);

    private static double Scale(double factor, double strength) => Math.Max(0.1, 1 + (factor - 1) * strength);
}
