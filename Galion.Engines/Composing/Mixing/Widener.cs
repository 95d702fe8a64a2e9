using Galion.Engines.Composing.Parts;
using Galion.Engines.Composing.Sound;

namespace Galion.Engines.Composing.Mixing;

/// <summary>
/// Spreads a part between the sides: a late copy of its middle is added to the left and taken from the right. Whoever hears both sides as one
/// hears what was there before, because the copies cancel out; lows stay in the middle.
/// </summary>
/// <param name="amount">Level of the copy beside the middle.</param>
internal sealed class Widener(Part part, float amount, int sampleRate)
{
    private const float LowestHertz = 220;

    // Parts that are late by the same time would gather at the same side for the same tones.
    private readonly float[] _line = new float[(int)(sampleRate * part switch { Part.Drums => 0.0073f, Part.Harmony => 0.0119f, Part.Melody => 0.0097f, _ => 0.0161f })];
    private Filter _lowCut;
    private int _at;

    public void Process(Span<float> left, Span<float> right)
    {
        var lowCut = _lowCut;
        lowCut.Tune(LowestHertz, 0, sampleRate);
        for (var n = 0; n < left.Length; n++)
        {
            var copy = lowCut.High(_line[_at]) * amount;
            _line[_at] = (left[n] + right[n]) * 0.5f;
            _at = _at + 1 == _line.Length ? 0 : _at + 1;
            left[n] += copy;
            right[n] -= copy;
        }

        lowCut.Rest();
        _lowCut = lowCut;
    }
}
