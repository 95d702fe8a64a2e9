namespace Galion.Engines.Composing.Sound;

/// <summary>A state-variable filter of second order that stays stable while its frequency moves.</summary>
internal struct Filter
{
    private float _a1, _a2, _a3, _k, _one, _two;

    /// <param name="frequency">Hertz; kept below 0.45 of the sample rate.</param>
    /// <param name="resonance">0 none to 0.95 ringing.</param>
    public void Tune(float frequency, float resonance, int sampleRate)
    {
        var x = MathF.PI * Math.Clamp(frequency / sampleRate, 0.0005f, 0.45f);
        var s = x * x;
        var g = x * (945 - 105 * s + s * s) / (945 - 420 * s + 15 * s * s);
        _k = 2 - 2 * resonance;
        _a1 = 1 / (1 + g * (g + _k));
        _a2 = g * _a1;
        _a3 = g * _a2;
    }

    public float Low(float sample)
    {
        Step(sample, out _, out var low);
        return low;
    }

    public float Band(float sample)
    {
        Step(sample, out var band, out _);
        return band * _k;
    }

    public float High(float sample)
    {
        Step(sample, out var band, out var low);
        return sample - _k * band - low;
    }

    /// <summary>Silence would otherwise decay into numbers that processors are slow at.</summary>
    public void Rest()
    {
        _one = MathF.Abs(_one) < 1e-15f ? 0 : _one;
        _two = MathF.Abs(_two) < 1e-15f ? 0 : _two;
    }

    private void Step(float sample, out float band, out float low)
    {
        var v3 = sample - _two;
        band = _a1 * _one + _a2 * v3;
        low = _two + _a2 * _one + _a3 * v3;
        _one = 2 * band - _one;
        _two = 2 * low - _two;
    }
}
