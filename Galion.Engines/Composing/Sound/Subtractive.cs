using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Sound;

/// <param name="Octave">Octaves above the note.</param>
/// <param name="Cents">Detuning.</param>
/// <param name="Place">−1 left to 1 right.</param>
internal sealed record Layer(Wave Wave, float Level, int Octave = 0, float Cents = 0, float Place = 0);

/// <summary>A sound made of waves with many harmonics and a filter that takes some away.</summary>
internal sealed record SubtractivePatch(Layer[] Layers, Contour Amplitude) : Patch
{
    /// <summary>Hertz for middle C at medium velocity.</summary>
    public float Cutoff { get; init; } = 4_000;

    public float Resonance { get; init; } = 0.1f;

    /// <summary>How far the filter follows the keyboard, 0 to 1.</summary>
    public float Tracking { get; init; } = 0.5f;

    /// <summary>Octaves by which the filter opens and closes with each note.</summary>
    public float Sweep { get; init; }

    public Contour SweepContour { get; init; } = new(0.005f, 0.3f, 0, 0.3f);

    /// <summary>Octaves by which a strong note is brighter than a weak one.</summary>
    public float VelocitySweep { get; init; } = 1.5f;

    public float Breath { get; init; }

    /// <summary>Cycles per second, cents, and seconds until it sets in.</summary>
    public (float Rate, float Cents, float Delay) Vibrato { get; init; }

    /// <summary>Cents by which a note starts too low.</summary>
    public float Scoop { get; init; }

    /// <summary>Resonances of a body or throat: hertz and level.</summary>
    public (float Hertz, float Level)[] Formants { get; init; } = [];

    public override bool DiesAway => Amplitude.Sustain == 0;

    public override Voice Play(Strike strike) => new SubtractiveVoice(this, strike);
}

internal sealed class SubtractiveVoice : Voice
{
    private const int Step = 32;

    private readonly SubtractivePatch _patch;
    private readonly Strike _strike;
    private readonly float[] _phases;
    private readonly float[] _steps;
    private readonly float[][] _tables;
    private readonly (float Left, float Right)[] _pans;
    private readonly bool _isStereo;
    private readonly float _cutoff;
    private readonly float _level;
    private readonly Filter[] _bodies;
    private Envelope _amplitude;
    private Envelope _sweep;
    private Filter _left;
    private Filter _right;
    private Noise _noise;
    private int _time;

    public SubtractiveVoice(SubtractivePatch patch, Strike strike)
    {
        _patch = patch;
        _strike = strike;
        _noise = new Noise(strike.Seed);
        var layers = patch.Layers;
        _phases = new float[layers.Length];
        _steps = new float[layers.Length];
        _tables = new float[layers.Length][];
        _pans = new (float, float)[layers.Length];
        for (var n = 0; n < layers.Length; n++)
        {
            var frequency = Hertz(strike.Pitch + 12 * layers[n].Octave + layers[n].Cents / 100) / strike.SampleRate;
            _steps[n] = frequency;
            _tables[n] = layers[n].Wave.For(frequency);
            _phases[n] = layers.Length == 1 ? 0 : (_noise.Next() + 1) * 0.49f;
            var (left, right) = Pan(layers[n].Place);
            _pans[n] = (left * layers[n].Level, right * layers[n].Level);
            _isStereo |= layers[n].Place != 0;
        }

        _amplitude = new Envelope(patch.Amplitude, strike.SampleRate, strike.Held);
        _sweep = new Envelope(patch.SweepContour, strike.SampleRate, strike.Held);
        _cutoff = patch.Cutoff * strike.Brightness * ExactMath.Exp2(patch.Tracking * (strike.Pitch - 60) / 12f + patch.VelocitySweep * (strike.Velocity - 0.6f));
        _level = strike.Velocity * strike.Velocity;
        _bodies = new Filter[patch.Formants.Length];
        for (var n = 0; n < _bodies.Length; n++)
        {
            _bodies[n].Tune(patch.Formants[n].Hertz, 0.85f, strike.SampleRate);
        }
    }

    public override bool Render(Span<float> left, Span<float> right)
    {
        for (var start = 0; start < left.Length; start += Step)
        {
            var count = Math.Min(Step, left.Length - start);
            var bend = Bend();
            var sweep = 0f;
            for (var n = 0; n < count; n++)
            {
                sweep = _sweep.Next();
            }

            var cutoff = _cutoff * ExactMath.Exp2(_patch.Sweep * sweep);
            _left.Tune(cutoff, _patch.Resonance, _strike.SampleRate);
            _right.Tune(cutoff, _patch.Resonance, _strike.SampleRate);
            RenderStep(left.Slice(start, count), right.Slice(start, count), bend);
            _time += count;
            if (_amplitude.IsOver)
            {
                return false;
            }
        }

        return true;
    }

    private void RenderStep(Span<float> left, Span<float> right, float bend)
    {
        Span<float> mixLeft = stackalloc float[Step];
        Span<float> mixRight = stackalloc float[Step];
        mixLeft.Clear();
        mixRight.Clear();
        mixLeft = mixLeft[..left.Length];
        mixRight = mixRight[..left.Length];
        for (var layer = 0; layer + 1 < _steps.Length; layer += 2)
        {
            AddPair(layer, bend, mixLeft, mixRight);
        }

        if (_steps.Length % 2 == 1)
        {
            AddLayer(_steps.Length - 1, bend, mixLeft, mixRight);
        }

        // Copies, because fields would be written back after every sample.
        var (filterLeft, filterRight, amplitude, bodies) = (_left, _right, _amplitude, _bodies);
        for (var n = 0; n < left.Length; n++)
        {
            var level = amplitude.Next() * _level;
            var breath = _patch.Breath > 0 ? _noise.Next() * _patch.Breath : 0;
            var filteredLeft = filterLeft.Low(mixLeft[n] + breath);
            var filteredRight = _isStereo ? filterRight.Low(mixRight[n] + breath) : filteredLeft;
            for (var body = 0; body < bodies.Length; body++)
            {
                var resonance = bodies[body].Band(filteredLeft) * _patch.Formants[body].Level;
                filteredLeft += resonance;
                filteredRight += resonance;
            }

            left[n] += filteredLeft * level;
            right[n] += filteredRight * level;
        }

        (_left, _right, _amplitude) = (filterLeft, filterRight, amplitude);
    }

    private void AddLayer(int layer, float bend, Span<float> left, Span<float> right)
    {
        var (phase, step, table) = (_phases[layer], _steps[layer] * bend, _tables[layer]);
        var (gainLeft, gainRight) = _pans[layer];
        for (var n = 0; n < left.Length; n++)
        {
            var sample = Wave.Read(table, phase);
            left[n] += sample * gainLeft;
            right[n] += sample * gainRight;
            phase += step;
            phase -= phase >= 1 ? 1 : 0;
        }

        _phases[layer] = phase;
    }

    /// <summary>Two layers side by side: each phase waits for the one before it, and the processor does the other meanwhile.</summary>
    private void AddPair(int layer, float bend, Span<float> left, Span<float> right)
    {
        var (phase, step, table) = (_phases[layer], _steps[layer] * bend, _tables[layer]);
        var (otherPhase, otherStep, otherTable) = (_phases[layer + 1], _steps[layer + 1] * bend, _tables[layer + 1]);
        var (gainLeft, gainRight) = _pans[layer];
        var (otherGainLeft, otherGainRight) = _pans[layer + 1];
        for (var n = 0; n < left.Length && n < right.Length; n++)
        {
            var sample = Wave.Read(table, phase);
            var other = Wave.Read(otherTable, otherPhase);
            left[n] = left[n] + sample * gainLeft + other * otherGainLeft;
            right[n] = right[n] + sample * gainRight + other * otherGainRight;
            phase += step;
            otherPhase += otherStep;
            phase -= phase >= 1 ? 1 : 0;
            otherPhase -= otherPhase >= 1 ? 1 : 0;
        }

        (_phases[layer], _phases[layer + 1]) = (phase, otherPhase);
    }

    private float Bend()
    {
        var cents = 0f;
        var seconds = (float)_time / _strike.SampleRate;
        if (_patch.Vibrato.Cents > 0 && seconds > _patch.Vibrato.Delay)
        {
            var depth = MathF.Min(1, (seconds - _patch.Vibrato.Delay) * 2.5f);
            cents += _patch.Vibrato.Cents * depth * ExactMath.Sin(2 * MathF.PI * (seconds * _patch.Vibrato.Rate + _strike.Seed % 7 / 7f));
        }

        cents -= _patch.Scoop > 0 ? _patch.Scoop * MathF.Max(0, 1 - seconds * 14) : 0;
        return cents == 0 ? 1 : ExactMath.Exp2(cents / 1_200);
    }
}
