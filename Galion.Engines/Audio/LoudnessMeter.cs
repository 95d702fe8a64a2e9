using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    /// <summary>
    /// The two filters of the K curve, a shelf for the head and a high pass, for any sample rate. Four samples at once: each is the sum of what
    /// the four and the two before them put into it and of what rings on from the two last results.
    /// </summary>
    private sealed class Weighting
    {
        private readonly Biquad _shelf;
        private readonly Biquad _pass;
        private double _x1, _x2, _y1, _y2, _z1, _z2;

        public Weighting(int sampleRate)
        {
            // The analogue prototypes behind the table of the recommendation, which is given for 48 kHz alone.
            const double ShelfGain = 1.5848647011308556;
            const double ShelfMiddle = 1.2587209302325582;
            var k = ExactMath.Tan(Math.PI * 1_681.974450955533 / sampleRate);
            const double ShelfQ = 0.7071752369554196;
            var norm = 1 + k / ShelfQ + k * k;
            _shelf = new Biquad(
                (ShelfGain + ShelfMiddle * k / ShelfQ + k * k) / norm, 2 * (k * k - ShelfGain) / norm, (ShelfGain - ShelfMiddle * k / ShelfQ + k * k) / norm,
                2 * (k * k - 1) / norm, (1 - k / ShelfQ + k * k) / norm);

            k = ExactMath.Tan(Math.PI * 38.13547087602444 / sampleRate);
            const double PassQ = 0.5003270373238773;
            norm = 1 + k / PassQ + k * k;
            _pass = new Biquad(1, -2, 1, 2 * (k * k - 1) / norm, (1 - k / PassQ + k * k) / norm);
        }

        /// <summary>The sum of the squares of the weighted samples.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Energy(ReadOnlySpan<float> samples)
        {
            var (shelf, pass) = (_shelf, _pass);
            var (x1, x2, y1, y2, z1, z2) = (_x1, _x2, _y1, _y2, _z1, _z2);
            var energies = Vector256<double>.Zero;
            var n = 0;
            for (; n + 4 <= samples.Length; n += 4)
            {
                double s0 = samples[n], s1 = samples[n + 1], s2 = samples[n + 2], s3 = samples[n + 3];
                var y = shelf.Next(s0, s1, s2, s3, x1, x2, y1, y2);
                (x1, x2, double before1, double before2) = (s3, s2, y1, y2);
                (y1, y2) = (y[3], y[2]);
                var z = pass.Next(y[0], y[1], y2, y1, before1, before2, z1, z2);
                (z1, z2) = (z[3], z[2]);
                energies = Vector256.FusedMultiplyAdd(z, z, energies);
            }

            var energy = energies[0] + energies[1] + (energies[2] + energies[3]);
            for (; n < samples.Length; n++)
            {
                double x = samples[n];
                var y = shelf.Next(x, x1, x2, y1, y2);
                var z = pass.Next(y, y1, y2, z1, z2);
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

    /// <summary>A filter of the second order.</summary>
    private sealed class Biquad
    {
        private readonly double _b0, _b1, _b2, _a1, _a2;

        /// <summary>What each sample puts into the results from its own on, and what those before it leave there.</summary>
        private readonly Vector256<double> _in0, _in1, _in2, _in3, _before1, _before2, _last1, _last2;

        public Biquad(double b0, double b1, double b2, double a1, double a2)
        {
            (_b0, _b1, _b2, _a1, _a2) = (b0, b1, b2, a1, a2);
            (_in0, _in1, _in2, _in3) = (Response(1, 0, 0, 0, 0, 0), Response(1, 1, 0, 0, 0, 0), Response(1, 2, 0, 0, 0, 0), Response(1, 3, 0, 0, 0, 0));
            (_before1, _before2) = (Response(0, 0, 1, 0, 0, 0), Response(0, 0, 0, 1, 0, 0));
            (_last1, _last2) = (Response(0, 0, 0, 0, 1, 0), Response(0, 0, 0, 0, 0, 1));
        }

        public double Next(double x, double x1, double x2, double y1, double y2) =>
            Math.FusedMultiplyAdd(-_a1, y1, Math.FusedMultiplyAdd(-_a2, y2, _b0 * x + _b1 * x1 + _b2 * x2));

        /// <param name="s0">The first of four samples.</param>
        /// <param name="x1">The sample before them.</param>
        /// <param name="x2">The one before that.</param>
        /// <param name="y1">The last result.</param>
        /// <param name="y2">The one before that.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Next(double s0, double s1, double s2, double s3, double x1, double x2, double y1, double y2)
        {
            var sum = Vector256.Create(s0) * _in0;
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(s1), _in1, sum);
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(s2), _in2, sum);
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(s3), _in3, sum);
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(x1), _before1, sum);
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(x2), _before2, sum);

            // What the results before decide comes last: the processor waits for it alone.
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(y2), _last2, sum);
            return Vector256.FusedMultiplyAdd(Vector256.Create(y1), _last1, sum);
        }

        private Vector256<double> Response(double impulse, int at, double x1, double x2, double y1, double y2)
        {
            Span<double> results = stackalloc double[4];
            for (var n = 0; n < results.Length; n++)
            {
                var x = n == at ? impulse : 0;
                var y = _b0 * x + _b1 * x1 + _b2 * x2 - _a1 * y1 - _a2 * y2;
                (x2, x1, y2, y1, results[n]) = (x1, x, y1, y, y);
            }

            return Vector256.Create<double>(results);
        }
    }
}
