using Galion.Engines.Imaging;

namespace Galion.Engines.Composing.Sound;

/// <summary>One sounding note.</summary>
internal abstract class Voice
{
    /// <summary>Adds the next samples.</summary>
    /// <returns>Whether there is more to come.</returns>
    public abstract bool Render(Span<float> left, Span<float> right);

    public static float Hertz(float pitch) => 440 * ExactMath.Exp2((pitch - 69) / 12);

    /// <summary>The gains of both sides for a place from −1 (left) to 1 (right), equal in power.</summary>
    public static (float Left, float Right) Pan(float place) => (MathF.Sqrt(0.5f * (1 - place)), MathF.Sqrt(0.5f * (1 + place)));
}

/// <summary>What a note gives to its voice.</summary>
/// <param name="Held">Frames until it is let go.</param>
/// <param name="Brightness">Factor of filter frequencies, from mood and section.</param>
internal readonly record struct Strike(int Pitch, float Velocity, int Held, int SampleRate, float Brightness, uint Seed);

/// <summary>A cheap sequence of noise.</summary>
internal struct Noise(uint seed)
{
    private uint _state = seed * 2_654_435_769u + 0x9E37_79B9u | 1;

    /// <summary>−1 to 1.</summary>
    public float Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)_state * (1f / 2_147_483_648f);
    }
}
