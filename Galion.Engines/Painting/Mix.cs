using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting;

/// <summary>Interpolation, for one number and for eight.</summary>
internal static class Mix
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lerp(float a, float b, float t) => a + (b - a) * t;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp01(float x) => x < 0 ? 0 : x > 1 ? 1 : x;

    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, smooth between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Smooth(float from, float to, float x)
    {
        var t = Clamp01((x - from) / (to - from));
        return t * t * (3 - 2 * t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Smooth(float from, float to, V x)
    {
        var t = Clamp01((x - Vector256.Create(from)) * (1 / (to - from)));
        return t * t * (Vector256.Create(3f) - t * 2f);
    }

    /// <summary>Rounded like <see cref="Smooth(float, float, float)"/>, which divides, to the bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Smooth(V from, V to, V x)
    {
        var t = Clamp01((x - from) / (to - from));
        return t * t * (Vector256.Create(3f) - t * 2f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clamp01(V x) => Vector256.Min(Vector256.Max(x, V.Zero), V.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Lerp(V a, V b, V t) => a + (b - a) * t;

    public static V Lanes { get; } = Vector256.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f);
}
