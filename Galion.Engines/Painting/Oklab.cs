using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Galion.Engines.Imaging;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting;

/// <summary>
/// <see cref="Rgb.ToLab"/> and <see cref="Lab.ToRgb"/> for eight pixels at a time: the same operations in the same order, and so the same
/// bits.
/// </summary>
internal static class Oklab
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (V L, V A, V B) FromLinear(V r, V g, V b)
    {
        var l = ExactMath.Cbrt(r * 0.41222147f + g * 0.53633254f + b * 0.05144599f);
        var m = ExactMath.Cbrt(r * 0.21190350f + g * 0.68069955f + b * 0.10739696f);
        var s = ExactMath.Cbrt(r * 0.08830246f + g * 0.28171884f + b * 0.62997870f);
        return (
            l * 0.21045426f + m * 0.79361779f - s * 0.00407205f,
            l * 1.97799850f - m * 2.42859221f + s * 0.45059371f,
            l * 0.02590404f + m * 0.78277177f - s * 0.80867577f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (V R, V G, V B) ToLinear(V lightness, V a, V b)
    {
        var l = lightness + a * 0.39633778f + b * 0.21580376f;
        var m = lightness - a * 0.10556135f - b * 0.06385417f;
        var s = lightness - a * 0.08948418f - b * 1.29148555f;
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return (
            l * 4.07674166f - m * 3.30771159f + s * 0.23096993f,
            l * -1.26843800f + m * 2.60975740f - s * 0.34131940f,
            l * -0.00419609f - m * 0.70341861f + s * 1.70761470f);
    }
}
