using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Sound;

/// <summary>A sine that bends the phase of another.</summary>
/// <param name="Carrier">Multiple of the note's frequency that is heard.</param>
/// <param name="Modulator">Multiple that bends it.</param>
/// <param name="Index">How far, at full velocity.</param>
/// <param name="IndexDecay">Seconds in which the bending shrinks to a third.</param>
/// <param name="IndexFloor">What part of it stays.</param>
internal sealed record Operators(float Carrier, float Modulator, float Index, float IndexDecay, float IndexFloor, float Level, Contour Amplitude);

/// <summary>A sound made by frequency modulation: bells, electric pianos, glass.</summary>
internal sealed record FmPatch(Operators[] Stacks) : Patch
{
    public override bool DiesAway => Array.TrueForAll(Stacks, stack => stack.Amplitude.Sustain == 0);

    public override Voice Play(Strike strike) => new FmVoice(this, strike);
}

internal sealed class FmVoice : Voice
{
    private readonly FmPatch _patch;
    private readonly Strike _strike;
    private readonly Envelope[] _amplitudes;
    private readonly float[] _phases;
    private readonly float[] _indices;
    private readonly float[] _sine = Wave.Sine.For(0.4);
    private readonly float _level;
    private int _time;

    public FmVoice(FmPatch patch, Strike strike)
    {
        _patch = patch;
        _strike = strike;
        _amplitudes = [.. patch.Stacks.Select(stack => new Envelope(stack.Amplitude, strike.SampleRate, strike.Held))];
        _phases = new float[patch.Stacks.Length * 2];

        // High notes take less bending, or they would turn into noise.
        var tame = Math.Clamp(ExactMath.Exp2((60 - strike.Pitch) / 24f), 0.35f, 1.3f);
        _indices = [.. patch.Stacks.Select(stack => stack.Index * (0.25f + 0.9f * strike.Velocity) * tame * MathF.Sqrt(strike.Brightness))];
        _level = strike.Velocity * strike.Velocity;
    }

    public override bool Render(Span<float> left, Span<float> right)
    {
        var hertz = Hertz(_strike.Pitch) / _strike.SampleRate;
        var alive = false;
        for (var stack = 0; stack < _amplitudes.Length; stack++)
        {
            var operators = _patch.Stacks[stack];
            var (carrier, modulator) = (_phases[stack * 2], _phases[stack * 2 + 1]);
            var (carrierStep, modulatorStep) = (hertz * operators.Carrier, hertz * operators.Modulator);
            if (carrierStep > 0.45f)
            {
                continue;
            }

            var shrink = 1 - 1 / MathF.Max(1, operators.IndexDecay * _strike.SampleRate);
            var floor = operators.Index * operators.IndexFloor * _strike.Velocity;
            var index = _indices[stack];
            ref var amplitude = ref _amplitudes[stack];
            for (var n = 0; n < left.Length; n++)
            {
                // Phases are turns; an index counts radians.
                var bent = carrier + (floor + index) * 0.15915494f * Wave.Read(_sine, modulator) + 64;
                var sample = Wave.Read(_sine, bent - (int)bent) * amplitude.Next() * operators.Level * _level;
                index *= shrink;
                carrier += carrierStep;
                carrier -= carrier >= 1 ? 1 : 0;
                modulator += modulatorStep;
                modulator -= (int)modulator;
                left[n] += sample;
                right[n] += sample;
            }

            _indices[stack] = index < 1e-6f ? 0 : index;
            (_phases[stack * 2], _phases[stack * 2 + 1]) = (carrier, modulator);
            alive |= !amplitude.IsOver;
        }

        _time += left.Length;
        return alive;
    }
}
