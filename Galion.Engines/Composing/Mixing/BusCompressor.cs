using Galion.Engines.Audio;
using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Mixing;

/// <summary>Holds the sum of the stems together: gently, slowly, both sides alike.</summary>
internal sealed class BusCompressor(int sampleRate)
{
    private const float Ratio = 2.2f;
    private const float ThresholdDb = -19;
    private const float KneeDb = 8;
    private const int Step = 16;
    private readonly float _attack = 1 - ExactMath.Exp(-Step / (0.018f * sampleRate));
    private readonly float _release = 1 - ExactMath.Exp(-Step / (0.16f * sampleRate));
    private float _power;
    private float _reduction;
    private float _gain = 1;

    public void Process(Span<float> left, Span<float> right)
    {
        for (var start = 0; start < left.Length; start += Step)
        {
            var count = Math.Min(Step, left.Length - start);
            var sum = 0f;
            for (var n = start; n < start + count; n++)
            {
                sum += left[n] * left[n] + right[n] * right[n];
            }

            _power += (sum / (2 * count) - _power) * 0.08f;
            var level = (float)Decibels.FromGain(Math.Sqrt(_power + 1e-12f));
            var over = level - ThresholdDb;
            over = over <= -KneeDb / 2 ? 0 : over < KneeDb / 2 ? (over + KneeDb / 2) * (over + KneeDb / 2) / (2 * KneeDb) : over;
            var target = -over * (1 - 1 / Ratio);
            _reduction += (target - _reduction) * (target < _reduction ? _attack : _release);
            var gain = (float)Decibels.ToGain(_reduction);
            for (var n = 0; n < count; n++)
            {
                var between = _gain + (gain - _gain) * n / count;
                left[start + n] *= between;
                right[start + n] *= between;
            }

            _gain = gain;
        }
    }
}
