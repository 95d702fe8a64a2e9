using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using I = System.Runtime.Intrinsics.Vector256<int>;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Galion.Engines.Painting;

/// <summary>
/// Smooth random fields for eight points at a time. Only lane-wise additions, multiplications and shifts are used, which give the same
/// result with and without vector hardware; nothing is contracted to a fused multiply-add.
/// </summary>
internal static class Noise
{
    private const int PrimeX = 0x27D4EB2D;
    private const int PrimeY = 0x165667B1;

    /// <summary>Gradient noise, −1 to 1, mean 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gradient(V x, V y, int seed)
    {
        var (fx, fy) = (Vector256.Floor(x), Vector256.Floor(y));
        var ix = Vector256.ConvertToInt32Native(fx) * PrimeX;
        var iy = Vector256.ConvertToInt32Native(fy) * PrimeY ^ Vector256.Create(seed * 0x5BD1_E995);
        var (u, v) = (x - fx, y - fy);
        var one = Vector256<float>.One;
        var (ix1, iy1) = (ix + Vector256.Create(PrimeX), Vector256.ConvertToInt32Native(fy + one) * PrimeY ^ Vector256.Create(seed * 0x5BD1_E995));
        var a = Slope(ix ^ iy, u, v);
        var b = Slope(ix1 ^ iy, u - one, v);
        var c = Slope(ix ^ iy1, u, v - one);
        var d = Slope(ix1 ^ iy1, u - one, v - one);
        var (su, sv) = (Fade(u), Fade(v));
        var top = a + (b - a) * su;
        return (top + (c + (d - c) * su - top) * sv) * 1.1f;
    }

    /// <summary>Value noise, 0 to 1, with its partial derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V x, V y, int seed, out V dx, out V dy)
    {
        var (fx, fy) = (Vector256.Floor(x), Vector256.Floor(y));
        var ix = Vector256.ConvertToInt32Native(fx) * PrimeX;
        var salt = Vector256.Create(seed * 0x5BD1_E995);
        var iy = Vector256.ConvertToInt32Native(fy) * PrimeY;
        var (u, v) = (x - fx, y - fy);
        var ix1 = ix + Vector256.Create(PrimeX);
        var iy1 = iy + Vector256.Create(PrimeY) ^ salt;
        iy ^= salt;
        var a = Fraction(ix ^ iy);
        var b = Fraction(ix1 ^ iy);
        var c = Fraction(ix ^ iy1);
        var d = Fraction(ix1 ^ iy1);
        var (su, sv) = (Fade(u), Fade(v));
        var (k1, k2, k4) = (b - a, c - a, a - b - c + d);
        dx = (k1 + k4 * sv) * FadeSlope(u);
        dy = (k2 + k4 * su) * FadeSlope(v);
        return a + k1 * su + k2 * sv + k4 * su * sv;
    }

    /// <summary>Sum of octaves of gradient noise, about −1 to 1.</summary>
    public static V Fbm(V x, V y, int seed, int octaves)
    {
        var sum = V.Zero;
        var weight = 0.5f;
        for (var n = 0; n < octaves; n++)
        {
            sum += Gradient(x, y, seed + n) * weight;
            weight *= 0.5f;
            // Turned by the 3-4-5 triangle between octaves, so that the lattices never line up.
            (x, y) = (x * 1.62f - y * 1.215f, x * 1.215f + y * 1.62f);
        }

        return sum * 1.25f;
    }

    /// <summary>Rounded bumps with sharp valleys between them, 0 to about 1.</summary>
    public static V Billow(V x, V y, int seed, int octaves)
    {
        var sum = V.Zero;
        var weight = 0.5f;
        for (var n = 0; n < octaves; n++)
        {
            sum += Vector256.Abs(Gradient(x, y, seed + n)) * (2 * weight);
            weight *= 0.5f;
            (x, y) = (x * 1.62f - y * 1.215f, x * 1.215f + y * 1.62f);
        }

        return sum;
    }

    /// <summary>
    /// Mountain relief, 0 to about 1: each octave is damped where those before are steep, which leaves smooth valley floors and rough
    /// ridges as erosion does.
    /// </summary>
    public static V Eroded(V x, V y, int seed, int octaves)
    {
        var (sum, dx, dy) = (V.Zero, V.Zero, V.Zero);
        var weight = 1f;
        for (var n = 0; n < octaves; n++)
        {
            var value = Value(x, y, seed + n, out var ddx, out var ddy);
            dx += ddx;
            dy += ddy;
            sum += value * weight / (Vector256<float>.One + dx * dx + dy * dy);
            weight *= 0.5f;
            (x, y) = (x * 1.6f - y * 1.2f, x * 1.2f + y * 1.6f);
        }

        return sum * 0.75f;
    }

    public static float Fbm(float x, float y, int seed, int octaves) => Fbm(Vector256.Create(x), Vector256.Create(y), seed, octaves)[0];

    public static float Gradient(float x, float y, int seed) => Gradient(Vector256.Create(x), Vector256.Create(y), seed)[0];

    /// <summary>An even random number from 0 to 1 for a lattice point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Hash(int x, int y, int seed)
    {
        var h = unchecked(x * PrimeX ^ y * PrimeY ^ seed * 0x5BD1_E995);
        unchecked
        {
            h = (h ^ (int)((uint)h >> 15)) * 0x2C1B_3C6D;
            h = (h ^ (int)((uint)h >> 12)) * 0x297A_2D39;
            h ^= (int)((uint)h >> 15);
        }

        return (h & 0xFF_FFFF) * (1f / 0x100_0000);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static I Scramble(I h)
    {
        h = (h ^ Vector256.ShiftRightLogical(h, 15)) * 0x2C1B3C6D;
        return h ^ Vector256.ShiftRightLogical(h, 13);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Slope(I corner, V u, V v)
    {
        var h = Scramble(corner) * 0x297A2D39;
        var gx = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(h, 16)) * (1 / 32_768f);
        var gy = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(Vector256.ShiftLeft(h, 16), 16)) * (1 / 32_768f);
        return gx * u + gy * v;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fraction(I corner) =>
        Vector256.ConvertToSingle(Vector256.ShiftRightLogical(Scramble(corner) * 0x297A2D39, 9)) * (1f / (1 << 23));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fade(V t) => t * t * t * (t * (t * 6f - Vector256.Create(15f)) + Vector256.Create(10f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V FadeSlope(V t) => t * t * (t * (t * 30f - Vector256.Create(60f)) + Vector256.Create(30f));
}
