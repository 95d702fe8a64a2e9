using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Sound;

/// <summary>A plucked string after Karplus and Strong: a burst of noise that runs around a delay line and loses its highs.</summary>
internal sealed record StringPatch : Patch
{
    /// <summary>Seconds in which a middle C shrinks to a thousandth.</summary>
    public float Ring { get; init; } = 4;

    /// <summary>0 dull to 1 steely.</summary>
    public float Steel { get; init; } = 0.6f;

    /// <summary>Where it is plucked, as a part of its length.</summary>
    public float Place { get; init; } = 0.18f;

    /// <summary>Hertz of the softest plectrum.</summary>
    public float Attack { get; init; } = 2_500;

    /// <summary>The body's resonances.</summary>
    public (float Hertz, float Level)[] Body { get; init; } = [(110, 0.5f), (220, 0.35f), (420, 0.25f)];

    /// <summary>Seconds until it is silent after the finger is lifted.</summary>
    public float Release { get; init; } = 0.12f;

    public override bool DiesAway => true;

    public override Voice Play(Strike strike) => new StringVoice(this, strike);
}

internal sealed class StringVoice : Voice
{
    private readonly StringPatch _patch;
    private readonly Strike _strike;
    private readonly float[] _line;
    private readonly float _fraction;
    private readonly float _loss;
    private readonly float _damping;
    private readonly Filter[] _bodies;
    private readonly (float Left, float Right) _pan;
    private Envelope _release;
    private int _at;
    private float _lastRead;
    private float _lowpass;
    private float _energy;

    public StringVoice(StringPatch patch, Strike strike)
    {
        _patch = patch;
        _strike = strike;
        var period = strike.SampleRate / Hertz(strike.Pitch);
        _damping = Math.Clamp(0.52f - 0.5f * patch.Steel * MathF.Sqrt(strike.Brightness), 0.02f, 0.5f);

        // The loop filter delays by about half of its own damping; the line is shorter by it.
        var length = period - _damping;
        _line = new float[Math.Max(2, (int)length)];
        _fraction = Math.Clamp(length - _line.Length, 0, 1);
        var seconds = patch.Ring * ExactMath.Exp2((60 - strike.Pitch) / 30f);
        _loss = ExactMath.Exp2(-9.97f * period / (seconds * strike.SampleRate));
        _release = new Envelope(new Contour(0.0005f, 1, 1, patch.Release), strike.SampleRate, strike.Held);
        _bodies = new Filter[patch.Body.Length];
        for (var n = 0; n < _bodies.Length; n++)
        {
            _bodies[n].Tune(patch.Body[n].Hertz, 0.8f, strike.SampleRate);
        }

        _pan = Pan(Math.Clamp((strike.Pitch - 57) / 40f, -0.45f, 0.45f));
        Pluck();
    }

    public override bool Render(Span<float> left, Span<float> right)
    {
        _energy = 0;
        var velocity = _strike.Velocity * 0.9f;
        for (var n = 0; n < left.Length; n++)
        {
            var read = _line[_at];
            var between = read + (_lastRead - read) * _fraction;
            _lastRead = read;
            _lowpass = between * (1 - _damping) + _lowpass * _damping;
            _line[_at] = _lowpass * _loss;
            _at = _at + 1 == _line.Length ? 0 : _at + 1;
            var sample = between;
            for (var body = 0; body < _bodies.Length; body++)
            {
                sample += _bodies[body].Band(between) * _patch.Body[body].Level;
            }

            sample *= _release.Next() * velocity;
            _energy = MathF.Max(_energy, MathF.Abs(sample));
            left[n] += sample * _pan.Left;
            right[n] += sample * _pan.Right;
        }

        return _energy > 1e-4f && !_release.IsOver;
    }

    private void Pluck()
    {
        var noise = new Noise(_strike.Seed);
        var softness = 1 - ExactMath.Exp(-2 * MathF.PI * _patch.Attack * (0.4f + 1.8f * _strike.Velocity * _strike.Velocity) / _strike.SampleRate);
        var soft = 0f;
        var burst = new float[_line.Length];
        for (var n = 0; n < burst.Length; n++)
        {
            soft += (noise.Next() - soft) * softness;
            burst[n] = soft;
        }

        // A string does not sound the harmonics that have a node where it is plucked.
        var distance = Math.Clamp((int)(_patch.Place * burst.Length), 1, burst.Length - 1);
        var (mean, power) = (0f, 0f);
        for (var n = 0; n < burst.Length; n++)
        {
            _line[n] = burst[n] - 0.9f * burst[(n + burst.Length - distance) % burst.Length];
            mean += _line[n] / burst.Length;
        }

        for (var n = 0; n < burst.Length; n++)
        {
            _line[n] -= mean;
            power += _line[n] * _line[n] / burst.Length;
        }

        var gain = 0.35f / MathF.Sqrt(power + 1e-9f);
        for (var n = 0; n < burst.Length; n++)
        {
            _line[n] *= gain;
        }
    }
}
