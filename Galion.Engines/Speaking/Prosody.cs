using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Speaking.Documents;

namespace Galion.Engines.Speaking;

/// <summary>How one utterance is spoken, in espeak-ng's own units.</summary>
/// <param name="Rate">Words a minute.</param>
/// <param name="Pitch">Semitones.</param>
/// <param name="Range">A factor.</param>
/// <param name="WordGap">10 ms.</param>
/// <param name="Accent">Semitones for words that carry the sense.</param>
/// <param name="Variation">What a take varies; null for the plain one.</param>
internal sealed record Prosody(int Rate, double Pitch, double Range, int WordGap, double Accent, Dice? Variation)
{
    private const int MinRate = 80;
    private const int MaxRate = 450;

    /// <summary>espeak-ng moves the floor of the melody alone; this is its share of the mean pitch.</summary>
    private const double FloorShare = 0.63;

    public static Prosody For(SpeakerOptions options, SpeakerRole? role, Emotion feeling, Dice? variation, int wordsPerMinute)
    {
        var rate = wordsPerMinute * options.Rate * (role?.Rate ?? 1) * feeling.Rate * Vary(variation, 0.05);
        var pitch = options.Pitch + (role?.Pitch ?? 0) + feeling.Pitch + (variation?.Range(-0.8f, 0.8f) ?? 0);
        var range = options.Range * feeling.Range * Vary(variation, 0.25);
        return new Prosody(
            Math.Clamp((int)(rate + 0.5), MinRate, MaxRate), pitch, range, options.WordGapMs / 10 + feeling.Gap, feeling.Accent + (variation?.Range(0, 1.6f) ?? 0), variation);
    }

    /// <param name="more">Semitones on top.</param>
    /// <returns>espeak-ng's value, 0 to 99.</returns>
    public int PitchValue(double more)
    {
        var floor = (ExactMath.Exp2((Pitch + more) / 12) - (1 - FloorShare)) / FloorShare;
        return (int)Math.Clamp(50.5 + 50 * ExactMath.Log2(Math.Max(0.25, floor)), 0, 99);
    }

    /// <param name="factor">On top.</param>
    public int RangeValue(double factor) => (int)Math.Clamp(50 * Range * factor + 0.5, 0, 99);

    /// <summary>What emphasis means: higher, slower and louder, or the contrary.</summary>
    public static (double Pitch, double Rate, double VolumeDb) Of(Emphasis emphasis) => emphasis switch
    {
        Emphasis.Strong => (3, 0.86, 3),
        Emphasis.Moderate => (1.6, 0.94, 1.5),
        Emphasis.Reduced => (-1, 1.1, -2.5),
        _ => (0, 1, 0),
    };

    private static double Vary(Dice? variation, double by) => variation is null ? 1 : 1 + variation.Range((float)-by, (float)by);
}
