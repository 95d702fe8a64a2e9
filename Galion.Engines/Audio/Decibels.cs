using Galion.Engines.Imaging;

namespace Galion.Engines.Audio;

/// <summary>Decibels of amplitude, the same to the last bit on every machine.</summary>
public static class Decibels
{
    /// <summary>20 · log10(2).</summary>
    private const double PerOctave = 6.0205999132796239;

    /// <summary>What silence is taken for.</summary>
    public const double Silence = -200;

    public static double ToGain(double decibels) => ExactMath.Exp2(decibels / PerOctave);

    /// <returns>At least <see cref="Silence"/>.</returns>
    public static double FromGain(double gain) => gain <= 1e-10 ? Silence : ExactMath.Log2(gain) * PerOctave;
}
