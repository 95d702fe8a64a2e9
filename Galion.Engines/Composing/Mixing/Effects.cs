using Galion.Engines.Composing.Sound;
using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Mixing;

/// <summary>What an instrument's sound goes through before the room: saturation, low cut, moving copies, tremolo and echoes.</summary>
internal sealed class Effects
{
    private const float ChorusSeconds = 0.012f;
    private readonly Patch _patch;
    private readonly int _sampleRate;
    private readonly float[][] _chorus;
    private readonly float[][] _echo;
    private Filter _cutLeft;
    private Filter _cutRight;
    private long _time;
    private float _echoDullLeft;
    private float _echoDullRight;

    /// <param name="echoSeconds">Between two echoes.</param>
    public Effects(Patch patch, int sampleRate, double echoSeconds)
    {
        _patch = patch;
        _sampleRate = sampleRate;
        _chorus = [new float[sampleRate / 20], new float[sampleRate / 20]];
        var echo = Math.Clamp((int)(echoSeconds * sampleRate), 1, 2 * sampleRate);
        _echo = [new float[echo], new float[echo]];
        _cutLeft.Tune(patch.LowCut, 0.2f, sampleRate);
        _cutRight.Tune(patch.LowCut, 0.2f, sampleRate);
    }

    public void Process(Span<float> left, Span<float> right)
    {
        var drive = 1 + 8 * _patch.Drive;
        for (var n = 0; n < left.Length && _patch.Drive > 0; n++)
        {
            left[n] = Saturate(left[n] * drive) / drive;
            right[n] = Saturate(right[n] * drive) / drive;
        }

        // Copies, because fields would be written back after every sample.
        var (cutLeft, cutRight) = (_cutLeft, _cutRight);
        for (var n = 0; n < left.Length; n++)
        {
            left[n] = cutLeft.High(left[n]);
            right[n] = cutRight.High(right[n]);
        }

        cutLeft.Rest();
        cutRight.Rest();
        (_cutLeft, _cutRight) = (cutLeft, cutRight);
        if (_patch.Chorus > 0)
        {
            Chorus(left, right);
        }

        if (_patch.Tremolo.Depth > 0)
        {
            for (var n = 0; n < left.Length; n++)
            {
                var swing = _patch.Tremolo.Depth * ExactMath.Sin(2 * MathF.PI * (float)((_time + n) * (double)_patch.Tremolo.Rate / _sampleRate % 1));
                left[n] *= 1 + swing;
                right[n] *= 1 - swing;
            }
        }

        if (_patch.Echo > 0)
        {
            Echo(left, right);
        }

        _time += left.Length;
    }

    /// <summary>Bends like tape: straight when soft, rounded when loud.</summary>
    public static float Saturate(float sample)
    {
        sample = Math.Clamp(sample, -3, 3);
        var square = sample * sample;
        return sample * (27 + square) / (27 + 9 * square);
    }

    private void Chorus(Span<float> left, Span<float> right)
    {
        var size = _chorus[0].Length;
        for (var n = 0; n < left.Length; n++)
        {
            var time = _time + n;
            var turn = (float)(time * 0.6 / _sampleRate % 1);
            var at = (int)(time % size);
            _chorus[0][at] = left[n];
            _chorus[1][at] = right[n];
            var one = Read(_chorus[0], time, ChorusSeconds + 0.004f * ExactMath.Sin(2 * MathF.PI * turn));
            var two = Read(_chorus[1], time, ChorusSeconds + 0.004f * ExactMath.Sin(2 * MathF.PI * (turn + 0.3f)));
            left[n] = left[n] * (1 - 0.3f * _patch.Chorus) + two * 0.7f * _patch.Chorus;
            right[n] = right[n] * (1 - 0.3f * _patch.Chorus) + one * 0.7f * _patch.Chorus;
        }

        float Read(float[] line, long time, float seconds)
        {
            var delay = seconds * _sampleRate;
            var whole = (int)delay;
            var place = (int)((time + 8L * size - whole) % size);
            var before = place == 0 ? size - 1 : place - 1;
            return line[place] + (line[before] - line[place]) * (delay - whole);
        }
    }

    /// <summary>Echoes that go from side to side, each darker than the one before.</summary>
    private void Echo(Span<float> left, Span<float> right)
    {
        var size = _echo[0].Length;
        for (var n = 0; n < left.Length; n++)
        {
            var at = (int)((_time + n) % size);
            var (one, two) = (_echo[0][at], _echo[1][at]);
            _echoDullLeft += (two - _echoDullLeft) * 0.3f;
            _echoDullRight += (one - _echoDullRight) * 0.3f;
            _echo[0][at] = (left[n] + right[n]) * 0.5f + _echoDullLeft * 0.42f + 1e-18f;
            _echo[1][at] = _echoDullRight * 0.8f + 1e-18f;
            left[n] += one * _patch.Echo;
            right[n] += two * _patch.Echo;
        }
    }
}
