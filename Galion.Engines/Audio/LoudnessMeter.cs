using Galion.Engines.Imaging;

namespace Galion.Engines.Audio;

/// <summary>
/// Integrated loudness after ITU-R BS.1770-4, fed block by block: K-weighting, blocks of 400 ms that overlap by three quarters, an absolute
/// gate at −70 LUFS and a relative one 10 LU below what passes it.
/// </summary>
internal sealed class LoudnessMeter
{
    private const double Offset = -0.691;
    private const double AbsoluteGate = -70;
    private const double RelativeGate = -10;
    private const int StepsPerBlock = 4;

    private readonly int _channels;
    private readonly int _stepFrames;
    private readonly Weighting[] _weightings;
    private readonly List<double> _steps = [];
    private double _energy;
    private int _framesInStep;

    public LoudnessMeter(int sampleRate, int channels)
    {
        _channels = channels;
        _stepFrames = sampleRate / 10;
        _weightings = [.. Enumerable.Range(0, channels).Select(_ => new Weighting(sampleRate))];
    }

    /// <param name="right">Ignored for one channel.</param>
    public void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        for (var start = 0; start < left.Length;)
        {
            var count = Math.Min(left.Length - start, _stepFrames - _framesInStep);
            _energy += _weightings[0].Energy(left.Slice(start, count));
            if (_channels == 2)
            {
                _energy += _weightings[1].Energy(right.Slice(start, count));
            }

            start += count;
            _framesInStep += count;
            if (_framesInStep == _stepFrames)
            {
                _steps.Add(_energy / _stepFrames);
                (_energy, _framesInStep) = (0, 0);
            }
        }
    }

    public double IntegratedLufs()
    {
        var blocks = new List<double>();
        for (var n = StepsPerBlock; n <= _steps.Count; n++)
        {
            blocks.Add((_steps[n - 4] + _steps[n - 3] + _steps[n - 2] + _steps[n - 1]) / StepsPerBlock);
        }

        var first = Mean(blocks, Power(AbsoluteGate));
        return first is null ? Decibels.Silence : Lufs(Mean(blocks, Math.Max(Power(AbsoluteGate), first.Value * 0.1))!.Value);
    }

    private static double? Mean(List<double> blocks, double gate)
    {
        var (sum, count) = (0.0, 0);
        foreach (var block in blocks)
        {
            if (block > gate)
            {
                sum += block;
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }

    private static double Lufs(double power) => Offset + Decibels.FromGain(Math.Sqrt(power));

    private static double Power(double lufs)
    {
        var gain = Decibels.ToGain(lufs - Offset);
        return gain * gain;
    }

    /// <summary>The two filters of the K curve, a shelf for the head and a high pass, for any sample rate.</summary>
    private sealed class Weighting
    {
        private readonly double _b0, _b1, _b2, _a1, _a2, _c1, _c2;
        private double _x1, _x2, _y1, _y2, _z1, _z2;

        public Weighting(int sampleRate)
        {
            // The analogue prototypes behind the table of the recommendation, which is given for 48 kHz alone.
            const double ShelfGain = 1.5848647011308556;
            const double ShelfMiddle = 1.2587209302325582;
            var k = ExactMath.Tan(Math.PI * 1_681.974450955533 / sampleRate);
            const double ShelfQ = 0.7071752369554196;
            var norm = 1 + k / ShelfQ + k * k;
            _b0 = (ShelfGain + ShelfMiddle * k / ShelfQ + k * k) / norm;
            _b1 = 2 * (k * k - ShelfGain) / norm;
            _b2 = (ShelfGain - ShelfMiddle * k / ShelfQ + k * k) / norm;
            _a1 = 2 * (k * k - 1) / norm;
            _a2 = (1 - k / ShelfQ + k * k) / norm;

            k = ExactMath.Tan(Math.PI * 38.13547087602444 / sampleRate);
            const double PassQ = 0.5003270373238773;
            norm = 1 + k / PassQ + k * k;
            _c1 = 2 * (k * k - 1) / norm;
            _c2 = (1 - k / PassQ + k * k) / norm;
        }

        /// <summary>The sum of the squares of the weighted samples.</summary>
        public double Energy(ReadOnlySpan<float> samples)
        {
            var (x1, x2, y1, y2, z1, z2) = (_x1, _x2, _y1, _y2, _z1, _z2);
            var energy = 0.0;
            foreach (var sample in samples)
            {
                // What the sample before decides comes last: the processor waits for it alone.
                double x = sample;
                var y = Math.FusedMultiplyAdd(-_a1, y1, Math.FusedMultiplyAdd(-_a2, y2, _b0 * x + _b1 * x1 + _b2 * x2));
                var z = Math.FusedMultiplyAdd(-_c1, z1, Math.FusedMultiplyAdd(-_c2, z2, y - 2 * y1 + y2));
                (x2, x1, y2, y1, z2, z1) = (x1, x, y1, y, z1, z);
                energy += z * z;
            }

            // Denormal numbers would slow the filters down in silence.
            (_x1, _x2) = (x1, x2);
            (_y1, _y2) = (Flush(y1), Flush(y2));
            (_z1, _z2) = (Flush(z1), Flush(z2));
            return energy;
        }

        private static double Flush(double value) => Math.Abs(value) < 1e-30 ? 0 : value;
    }
}
