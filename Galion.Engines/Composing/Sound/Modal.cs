using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Sound;

/// <param name="Ratio">Multiple of the note's frequency.</param>
/// <param name="Seconds">In which it shrinks to a thousandth, for middle C; 0 while the key is held does not shrink.</param>
internal readonly record struct Mode(float Ratio, float Level, float Seconds);

/// <summary>A sound made of sines that die away each in its own time: struck bars, piano strings, organ pipes.</summary>
internal sealed record ModalPatch(Mode[] Modes) : Patch
{
    /// <summary>How much quieter the upper modes of a soft note are, 0 to 2.</summary>
    public float VelocityTilt { get; init; } = 1;

    /// <summary>How much faster high notes die, in halvings per octave.</summary>
    public float Tracking { get; init; } = 0.6f;

    /// <summary>How stiff strings stretch upper modes.</summary>
    public float Stiffness { get; init; }

    /// <summary>Cents between strings of one note.</summary>
    public float Strings { get; init; }

    public float Attack { get; init; } = 0.001f;

    /// <summary>Seconds in which it shrinks to a third when it is let go.</summary>
    public float Release { get; init; } = 0.15f;

    /// <summary>How far apart low and high notes stand, 0 to 1.</summary>
    public float Spread { get; init; } = 0.5f;

    /// <summary>The knock of the hammer.</summary>
    public float Knock { get; init; }

    public override bool DiesAway => Array.TrueForAll(Modes, mode => mode.Seconds > 0);

    public override Voice Play(Strike strike) => new ModalVoice(this, strike);
}

internal sealed class ModalVoice : Voice
{
    private const int Lanes = 8;

    private readonly ModalPatch _patch;
    private readonly Strike _strike;
    private readonly Vector256<float>[] _cosines;
    private readonly Vector256<float>[] _sines;
    private readonly Vector256<float>[] _turnCosines;
    private readonly Vector256<float>[] _turnSines;
    private readonly (float Left, float Right) _pan;
    private Envelope _envelope;
    private Filter _knockFilter;
    private Noise _noise;
    private float _knock;
    private int _time;

    public ModalVoice(ModalPatch patch, Strike strike)
    {
        _patch = patch;
        _strike = strike;
        _noise = new Noise(strike.Seed);
        _envelope = new Envelope(new Contour(patch.Attack, 1, 1, patch.Release), strike.SampleRate, strike.Held);
        _knock = patch.Knock * strike.Velocity * strike.Velocity;
        _knockFilter.Tune(Math.Clamp(Hertz(strike.Pitch) * 2, 300, 3_000), 0.2f, strike.SampleRate);
        _pan = Pan(Math.Clamp((strike.Pitch - 60) * patch.Spread / 25f, -patch.Spread, patch.Spread));

        var hertz = Hertz(strike.Pitch);
        var modes = new List<(float Turn, float Level, float Shrink)>();
        foreach (var mode in patch.Modes)
        {
            var ratio = mode.Ratio * MathF.Sqrt(1 + patch.Stiffness * mode.Ratio * mode.Ratio);
            var turn = hertz * ratio / strike.SampleRate;
            if (turn > 0.45f)
            {
                continue;
            }

            var dark = ExactMath.Pow(MathF.Max(1, mode.Ratio), -patch.VelocityTilt * (1.1f - strike.Velocity) - (strike.Brightness < 1 ? 1 - strike.Brightness : 0));
            var seconds = mode.Seconds * ExactMath.Exp2(-patch.Tracking * (strike.Pitch - 60) / 12f);
            var shrink = mode.Seconds == 0 ? 1 : ExactMath.Exp2(-9.97f / (seconds * strike.SampleRate));
            var level = mode.Level * dark * strike.Velocity * strike.Velocity;
            if (patch.Strings > 0 && mode.Ratio < 9)
            {
                // Strings that are not quite alike beat against each other.
                var apart = 1 + patch.Strings / 1_731;
                modes.Add((turn, level * 0.6f, shrink));
                modes.Add((turn * apart, level * 0.4f, shrink));
            }
            else
            {
                modes.Add((turn, level, shrink));
            }
        }

        var groups = (modes.Count + Lanes - 1) / Lanes;
        (_cosines, _sines, _turnCosines, _turnSines) = (new Vector256<float>[groups], new Vector256<float>[groups], new Vector256<float>[groups], new Vector256<float>[groups]);
        for (var n = 0; n < modes.Count; n++)
        {
            var (turn, level, shrink) = modes[n];
            var angle = 2 * Math.PI * turn;
            _sines[n / Lanes] = _sines[n / Lanes].WithElement(n % Lanes, 0f);
            _cosines[n / Lanes] = _cosines[n / Lanes].WithElement(n % Lanes, level);
            _turnCosines[n / Lanes] = _turnCosines[n / Lanes].WithElement(n % Lanes, (float)(ExactMath.Cos(angle) * shrink));
            _turnSines[n / Lanes] = _turnSines[n / Lanes].WithElement(n % Lanes, (float)(ExactMath.Sin(angle) * shrink));
        }
    }

    public override bool Render(Span<float> left, Span<float> right)
    {
        var loudest = 0f;
        for (var n = 0; n < left.Length; n++)
        {
            var sum = Vector256<float>.Zero;
            for (var group = 0; group < _cosines.Length; group++)
            {
                var (cosine, sine) = (_cosines[group], _sines[group]);
                _cosines[group] = cosine * _turnCosines[group] - sine * _turnSines[group];
                _sines[group] = cosine * _turnSines[group] + sine * _turnCosines[group];
                sum += _sines[group];
            }

            // Lanes are added in a fixed order, so that every processor gets the same sum.
            var half = sum.GetLower() + sum.GetUpper();
            var sample = half[0] + half[1] + (half[2] + half[3]);
            if (_knock > 1e-5f)
            {
                sample += _knockFilter.Band(_noise.Next()) * _knock;
                _knock *= 0.9965f;
            }

            sample *= _envelope.Next();
            loudest = MathF.Max(loudest, MathF.Abs(sample));
            left[n] += sample * _pan.Left;
            right[n] += sample * _pan.Right;
        }

        _time += left.Length;
        return !_envelope.IsOver && (loudest > 5e-5f || _time < left.Length * 2);
    }
}
